//! Which hosts are this machine.

use std::net::IpAddr;

/// Whether `host` is this machine: `localhost`, 127.0.0.0/8, `::1` with or without brackets.
pub(crate) fn is_loopback(host: &str) -> bool {
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    bare.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn this_machine_and_no_other() {
        for own in ["localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "::1", "[::1]"] {
            assert!(is_loopback(own), "{own}");
        }
        for other in ["", "0.0.0.0", "[::]", "10.0.0.1", "localhost.example.com", "127.0.0.1.example.com", "127.1"] {
            assert!(!is_loopback(other), "{other}");
        }
    }
}
