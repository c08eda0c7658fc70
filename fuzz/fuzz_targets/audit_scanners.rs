//! What other scanners say. No panic, no unbounded time or memory.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sunward_fuzz::{scanner, split};

fuzz_target!(|bytes: &[u8]| {
    let Some((first, text)) = split(bytes) else { return };
    scanner(usize::from(first), text);
});
