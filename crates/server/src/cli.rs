//! The command line. Its help is the manual.

mod audit;
mod estimate;

use std::{
    net::{Ipv4Addr, SocketAddr, SocketAddrV4},
    path::PathBuf,
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::{account::Role, id::OrderId};

pub(crate) use self::audit::Audit;
pub(crate) use estimate::{Estimate, Plane, Shading, Sky};

const EXAMPLES: &str = "\
Examples:
  sunward                                       a sample company on http://127.0.0.1:8080
  sunward demo sign-in support                  one more link, while the demo runs
  sunward demo --tour                           walks through the company by itself, and attacks it
  sunward quote verify receipt.json             recomputes a locked price, to the cent
  sunward estimate --lat 39.74 --lon -104.99 --tilt 30 --azimuth 180 --kw 5
                                                what panels give in a typical year
  sunward config reference                      everything that can be configured
  sunward audit --repo . --html report.html     audits a system by the OWASP Top 10
  sunward migrate --config /etc/sunward.toml    makes or upgrades the database
  sunward serve --config /etc/sunward.toml      runs the company

Exit codes:
  0  done
  1  tried and failed; for `quote verify`: the receipt is wrong
  2  the command line, the configuration or a given file cannot be used
  3 to 6  for `audit`: the worst finding is low, medium, high, critical

Logs go to standard error. SUNWARD_LOG sets how much: error, warn, info, debug or trace.";

/// The platform of a company that installs solar panels through an app.
///
/// Without a command it shows a sample company on this machine: it makes everything that it needs in ./var, prints an
/// address and one sign-in link for each role, and serves until Ctrl-C.
#[derive(Debug, Parser)]
#[command(name = "sunward", version, after_help = EXAMPLES, max_term_width = 100, subcommand_required = false)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What can be asked for.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Shows a sample company on this machine
    Demo(Demo),
    /// Runs the company
    ///
    /// Refuses to start where it would be unsafe: without the key file, with a schema that is behind, with files that
    /// others can read, over plain HTTP beyond this machine. It says what is wrong and how to mend it.
    Serve(ConfigFile),
    /// Makes or upgrades the database
    ///
    /// Migrations go forward only and can be run again. On an empty database it makes the key file too, if there is
    /// none; it never makes a new key for data that is there already. Back up key file and database separately.
    Migrate(ConfigFile),
    /// Audits a system by the OWASP Top 10
    ///
    /// Looks at the evidence that is named and says what is wrong, where, why it matters and how to mend it; what passed;
    /// and what could not be tested.
    Audit(Box<Audit>),
    /// Tells what can be configured
    #[command(subcommand)]
    Config(Config),
    /// Checks a locked price
    #[command(subcommand)]
    Quote(Quote),
    /// Manages the table of ZIP codes
    #[command(subcommand)]
    Places(Places),
    /// Tells what panels give in a typical year
    ///
    /// From a weather file, or from a place and the built-in climate table. The model is PVWatts 8 with its default module,
    /// losses and inverter, on a roof. Needs no network, no database and no account.
    Estimate(Estimate),
}

/// `sunward demo`
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
The first start takes a minute or two: the company is lived through, day by day. Later starts find everything as it was.
To begin anew, stop it and delete the directory."
)]
pub(crate) struct Demo {
    #[command(flatten)]
    pub(crate) directory: DataDirectory,
    /// Where to listen; this machine only
    #[arg(long, value_name = "ADDRESS", default_value_t = Self::LISTEN)]
    pub(crate) listen: SocketAddr,
    /// Makes a small company: twelve customers, in a few seconds
    #[arg(long)]
    pub(crate) small: bool,
    /// Walks through the company by itself and tries to break in, over HTTP; then ends
    #[arg(long)]
    pub(crate) tour: bool,
    #[command(subcommand)]
    pub(crate) command: Option<DemoCommand>,
}

impl Demo {
    /// Where people look for it.
    pub(crate) const LISTEN: SocketAddr = SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::LOCALHOST, 8_080));
}

impl Default for Demo {
    /// What `sunward` without a command means.
    fn default() -> Self {
        Self { directory: DataDirectory::default(), listen: Self::LISTEN, small: false, tour: false, command: None }
    }
}

/// What a running demo can be asked.
#[derive(Debug, Subcommand)]
pub(crate) enum DemoCommand {
    /// Prints a new one-time sign-in link, while the demo runs
    SignIn {
        /// As whom
        role: Person,
        /// With `crew`: as the crew that was offered this order
        #[arg(long, value_name = "ORDER")]
        order: Option<OrderId>,
    },
}

/// Where the demo keeps its data.
#[derive(Debug, Args)]
pub(crate) struct DataDirectory {
    /// Where the demo keeps its data
    #[arg(long = "data", value_name = "DIR", default_value = Self::DEFAULT, global = true)]
    pub(crate) path: PathBuf,
}

impl DataDirectory {
    /// Where it is looked for.
    pub(crate) const DEFAULT: &'static str = "./var";
}

impl Default for DataDirectory {
    fn default() -> Self {
        Self { path: Self::DEFAULT.into() }
    }
}

/// Where the configuration is.
#[derive(Debug, Args)]
pub(crate) struct ConfigFile {
    /// The configuration, a TOML file; `sunward config reference` describes it
    #[arg(long = "config", value_name = "FILE")]
    pub(crate) path: PathBuf,
}

/// What can be told about the configuration.
#[derive(Debug, Subcommand)]
pub(crate) enum Config {
    /// Prints the reference of all settings as Markdown
    Reference,
}

/// What can be done with a locked price.
#[derive(Debug, Subcommand)]
pub(crate) enum Quote {
    /// Recomputes a receipt from the inputs that are frozen in it
    ///
    /// Everything that follows from the inputs is computed anew: validity, price lines, tax, total, incentives, savings
    /// and verdict. Needs no network, no database and no account. Who issued the receipt it cannot tell: compare the
    /// hash that it prints with the one in the contract.
    #[command(after_help = "\
Exit codes:
  0  everything agrees, to the cent
  1  it was changed after its hash was made, or states what does not follow from its inputs
  2  it cannot be read, or is no receipt")]
    Verify {
        /// The receipt, as downloaded; `-` reads standard input
        #[arg(value_name = "RECEIPT.json")]
        receipt: PathBuf,
    },
}

/// What can be done with the table of ZIP codes.
#[derive(Debug, Subcommand)]
pub(crate) enum Places {
    /// Imports a table of US ZIP codes
    ///
    /// Reads the Census Bureau's gazetteer of ZIP code tabulation areas, GeoNames' postal codes (US.txt), or a CSV file
    /// whose header has Zip Code, City, State, Latitude and Longitude. Wrong rows are skipped and reported by line.
    /// Importing again replaces what is there under the same code.
    #[command(after_help = "\
Exit codes:
  0  all rows were imported, or were there twice
  1  some rows were refused, none was there, or the database failed
  2  the file cannot be read or is no such table")]
    Import(Import),
}

/// `sunward places import`
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The table, not compressed; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) target: Target,
}

/// Whose table it is.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Target {
    /// Into the company of this configuration
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Into the demo in this directory
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
}

/// A role that somebody with an account has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Person(pub(crate) Role);

impl Person {
    const ALL: [Self; 8] = {
        let [a, b, c, d, e, f, g, h] = Role::PEOPLE;
        [Self(a), Self(b), Self(c), Self(d), Self(e), Self(f), Self(g), Self(h)]
    };
}

impl ValueEnum for Person {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }
    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.0.name()))
    }
}

#[cfg(test)]
mod tests;
