//! Kubernetes manifests and pipelines, which are YAML. No panic, no unbounded time or memory.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sunward_fuzz::{repository, split};

fuzz_target!(|bytes: &[u8]| {
    let Some((first, text)) = split(bytes) else { return };
    let name = ["a.yaml", ".github/workflows/a.yml", ".gitlab-ci.yml", "azure-pipelines.yml", "docker-compose.yml", ".circleci/config.yml"][usize::from(first) % 6];
    repository(name, text);
});
