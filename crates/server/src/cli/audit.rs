//! `sunward audit`: what can be named, and what comes out.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

const HELP: &str = "\
Examples:
  sunward audit                                            the Sunward in ./var, from inside
  sunward audit --config /etc/sunward.toml --repo .        a company, and the source that it is made of
  sunward audit --repo . --manifests k8s --terraform infra
  sunward audit --repo . --advisories advisory-db --html report.html --sarif report.sarif
  sunward audit --repo . --history audit-history.json      tells what is new, back or mended
  sunward audit --repo . --answer security_question.md     the founding question, answered
  sunward audit --url https://shop.example --staff staff.csv --answers answers.toml
  sunward audit --self-test                                proves that every check can fail

Scanners of others that are on PATH are run too, with fixed arguments and bounds; each finding names who found it.

Checks that could not look are listed as not tested, with a reason; they never count as passed.

Exit codes: 0 nothing failed at or above --fail-on; 3 low, 4 medium, 5 high, 6 critical was the worst that failed;
1 the audit could not be carried out; 2 what was named cannot be used.

A waiver file is TOML; each waiver needs a second person and an end within a year:
  [[waiver]]
  check = \"weak-hash\"
  place = \"tools/cache.py\"          # file, file:line, address or name; left out: everywhere
  owner = \"Ana Ruiz\"
  reason = \"a checksum of a cache, no secret hangs on it\"
  until = 2027-01-31
  approved_by = \"Ben Ode\"";

/// `sunward audit`
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Audit {
    /// The Sunward of a demo's directory, from inside, even while it runs; ./var by default
    #[arg(long, value_name = "DIR", conflicts_with = "config", help_heading = "Evidence")]
    pub(crate) data: Option<PathBuf>,
    /// The Sunward of a configuration, from inside, even while it runs
    #[arg(long, value_name = "FILE", help_heading = "Evidence")]
    pub(crate) config: Option<PathBuf>,
    /// A repository: source, lock files, container files, pipelines, mobile manifests, and what else is in it
    #[arg(long, value_name = "DIRECTORY", help_heading = "Evidence")]
    pub(crate) repo: Option<PathBuf>,
    /// Kubernetes manifests
    #[arg(long, value_name = "DIRECTORY", help_heading = "Evidence")]
    pub(crate) manifests: Option<PathBuf>,
    /// Terraform files
    #[arg(long, value_name = "DIRECTORY", help_heading = "Evidence")]
    pub(crate) terraform: Option<PathBuf>,
    /// Leaves a folder or a file of the repository out; the report says so
    #[arg(long, value_name = "PATH", requires = "repo", help_heading = "Evidence")]
    pub(crate) exclude: Vec<String>,
    /// Leaves the history of the repository alone; otherwise secrets are looked for in it
    #[arg(long, requires = "repo", help_heading = "Evidence")]
    pub(crate) no_history: bool,
    /// An advisory database: RustSec's repository, or OSV files as JSON or YAML
    #[arg(long, value_name = "DIRECTORY", requires = "repo", help_heading = "Evidence")]
    pub(crate) advisories: Option<PathBuf>,
    /// A running site, such as https://shop.example: asked politely, nothing else on the network is touched
    #[arg(long, value_name = "URL", help_heading = "Evidence")]
    pub(crate) url: Option<String>,
    /// The site's OpenAPI document, as JSON; without it the site is asked for it
    #[arg(long, value_name = "FILE", requires = "url", help_heading = "Evidence")]
    pub(crate) openapi: Option<PathBuf>,
    /// Who may sign in on the site, a role each, as TOML; the guide shows one
    #[arg(long, value_name = "FILE", requires = "url", help_heading = "Evidence")]
    pub(crate) accounts: Option<PathBuf>,
    /// Requests to the site, at most
    #[arg(long, value_name = "NUMBER", default_value_t = 150, requires = "url", help_heading = "Evidence")]
    pub(crate) requests: usize,
    /// Requests to the site in a second, at most
    #[arg(long, value_name = "NUMBER", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=1000), requires = "url", help_heading = "Evidence")]
    pub(crate) pace: u32,
    /// Tries operations that change something too; never on a site that people use
    #[arg(long, requires = "accounts", help_heading = "Evidence")]
    pub(crate) changes: bool,
    /// A MySQL or MariaDB server, mysql://user@host:port; the password is taken from SUNWARD_AUDIT_MYSQL_PASSWORD
    #[arg(long, value_name = "ADDRESS", help_heading = "Evidence")]
    pub(crate) mysql: Option<String>,
    /// The list of staff, as CSV: name,role,access,mfa,last_login,active
    #[arg(long, value_name = "FILE", help_heading = "Evidence")]
    pub(crate) staff: Option<PathBuf>,
    /// What people answered where no machine can see, as TOML; `--questions` prints the form
    #[arg(long, value_name = "FILE", help_heading = "Evidence")]
    pub(crate) answers: Option<PathBuf>,
    /// Leaves alone the scanners of others that are on PATH; otherwise bandit, cargo-deny, checkov, gitleaks, kubescape, testssl and trivy are run and told
    #[arg(long, help_heading = "Scanners")]
    pub(crate) no_scanners: bool,
    /// Rules for semgrep, on this machine; without them it is not run
    #[arg(long, value_name = "PATH", requires = "repo", conflicts_with = "no_scanners", help_heading = "Scanners")]
    pub(crate) semgrep_rules: Option<PathBuf>,
    /// Has prowler look at the AWS account that the environment's AWS_… variables open
    #[arg(long, conflicts_with = "no_scanners", help_heading = "Scanners")]
    pub(crate) aws: bool,
    /// What the audited system is called in the report
    #[arg(long, value_name = "NAME", help_heading = "Report")]
    pub(crate) name: Option<String>,
    /// The language of the report
    #[arg(long, value_name = "LANGUAGE", default_value = "en", help_heading = "Report")]
    pub(crate) language: Language,
    /// Prints the report as JSON
    #[arg(long, help_heading = "Report")]
    pub(crate) json: bool,
    /// Writes the report as a page for boards and engineers
    #[arg(long, value_name = "FILE", help_heading = "Report")]
    pub(crate) html: Option<PathBuf>,
    /// Writes the report as SARIF 2.1.0
    #[arg(long, value_name = "FILE", help_heading = "Report")]
    pub(crate) sarif: Option<PathBuf>,
    /// Writes the report as Markdown
    #[arg(long, value_name = "FILE", help_heading = "Report")]
    pub(crate) markdown: Option<PathBuf>,
    /// Writes the inventory of components as CycloneDX 1.6
    #[arg(long, value_name = "FILE", requires = "repo", help_heading = "Report")]
    pub(crate) sbom: Option<PathBuf>,
    /// Writes the answer to "what would you look for to make your system secure?"
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "security_question.md", help_heading = "Report")]
    pub(crate) answer: Option<PathBuf>,
    /// What may stay as it is, by whose word and until when
    #[arg(long, value_name = "FILE", help_heading = "Judgement")]
    pub(crate) waivers: Option<PathBuf>,
    /// Remembers findings from run to run; made when it is not there
    #[arg(long, value_name = "FILE", help_heading = "Judgement")]
    pub(crate) history: Option<PathBuf>,
    /// The least severity that makes the exit code other than 0
    #[arg(long, value_name = "SEVERITY", default_value = "low", help_heading = "Judgement")]
    pub(crate) fail_on: Severity,
    /// Prints the questions to people as a form to fill in for --answers, and does nothing else
    #[arg(long)]
    pub(crate) questions: bool,
    /// Runs every check on its own mutant and its sound twin instead
    #[arg(long, exclusive = true)]
    pub(crate) self_test: bool,
}

/// A language of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// English
    En,
    /// Spanish
    Es,
}

impl From<Language> for audit::words::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::En => Self::English,
            Language::Es => Self::Spanish,
        }
    }
}

/// A severity that can fail a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Severity {
    Low,
    Medium,
    High,
    Critical,
}

impl From<Severity> for audit::finding::Severity {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Low => Self::Low,
            Severity::Medium => Self::Medium,
            Severity::High => Self::High,
            Severity::Critical => Self::Critical,
        }
    }
}
