//! Source of every language: the parser, what follows values, and every check over it. No panic, no unbounded time or memory.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sunward_fuzz::{repository, split};

fuzz_target!(|bytes: &[u8]| {
    let Some((first, text)) = split(bytes) else { return };
    let name = ["a.py", "a.js", "a.jsx", "a.ts", "a.tsx", "a.rs"][usize::from(first) % 6];
    repository(name, text);
});
