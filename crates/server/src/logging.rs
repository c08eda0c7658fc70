//! Logs: for people in the demo, as JSON in production, always to standard error.
//!
//! Nobody's data is logged: types that hold some print as `…`, and other people's crates, which know no such types, are
//! heard only when they warn.

use tracing_subscriber::{
    EnvFilter,
    filter::{Directive, ParseError},
};

use crate::failure::Failure;

/// For whom logs are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// Somebody at a terminal, who wants to see what matters: warnings, in lines.
    Person,
    /// A collector: information, as JSON.
    Collector,
}

/// Environment variable that sets how much our own crates say: `error`, `warn`, `info`, `debug`, `trace`.
pub(crate) const LEVEL: &str = "SUNWARD_LOG";

const OURS: [&str; 10] = ["app", "dispatch", "domain", "edge", "gateway", "solar", "store", "sunward", "trail", "web"];
const LEVELS: [&str; 5] = ["error", "warn", "info", "debug", "trace"];

/// Begins to log.
pub(crate) fn begin(reader: Reader) -> Result<(), Failure> {
    let level = match std::env::var(LEVEL) {
        Ok(level) if LEVELS.contains(&level.as_str()) => level,
        Ok(_) => return Err(Failure::unusable(format!("{LEVEL} is none of {}", LEVELS.join(", ")))),
        Err(_) => match reader {
            Reader::Person => "warn",
            Reader::Collector => "info",
        }
        .to_owned(),
    };
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter(&level)?).with_writer(std::io::stderr);
    match reader {
        Reader::Person => subscriber.with_target(false).try_init(),
        Reader::Collector => subscriber.json().flatten_event(true).try_init(),
    }
    .map_err(|error| Failure::failed("cannot begin to log").because(error))
}

fn filter(level: &str) -> Result<EnvFilter, Failure> {
    let broken = |error: ParseError| Failure::failed("cannot set up logging").because(error);
    OURS.iter().try_fold(EnvFilter::new("warn"), |filter, name| {
        let directive: Directive = format!("{name}={level}").parse().map_err(broken)?;
        Ok(filter.add_directive(directive))
    })
}

#[cfg(test)]
mod tests {
    use super::{LEVELS, filter};

    #[test]
    fn other_peoples_crates_only_warn_whatever_the_level() {
        for level in LEVELS {
            let text = filter(level).unwrap().to_string();
            assert!(text.split(',').any(|directive| directive == "warn"), "{text}");
            assert!(text.contains(&format!("sunward={level}")), "{text}");
            assert!(!text.contains("sqlx"), "{text}");
        }
    }
}
