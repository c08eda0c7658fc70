//! Who acts.

use domain::{
    account::Role,
    id::{AccountId, CrewId, PersonId},
};

/// How a session was opened (authentication methods reference).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Amr {
    /// No session of a person.
    None,
    /// E-mail and password.
    Password,
    /// A passkey.
    Passkey,
    /// A link of the demo.
    Demo,
    /// A machine of the company.
    Machine,
}

impl Amr {
    /// The name in data and policies.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Password => "password",
            Self::Passkey => "passkey",
            Self::Demo => "demo",
            Self::Machine => "machine",
        }
    }
    /// The method of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::None, Self::Password, Self::Passkey, Self::Demo, Self::Machine].into_iter().find(|amr| amr.name() == name)
    }
}

/// Where the program runs. Only `sunward demo` makes `Demo`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Env {
    /// For real.
    Production,
    /// A sample company on this machine.
    Demo,
}

impl Env {
    /// The name in policies.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Demo => "demo",
        }
    }
}

/// Somebody or something that acts, as the session says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// What it is to the company.
    pub role: Role,
    /// Its account; visitors and machines have none.
    pub account: Option<AccountId>,
    /// The data subject it is; machines are none.
    pub person: Option<PersonId>,
    /// The crew it leads.
    pub crew: Option<CrewId>,
    /// How its session was opened.
    pub amr: Amr,
    /// Its e-mail address is proved.
    pub confirmed: bool,
    /// It may act at all.
    pub active: bool,
}

impl Actor {
    /// A visitor with a browser and, once she asked for an estimate, a data subject.
    #[must_use]
    pub fn visitor(person: Option<PersonId>) -> Self {
        Self { role: Role::Visitor, account: None, person, crew: None, amr: Amr::None, confirmed: false, active: true }
    }
    /// A clock of the company.
    #[must_use]
    pub fn timer() -> Self {
        Self::machine(Role::Timer)
    }
    /// A worker of the company.
    #[must_use]
    pub fn worker() -> Self {
        Self::machine(Role::Worker)
    }
    fn machine(role: Role) -> Self {
        Self { role, account: None, person: None, crew: None, amr: Amr::Machine, confirmed: false, active: true }
    }
}
