//! Turns connections into answers, each on a thread of its own, never more than the bounds allow.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::request::{Parsed, Request, parse};
use super::response::{Status, write_refusal};
use super::{Bounds, Shared, files};

/// How long a new connection waits for one that is being closed.
const CLOSING: Duration = Duration::from_millis(200);
/// How long a client may take to read a piece of an answer.
const WRITING: Duration = Duration::from_secs(10);
/// How much of what a client still sends is thrown away, so that it gets to read its answer.
const DRAINED_BYTES: usize = 64 << 10;
/// Answering a request needs little.
const STACK_BYTES: usize = 256 << 10;

/// Accepts connections for ever.
pub(super) fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    let open = Arc::new(Open::default());
    for id in 0_u64.. {
        let Ok((stream, _)) = listener.accept() else {
            // Out of descriptors, or the client left at once: others may still come.
            thread::sleep(Duration::from_millis(20));
            continue;
        };
        let stream = Arc::new(stream);
        if !open.admit(id, &stream, shared.bounds.connections) {
            turn_away(&stream);
            continue;
        }
        let (connection, theirs, known) = (Connection { id, open: Arc::clone(&open) }, stream, Arc::clone(shared));
        let work = move || {
            // A client that leaves is no trouble.
            drop(converse(&theirs, &connection, &known));
            drop(theirs.shutdown(Shutdown::Both));
        };
        // Without a thread the connection is dropped with its place.
        drop(thread::Builder::new().name("serve: connection".to_owned()).stack_size(STACK_BYTES).spawn(work));
    }
}

/// Connections that are open, and which of them have not asked for anything yet.
#[derive(Debug, Default)]
struct Open {
    state: Mutex<State>,
    closed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    count: usize,
    /// By the order in which they came.
    silent: BTreeMap<u64, Arc<TcpStream>>,
}

impl Open {
    /// Makes room for a connection: beyond the bound, the one that has been silent longest is closed.
    fn admit(&self, id: u64, stream: &Arc<TcpStream>, most: usize) -> bool {
        let mut state = self.state();
        if state.count >= most {
            let Some((_, oldest)) = state.silent.pop_first() else { return false };
            drop(oldest.shutdown(Shutdown::Both));
            let waited = self.closed.wait_timeout_while(state, CLOSING, |state| state.count >= most);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
            if state.count >= most {
                return false;
            }
        }
        state.count += 1;
        state.silent.insert(id, Arc::clone(stream));
        true
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of one connection, given back when dropped.
struct Connection {
    id: u64,
    open: Arc<Open>,
}

impl Connection {
    /// From now on it is not silent any more.
    fn has_asked(&self) {
        self.open.state().silent.remove(&self.id);
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let mut state = self.open.state();
        state.silent.remove(&self.id);
        state.count -= 1;
        self.open.closed.notify_all();
    }
}

fn turn_away(mut stream: &TcpStream) {
    drop(stream.set_write_timeout(Some(Duration::from_millis(100))));
    drop(write_refusal(&mut stream, Status::Unavailable));
}

/// One request and its answer.
fn converse(mut stream: &TcpStream, connection: &Connection, shared: &Shared) -> io::Result<()> {
    stream.set_write_timeout(Some(WRITING))?;
    let request = read_request(stream, shared.host.as_deref(), &shared.bounds)?;
    connection.has_asked();
    let mut out = io::BufWriter::new(&mut stream);
    match request {
        Ok(request) => files::answer(&mut out, &request, shared)?,
        Err(status) => write_refusal(&mut out, status)?,
    }
    out.flush()?;
    drop(out);
    drain(stream)
}

/// Reads the head of a request within the bounds.
fn read_request(mut stream: &TcpStream, host: Option<&str>, bounds: &Bounds) -> io::Result<Result<Request, Status>> {
    let start = Instant::now();
    let mut head = Vec::new();
    let mut piece = [0; 2_048];
    loop {
        let left = bounds.patience.saturating_sub(start.elapsed());
        if left.is_zero() {
            return Ok(Err(Status::BadRequest));
        }
        stream.set_read_timeout(Some(left))?;
        let count = match stream.read(&mut piece) {
            Ok(0) if head.is_empty() => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(0) => return Ok(Err(Status::BadRequest)),
            Ok(count) => count,
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => continue,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        head.extend_from_slice(&piece[..count]);
        match parse(&head, host) {
            Parsed::Whole(request) => return Ok(Ok(request)),
            Parsed::Refused(status) => return Ok(Err(status)),
            Parsed::Partial if head.len() > bounds.head_bytes => return Ok(Err(Status::BadRequest)),
            Parsed::Partial => {}
        }
    }
}

/// Closing a connection that still sends would take the answer away from the client.
fn drain(mut stream: &TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(Duration::from_millis(500)))?;
    let mut piece = [0; 2_048];
    let mut drained = 0;
    while drained < DRAINED_BYTES {
        match stream.read(&mut piece)? {
            0 => break,
            count => drained += count,
        }
    }
    Ok(())
}
