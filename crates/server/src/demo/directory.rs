//! Where the demo keeps its data: a directory that only its owner can enter.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, TryLockError},
    io::{self, Read, Seek, Write},
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use crate::{company::make_private_file, failure::Failure};

/// A data directory of the demo, checked.
#[derive(Debug)]
pub(crate) struct Directory(PathBuf);

/// The directory of the one demo that runs in it. Holds the lock until dropped.
#[derive(Debug)]
pub(crate) struct Occupied<'a> {
    directory: &'a Directory,
    lock: File,
}

// Names that no company for real uses, so that a wrong `--data` can never harm one.
const DATABASE: &str = "demo.sqlite";
const KEY: &str = "demo.key";
/// Locked while a demo runs; holds its address.
const LOCK: &str = "demo.lock";
/// There from the first byte of the sample until it is complete.
const UNFINISHED: &str = "demo.unfinished";

impl Directory {
    /// Makes the directory, or finds it as it must be.
    pub(crate) fn prepare(path: &Path) -> Result<Self, Failure> {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(path);
        made.map_err(|error| Failure::unusable(format!("the directory {} cannot be made", path.display())).because(error))?;
        Self::find(path)
    }

    /// Finds the directory as it must be.
    pub(crate) fn find(path: &Path) -> Result<Self, Failure> {
        let unreadable = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => Failure::unusable(format!("there is no demo in {}; `sunward demo` makes one", path.display())),
            _ => Failure::unusable(format!("the directory {} cannot be used", path.display())).because(error),
        };
        let metadata = fs::metadata(path).map_err(unreadable)?;
        if !metadata.is_dir() {
            return Err(Failure::unusable(format!("{} is not a directory", path.display())));
        }
        let mode = metadata.mode() & 0o7777;
        if mode & 0o077 != 0 {
            let remedy = format!("run: chmod 700 {}", path.display());
            return Err(Failure::unusable(format!("{} has mode {mode:04o}, others can enter it; {remedy}", path.display())));
        }
        Ok(Self(path.to_owned()))
    }

    /// Takes the directory for this process.
    pub(crate) fn occupy(&self) -> Result<Occupied<'_>, Failure> {
        let lock = self.lock_file(true)?;
        match lock.try_lock() {
            Ok(()) => {
                let mut occupied = Occupied { directory: self, lock };
                // The address of the demo before is not this one's.
                occupied.tell_address("")?;
                Ok(occupied)
            }
            Err(TryLockError::WouldBlock) => {
                let what = format!("a demo runs in {} already; stop it, or choose another directory with --data DIR", self.0.display());
                Err(Failure::failed(what))
            }
            Err(TryLockError::Error(error)) => Err(Failure::failed(format!("{} cannot be locked", self.0.display())).because(error)),
        }
    }

    /// The address of the demo that runs in it.
    pub(crate) fn address(&self) -> Result<String, Failure> {
        let idle = || Failure::failed(format!("no demo runs in {}; start it with `sunward demo`", self.0.display()));
        let mut lock = self.lock_file(false).map_err(|_| idle())?;
        if lock.try_lock_shared().is_ok() {
            return Err(idle());
        }
        let mut address = String::new();
        lock.read_to_string(&mut address).map_err(|error| idle().because(error))?;
        if address.is_empty() {
            return Err(Failure::failed(format!("the demo in {} is still being made; try again when it is", self.0.display())));
        }
        Ok(address)
    }

    fn lock_file(&self, make: bool) -> Result<File, Failure> {
        let path = self.0.join(LOCK);
        let mut options = OpenOptions::new();
        options.read(true);
        if make {
            options.write(true).create(true).truncate(false).mode(0o600);
        }
        options.open(&path).map_err(|error| Failure::failed(format!("{} cannot be opened", path.display())).because(error))
    }

    /// The directory itself.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
    /// The database file.
    pub(crate) fn database(&self) -> PathBuf {
        self.0.join(DATABASE)
    }
    /// The key file.
    pub(crate) fn key(&self) -> PathBuf {
        self.0.join(KEY)
    }
    /// Whether there is a database.
    pub(crate) fn has_database(&self) -> bool {
        self.database().exists()
    }
    /// Whether a start was cut off before the sample was complete.
    pub(crate) fn is_unfinished(&self) -> bool {
        self.0.join(UNFINISHED).exists()
    }
    /// Marks the directory as one whose sample is being made, then makes the empty database.
    pub(crate) fn begin(&self) -> Result<(), Failure> {
        make_private_file(&self.0.join(UNFINISHED))?;
        make_private_file(&self.database())
    }
    /// The sample is complete.
    pub(crate) fn finish(&self) -> Result<(), Failure> {
        self.remove(UNFINISHED)
    }
    /// Throws away a sample that was not completed. The mark goes last.
    pub(crate) fn clear(&self) -> Result<(), Failure> {
        let files = [format!("{DATABASE}-wal"), format!("{DATABASE}-shm"), DATABASE.to_owned(), UNFINISHED.to_owned()];
        files.iter().try_for_each(|name| self.remove(name))
    }

    fn remove(&self, name: &str) -> Result<(), Failure> {
        let path = self.0.join(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Failure::failed(format!("{} cannot be removed", path.display())).because(error))
            }
            _ => Ok(()),
        }
    }
}

impl Occupied<'_> {
    /// The directory.
    pub(crate) fn directory(&self) -> &Directory {
        self.directory
    }
    /// Tells other processes under which address the demo is reached.
    pub(crate) fn tell_address(&mut self, base_url: &str) -> Result<(), Failure> {
        let told = self.lock.rewind().and_then(|()| self.lock.set_len(0)).and_then(|()| self.lock.write_all(base_url.as_bytes()));
        told.map_err(|error| Failure::failed("the address cannot be written down").because(error))
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use vault::{SystemRandom, random_bytes};

    use super::*;

    struct Scratch(PathBuf);

    impl Scratch {
        fn new() -> Self {
            let name = u64::from_be_bytes(random_bytes(&SystemRandom).unwrap());
            Self(std::env::temp_dir().join(format!("sunward-demo-{name:016x}")))
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_directory_is_made_for_its_owner_alone_and_an_open_one_is_refused() {
        let scratch = Scratch::new();
        Directory::prepare(&scratch.0).unwrap();
        assert_eq!(fs::metadata(&scratch.0).unwrap().mode() & 0o7777, 0o700);
        fs::set_permissions(&scratch.0, fs::Permissions::from_mode(0o750)).unwrap();
        assert!(Directory::prepare(&scratch.0).unwrap_err().to_string().contains("chmod 700"));
    }

    #[test]
    fn one_demo_runs_in_a_directory_and_tells_its_address() {
        let scratch = Scratch::new();
        let directory = Directory::prepare(&scratch.0).unwrap();
        assert!(directory.address().unwrap_err().to_string().contains("no demo runs"));
        let mut occupied = directory.occupy().unwrap();
        assert!(directory.occupy().unwrap_err().to_string().contains("already"));
        assert!(directory.address().unwrap_err().to_string().contains("still being made"));
        occupied.tell_address("http://127.0.0.1:50000").unwrap();
        occupied.tell_address("http://127.0.0.1:8080").unwrap();
        assert_eq!(directory.address().unwrap(), "http://127.0.0.1:8080");
        drop(occupied);
        assert!(directory.address().unwrap_err().to_string().contains("no demo runs"));
        let _again = directory.occupy().unwrap();
        assert!(directory.address().unwrap_err().to_string().contains("still being made"), "the old address is forgotten");
    }

    #[test]
    fn what_was_not_finished_is_thrown_away_and_nothing_else() {
        let scratch = Scratch::new();
        let directory = Directory::prepare(&scratch.0).unwrap();
        let stranger = scratch.0.join("sunward.sqlite");
        fs::write(&stranger, "a company for real").unwrap();
        directory.begin().unwrap();
        assert!(directory.is_unfinished() && directory.has_database());
        assert_eq!(fs::metadata(directory.database()).unwrap().mode() & 0o7777, 0o600);
        directory.clear().unwrap();
        assert!(!directory.is_unfinished() && !directory.has_database() && stranger.exists());
        directory.begin().unwrap();
        directory.finish().unwrap();
        assert!(!directory.is_unfinished() && directory.has_database());
    }
}
