//! Everything that is tried in one process, on SQLite always and on MariaDB where there is one.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test that cannot go on fails"
)]

mod account;
mod api;
mod audit;
mod audit_runs;
mod bad_input;
mod commitments;
mod denials;
mod invariants;
mod journey;
mod laws;
mod leaving;
mod looks;
mod neighbourhood;
mod place_of_the_roof;
mod privacy;
mod properties;
mod races;
mod reschedule;
mod routes;
mod sample;
mod schema;
mod store_contract;
mod trial;
mod upkeep;

fn main() {
    let mut trials = Vec::new();
    trials.extend(account::trials());
    trials.extend(api::trials());
    trials.extend(audit::trials());
    trials.extend(audit_runs::trials());
    trials.extend(bad_input::trials());
    trials.extend(commitments::trials());
    trials.extend(denials::trials());
    trials.extend(journey::trials());
    trials.extend(laws::trials());
    trials.extend(leaving::trials());
    trials.extend(looks::trials());
    trials.extend(privacy::trials());
    trials.extend(place_of_the_roof::trials());
    trials.extend(properties::trials());
    trials.extend(races::trials());
    trials.extend(reschedule::trials());
    trials.extend(routes::trials());
    trials.extend(sample::trials());
    trials.extend(schema::trials());
    trials.extend(store_contract::trials());
    trials.extend(upkeep::trials());
    trial::run(trials);
}
