//! Terraform, and what is evaluated of it. No panic, no unbounded time or memory.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sunward_fuzz::repository;

fuzz_target!(|bytes: &[u8]| {
    repository("main.tf", bytes);
});
