//! The list of staff. No panic, no unbounded time or memory.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sunward_fuzz::{DAY, whole};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(staff) = audit::evidence::staff::read("staff.csv", &text, Some(DAY)) {
        whole(audit::Subject { staff: Some(staff), ..audit::Subject::default() });
    }
});
