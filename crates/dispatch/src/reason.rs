//! Why a crew cannot come.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Skill;

/// One hard rule that a crew fails for a job. Kept with the match, and shown to the crew that asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// It takes no jobs at present.
    Inactive,
    /// The customer does not want it again.
    BlockedByCustomer,
    /// It was offered this job and declined, or let the offer lapse.
    AlreadyDeclined,
    /// The roof is beyond its radius.
    OutOfArea {
        /// By so many kilometres, rounded up.
        by_km: u32,
    },
    /// It has as many open jobs as it takes.
    AtCapacity {
        /// Jobs accepted and not finished.
        open: u32,
        /// Most that it takes.
        max: u32,
    },
    /// It has no such certificate.
    CertificateMissing {
        /// Which.
        skill: Skill,
    },
    /// Its certificate expires before the work would be done.
    CertificateExpires {
        /// Which.
        skill: Skill,
        /// Last day on which it holds.
        #[serde(with = "domain::calendar::iso_date")]
        on: Date,
    },
    /// Its licence expires before the work would be done.
    LicenceExpires {
        /// Last day on which it holds.
        #[serde(with = "domain::calendar::iso_date")]
        on: Date,
    },
    /// Its insurance expires before the work would be done.
    InsuranceExpires {
        /// Last day on which it holds.
        #[serde(with = "domain::calendar::iso_date")]
        on: Date,
    },
    /// It is not free for long enough.
    NoFreeDays {
        /// Last day that was looked at.
        #[serde(with = "domain::calendar::iso_date")]
        until: Date,
    },
}
