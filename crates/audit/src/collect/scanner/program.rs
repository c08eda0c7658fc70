//! Where a scanner's program is: on PATH, and never inside of what is audited.

use std::{
    ffi::{OsStr, OsString},
    fs, io,
    path::{Path, PathBuf},
};

/// The folders of a PATH from which a program may be run: absolute, there, and not inside of what is audited.
#[must_use]
pub fn folders(path: &OsStr, audited: &[PathBuf]) -> Vec<PathBuf> {
    let trees: Vec<PathBuf> = audited.iter().filter_map(|tree| fs::canonicalize(tree).ok()).collect();
    std::env::split_paths(path)
        .filter(|folder| folder.is_absolute())
        .filter(|folder| fs::canonicalize(folder).is_ok_and(|real| !trees.iter().any(|tree| real.starts_with(tree))))
        .collect()
}

/// A program in some folders, as an absolute path: the first regular file of that name that may be executed and does not
/// lead into what is audited.
#[must_use]
pub fn find(names: &[&str], folders: &[PathBuf], audited: &[PathBuf]) -> Option<PathBuf> {
    let trees: Vec<PathBuf> = audited.iter().filter_map(|tree| fs::canonicalize(tree).ok()).collect();
    let mut candidates = folders.iter().flat_map(|folder| names.iter().map(move |name| folder.join(name)));
    candidates.find(|candidate| {
        let outside = fs::canonicalize(candidate).is_ok_and(|real| !trees.iter().any(|tree| real.starts_with(tree)));
        outside && is_program(candidate)
    })
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// Folders as a PATH.
#[must_use]
pub fn joined(folders: &[PathBuf]) -> OsString {
    // A folder with a colon cannot stand in a PATH, and came from one.
    std::env::join_paths(folders).unwrap_or_default()
}

/// A folder for one run of one scanner, gone with it. Only its owner may enter.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// A fresh one below a folder for temporary files.
    ///
    /// # Errors
    /// The system's, where it cannot be made.
    pub fn new(below: &Path, name: &str) -> io::Result<Self> {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        let mut refused = io::Error::from(io::ErrorKind::AlreadyExists);
        for number in 0..1000_u32 {
            let path = below.join(format!("sunward-audit-{}-{name}-{number}", std::process::id()));
            // Whatever is there already is somebody else's.
            match builder.create(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => refused = error,
                Err(error) => return Err(error),
            }
        }
        Err(refused)
    }
    /// Its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is left to whoever cleans the folder for temporary files.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt as _, path::PathBuf};

    use super::{Scratch, find, folders};

    #[test]
    fn nothing_is_run_from_what_is_audited_nor_from_a_relative_folder() {
        let scratch = Scratch::new(&std::env::temp_dir(), "program").unwrap();
        let (audited, outside) = (scratch.path().join("audited"), scratch.path().join("outside"));
        for folder in [&audited, &outside] {
            fs::create_dir_all(folder).unwrap();
            let program = folder.join("bandit");
            fs::write(&program, "#!/bin/sh\n").unwrap();
            fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        }
        fs::write(outside.join("plain"), "").unwrap();
        std::os::unix::fs::symlink(audited.join("bandit"), outside.join("linked")).unwrap();
        std::os::unix::fs::symlink(&audited, scratch.path().join("disguised")).unwrap();
        let path = format!(".:bin:{0}/audited:{0}/disguised:{0}/outside::", scratch.path().display());
        let trees = [audited];
        let allowed = folders(path.as_ref(), &trees);
        assert_eq!(allowed, std::slice::from_ref(&outside));
        assert_eq!(find(&["bandit"], &allowed, &trees), Some(outside.join("bandit")));
        for name in ["plain", "linked", "missing"] {
            assert_eq!(find(&[name], &allowed, &trees), None::<PathBuf>, "{name}");
        }
    }
}
