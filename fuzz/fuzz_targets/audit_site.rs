//! What a site answered: headers, cookies, pages. No panic, no unbounded time or memory.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sunward_fuzz::whole;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(site) = audit::evidence::site::read(&text) {
        whole(audit::Subject { site: Some(site), ..audit::Subject::default() });
    }
});
