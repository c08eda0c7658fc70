//! A seat for every connection: so many in all, so many for one source.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The seats of one listener.
#[derive(Clone, Debug)]
pub(crate) struct Seats {
    in_all: usize,
    per_source: usize,
    taken: Arc<Mutex<Taken>>,
}

/// INVARIANT: `total` is the sum of `by_source`, and no entry is zero; upheld by [`Seats::take`] and [`Seat`].
#[derive(Debug, Default)]
struct Taken {
    total: usize,
    by_source: HashMap<IpAddr, usize>,
}

/// One connection's seat; given back when dropped.
#[derive(Debug)]
pub(crate) struct Seat {
    source: IpAddr,
    taken: Arc<Mutex<Taken>>,
}

impl Seats {
    pub(crate) fn new(in_all: usize, per_source: usize) -> Self {
        Self { in_all, per_source, taken: Arc::default() }
    }

    /// A seat for `address`, unless all or its own are taken.
    pub(crate) fn take(&self, address: IpAddr) -> Option<Seat> {
        let source = network_of(address);
        let mut taken = lock(&self.taken);
        let own = taken.by_source.get(&source).copied().unwrap_or(0);
        if taken.total >= self.in_all || own >= self.per_source {
            return None;
        }
        taken.total = taken.total.saturating_add(1);
        taken.by_source.insert(source, own.saturating_add(1));
        Some(Seat { source, taken: Arc::clone(&self.taken) })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = lock(&self.taken);
        taken.total = taken.total.saturating_sub(1);
        let own = taken.by_source.get(&self.source).copied().unwrap_or(0);
        if own > 1 {
            taken.by_source.insert(self.source, own - 1);
        } else {
            taken.by_source.remove(&self.source);
        }
    }
}

/// Counting cannot be left half-done by a panic, so a poisoned lock is still right.
fn lock(taken: &Mutex<Taken>) -> MutexGuard<'_, Taken> {
    taken.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The address itself, or the /64 of an IPv6 address: one household or machine has a whole /64.
fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() & !u128::from(u64::MAX))),
        four @ IpAddr::V4(_) => four,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_source_has_its_seats_and_gets_them_back() {
        let seats = Seats::new(3, 2);
        let first = seats.take(address("192.0.2.1")).unwrap();
        let _second = seats.take(address("192.0.2.1")).unwrap();
        assert!(seats.take(address("192.0.2.1")).is_none(), "its own are taken");
        let third = seats.take(address("192.0.2.2")).unwrap();
        assert!(seats.take(address("192.0.2.3")).is_none(), "all are taken");
        drop((first, third));
        assert!(seats.take(address("192.0.2.1")).is_some());
        assert_eq!(lock(&seats.taken).by_source.len(), 1, "nothing is kept about those who left");
    }

    #[test]
    fn a_whole_64_is_one_source_and_a_mapped_address_is_its_own() {
        assert_eq!(network_of(address("2001:db8:1:2::1")), network_of(address("2001:db8:1:2:ffff::9")));
        assert_ne!(network_of(address("2001:db8:1:2::1")), network_of(address("2001:db8:1:3::1")));
        assert_eq!(network_of(address("::ffff:192.0.2.1")), address("192.0.2.1"));
        assert_ne!(network_of(address("192.0.2.1")), network_of(address("192.0.2.2")));
    }
}
