//! One line of the list.

use jiff::civil::Date;

/// One account of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The line in the file, from 1.
    pub line: usize,
    /// As the list has it. Never quoted.
    pub name: String,
    /// What they do, in the words of the list.
    pub role: String,
    /// What they may do.
    pub access: Access,
    /// The second factor.
    pub mfa: Mfa,
    /// The day of the last sign-in; none: never.
    pub last_login: Option<Date>,
    /// Whether they work here now.
    pub active: bool,
    /// Who answers for the account of a machine.
    pub owner: Option<String>,
}

/// What somebody may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everything.
    Full,
    /// These only.
    Rights(Vec<Right>),
}

/// One right. `*` stands for every area or every verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Right {
    /// Such as `orders`, in small letters.
    pub area: String,
    /// Such as `read`, in small letters.
    pub verb: String,
}

/// A second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mfa {
    /// None.
    Missing,
    /// Codes over the telephone network, which can be diverted.
    Sms,
    /// An authenticator, a passkey, a token, or simply `yes`.
    Present,
}

/// What kind of work a role is, as far as its name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Answers for systems and rights.
    Administration,
    /// Writes or operates software.
    Engineering,
    /// Helps customers.
    Support,
    /// Sells.
    Sales,
    /// No person: a program's account.
    Machine,
    /// Anything else.
    Other,
}

/// Areas where personal data of customers lies.
const PERSONAL: [&str; 14] = [
    "customer",
    "client",
    "personal",
    "person",
    "pii",
    "user",
    "address",
    "contact",
    "profile",
    "phone",
    "clientes",
    "usuarios",
    "direcciones",
    "contactos",
];
/// Verbs that change something.
const CHANGING: [&str; 12] =
    ["write", "edit", "update", "create", "delete", "change", "modify", "manage", "admin", "insert", "remove", "alter"];
/// Verbs that show something.
const SHOWING: [&str; 8] = ["read", "view", "list", "export", "search", "download", "get", "query"];

impl Right {
    /// Whether it reaches an area: by its name, its plural, or because it reaches all.
    #[must_use]
    pub fn reaches(&self, area: &str) -> bool {
        self.area == "*" || self.area == area || self.area.strip_suffix('s') == Some(area)
    }
    /// Whether it allows a verb.
    #[must_use]
    pub fn allows(&self, verb: &str) -> bool {
        match self.verb.as_str() {
            "*" | "manage" | "admin" | "all" => true,
            "write" => verb == "write" || (verb != "approve" && CHANGING.contains(&verb)),
            other => other == verb || (verb == "write" && CHANGING.contains(&other)),
        }
    }
    /// Whether it reaches personal data of customers.
    #[must_use]
    pub fn personal(&self) -> bool {
        // `customers-masked` and `customers-metrics` show nobody.
        let veiled = ["mask", "metric", "aggregate", "anonym", "stat", "test"].iter().any(|word| self.area.contains(word));
        let of_a_customer = |part: &str| {
            PERSONAL.iter().any(|area| part == *area || part.strip_suffix('s') == Some(area) || part.strip_suffix("es") == Some(area))
        };
        self.area == "*" || (!veiled && self.area.split(['-', '_', '.', '/']).any(of_a_customer))
    }
    /// Whether it changes something.
    #[must_use]
    pub fn changes(&self) -> bool {
        self.verb == "*" || self.verb == "all" || CHANGING.contains(&self.verb.as_str())
    }
    /// Whether it shows or changes something: `request` and `propose` do neither.
    #[must_use]
    pub fn touches(&self) -> bool {
        self.changes() || SHOWING.contains(&self.verb.as_str())
    }
}

impl std::fmt::Display for Right {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.area, self.verb)
    }
}

impl Person {
    /// The rights, where they are listed; full access is not a list.
    #[must_use]
    pub fn rights(&self) -> &[Right] {
        match &self.access {
            Access::Full => &[],
            Access::Rights(rights) => rights,
        }
    }
    /// Whether they may do everything: `full`, or a right to every verb in every area.
    #[must_use]
    pub fn full(&self) -> bool {
        match &self.access {
            Access::Full => true,
            Access::Rights(rights) => rights.iter().any(|right| right.area == "*" && right.allows("write") && right.allows("approve")),
        }
    }
    /// The right by which they may do a verb in an area, full access aside.
    #[must_use]
    pub fn right(&self, area: &str, verb: &str) -> Option<&Right> {
        self.rights().iter().find(|right| right.reaches(area) && right.allows(verb))
    }
    /// Whether they may do anything at all.
    #[must_use]
    pub fn any_access(&self) -> bool {
        self.full() || !self.rights().is_empty()
    }
    /// Whether what they may do harms many when it is misused.
    #[must_use]
    pub fn privileged(&self) -> bool {
        let powerful = |right: &Right| {
            [
                "*",
                "admin",
                "production",
                "role",
                "staff",
                "key",
                "secret",
                "deploy",
                "payment",
                "refund",
                "audit",
                "infrastructure",
                "database",
            ]
            .iter()
            .any(|area| right.reaches(area))
                && (right.changes() || right.verb == "approve")
        };
        self.full()
            || self.work() == Work::Administration
            || self.rights().iter().any(|right| powerful(right) || (right.personal() && right.touches()))
    }
    /// What kind of work the role is.
    #[must_use]
    pub fn work(&self) -> Work {
        let role = self.role.to_lowercase();
        let words: Vec<&str> = role.split(|c: char| !c.is_alphanumeric()).collect();
        let any = |names: &[&str]| names.iter().any(|name| words.iter().any(|word| word.starts_with(name)));
        let exactly = |names: &[&str]| names.iter().any(|name| words.contains(name));
        if any(&["bot", "machine", "robot", "integration", "máquina"])
            || exactly(&["service", "ci", "servicio"]) && !any(&["customer", "cliente"])
        {
            Work::Machine
        } else if any(&["admin", "sysadmin", "dba"]) {
            Work::Administration
        } else if any(&[
            "engineer",
            "developer",
            "devop",
            "sre",
            "programmer",
            "architect",
            "ingenier",
            "desarrollador",
            "programador",
            "backend",
            "frontend",
        ]) {
            Work::Engineering
        } else if any(&["support", "helpdesk", "soporte", "atención"]) || any(&["customer"]) && any(&["service", "care"]) {
            Work::Support
        } else if any(&["sales", "seller", "marketing", "ventas", "comercial", "vendedor"]) {
            Work::Sales
        } else {
            Work::Other
        }
    }
}
