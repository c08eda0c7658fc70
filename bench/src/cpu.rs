//! CPU time of a process, from the kernel's own account (Linux).

/// CPU time of a process at one moment.
pub(crate) struct Cpu {
    process: u32,
    at: u64,
}

/// Microseconds of one tick of the kernel's account: 100 ticks a second on every Linux that we know.
const TICK: u64 = 10_000;

impl Cpu {
    pub(crate) fn of(process: u32) -> Self {
        Self { process, at: micros(process) }
    }
    /// Microseconds of user and system time since then.
    pub(crate) fn micros_since(&self) -> u64 {
        micros(self.process).saturating_sub(self.at)
    }
}

fn micros(process: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name may hold spaces; fields are counted behind its bracket. utime and stime are fields 14 and 15.
    let (_, fields) = stat.rsplit_once(')').unwrap_or_default();
    fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum::<u64>() * TICK
}

/// The server that `scripts/setup-tests` started.
pub(crate) fn mariadb() -> Option<u32> {
    let cache = std::env::var("SUNWARD_CACHE").or_else(|_| std::env::var("HOME").map(|home| format!("{home}/.cache/sunward"))).ok()?;
    std::fs::read_to_string(format!("{cache}/mariadb/pid")).ok()?.trim().parse().ok()
}
