//! `kutip serve`: pages at an address of this machine that reload, and clients that mean no good.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use kutip::serve::{Bounds, Options, Rebuilt, Running, Server};

use crate::support::Site;

/// Longest wait for anything; on a busy machine a build may take a while.
const PATIENCE: Duration = Duration::from_secs(60);

const ARTICLE: &str = "-- content/articles/banjir.md --\n---\ntitle: Banjir\nlang: id\n---\n\n“Air surut,” kata Budi Santoso.\n-- static/a.txt --\nx\n";

/// The program serving a site; ended when dropped.
struct Serving {
    child: Child,
    address: SocketAddr,
    said: BufReader<std::process::ChildStdout>,
}

impl Serving {
    fn new(site: &Site, arguments: &[&str]) -> Self {
        let arguments = [&["serve", "--port", "0"], arguments].concat();
        let mut child = site
            .command(&arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let address = loop {
            let mut line = String::new();
            assert!(said.read_line(&mut line).unwrap() > 0, "it ended: {child:?}");
            if let Some(rest) = line.strip_prefix("serving http://") {
                break rest.split('/').next().unwrap().parse().unwrap();
            }
        };
        Self { child, address, said }
    }

    fn get(&self, path: &str) -> Answer {
        get(self.address, path)
    }

    /// Asks for a page until it has those words.
    fn wait_for(&self, path: &str, words: &str) -> Answer {
        let start = Instant::now();
        loop {
            let answer = self.get(path);
            if answer.body.contains(words) {
                return answer;
            }
            assert!(start.elapsed() < PATIENCE, "{path} never had `{words}`: {}", answer.body);
            std::thread::sleep(Duration::from_millis(30));
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect_timeout(&address, PATIENCE).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

fn send(address: SocketAddr, bytes: &[u8]) -> Answer {
    let mut stream = connect(address);
    stream.write_all(bytes).unwrap();
    read_answer(&mut stream)
}

fn read_answer(stream: &mut TcpStream) -> Answer {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text:?}"));
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}

fn get(address: SocketAddr, path: &str) -> Answer {
    send(address, format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n").as_bytes())
}

/// A server for a folder with `index.html`, with small bounds.
fn small(bounds: Bounds) -> (tempfile::TempDir, SocketAddr, Running) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.html"), "<body>halo</body>").unwrap();
    std::fs::write(folder.path().parent().unwrap().join("kutip-not-served.txt"), "secret").unwrap();
    let server = Server::open(folder.path(), Options { port: 0, host: None, bounds }).unwrap();
    let address = server.address();
    (folder, address, server.start(&Rebuilt::default()).unwrap())
}

#[test]
fn a_site_for_a_folder_of_the_web_is_whole_where_a_page_is_missing() {
    let site = Site::new(&format!("-- kutip.yaml --\nlanguage: id\nbase_url: https://example.org/arsip/\n{ARTICLE}"));
    let serving = Serving::new(&site, &[]);
    let missing = serving.get("/nowhere/");
    let style = missing.body.split("rel=\"stylesheet\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(missing.status == 404 && style.starts_with("/arsip/"), "{missing:?}");
    assert!(serving.get(style).head.contains("Content-Type: text/css"));
    for path in ["/", "/arsip/", "/artikel/banjir/", "/arsip/artikel/banjir/"] {
        assert_eq!(serving.get(path).status, 200, "{path}");
    }
    assert!(serving.get("/arsip").head.contains("\r\nLocation: /arsip/"));
    assert_eq!(serving.get("/arsip/nowhere/").status, 404);
    // Settings that change while the site is served count.
    site.write("kutip.yaml", "language: id\nbase_url: https://example.org/koran/\n");
    serving.wait_for("/nowhere/", "/koran/");
    serving.wait_for("/koran/kutip.css", "--soft");
}

#[test]
fn the_site_is_served_without_touching_the_one_that_readers_see() {
    let site = Site::new(ARTICLE);
    site.build();
    let (public, addresses) = (site.files("public"), site.exists("content/addresses.yaml"));
    let serving = Serving::new(&site, &[]);
    assert!(serving.address.ip().is_loopback());
    let page = serving.get("/artikel/banjir/");
    assert_eq!(page.status, 200);
    assert!(page.head.contains("Content-Type: text/html; charset=utf-8"), "{}", page.head);
    assert!(!page.head.to_lowercase().contains("access-control"), "{}", page.head);
    let built = site.read("public/artikel/banjir/index.html");
    let (before, after) = built.split_once("</body>").unwrap();
    assert!(page.body.starts_with(before) && page.body.ends_with(&format!("</body>{after}")), "{}", page.body);
    assert!(page.body.contains("<script src=\"/_kutip/reload.js\""));
    assert_eq!(serving.get("/a.txt").body, "x\n");
    assert!(serving.get("/artikel/banjir").head.contains("\r\nLocation: /artikel/banjir/"));
    let missing = serving.get("/nowhere/");
    assert!(missing.status == 404 && missing.body.contains("_kutip/reload.js"), "{missing:?}");
    // At any depth its links lead from the top.
    assert!(missing.body.contains("<head><base href=\"/\">"), "{}", missing.body);
    site.write("content/articles/baru.md", "---\ntitle: Baru\n---\nHalo.\n");
    serving.wait_for("/artikel/baru/", "Halo.");
    assert!(site.files("public") == public && site.exists("content/addresses.yaml") == addresses);
    assert!(!site.exists("public/_kutip"));
}

#[test]
fn a_change_of_any_kind_of_file_comes_to_the_page() {
    let site = Site::new(ARTICLE);
    let mut serving = Serving::new(&site, &[]);
    let mut events = BufReader::new(connect(serving.address));
    events.get_mut().write_all(b"GET /_kutip/events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut next = || -> serde_json::Value {
        loop {
            let mut line = String::new();
            assert!(events.read_line(&mut line).unwrap() > 0, "the stream ended");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).unwrap();
            }
        }
    };
    let mut version = next()["version"].as_u64().unwrap();
    let mut is_newer = |state: &serde_json::Value| {
        let last = std::mem::replace(&mut version, state["version"].as_u64().unwrap());
        version > last
    };

    site.write("content/articles/banjir.md", "---\ntitle: Banjir\nlang: id\n---\n\n“Air naik,” kata Budi Santoso.\n");
    let state = next();
    assert!(is_newer(&state) && state["trouble"].is_null(), "{state}");
    assert!(serving.get("/artikel/banjir/").body.contains("Air naik"));

    // A folder that was not there when the server began.
    site.write("templates/footer.html", "<footer>kaki baru</footer>");
    serving.wait_for("/", "kaki baru");
    assert!(is_newer(&next()));

    site.write("kutip.yaml", "title: Arsip Teluk\n");
    serving.wait_for("/", "Arsip Teluk");
    assert!(is_newer(&next()));

    // What cannot be made leaves the site as it was, and the pages say so.
    site.write("kutip.yaml", "title: Arsip Lain\ntilte: <b>\n");
    let state = next();
    let trouble = state["trouble"].as_str().unwrap();
    assert!(!is_newer(&state) && trouble.contains("kutip.yaml:2:1") && trouble.contains("did you mean"), "{trouble}");
    assert!(serving.get("/").body.contains("Arsip Teluk"));

    site.write("kutip.yaml", "title: Arsip Lain\n");
    let state = next();
    assert!(is_newer(&state) && state["trouble"].is_null(), "{state}");
    assert!(serving.get("/").body.contains("Arsip Lain"));

    // Words that readers miss are a warning of the build, and the page says it all the same.
    let words = "---\ntitle: Banjir\nlang: id\nquotations: [{text: Air surut, speaker: Budi}]\n---\n\nAir naik.\n";
    site.write("content/articles/banjir.md", words);
    let state = next();
    let trouble = state["trouble"].as_str().unwrap_or_default();
    assert!(is_newer(&state) && trouble.contains("lost-quotation") && trouble.contains("banjir.md:4"), "{state}");

    serving.child.kill().unwrap();
    let mut stderr = String::new();
    serving.child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert!(stderr.contains("error[unknown-setting]"), "{stderr}");
    let mut stdout = String::new();
    serving.said.read_to_string(&mut stdout).unwrap();
    assert!(stdout.contains("1 article, "), "{stdout}");
}

#[test]
fn a_site_that_cannot_be_made_at_first_is_shown_once_it_can() {
    let site = Site::new("-- templates/home.html --\n{{ broken\n");
    site.write("kutip.yaml", "title: Arsip\n");
    let serving = Serving::new(&site, &[]);
    let page = serving.get("/");
    assert!(page.status == 404 && page.body.contains("_kutip/reload.js"), "{page:?}");
    site.write("templates/home.html", "sudah benar");
    assert_eq!(serving.wait_for("/", "sudah benar").status, 200);
}

#[cfg(unix)]
#[test]
fn told_to_stop_it_leaves_nothing_behind() {
    let site = Site::new(ARTICLE);
    let temporary = tempfile::tempdir().unwrap();
    let mut command = site.command(&["serve", "--port", "0"]);
    let mut child = command.env("TMPDIR", temporary.path()).stdout(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.starts_with("serving ") {
        line.clear();
        assert!(said.read_line(&mut line).unwrap() > 0, "it ended");
    }
    assert_eq!(std::fs::read_dir(temporary.path()).unwrap().count(), 1);
    let stopped = std::process::Command::new("kill").arg(child.id().to_string()).status().unwrap();
    assert!(stopped.success());
    assert_eq!(child.wait().unwrap().code(), Some(128 + 15));
    assert_eq!(std::fs::read_dir(temporary.path()).unwrap().count(), 0);
}

#[test]
fn the_next_port_is_taken_when_one_is_not_free() {
    let folder = tempfile::tempdir().unwrap();
    let options = |port| Options { port, host: None, bounds: Bounds::default() };
    let first = Server::open(folder.path(), options(0)).unwrap();
    let port = first.address().port();
    let second = Server::open(folder.path(), options(port)).unwrap();
    assert_ne!(second.address().port(), port);
    assert!(second.address().ip().is_loopback());
}

#[test]
fn nothing_outside_the_site_is_given_away() {
    let (_folder, address, _running) = small(Bounds::default());
    for path in [
        "/../kutip-not-served.txt",
        "/../../etc/passwd",
        "/%2e%2e/kutip-not-served.txt",
        "/%2e%2e%2f%2e%2e%2fetc/passwd",
        "/..%2fkutip-not-served.txt",
        "/..\\kutip-not-served.txt",
        "/..%5ckutip-not-served.txt",
        "/%252e%252e/kutip-not-served.txt",
        "//etc/passwd",
        "/etc/passwd",
        "/%00",
        "/index.html/",
        "/index.html/../index.html",
        "/_kutip/../index.html",
        "/_kutip/",
    ] {
        let answer = get(address, path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {answer:?}");
        assert!(!answer.body.contains("secret") && !answer.body.contains("root:"), "{path}");
    }
}

#[test]
fn requests_for_other_names_and_malformed_ones_are_refused() {
    let (_folder, address, _running) = small(Bounds::default());
    let long = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(100_000));
    let headers = format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "A: b\r\n".repeat(5_000));
    for (request, status) in [
        ("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403),
        ("GET /_kutip/events HTTP/1.1\r\nHost: evil.example:80\r\n\r\n", 403),
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx", 405),
        ("\u{16}\u{3}\u{1}\u{2}\r\n\r\n", 400),
        ("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", 400),
        (long.as_str(), 400),
        (headers.as_str(), 400),
    ] {
        let answer = send(address, request.as_bytes());
        assert_eq!(answer.status, status, "{:?}: {answer:?}", &request[..request.len().min(80)]);
        assert!(!answer.head.to_lowercase().contains("access-control"));
    }
    let head = send(address, b"HEAD / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n");
    assert!(head.status == 200 && head.body.is_empty(), "{head:?}");
}

#[test]
fn half_a_request_is_not_waited_for_for_ever() {
    let (_folder, address, _running) = small(Bounds { patience: Duration::from_millis(200), ..Bounds::default() });
    let mut kept_open = connect(address);
    kept_open.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap();
    assert_eq!(read_answer(&mut kept_open).status, 400);
    let mut given_up = connect(address);
    given_up.write_all(b"GET / HT").unwrap();
    given_up.shutdown(std::net::Shutdown::Write).unwrap();
    assert_eq!(read_answer(&mut given_up).status, 400);
}

#[test]
fn a_thousand_silent_connections_do_not_keep_a_reader_out() {
    let (_folder, address, _running) = small(Bounds { connections: 16, ..Bounds::default() });
    let mut silent = Vec::new();
    for _ in 0..1_000 {
        // This process may not open as many; the bound is passed long before.
        match TcpStream::connect_timeout(&address, PATIENCE) {
            Ok(stream) => silent.push(stream),
            Err(_) => break,
        }
    }
    assert!(silent.len() > 200, "only {} connections", silent.len());
    let answer = get(address, "/");
    assert_eq!((answer.status, answer.body.contains("halo")), (200, true));
    // The oldest were closed to make room.
    let mut first = &silent[0];
    first.set_read_timeout(Some(PATIENCE)).unwrap();
    assert!(matches!(first.read(&mut [0; 1]), Ok(0) | Err(_)));
}

/// A reader is far down on a long page with a part of it open; the article changes, then the settings break.
#[test]
fn a_page_in_a_browser_reloads_and_keeps_its_place() {
    let Some(browser) = crate::browser::browser() else { return };
    let long = |words: &str| format!("---\ntitle: Banjir\nlang: id\n---\n\n{words}\n\n{}", "Air naik.\n\n".repeat(200));
    let site = Site::new("");
    site.write("content/articles/banjir.md", long("Lama."));
    site.write("templates/footer.html", "<details><summary>a</summary>b</details>");
    let look = "<!DOCTYPE html><iframe id=f style='width:800px;height:600px'></iframe><script>
        // Only the page in the frame shall listen.
        window.EventSource = class { addEventListener() {} close() {} };
        const f = document.getElementById('f'), d = () => f.contentDocument, say = words => console.log('SAID ' + words);
        const until = async test => { while (!test()) await new Promise(go => setTimeout(go, 20)); };
        f.onload = async () => {
          f.onload = null;
          f.contentWindow.scrollTo(0, 3000);
          d().querySelector('details').open = true;
          say('ready');
          await until(() => d() && d().readyState === 'complete' && d().body.textContent.includes('Baru.'));
          await until(() => f.contentWindow.scrollY === 3000);
          say('open ' + d().querySelector('details').open);
          await until(() => d().body.lastElementChild.shadowRoot === null && d().body.lastElementChild.localName === 'div');
          say('trouble shown');
          await until(() => d().body.lastElementChild.localName !== 'div');
          say('trouble gone');
        };
        f.src = '/artikel/banjir/';
        </script>";
    site.write("static/look.html", look);
    let serving = Serving::new(&site, &[]);
    let profile = tempfile::tempdir().unwrap();
    let mut child = std::process::Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"])
        .args(["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-port=0"])
        .args(["--enable-logging=stderr", "--window-size=1000,800"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("http://{}/look.html", serving.address))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Ends a browser that says nothing, and with it the wait for its words.
    let (finished, timer) = std::sync::mpsc::channel::<()>();
    let mut said = BufReader::new(child.stderr.take().unwrap());
    let watchdog = std::thread::spawn(move || {
        _ = timer.recv_timeout(2 * PATIENCE);
        drop(child.kill());
        drop(child.wait());
    });
    let mut next = || loop {
        let mut line = String::new();
        if said.read_line(&mut line).unwrap() == 0 {
            return "nothing more".to_owned();
        }
        if let Some((_, words)) = line.split_once("\"SAID ") {
            return words.split('"').next().unwrap().to_owned();
        }
    };
    let heard = [
        next(),
        {
            site.write("content/articles/banjir.md", long("Baru."));
            next()
        },
        {
            site.write("kutip.yaml", "tilte: x\n");
            next()
        },
        {
            site.write("kutip.yaml", "");
            next()
        },
    ];
    drop(finished);
    watchdog.join().unwrap();
    assert_eq!(heard, ["ready", "open true", "trouble shown", "trouble gone"]);
}
