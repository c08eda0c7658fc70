//! What a check is: texts, numbers of the standards, a pure function over evidence, and a mutant that proves it can fail.

use crate::{
    evidence::{
        answers::Answers, components::Inventory, database::Database, house::House, image::Image, manifests::Manifests, mobile::Mobile,
        pipeline::Pipeline, site::Site, source, staff::Staff, terraform::Terraform, text::TextFile,
    },
    finding::{Observations, Severity, Verdict},
    words::Words,
};

/// One thing that is looked for. Each stands in a file of its own below `checks`, in the folder of its category of 2021.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Its name in reports, waivers and SARIF: short, in the words of the field, such as `sql-from-input`.
    pub id: &'static str,
    /// What is wrong when it fails, in one short sentence without a full stop.
    pub title: Words,
    /// What it looks at and how.
    pub done: Words,
    /// What an attacker gains.
    pub why: Words,
    /// How to mend it.
    pub fix: Words,
    /// How much harm a finding can do; an observation may say otherwise.
    pub severity: Severity,
    /// Where it stands in the three editions of the Top 10.
    pub owasp: Owasp,
    /// Weaknesses by their CWE numbers, the most fitting first.
    pub cwe: &'static [u16],
    /// Requirements of ASVS 5.0, such as `V1.2.4`; empty where the standard asks for nothing of the kind.
    pub asvs: &'static [&'static str],
    /// Rows of `controls.csv` that it helps to show, such as `SC-001`.
    pub controls: &'static [&'static str],
    /// What it looks at, and the function that looks.
    pub examine: Examine,
    /// What must turn it red, and what must not.
    pub mutant: Mutant,
}

/// The number of a category in each edition of the OWASP Top 10, 1 to 10; 0 where an edition has none that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owasp {
    /// In the edition of 2017.
    pub of_2017: u8,
    /// In the edition of 2021: the one that reports go by.
    pub of_2021: u8,
    /// In the edition of 2025.
    pub of_2025: u8,
}

/// The kind of evidence that a check needs, and the pure function over it.
///
/// A function over one file sees every file of its kind once; without a single file of that kind the check is *not
/// tested*. A function over a whole says itself when there was nothing to look at.
#[derive(Clone, Copy, Debug)]
pub enum Examine {
    /// One parsed source file after the other.
    Source {
        /// In which languages.
        languages: &'static [source::Language],
        /// A file without any of these words, compared without regard to case, is not shown: it cannot fail. Empty: every file is shown.
        words: &'static [&'static str],
        /// Looks at one file.
        look: fn(&source::Module<'_>, &mut Observations),
    },
    /// One file of text after the other, whatever it is, and what the history of the repository holds.
    Text {
        /// A file without any of these words is not shown. Empty: every file is shown.
        words: &'static [&'static str],
        /// Looks at one file.
        look: fn(&TextFile<'_>, &mut Observations),
    },
    /// All Kubernetes manifests.
    Manifests(fn(&Manifests) -> Verdict),
    /// All Terraform files.
    Terraform(fn(&Terraform) -> Verdict),
    /// All container files.
    Images(fn(&[Image]) -> Verdict),
    /// All components of all lock files.
    Components(fn(&Inventory) -> Verdict),
    /// All definitions of continuous integration.
    Pipelines(fn(&[Pipeline]) -> Verdict),
    /// The manifests of mobile applications.
    Mobile(fn(&Mobile) -> Verdict),
    /// A MySQL or MariaDB server.
    Database(fn(&Database) -> Verdict),
    /// A running site.
    Site(fn(&Site) -> Verdict),
    /// The list of staff.
    Staff(fn(&Staff) -> Verdict),
    /// What people answered where no machine can see.
    Answers(fn(&Answers) -> Verdict),
    /// Sunward itself, from inside.
    House(fn(&House) -> Verdict),
}

/// A broken system and its sound twin, as small files: `red` must fail this check, `green` must pass it.
///
/// Names are those of a repository, but for evidence that is no repository: `database.json`, `site.http`, `staff.csv`,
/// `answers.toml`, `house.json`.
#[derive(Clone, Copy, Debug)]
pub struct Mutant {
    /// What must turn the check red.
    pub red: &'static [(&'static str, &'static str)],
    /// The same, mended.
    pub green: &'static [(&'static str, &'static str)],
}

/// Every check, by category and name.
pub fn all() -> &'static [&'static Check] {
    crate::checks::ALL
}
