//! The key of a single machine: 32 random bytes in a file that only its owner can read.
//!
//! Unix only: the file's mode is the protection. Where the file system knows no hard links or modes,
//! creating the key fails rather than leaving it open.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::KeyRing;
use crate::random::{NoRandomness, Random, random_bytes};

const KEY_BYTES: u64 = 32;

/// Why a key file was not used. Nothing is repaired silently: a key that others could read is a key
/// that others may have.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// There is no such file.
    #[error("there is no key file at {0}")]
    Missing(PathBuf),
    /// The path is a symbolic link, which somebody else may point elsewhere.
    #[error("{0} is a symbolic link; give the path of the key file itself")]
    SymbolicLink(PathBuf),
    /// The path is a directory, a device or a pipe.
    #[error("{0} is not a regular file")]
    NotAFile(PathBuf),
    /// The group or everybody may read or write the file.
    #[error("{path} has mode {mode:04o}, others can reach it; if nobody has read it, run: chmod 600 {path}")]
    Exposed {
        /// The key file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The file does not hold exactly 32 bytes.
    #[error("{path} holds {length} bytes, a key has {KEY_BYTES}")]
    WrongLength {
        /// The key file.
        path: PathBuf,
        /// Bytes found.
        length: u64,
    },
    /// The file changed while it was opened.
    #[error("{0} was replaced while it was opened")]
    Replaced(PathBuf),
    /// A new key could not be drawn.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The file system refused.
    #[error("{path}: {source}")]
    Io {
        /// What was being read or written.
        path: PathBuf,
        /// The file system's answer.
        source: io::Error,
    },
}

impl KeyRing {
    /// Reads the key file.
    ///
    /// # Errors
    /// It is missing, a symbolic link, no regular file, reachable by others, or not of 32 bytes.
    pub fn open(path: &Path) -> Result<Self, KeyFileError> {
        let failed = |source| KeyFileError::Io { path: path.to_owned(), source };
        let named = match fs::symlink_metadata(path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(KeyFileError::Missing(path.to_owned())),
            Err(error) => return Err(failed(error)),
        };
        if named.file_type().is_symlink() {
            return Err(KeyFileError::SymbolicLink(path.to_owned()));
        }
        // Checked before opening: opening a pipe would wait for a writer.
        if !named.is_file() {
            return Err(KeyFileError::NotAFile(path.to_owned()));
        }
        let mut file = File::open(path).map_err(failed)?;
        let opened = file.metadata().map_err(failed)?;
        // What was opened must be what was looked at, else a link slipped in between.
        if (opened.dev(), opened.ino()) != (named.dev(), named.ino()) {
            return Err(KeyFileError::Replaced(path.to_owned()));
        }
        let mode = opened.mode() & 0o7777;
        if mode & 0o077 != 0 {
            return Err(KeyFileError::Exposed { path: path.to_owned(), mode });
        }
        if opened.len() != KEY_BYTES {
            return Err(KeyFileError::WrongLength { path: path.to_owned(), length: opened.len() });
        }
        let mut kek = Zeroizing::new([0; 32]);
        file.read_exact(kek.as_mut_slice()).map_err(failed)?;
        Ok(Self::from_kek(kek))
    }

    /// Reads the key file, or makes it when there is none.
    ///
    /// The key appears under its name complete and synced, or not at all, and never replaces another:
    /// when two processes start at once, both end up with the same key. A missing parent directory is
    /// made with mode 0700.
    ///
    /// # Errors
    /// As [`KeyRing::open`], or the file cannot be written, or there is no randomness.
    pub fn open_or_create(path: &Path, random: &dyn Random) -> Result<Self, KeyFileError> {
        match Self::open(path) {
            Err(KeyFileError::Missing(_)) => {}
            found => return found,
        }
        let directory = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(directory)
            .map_err(|source| KeyFileError::Io { path: directory.to_owned(), source })?;
        let draft = Draft::write(directory, &Self::generate(random)?, random)?;
        match fs::hard_link(&draft.path, path) {
            Ok(()) => {}
            // Somebody else was first; theirs is the key.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(source) => return Err(KeyFileError::Io { path: path.to_owned(), source }),
        }
        drop(draft);
        File::open(directory)
            .and_then(|opened| opened.sync_all())
            .map_err(|source| KeyFileError::Io { path: directory.to_owned(), source })?;
        Self::open(path)
    }
}

/// The key under a name of its own until it is complete. A hard link publishes it, because unlike a
/// rename it cannot overwrite a key that was made in the meantime.
struct Draft {
    path: PathBuf,
}

impl Draft {
    fn write(directory: &Path, ring: &KeyRing, random: &dyn Random) -> Result<Self, KeyFileError> {
        let suffix = u64::from_be_bytes(random_bytes(random)?);
        let path = directory.join(format!(".sunward-key-{suffix:016x}"));
        let failed = |source| KeyFileError::Io { path: path.clone(), source };
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).map_err(failed)?;
        // From here on the draft removes itself, also when writing fails.
        let draft = Self { path: path.clone() };
        file.write_all(ring.kek()).and_then(|()| file.sync_all()).map_err(failed)?;
        Ok(draft)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // A leftover draft is an unused key: harmless, and the next start does not look at it.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemRandom;
    use std::os::unix::fs::{PermissionsExt, symlink};

    /// A directory that is removed with its test.
    struct Directory(PathBuf);

    impl Directory {
        fn new() -> Self {
            let name = u64::from_be_bytes(random_bytes(&SystemRandom).unwrap());
            let path = std::env::temp_dir().join(format!("sunward-vault-{name:016x}"));
            fs::create_dir(&path).unwrap();
            Self(path)
        }
        fn file(&self, name: &str) -> PathBuf {
            self.0.join(name)
        }
        fn entries(&self) -> usize {
            fs::read_dir(&self.0).unwrap().count()
        }
    }

    impl Drop for Directory {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_key_is_made_once_and_then_only_read() {
        let directory = Directory::new();
        let path = directory.file("key");
        assert!(matches!(KeyRing::open(&path), Err(KeyFileError::Missing(_))));
        let made = KeyRing::open_or_create(&path, &SystemRandom).unwrap();
        assert_eq!(made.kek(), KeyRing::open_or_create(&path, &SystemRandom).unwrap().kek());
        assert_eq!(made.kek(), KeyRing::open(&path).unwrap().kek());
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o7777, 0o600);
        assert_eq!(directory.entries(), 1, "the draft is gone");
    }

    #[test]
    fn many_processes_at_once_agree_on_one_key() {
        let directory = Directory::new();
        let path = directory.file("deep/down/key");
        let keys: Vec<[u8; 32]> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| *KeyRing::open_or_create(&path, &SystemRandom).unwrap().kek())).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(keys.windows(2).all(|pair| pair[0] == pair[1]));
    }

    #[test]
    fn a_key_that_others_can_reach_is_refused_with_the_remedy() {
        let directory = Directory::new();
        let path = directory.file("key");
        KeyRing::open_or_create(&path, &SystemRandom).unwrap();
        for mode in [0o640, 0o604, 0o620, 0o602, 0o610, 0o601, 0o777] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let error = KeyRing::open_or_create(&path, &SystemRandom).unwrap_err();
            assert!(matches!(error, KeyFileError::Exposed { mode: found, .. } if found == mode), "{mode:o}");
            assert!(error.to_string().contains("chmod 600"));
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
        assert!(KeyRing::open(&path).is_ok());
    }

    #[test]
    fn links_directories_and_wrong_lengths_are_refused() {
        let directory = Directory::new();
        let (key, link, dangling) = (directory.file("key"), directory.file("link"), directory.file("dangling"));
        KeyRing::open_or_create(&key, &SystemRandom).unwrap();
        symlink(&key, &link).unwrap();
        symlink(directory.file("nowhere"), &dangling).unwrap();
        for path in [&link, &dangling] {
            assert!(matches!(KeyRing::open_or_create(path, &SystemRandom), Err(KeyFileError::SymbolicLink(_))));
        }
        assert!(matches!(KeyRing::open_or_create(&directory.0, &SystemRandom), Err(KeyFileError::NotAFile(_))));
        for length in [0_usize, 31, 33, 64] {
            let path = directory.file(&format!("key-{length}"));
            fs::write(&path, vec![7; length]).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
            assert!(matches!(KeyRing::open_or_create(&path, &SystemRandom), Err(KeyFileError::WrongLength { .. })), "{length}");
        }
    }

    #[test]
    fn neither_the_ring_nor_its_errors_print_the_key() {
        let ring = KeyRing::generate(&SystemRandom).unwrap();
        assert_eq!(format!("{ring:?}"), "KeyRing(…)");
    }

    #[test]
    fn without_randomness_there_is_no_key() {
        struct Exhausted;
        impl Random for Exhausted {
            fn fill(&self, _: &mut [u8]) -> Result<(), NoRandomness> {
                Err(NoRandomness)
            }
        }
        let directory = Directory::new();
        let path = directory.file("key");
        assert!(matches!(KeyRing::open_or_create(&path, &Exhausted), Err(KeyFileError::NoRandomness(_))));
        assert_eq!(directory.entries(), 0);
    }
}
