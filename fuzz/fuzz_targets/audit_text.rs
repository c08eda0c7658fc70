//! Text of any kind: the search for secrets, in files and in what git says of the history. No panic, no unbounded time or memory.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sunward_fuzz::repository;

fuzz_target!(|bytes: &[u8]| {
    repository("notes.txt", bytes);
    repository(".env", bytes);
});
