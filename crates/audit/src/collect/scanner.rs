//! Other scanners: those that are on PATH are run with fixed arguments, bounded, and what they find is brought to our
//! shape, each finding naming its source.
//!
//! A scanner reads a stranger's files, so it is run as a stranger: by an absolute path that does not lead into what is
//! audited, without a shell, in a folder of its own, with nothing of our environment but what it needs, without a network
//! where it has a switch for that, and with its own settings instead of those that the audited tree may bring. When it
//! fails, is late or says what nobody understands, that is a note: never a crash, and never a pass.

mod bandit;
mod cargo_deny;
mod checkov;
mod gitleaks;
mod kubescape;
pub mod process;
pub mod program;
mod prowler;
mod semgrep;
mod sighting;
#[cfg(test)]
mod tests;
mod testssl;
mod trivy;
mod value;

use std::{
    ffi::{OsStr, OsString},
    fs,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use process::{Bounds, Failed, Order};
use program::Scratch;
pub use sighting::{Brought, Ground, Reading, Sighting, Spot, masked};

use crate::{
    evidence::Unreadable,
    finding::brief,
    report::Finding,
    tree::Note,
    words::{Sentence, counted},
};

/// What scanners may look at.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// A repository.
    pub repository: Option<PathBuf>,
    /// Kubernetes manifests.
    pub manifests: Option<PathBuf>,
    /// Terraform.
    pub terraform: Option<PathBuf>,
    /// A site.
    pub url: Option<String>,
    /// The AWS account that the environment opens.
    pub aws: bool,
    /// Rules for semgrep, a file or a folder on this machine.
    pub rules: Option<PathBuf>,
    /// Prefixes of names that are left out.
    pub left_out: Vec<String>,
    /// Our environment: where programs are, and what a scanner needs of it.
    pub environment: Vec<(OsString, OsString)>,
    /// Where folders for temporary files are made.
    pub temporary: PathBuf,
}

/// What a scanner is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Repository,
    Manifests,
    Terraform,
    Site,
    Cloud,
}

/// One of them.
struct Target<'a> {
    /// What it is.
    kind: Kind,
    /// The tree; empty where it is none.
    tree: &'a Path,
    /// The address; empty where it is none.
    url: &'a str,
}

/// What a scanner's arguments are made of.
struct Job<'a> {
    target: &'a Target<'a>,
    /// The scanner's own folder for this run.
    folder: &'a Path,
    /// The rules that were named.
    rules: Option<&'a Path>,
    /// The home of whoever audits, for databases that were fetched before; the scanner is not told it otherwise.
    home: &'a Path,
    /// Whether the arguments of its newest version were refused: those of an older one are wanted.
    older: bool,
}

/// A scanner that we know how to run and to read.
struct Scanner {
    /// Its name, as findings call it.
    name: &'static str,
    /// What its program may be called.
    programs: &'static [&'static str],
    /// What it looks at.
    kinds: &'static [Kind],
    /// Its arguments; none: there is nothing for it here. Where those of an older version differ, they are tried when the
    /// first end it with a code that is not fine.
    arguments: fn(&Job<'_>) -> Option<Vec<OsString>>,
    /// Files that it needs in its folder.
    files: &'static [(&'static str, &'static str)],
    /// Settings that it is given.
    settings: &'static [(&'static str, &'static str)],
    /// Variables of ours that it is told; a name that ends with `*` stands for all that begin so.
    told: &'static [&'static str],
    /// Where its findings come out.
    output: Output,
    /// Exit codes that do not mean that it failed.
    fine: fn(i32) -> bool,
    /// How long it may take.
    time: Duration,
    /// Understands what came out.
    read: fn(&str) -> Result<Reading, Unreadable>,
}

/// Where a scanner says what it found.
#[derive(Clone, Copy)]
enum Output {
    Standard,
    Errors,
    /// A file in its folder.
    File(&'static str),
}

/// All of them, by name.
const ALL: [&Scanner; 9] = [
    &bandit::SCANNER,
    &cargo_deny::SCANNER,
    &checkov::SCANNER,
    &gitleaks::SCANNER,
    &kubescape::SCANNER,
    &prowler::SCANNER,
    &semgrep::SCANNER,
    &testssl::SCANNER,
    &trivy::SCANNER,
];

/// Where a program looks below its home when a variable that it is told is not set. The home that it is given is not ours.
const BELOW_HOME: [(&str, &str); 2] = [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")];
/// More findings of one scanner are not told one by one.
const MOST_FINDINGS: usize = 10_000;
/// Scanners that run at the same time.
const AT_ONCE: usize = 2;
/// What a scanner may say, bytes.
const MOST_BYTES: u64 = 64 << 20;
/// How long a scanner of files may take.
const FILES_TIME: Duration = Duration::from_secs(300);

/// What the scanners came to.
#[derive(Debug, Default)]
pub struct Collected {
    /// What they found.
    pub findings: Vec<Finding>,
    /// What they could not do.
    pub notes: Vec<Note>,
}

/// The names of the scanners that would be run, with their programs.
#[must_use]
pub fn present(request: &Request) -> Vec<(&'static str, PathBuf)> {
    let trees = request.trees();
    let folders = program::folders(request.variable("PATH"), &trees);
    let wanted = ALL.iter().filter(|scanner| request.targets().iter().any(|target| scanner.kinds.contains(&target.kind)));
    wanted.filter_map(|scanner| Some((scanner.name, program::find(scanner.programs, &folders, &trees)?))).collect()
}

/// Runs what [`present`] names and gathers what it finds. `done` is told which scanner has ended and how many findings it
/// had; it may be called from several threads.
#[must_use]
pub fn collect(request: &Request, done: &(dyn Fn(&str, usize) + Sync)) -> Collected {
    let present = present(request);
    let folders = program::folders(request.variable("PATH"), &request.trees());
    let targets = request.targets();
    let look = |name: &str, program: &Path| {
        let mut all = Collected::default();
        for scanner in ALL.iter().filter(|scanner| scanner.name == name) {
            for target in targets.iter().filter(|target| scanner.kinds.contains(&target.kind)) {
                scanner.look(program, &folders, target, request, &mut all);
            }
        }
        done(name, all.findings.len());
        all
    };
    // Threads of their own: they mostly wait, and the checks need those of the pool meanwhile.
    let mut parts = Vec::new();
    for few in present.chunks(AT_ONCE) {
        thread::scope(|scope| {
            let running: Vec<_> = few.iter().map(|(name, program)| (*name, scope.spawn(|| look(name, program)))).collect();
            parts.extend(running.into_iter().map(|(name, one)| one.join().unwrap_or_else(|_| not_read(name))));
        });
    }
    let mut all = Collected::default();
    for part in parts {
        all.findings.extend(part.findings);
        all.notes.extend(part.notes);
    }
    all
}

/// A reader of ours that breaks takes nothing else with it.
fn not_read(name: &str) -> Collected {
    let reason = Sentence::new("said something that broke its reader", "dijo algo que rompió su lector");
    Collected { findings: Vec::new(), notes: vec![Note { place: name.to_owned(), reason }] }
}

/// Understands the output of a scanner, by its name; none where we know no such scanner.
#[must_use]
pub fn read(name: &str, output: &str) -> Option<Result<Reading, Unreadable>> {
    ALL.iter().find(|scanner| scanner.name == name).map(|scanner| (scanner.read)(output))
}

/// The names of the scanners that we can read.
pub fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|scanner| scanner.name)
}

impl Request {
    fn trees(&self) -> Vec<PathBuf> {
        [&self.repository, &self.manifests, &self.terraform].into_iter().flatten().cloned().collect()
    }

    fn targets(&self) -> Vec<Target<'_>> {
        let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let repository = self.repository.as_deref().map(real);
        // A folder of the repository is looked at with the repository.
        let is_outside = |path: &&Path| !repository.as_deref().is_some_and(|whole| real(path).starts_with(whole));
        let of_tree = |kind| move |tree| Target { kind, tree, url: "" };
        let mut targets: Vec<Target<'_>> = self.repository.as_deref().map(of_tree(Kind::Repository)).into_iter().collect();
        targets.extend(self.manifests.as_deref().filter(is_outside).map(of_tree(Kind::Manifests)));
        targets.extend(self.terraform.as_deref().filter(is_outside).map(of_tree(Kind::Terraform)));
        targets.extend(self.url.as_deref().map(|url| Target { kind: Kind::Site, tree: Path::new(""), url }));
        targets.extend(self.aws.then_some(Target { kind: Kind::Cloud, tree: Path::new(""), url: "" }));
        targets
    }

    fn variable(&self, name: &str) -> &OsStr {
        self.environment.iter().find(|(known, _)| known == name).map_or(OsStr::new(""), |(_, value)| value)
    }

    /// What a scanner is told of our environment.
    fn told(&self, names: &[&str]) -> Vec<(OsString, OsString)> {
        let is_told = |name: &OsStr| {
            let name = name.to_string_lossy();
            names.iter().any(|told| told.strip_suffix('*').map_or(name == *told, |start| name.starts_with(start)))
        };
        let mut all: Vec<_> = self.environment.iter().filter(|(name, _)| is_told(name)).cloned().collect();
        let home = Path::new(self.variable("HOME"));
        for (name, folder) in BELOW_HOME {
            if names.contains(&name) && self.variable(name).is_empty() && home.is_absolute() {
                all.push((name.into(), home.join(folder).into()));
            }
        }
        all
    }
}

impl Scanner {
    /// Runs it once and adds what came out.
    fn look(&self, program: &Path, folders: &[PathBuf], target: &Target<'_>, request: &Request, all: &mut Collected) {
        let bounds = Bounds { time: self.time, bytes: MOST_BYTES };
        // Its folder is another one than the tree: a relative name would mean something else there.
        let tree = fs::canonicalize(target.tree).unwrap_or_else(|_| target.tree.to_owned());
        let shown = Target { tree: &tree, ..*target };
        match self.run(program, folders, &shown, request, bounds) {
            Ok(None) => {}
            Ok(Some(reading)) => {
                let roots = if target.tree.as_os_str().is_empty() { Vec::new() } else { vec![tree.clone(), target.tree.to_owned()] };
                self.bring(reading, &Ground { roots, left_out: request.left_out.clone() }, all);
            }
            Err(reason) => all.notes.push(Note { place: self.name.to_owned(), reason }),
        }
    }

    fn run(
        &self,
        program: &Path,
        folders: &[PathBuf],
        target: &Target<'_>,
        request: &Request,
        bounds: Bounds,
    ) -> Result<Option<Reading>, Sentence> {
        let cannot = |error: &dyn std::fmt::Display| {
            let error = brief(&error.to_string());
            Sentence::new(format!("was not run: {error}"), format!("no se ejecutó: {error}"))
        };
        let scratch = Scratch::new(&request.temporary, self.name).map_err(|error| cannot(&error))?;
        let folder = scratch.path();
        let home = Path::new(request.variable("HOME"));
        let job = Job { target, folder, rules: request.rules.as_deref(), home, older: false };
        let Some(arguments) = (self.arguments)(&job) else { return Ok(None) };
        let older = (self.arguments)(&Job { older: true, ..job }).filter(|older| *older != arguments);
        for (name, text) in self.files {
            fs::write(folder.join(name), text).map_err(|error| cannot(&error))?;
        }
        let mut environment = request.told(self.told);
        let fixed = [("PATH", program::joined(folders)), ("HOME", folder.into()), ("TMPDIR", folder.into()), ("LC_ALL", "C.UTF-8".into())];
        environment.extend(fixed.map(|(name, value)| (OsString::from(name), value)));
        environment.extend(self.settings.iter().map(|(name, value)| (OsString::from(name), OsString::from(value))));
        let file = match self.output {
            Output::File(name) => Some(folder.join(name)),
            Output::Standard | Output::Errors => None,
        };
        let attempt = |arguments: Vec<OsString>| {
            let order = Order { program, arguments, environment: environment.clone(), folder, file: file.clone() };
            process::run(&order, bounds).map_err(|failed| match failed {
                Failed::Start(error) => cannot(&error),
                Failed::Late => Sentence::new(
                    format!("was ended after {} s: what it would have found is not known", bounds.time.as_secs()),
                    format!("se detuvo tras {} s: no se sabe qué habría hallado", bounds.time.as_secs()),
                ),
                Failed::Loud => Sentence::new("was ended: it said more than it may", "se detuvo: dijo más de lo permitido"),
            })
        };
        let mut said = attempt(arguments)?;
        if said.code.is_some_and(|code| !(self.fine)(code))
            && let Some(older) = older
        {
            said = attempt(older)?;
        }
        let found = match self.output {
            Output::Errors => &said.errors,
            Output::Standard | Output::File(_) => &said.found,
        };
        let ended = said.code.map_or_else(|| "a signal".to_owned(), |code| code.to_string());
        let complaint = brief(&masked(said.errors.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default(), false));
        let mut reading = (self.read)(found).map_err(|error| {
            let error = brief(&error.to_string());
            Sentence::new(
                format!("ended with {ended} and what it said cannot be understood: {error}; {complaint}"),
                format!("terminó con {ended} y no se entiende lo que dijo: {error}; {complaint}"),
            )
        })?;
        if !said.code.is_some_and(self.fine) {
            reading.troubles.push(format!("ended with {ended}: {complaint}"));
        }
        Ok(Some(reading))
    }

    /// Adds what was understood to what is known.
    fn bring(&self, reading: Reading, ground: &Ground, all: &mut Collected) {
        let note = |en: String, es: String| Note { place: self.name.to_owned(), reason: Sentence::new(en, es) };
        let (seen, mut outside, mut own) = (reading.sightings.len(), 0_usize, 0_usize);
        for sighting in reading.sightings.into_iter().take(MOST_FINDINGS) {
            match sighting.bring(self.name, ground) {
                Brought::Finding(finding) => all.findings.push(*finding),
                Brought::NotAsked => {}
                Brought::Own => own += 1,
                Brought::Outside => outside += 1,
            }
        }
        if seen > MOST_FINDINGS {
            all.notes.push(note(
                format!("said {seen} things; {MOST_FINDINGS} were taken"),
                format!("dijo {seen} cosas; se tomaron {MOST_FINDINGS}"),
            ));
        }
        if outside > 0 {
            all.notes.push(note(
                format!("{} outside of what was named: left out", counted(outside, "finding", "findings")),
                format!("{} fuera de lo indicado: no se tomaron", counted(outside, "hallazgo", "hallazgos")),
            ));
        }
        if own > 0 {
            all.notes.push(note(
                format!("{} in the broken company that this program tries itself on: left out", counted(own, "finding", "findings")),
                format!(
                    "{} en la empresa averiada con la que este programa se prueba: no se tomaron",
                    counted(own, "hallazgo", "hallazgos")
                ),
            ));
        }
        if reading.strange > 0 {
            let strange = reading.strange;
            all.notes.push(note(
                format!("{} of its output not of the format that is known", counted(strange, "entry", "entries")),
                format!("{} de su salida sin el formato conocido", counted(strange, "entrada", "entradas")),
            ));
        }
        // One note each, and not without end.
        for trouble in reading.troubles.iter().take(20) {
            let trouble = brief(&masked(trouble, false));
            all.notes.push(note(format!("could not do all: {trouble}"), format!("no pudo hacerlo todo: {trouble}")));
        }
    }
}

/// Fixed words as arguments.
fn words(fixed: &[&str]) -> Vec<OsString> {
    fixed.iter().map(OsString::from).collect()
}

/// `--name=` and a path as one argument: a path that begins with `-` is no option then.
fn option(name: &str, path: &Path) -> OsString {
    let mut whole = OsString::from(name);
    whole.push("=");
    whole.push(path);
    whole
}
