//! Everything that is tried in one process, on SQLite always and on MariaDB where there is one.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::print_stderr, reason = "a test that cannot go on fails")]

mod journey;
mod sample;
mod trial;

fn main() {
    let mut trials = Vec::new();
    trials.extend(journey::trials());
    trials.extend(sample::trials());
    trial::run(trials);
}
