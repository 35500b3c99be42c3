/// One file of the site, ready to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Path relative to the output folder, with `/`, never absolute and without `..`.
    pub path: String,
    /// What the file holds.
    pub bytes: Vec<u8>,
}
