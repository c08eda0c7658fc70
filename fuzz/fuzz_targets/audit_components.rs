//! Lock files, and container files. No panic, no unbounded time or memory.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sunward_fuzz::{repository, split};

fuzz_target!(|bytes: &[u8]| {
    let Some((first, text)) = split(bytes) else { return };
    let names = ["Cargo.lock", "package-lock.json", "yarn.lock", "pnpm-lock.yaml", "requirements.txt", "poetry.lock", "uv.lock", "gradle.lockfile", "Podfile.lock", "Dockerfile", "package.json", "Pipfile.lock"];
    repository(names[usize::from(first) % names.len()], text);
});
