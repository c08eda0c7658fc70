//! A change that one person proposes and another must agree to.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Timestamp,
    account::Role,
    id::{AccountId, ChangeRequestId, OrderId},
};

/// What is to change. Closed and typed: there is no "any field".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// Move the installation to another day.
    Reschedule {
        /// The day proposed, ISO 8601.
        #[schemars(with = "String")]
        install_date: Date,
    },
}

impl Change {
    /// The name of its kind in data.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Reschedule { .. } => "reschedule",
        }
    }
    /// The one text form that is hashed and stored.
    #[must_use]
    pub fn canonical(&self) -> String {
        match self {
            // Keys in alphabetical order, no white space; a date has no character that needs escaping.
            Self::Reschedule { install_date } => format!(r#"{{"install_date":"{install_date}","kind":"{}"}}"#, self.kind()),
        }
    }
    /// SHA-256 of the target and the canonical form: an approval is for exactly this change of exactly this version.
    #[must_use]
    pub fn payload_hash(&self, order: OrderId, base_version: i64) -> [u8; 32] {
        let text = format!("sunward/change/v1\n{order}\n{base_version}\n{}", self.canonical());
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, text.as_bytes());
        let mut hash = [0; 32];
        hash.copy_from_slice(digest.as_ref());
        hash
    }
    /// Who may agree besides the author.
    #[must_use]
    pub fn approver_roles(&self) -> &'static [Role] {
        match self {
            Self::Reschedule { .. } => &[Role::Customer],
        }
    }
}

/// Where a change request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeState {
    /// Waits for the second person.
    Proposed,
    /// Agreed and done, once.
    Applied,
    /// The second person said no.
    Declined,
    /// Nobody answered in time.
    Expired,
    /// The order moved on underneath; it must be proposed anew.
    Conflict,
}

impl ChangeState {
    /// All states.
    pub const ALL: [Self; 5] = [Self::Proposed, Self::Applied, Self::Declined, Self::Expired, Self::Conflict];
    /// The name in data and in the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Applied => "applied",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Conflict => "conflict",
        }
    }
    /// The state of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// A proposal as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRequest {
    /// Its id.
    pub id: ChangeRequestId,
    /// The order it changes.
    pub order: OrderId,
    /// Who proposed it.
    pub author: AccountId,
    /// What is to change.
    pub change: Change,
    /// Version of the order it was made for; another version is a conflict, never a rebase.
    pub base_version: i64,
    /// [`Change::payload_hash`] as it was when proposed.
    pub payload_hash: [u8; 32],
    /// Where it stands.
    pub state: ChangeState,
    /// When it lapses.
    pub expires_at: Timestamp,
}

/// Why an approval is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApprovalRefused {
    /// The author cannot agree with herself.
    #[error("nobody approves their own request")]
    OwnRequest,
    /// This role is not the second person for such a change.
    #[error("not for this role")]
    NotForRole,
    /// It was answered already.
    #[error("already answered")]
    Answered,
    /// Its time is over.
    #[error("expired")]
    Expired,
    /// The stored change is not the one that was proposed.
    #[error("the change is not the one that was proposed")]
    Altered,
    /// The approver looked at another content than the stored one.
    #[error("the approver saw another change")]
    SawAnother,
}

/// A second person said yes to exactly this payload. Made only by [`ChangeRequest::approve`]; neither
/// cloned nor stored: it is consumed by the one change it allows.
#[derive(Debug)]
pub struct Approved {
    request: ChangeRequestId,
    order: OrderId,
    change: Change,
    base_version: i64,
    approver: AccountId,
}

impl Approved {
    /// Which request.
    #[must_use]
    pub fn request(&self) -> ChangeRequestId {
        self.request
    }
    /// Which order.
    #[must_use]
    pub fn order(&self) -> OrderId {
        self.order
    }
    /// Version of the order that the change was made for.
    #[must_use]
    pub fn base_version(&self) -> i64 {
        self.base_version
    }
    /// Who said yes.
    #[must_use]
    pub fn approver(&self) -> AccountId {
        self.approver
    }
    /// What was agreed; consumes the approval.
    #[must_use]
    pub fn into_change(self) -> Change {
        self.change
    }
}

impl ChangeRequest {
    /// Why nobody can agree to it any more, although it is still open: its time is over, or the order has another version.
    #[must_use]
    pub fn outlived(&self, order_version: i64, now: Timestamp) -> Option<ChangeState> {
        match self.state {
            ChangeState::Proposed if now >= self.expires_at => Some(ChangeState::Expired),
            ChangeState::Proposed if order_version != self.base_version => Some(ChangeState::Conflict),
            _ => None,
        }
    }
    /// The second person's yes, given for the payload that was shown (`seen_hash`).
    ///
    /// # Errors
    /// Why it does not count.
    pub fn approve(&self, approver: AccountId, role: Role, seen_hash: &[u8; 32], now: Timestamp) -> Result<Approved, ApprovalRefused> {
        if approver == self.author {
            return Err(ApprovalRefused::OwnRequest);
        }
        if !self.change.approver_roles().contains(&role) {
            return Err(ApprovalRefused::NotForRole);
        }
        if self.state != ChangeState::Proposed {
            return Err(ApprovalRefused::Answered);
        }
        if now >= self.expires_at {
            return Err(ApprovalRefused::Expired);
        }
        if self.change.payload_hash(self.order, self.base_version) != self.payload_hash {
            return Err(ApprovalRefused::Altered);
        }
        if seen_hash != &self.payload_hash {
            return Err(ApprovalRefused::SawAnother);
        }
        Ok(Approved { request: self.id, order: self.order, change: self.change.clone(), base_version: self.base_version, approver })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);

    fn request() -> ChangeRequest {
        let order = OrderId::generate(NOW, [1; 10]);
        let change = Change::Reschedule { install_date: Date::constant(2027, 1, 12) };
        ChangeRequest {
            id: ChangeRequestId::generate(NOW, [2; 10]),
            order,
            author: AccountId::generate(NOW, [3; 10]),
            payload_hash: change.payload_hash(order, 4),
            change,
            base_version: 4,
            state: ChangeState::Proposed,
            expires_at: NOW.plus_days(2),
        }
    }

    #[test]
    fn nobody_approves_their_own_request() {
        let request = request();
        let refused = request.approve(request.author, Role::Customer, &request.payload_hash, NOW).unwrap_err();
        assert_eq!(refused, ApprovalRefused::OwnRequest);
    }

    #[test]
    fn an_approval_is_for_exactly_what_was_seen_and_stored() {
        let customer = AccountId::generate(NOW, [9; 10]);
        let mut altered = request();
        assert!(altered.approve(customer, Role::Customer, &altered.payload_hash, NOW).is_ok());
        assert_eq!(altered.approve(customer, Role::Customer, &[0; 32], NOW).unwrap_err(), ApprovalRefused::SawAnother);
        assert_eq!(altered.approve(customer, Role::Support, &altered.payload_hash, NOW).unwrap_err(), ApprovalRefused::NotForRole);
        assert_eq!(
            altered.approve(customer, Role::Customer, &altered.payload_hash, NOW.plus_days(2)).unwrap_err(),
            ApprovalRefused::Expired
        );
        altered.change = Change::Reschedule { install_date: Date::constant(2027, 1, 13) };
        assert_eq!(altered.approve(customer, Role::Customer, &altered.payload_hash, NOW).unwrap_err(), ApprovalRefused::Altered);
        altered.state = ChangeState::Applied;
        assert_eq!(altered.approve(customer, Role::Customer, &altered.payload_hash, NOW).unwrap_err(), ApprovalRefused::Answered);
    }

    #[test]
    fn a_proposal_is_outlived_by_its_time_and_by_another_version() {
        let request = request();
        assert_eq!(request.outlived(4, NOW), None);
        assert_eq!(request.outlived(5, NOW), Some(ChangeState::Conflict));
        assert_eq!(request.outlived(5, NOW.plus_days(2)), Some(ChangeState::Expired));
        let answered = ChangeRequest { state: ChangeState::Declined, ..request };
        assert_eq!(answered.outlived(5, NOW.plus_days(2)), None);
    }

    #[test]
    fn the_canonical_form_is_what_serde_reads_back() {
        let change = request().change;
        assert_eq!(serde_json::from_str::<Change>(&change.canonical()).unwrap(), change);
    }
}
