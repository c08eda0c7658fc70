//! Duties that nobody should have together.

/// Two rights that let one person do alone what takes two.
#[derive(Clone, Copy, Debug)]
pub struct Toxic {
    /// Area and verb of the first.
    pub one: (&'static str, &'static str),
    /// Area and verb of the second.
    pub other: (&'static str, &'static str),
}

const fn pair(one: (&'static str, &'static str), other: (&'static str, &'static str)) -> Toxic {
    Toxic { one, other }
}

/// Whoever has both sides of a line can take something and hide it, or grant it to themselves.
pub static TOXIC: &[Toxic] = &[
    pair(("payment", "create"), ("payment", "approve")),
    pair(("refund", "create"), ("refund", "approve")),
    pair(("invoice", "create"), ("invoice", "approve")),
    pair(("payout", "create"), ("payout", "approve")),
    pair(("discount", "create"), ("discount", "approve")),
    pair(("order", "write"), ("audit", "write")),
    pair(("payment", "write"), ("audit", "write")),
    pair(("customer", "write"), ("audit", "write")),
    pair(("role", "write"), ("audit", "write")),
    pair(("staff", "write"), ("payment", "approve")),
    pair(("role", "write"), ("payment", "approve")),
    pair(("request", "create"), ("request", "approve")),
    pair(("grant", "create"), ("grant", "approve")),
    pair(("change", "create"), ("change", "approve")),
    pair(("code", "write"), ("deploy", "approve")),
    pair(("code", "write"), ("release", "approve")),
    pair(("code", "write"), ("audit", "write")),
    pair(("supplier", "create"), ("payment", "approve")),
    pair(("vendor", "create"), ("payment", "approve")),
    pair(("key", "write"), ("audit", "write")),
];
