//! Everything that is tried in one process, on SQLite always and on MariaDB where there is one.

mod sample;
mod trial;

fn main() {
    let mut trials = Vec::new();
    trials.extend(sample::trials());
    trial::run(trials);
}
