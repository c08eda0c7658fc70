//! One entry of the trail and its canonical bytes.

use std::collections::BTreeMap;

use serde_json::Value;
use uuid::Uuid;

use crate::{Code, Hash, leaf_hash};

/// Who acted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The account; `None` for a stranger or for the program itself, which `role` tells apart.
    pub id: Option<Uuid>,
    /// In which role.
    pub role: Code,
}

/// What was acted on, as it was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// Which noun of the business.
    pub kind: Code,
    /// Its id.
    pub id: Uuid,
    /// Its row version after the action, below 2^53. The verifier demands contiguous versions per
    /// object: that finds a missing leaf.
    pub version: u64,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Done,
    /// Policy or a second person said no.
    Denied,
}

/// One entry of the trail. Ids, codes and keyed commitments only: no personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Its own id, `lea_…` outside.
    pub id: Uuid,
    /// When, in microseconds since the epoch, UTC; within ±2^53.
    pub at: i64,
    /// Who.
    pub actor: Actor,
    /// For whom, when not for herself.
    pub on_behalf_of: Option<Uuid>,
    /// What.
    pub action: Code,
    /// To what.
    pub object: Object,
    /// How it ended.
    pub outcome: Outcome,
    /// Why: the code of the reason given or of the rule that denied.
    pub reason: Option<Code>,
    /// How often; more than once only for denials that are gathered: of strangers by source, of people who asked for orders
    /// that are not theirs by person and action, one leaf a minute.
    pub times: u32,
    /// Hash of the policies that decided.
    pub policy: Hash,
    /// Commitment to the payload before, keyed by the caller under the person's key.
    pub before: Option<Hash>,
    /// Commitment to the payload after, keyed by the caller under the person's key.
    pub after: Option<Hash>,
    /// The request that it was part of; `None` for timers and jobs.
    pub request: Option<Uuid>,
}

/// The bytes are not a leaf in its canonical spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a leaf of the trail")]
pub struct NotALeaf;

/// Written into every leaf, so that its shape can change.
const FORMAT: u64 = 1;

/// Integers beyond lose digits in some readers of JSON (RFC 8785 §3.2.2.3).
const EXACT: i64 = 1 << 53;

impl Leaf {
    /// The canonical bytes: JSON with all keys, sorted, without spaces. As every string is ASCII
    /// without escapes and every number an integer below 2^53, this is also the form of RFC 8785.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let text = |text: &str| Value::String(text.to_owned());
        let uuid = |uuid: Uuid| Value::String(uuid.simple().to_string());
        let hash = |hash: Hash| Value::String(hash.to_string());
        // The map sorts; a `serde_json::Map` may keep the order of insertion, depending on features.
        let sorted: BTreeMap<&str, Value> = BTreeMap::from([
            ("action", text(self.action.as_str())),
            ("actor", self.actor.id.map_or(Value::Null, uuid)),
            ("after", self.after.map_or(Value::Null, hash)),
            ("at", self.at.into()),
            ("before", self.before.map_or(Value::Null, hash)),
            ("id", uuid(self.id)),
            ("object", uuid(self.object.id)),
            ("object_kind", text(self.object.kind.as_str())),
            ("object_version", self.object.version.into()),
            ("on_behalf_of", self.on_behalf_of.map_or(Value::Null, uuid)),
            ("outcome", text(self.outcome.as_str())),
            ("policy", hash(self.policy)),
            ("reason", self.reason.as_ref().map_or(Value::Null, |reason| text(reason.as_str()))),
            ("request", self.request.map_or(Value::Null, uuid)),
            ("role", text(self.actor.role.as_str())),
            ("times", self.times.into()),
            ("v", FORMAT.into()),
        ]);
        let object: serde_json::Map<String, Value> = sorted.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        Value::Object(object).to_string().into_bytes()
    }

    /// RFC 6962 hash of the canonical bytes.
    #[must_use]
    pub fn hash(&self) -> Hash {
        leaf_hash(&self.bytes())
    }

    /// Reads canonical bytes back; any other spelling of the same facts is refused.
    ///
    /// # Errors
    /// Not JSON, a missing or unknown key, a value of the wrong shape, or another spelling.
    pub fn parse(bytes: &[u8]) -> Result<Self, NotALeaf> {
        let leaf = Self::read(bytes).ok_or(NotALeaf)?;
        // Spelling the leaf again also refuses unknown and repeated keys.
        if leaf.bytes() == bytes { Ok(leaf) } else { Err(NotALeaf) }
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let value: Value = serde_json::from_slice(bytes).ok()?;
        if value.get("v")?.as_u64()? != FORMAT {
            return None;
        }
        let code = |key: &str| Code::parse(value.get(key)?.as_str()?).ok();
        let uuid = |key: &str| Uuid::try_parse(value.get(key)?.as_str()?).ok();
        let hash = |key: &str| Hash::from_hex(value.get(key)?.as_str()?);
        Some(Self {
            id: uuid("id")?,
            at: value.get("at")?.as_i64().filter(|at| (-EXACT..=EXACT).contains(at))?,
            actor: Actor { id: or_null(&value, "actor", uuid)?, role: code("role")? },
            on_behalf_of: or_null(&value, "on_behalf_of", uuid)?,
            action: code("action")?,
            object: Object { kind: code("object_kind")?, id: uuid("object")?, version: value.get("object_version")?.as_u64()? },
            outcome: Outcome::parse(value.get("outcome")?.as_str()?)?,
            reason: or_null(&value, "reason", code)?,
            times: u32::try_from(value.get("times")?.as_u64()?).ok()?,
            policy: hash("policy")?,
            before: or_null(&value, "before", hash)?,
            after: or_null(&value, "after", hash)?,
            request: or_null(&value, "request", uuid)?,
        })
    }
}

/// The field as `read` reads it, or nothing when it is null; `None` when it is neither.
fn or_null<T>(value: &Value, key: &str, read: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    if value.get(key)?.is_null() { Some(None) } else { read(key).map(Some) }
}

impl Outcome {
    fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Denied => "denied",
        }
    }
    fn parse(text: &str) -> Option<Self> {
        match text {
            "done" => Some(Self::Done),
            "denied" => Some(Self::Denied),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reschedule() -> Leaf {
        Leaf {
            id: Uuid::from_bytes([1; 16]),
            at: 1_800_000_000_000_000,
            actor: Actor { id: Some(Uuid::from_bytes([2; 16])), role: Code::literal("support") },
            on_behalf_of: Some(Uuid::from_bytes([3; 16])),
            action: Code::literal("order.reschedule"),
            object: Object { kind: Code::literal("order"), id: Uuid::from_bytes([4; 16]), version: 7 },
            outcome: Outcome::Done,
            reason: Some(Code::literal("customer_asked")),
            times: 1,
            policy: Hash::from_bytes([5; 32]),
            before: Some(Hash::from_bytes([6; 32])),
            after: Some(Hash::from_bytes([7; 32])),
            request: Some(Uuid::from_bytes([8; 16])),
        }
    }

    #[test]
    fn the_known_spelling_and_hash_never_change() {
        let text = String::from_utf8(reschedule().bytes()).unwrap();
        let id = |digit: &str| digit.repeat(16);
        let expected = format!(
            r#"{{"action":"order.reschedule","actor":"{}","after":"{}","at":1800000000000000,"before":"{}","id":"{}","object":"{}","object_kind":"order","object_version":7,"on_behalf_of":"{}","outcome":"done","policy":"{}","reason":"customer_asked","request":"{}","role":"support","times":1,"v":1}}"#,
            id("02"),
            "07".repeat(32),
            "06".repeat(32),
            id("01"),
            id("04"),
            id("03"),
            "05".repeat(32),
            id("08"),
        );
        assert_eq!(text, expected);
        assert_eq!(reschedule().hash().to_string(), "ee03ce6b7212b9701a55563017b61f07cfabe73da2f07122f71c2b15619a41d8");
    }

    #[test]
    fn a_denial_of_a_stranger_spells_what_is_missing_as_null() {
        let denied = Leaf {
            actor: Actor { id: None, role: Code::literal("stranger") },
            on_behalf_of: None,
            outcome: Outcome::Denied,
            reason: None,
            times: 250,
            before: None,
            after: None,
            request: None,
            ..reschedule()
        };
        let text = String::from_utf8(denied.bytes()).unwrap();
        assert_eq!(text.matches(":null").count(), 6);
        assert_eq!(Leaf::parse(text.as_bytes()), Ok(denied));
    }

    #[test]
    fn every_field_changes_the_hash() {
        let leaf = reschedule();
        let mut changed = vec![leaf.clone(); 16];
        changed[0].id = Uuid::nil();
        changed[1].at += 1;
        changed[2].actor.id = None;
        changed[3].actor.role = Code::literal("sales");
        changed[4].on_behalf_of = None;
        changed[5].action = Code::literal("order.cancel");
        changed[6].object.kind = Code::literal("quote");
        changed[7].object.id = Uuid::nil();
        changed[8].object.version += 1;
        changed[9].outcome = Outcome::Denied;
        changed[10].reason = None;
        changed[11].times += 1;
        changed[12].policy = Hash::of_nothing();
        changed[13].before = None;
        changed[14].after = None;
        changed[15].request = None;
        let hashes: std::collections::BTreeSet<Hash> = changed.iter().chain([&leaf]).map(Leaf::hash).collect();
        assert_eq!(hashes.len(), 17);
    }

    #[test]
    fn other_spellings_of_the_same_facts_are_refused() {
        let text = String::from_utf8(reschedule().bytes()).unwrap();
        assert_eq!(Leaf::parse(text.as_bytes()), Ok(reschedule()));
        for other in [
            text.replace(":7,", ": 7,"),
            text.replace(":7,", ":7.0,"),
            text.replace("\"v\":1", "\"v\":2"),
            text.replace("\"v\":1", "\"v\":1,\"w\":1"),
            text.replace("\"v\":1", "\"v\":1,\"v\":1"),
            text.replace(",\"v\":1", ""),
            text.replace("\"times\":1,", ""),
            text.replace("done", "Done"),
            text.replace("support", "\\u0073upport"),
            text.replace(&"07".repeat(32), &"0A".repeat(32)),
            text.replace("1800000000000000", "9007199254740993"),
            format!("{text} "),
            String::new(),
            "[]".to_owned(),
        ] {
            assert_ne!(other, text);
            assert_eq!(Leaf::parse(other.as_bytes()), Err(NotALeaf), "{other}");
        }
    }

    fn code() -> impl Strategy<Value = Code> {
        "[a-z][a-z0-9_.-]{0,20}".prop_map(|text| Code::parse(&text).unwrap())
    }
    fn uuid() -> impl Strategy<Value = Uuid> {
        any::<[u8; 16]>().prop_map(Uuid::from_bytes)
    }
    fn hash() -> impl Strategy<Value = Hash> {
        any::<[u8; 32]>().prop_map(Hash::from_bytes)
    }

    proptest! {
        #[test]
        fn a_leaf_survives_its_bytes(
            (id, object, version, at) in (uuid(), uuid(), 0_u64..1 << 53, -EXACT..EXACT),
            (actor, for_whom, request) in (proptest::option::of(uuid()), proptest::option::of(uuid()), proptest::option::of(uuid())),
            (role, action, kind, reason) in (code(), code(), code(), proptest::option::of(code())),
            (policy, before, after) in (hash(), proptest::option::of(hash()), proptest::option::of(hash())),
            (denied, times) in (any::<bool>(), any::<u32>()),
        ) {
            let outcome = if denied { Outcome::Denied } else { Outcome::Done };
            let leaf = Leaf {
                id, at, actor: Actor { id: actor, role }, on_behalf_of: for_whom, action,
                object: Object { kind, id: object, version }, outcome, reason, times, policy, before, after, request,
            };
            prop_assert_eq!(Leaf::parse(&leaf.bytes()), Ok(leaf));
        }

        #[test]
        fn whatever_is_stored_reading_never_panics(bytes: Vec<u8>, at in 0_usize..400, byte: u8) {
            let _ = Leaf::parse(&bytes);
            let mut altered = reschedule().bytes();
            if let Some(place) = altered.get_mut(at) {
                *place = byte;
            }
            if let Ok(leaf) = Leaf::parse(&altered) {
                prop_assert_eq!(leaf.bytes(), altered);
            }
        }
    }
}
