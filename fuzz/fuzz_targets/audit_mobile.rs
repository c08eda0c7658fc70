//! Manifests of mobile applications: XML, and what Apple makes of it. No panic, no unbounded time or memory.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sunward_fuzz::{repository, split};

fuzz_target!(|bytes: &[u8]| {
    let Some((first, text)) = split(bytes) else { return };
    let name = ["AndroidManifest.xml", "Info.plist", "res/xml/network_security_config.xml", "app.entitlements"][usize::from(first) % 4];
    repository(name, text);
});
