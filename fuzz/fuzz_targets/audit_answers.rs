//! Answers of people. No panic, no unbounded time or memory.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sunward_fuzz::{DAY, whole};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(answers) = audit::evidence::answers::read(&text, Some(DAY)) {
        whole(audit::Subject { answers: Some(answers), ..audit::Subject::default() });
    }
});
