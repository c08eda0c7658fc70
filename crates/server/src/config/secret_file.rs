//! Files that others must not read.

use std::{
    fs,
    io::{self, Read},
    os::unix::fs::MetadataExt,
    path::Path,
};

/// Whoever is neither the owner nor in the group.
const OTHERS: u32 = 0o007;
/// The group may read, which is how secrets are mounted, but not write.
const GROUP_WRITES: u32 = 0o020;
/// The longest password, bytes.
const MAX_SECRET: u64 = 1_024;

/// Refuses a file that others could have read or changed.
pub(crate) fn private(path: &Path) -> Result<(), String> {
    let metadata = fs::metadata(path).map_err(|error| format!("{} cannot be read: {}", path.display(), words(&error)))?;
    let mode = metadata.mode() & 0o7777;
    if !metadata.is_file() {
        return Err(format!("{} is not a regular file", path.display()));
    }
    if mode & (OTHERS | GROUP_WRITES) != 0 {
        return Err(format!("{0} has mode {mode:04o}, others can reach it; run: chmod o-rwx,g-w {0}", path.display()));
    }
    Ok(())
}

/// The one line in a file that is [`private`].
pub(crate) fn secret(path: &Path) -> Result<String, String> {
    private(path)?;
    let mut text = String::new();
    let file = fs::File::open(path).map_err(|error| format!("{} cannot be read: {}", path.display(), words(&error)))?;
    file.take(MAX_SECRET).read_to_string(&mut text).map_err(|error| format!("{} cannot be read: {}", path.display(), words(&error)))?;
    let line = text.trim_end_matches(['\r', '\n']);
    if line.is_empty() || line.contains(['\r', '\n', '\0']) {
        return Err(format!("{} does not hold one line", path.display()));
    }
    Ok(line.to_owned())
}

/// The operating system's words without its number.
fn words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}
