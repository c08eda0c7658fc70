//! Typed ids: a UUIDv7 inside, `ord_…` outside.
//!
//! An id is made from an instant and 74 random bits that the caller provides, so that nothing in this
//! crate draws chance. Outside it is a prefix and 32 hexadecimal digits; parsing accepts exactly that.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Timestamp;

/// What every typed id can do.
pub trait Id:
    Copy + Eq + std::hash::Hash + std::fmt::Display + std::fmt::Debug + std::str::FromStr<Err = NotAnId> + Send + Sync + 'static
{
    /// Three letters that say what it names.
    const PREFIX: &'static str;
    /// The UUIDv7 inside.
    fn uuid(self) -> Uuid;
    /// Wraps a UUID that came from the database or a generator.
    fn from_uuid(uuid: Uuid) -> Self;
    /// A new id for an instant and 10 random bytes.
    #[must_use]
    fn generate(at: Timestamp, random: [u8; 10]) -> Self {
        let millis = u64::try_from(at.micros().div_euclid(1_000)).unwrap_or(0);
        Self::from_uuid(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }
}

/// The text is not an id of the expected kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id of this kind")]
pub struct NotAnId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl Id for $name {
            const PREFIX: &'static str = $prefix;
            fn uuid(self) -> Uuid { self.0 }
            fn from_uuid(uuid: Uuid) -> Self { Self(uuid) }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}_{}", $prefix, self.0.simple())
            }
        }
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { write!(f, "{self}") }
        }
        impl std::str::FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let digits = text.strip_prefix(concat!($prefix, "_")).ok_or(NotAnId)?;
                if digits.len() != 32 || !digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
                    return Err(NotAnId);
                }
                Uuid::try_parse(digits).map(Self).map_err(|_| NotAnId)
            }
        }
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.collect_str(self) }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> { stringify!($name).into() }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "pattern": concat!("^", $prefix, "_[0-9a-f]{32}$") })
            }
        }
    )*};
}

ids! {
    /// A person with an account: customer, crew member or employee.
    AccountId = "acc";
    /// A data subject: whose key seals a value. A visitor has one before she has an account.
    PersonId = "per";
    /// A saved estimate.
    EstimateId = "est";
    /// A locked price.
    QuoteId = "quo";
    /// A signed order.
    OrderId = "ord";
    /// An installer company.
    CompanyId = "com";
    /// A crew of an installer company.
    CrewId = "crw";
    /// An offer of one order to one crew.
    OfferId = "off";
    /// A proposed change that needs a second person.
    ChangeRequestId = "chg";
    /// An entry of an order's history.
    OrderEventId = "oev";
    /// A leaf of the trail.
    LeafId = "lea";
    /// A job of the outbox.
    JobId = "job";
    /// A timer that will ring.
    TimerId = "tim";
    /// A mail kept in the demo's mailbox.
    MailId = "mai";
    /// A look at a person's file.
    AccessId = "axs";
    /// A run of the audit.
    AuditRunId = "aud";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_its_text_and_refuses_other_kinds() {
        let id = OrderId::generate(Timestamp::from_seconds(1_800_000_000), [7; 10]);
        let text = id.to_string();
        assert_eq!(text.parse::<OrderId>(), Ok(id));
        assert_eq!(text.parse::<QuoteId>(), Err(NotAnId));
        assert_eq!(text.to_uppercase().parse::<OrderId>(), Err(NotAnId));
        assert_eq!(format!("{text} ").parse::<OrderId>(), Err(NotAnId));
    }

    #[test]
    fn ids_sort_by_their_instant() {
        let early = OrderId::generate(Timestamp::from_seconds(1_800_000_000), [255; 10]);
        let late = OrderId::generate(Timestamp::from_seconds(1_800_000_001), [0; 10]);
        assert!(early < late);
    }
}
