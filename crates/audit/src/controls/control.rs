//! A control: one thing that must be true, and what is known about it.

use std::fmt;

use super::Reference;
use crate::standard::{Category, Requirement};

/// The number of a control: `SC-001`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ControlId(u16);

impl ControlId {
    /// Parses `SC-` and three digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let number = text.strip_prefix("SC-").and_then(|digits| digits.parse().ok()).map(Self)?;
        (number.to_string() == text && number.0 > 0).then_some(number)
    }
}

impl fmt::Display for ControlId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SC-{:03}", self.0)
    }
}

macro_rules! named {
    ($(#[$meta:meta])* $type:ident { $($(#[$doc:meta])* $variant:ident = $name:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $type { $($(#[$doc])* $variant,)* }

        impl $type {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
            /// The name in the table.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
            pub(crate) fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.name() == name)
            }
        }
    };
}

named! {
    /// What a control is about.
    Area {
        /// Nothing that was typed becomes a command.
        Injection = "injection",
        /// Who may do what.
        Access = "access",
        /// What is sealed, hashed or encrypted on its way.
        Cryptography = "crypto",
        /// Who somebody is.
        Authentication = "auth",
        /// What follows from having signed in.
        Session = "session",
        /// How the parts are set up.
        Configuration = "config",
        /// What others wrote.
        Components = "components",
        /// Nothing is altered unnoticed.
        Integrity = "integrity",
        /// What is written down and watched.
        Logging = "logging",
        /// Whom the program calls.
        OutgoingRequests = "ssrf",
        /// How it was thought out and is built.
        Design = "design",
        /// That it keeps working.
        Availability = "availability",
        /// Telephones and computers of people.
        Device = "device",
        /// Other companies.
        ThirdParty = "third-party",
    }
}

named! {
    /// Why a control is in the table.
    Basis {
        /// One of the founding documents says it.
        Stated = "stated",
        /// It follows from what they say.
        Derived = "derived",
    }
}

named! {
    /// What shows whether a control holds.
    Evidence {
        /// The source.
        Code = "code",
        /// The running system.
        Runtime = "runtime",
        /// How it is set up.
        Configuration = "config",
        /// What people do and write down.
        Process = "process",
        /// How it was thought out.
        Design = "design",
    }
}

/// One thing that must be true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// Its number.
    pub id: ControlId,
    /// What it is about.
    pub area: Area,
    /// What must be true.
    pub statement: String,
    /// Why it is in the table.
    pub basis: Basis,
    /// Which of the founding documents it comes from, `S0` to `S4`.
    pub seeds: Vec<String>,
    /// The files of these documents.
    pub seed_files: Vec<String>,
    /// Categories of the OWASP Top 10 of 2021, the most fitting first.
    pub owasp_2021: Vec<Category>,
    /// Categories of the OWASP Top 10 of 2025.
    pub owasp_2025: Vec<Category>,
    /// Requirements of ASVS 5.0.
    pub asvs_5: Vec<Requirement>,
    /// What shows whether it holds.
    pub proof: Vec<Evidence>,
    /// How it is to be kept.
    pub implementation: String,
    /// How the running system is asked about it.
    pub probe: String,
    /// The attack that must fail.
    pub attack: String,
    /// What of it stands today. Empty: nothing.
    pub code: Vec<Reference>,
    /// What tries it today. Empty: nothing.
    pub test: Vec<Reference>,
}
