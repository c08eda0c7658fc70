//! `sunward audit`: gathers the evidence that was named, runs the checks, writes the reports.

pub(crate) mod house;
mod scanners;

use std::{
    fs,
    io::{self, IsTerminal as _, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
};

use audit::{
    Subject,
    collect::{history, mysql, site},
    evidence::{Unreadable, answers, components::Advisories, database::Database, site::Site, staff},
    finding::Severity,
    report::{History, Report, Waiver, waivers},
    tree::{Note, Tree},
    words::Language,
};
use jiff::civil::Date;
use vault::{SystemRandom, random_bytes};

use self::house::Place;
use crate::{
    cli::{self, Audit},
    clock,
    failure::Failure,
    terminal,
};

/// Runs the audit. The exit code tells the worst that failed.
pub(crate) fn run(asked: &Audit) -> Result<ExitCode, Failure> {
    if asked.self_test {
        return self_test();
    }
    if asked.questions {
        return terminal::say(&answers::template(asked.language.into())).map(|()| ExitCode::SUCCESS);
    }
    let today = today();
    let language = Language::from(asked.language);
    let waivers = read_waivers(asked.waivers.as_deref(), today)?;
    let mut history = asked.history.as_deref().map(read_history).transpose()?;
    let mut subject = subject(asked, today)?;
    let unsearched = search_history(asked, &mut subject);
    let (mut run, others) = thread::scope(|scope| {
        let others = scope.spawn(|| scanners::scan(asked));
        (audit::run(subject, &progress), others.join())
    });
    let others = others.map_err(|_| Failure::failed("what the scanners said could not be read"))?;
    run.notes.extend(unsearched.into_iter().chain(others.notes));
    terminal::progress("");
    let mut report = Report::of(&target(asked), today, &run, others.findings, &waivers);
    if let Some(history) = &mut history {
        history.remember(&mut report);
    }
    write_reports(asked, &report, language)?;
    if let Some(path) = &asked.sbom {
        write(path, &Report::sbom(&report.target, &run.inventory))?;
    }
    if let (Some(path), Some(history)) = (&asked.history, &history) {
        write(path, &history.to_json())?;
    }
    let text =
        if asked.json { format!("{:#}\n", report.to_json(language)) } else { report.to_terminal(language, io::stdout().is_terminal()) };
    terminal::say(&text)?;
    let failed = report.worst().filter(|worst| *worst >= asked.fail_on.into());
    Ok(failed.map_or(ExitCode::SUCCESS, exit_code))
}

/// 3 to 6 by severity: 0 to 2 mean what they mean everywhere in the program.
fn exit_code(worst: Severity) -> ExitCode {
    ExitCode::from(match worst {
        Severity::Info => 0,
        Severity::Low => 3,
        Severity::Medium => 4,
        Severity::High => 5,
        Severity::Critical => 6,
    })
}

fn today() -> Date {
    clock::now().date_in(&jiff::tz::TimeZone::UTC)
}

/// Everything that was named, read or asked. What cannot be read or reached ends the audit: a report that silently lacks
/// what was asked for would be taken for more than it is.
fn subject(asked: &Audit, today: Date) -> Result<Subject, Failure> {
    let mut subject = Subject {
        repository: asked.repo.as_deref().map(tree).transpose()?,
        manifests: asked.manifests.as_deref().map(tree).transpose()?,
        terraform: asked.terraform.as_deref().map(tree).transpose()?,
        left_out: asked.exclude.clone(),
        advisories: asked.advisories.as_deref().map(|path| advisories(path, today)).transpose()?,
        staff: asked.staff.as_deref().map(|path| given(path, |text| staff::read(&label(path), text, Some(today)))).transpose()?,
        answers: asked.answers.as_deref().map(|path| given(path, |text| answers::read(text, Some(today)))).transpose()?,
        database: asked.mysql.as_deref().map(|address| asked_server(address, today)).transpose()?,
        site: asked.url.as_deref().map(|url| asked_site(asked, url, today)).transpose()?,
        ..Subject::default()
    };
    let is_named = subject.repository.is_some()
        || subject.manifests.is_some()
        || subject.terraform.is_some()
        || subject.staff.is_some()
        || subject.answers.is_some()
        || subject.database.is_some()
        || subject.site.is_some()
        || asked.aws;
    if let Some(place) = house_of(asked, is_named) {
        let (house, site) = wait(house::collect(place, mark()?, today))??;
        // A site that was named is the one that people reach.
        (subject.house, subject.site) = (Some(house), subject.site.or(Some(site)));
    }
    Ok(subject)
}

/// Which Sunward is looked at from inside: the one that was named; where nothing was, the demo's in this directory.
fn house_of(asked: &Audit, is_named: bool) -> Option<Place<'_>> {
    match (&asked.config, &asked.data) {
        (Some(config), _) => Some(Place::Company(config)),
        (None, Some(directory)) => Some(Place::Demo(directory)),
        (None, None) => (!is_named).then(|| Place::Demo(Path::new(cli::DataDirectory::DEFAULT))),
    }
}

/// A short word that nobody guesses.
fn mark() -> Result<String, Failure> {
    let mark = random_bytes::<12>(&SystemRandom).map_err(|error| Failure::failed("the audit cannot start").because(error))?;
    Ok(mark.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn advisories(path: &Path, today: Date) -> Result<Advisories, Failure> {
    let read =
        Advisories::read_dir(path).map_err(|error| Failure::unusable(format!("{} holds no advisories", path.display())).because(error))?;
    Ok(read.asked_on(today))
}

/// What once stood in the repository, unless it is to be left alone; what could not be searched.
fn search_history(asked: &Audit, subject: &mut Subject) -> Vec<Note> {
    let Some(folder) = asked.repo.as_deref().filter(|_| !asked.no_history) else { return Vec::new() };
    let (history, notes) = history::read(folder, history::Bounds::default());
    subject.history = history;
    notes
}

/// A file of one kind.
fn given<T>(path: &Path, understand: impl FnOnce(&str) -> Result<T, Unreadable>) -> Result<T, Failure> {
    understand(&read(path)?).map_err(|error| Failure::unusable(format!("{} cannot be used", path.display())).because(error))
}

/// The variable that holds the password of a database server: on the command line everybody on the machine would see it.
const MYSQL_PASSWORD: &str = "SUNWARD_AUDIT_MYSQL_PASSWORD";

fn asked_server(address: &str, today: Date) -> Result<Database, Failure> {
    let options = mysql::Options { today: Some(today), ..mysql::Options::default() };
    let password = std::env::var(MYSQL_PASSWORD).ok();
    wait(mysql::collect(address, password.as_deref(), &options))?
        .map_err(|error| Failure::unusable("the database server cannot be examined").because(error))
}

fn asked_site(asked: &Audit, url: &str, today: Date) -> Result<Site, Failure> {
    let mut options = site::Options::new(url, mark()?);
    options.today = Some(today);
    options.most = asked.requests;
    options.per_second = asked.pace;
    options.changes = asked.changes;
    options.description = asked.openapi.as_deref().map(|path| given(path, site::Description::read)).transpose()?;
    let environment = |name: &str| std::env::var(name).ok();
    options.accounts = asked.accounts.as_deref().map(|path| given(path, |text| site::Accounts::read(text, environment))).transpose()?;
    wait(site::collect(&options))?.map_err(|error| Failure::unusable("the site cannot be examined").because(error))
}

fn wait<T>(work: impl Future<Output = T>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    Ok(runtime.map_err(|error| Failure::failed("the audit cannot start").because(error))?.block_on(work))
}

fn tree(path: &Path) -> Result<Tree, Failure> {
    fs::metadata(path).map_err(|error| Failure::unusable(format!("{} cannot be read", path.display())).because(error))?;
    Ok(Tree::Disk(path.to_owned()))
}

/// What the report calls the audited system: the name that was given, or what was named as evidence.
fn target(asked: &Audit) -> String {
    let folders = [&asked.repo, &asked.manifests, &asked.terraform].into_iter().flatten().map(|path| label(path));
    // An address of a server may carry a password.
    let server = asked.mysql.as_deref().map(|address| address.rsplit('@').next().unwrap_or_default().to_owned());
    let account = asked.aws.then(|| "AWS".to_owned());
    let files = [&asked.staff, &asked.answers].into_iter().flatten().map(|path| label(path));
    let named = folders.chain(asked.url.clone()).chain(server).chain(account).chain(files);
    let mut named: Vec<String> = named.collect();
    if asked.data.is_some() || asked.config.is_some() || named.is_empty() {
        named.insert(0, "Sunward".to_owned());
    }
    asked.name.clone().unwrap_or_else(|| named.join(", "))
}

/// A folder by its own name: `.` says nothing in a report.
fn label(path: &Path) -> String {
    let full = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    full.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn progress(done: usize, of: usize) {
    // A terminal is slow; a hundredth is soon enough.
    if done.is_multiple_of((of / 100).max(1)) {
        terminal::progress(&format!("{done} of {of} files"));
    }
}

fn read_waivers(path: Option<&Path>, today: Date) -> Result<Vec<Waiver>, Failure> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let text = read(path)?;
    waivers(&text, today).map_err(|error| Failure::unusable(format!("{} is no list of waivers", path.display())).because(error))
}

/// The history at a path; an empty one when nothing is there yet.
fn read_history(path: &Path) -> Result<History, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => {
            History::from_json(&text).map_err(|error| Failure::unusable(format!("{} cannot be used", path.display())).because(error))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(History::default()),
        Err(error) => Err(Failure::unusable(format!("{} cannot be read", path.display())).because(error)),
    }
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::unusable(format!("{} cannot be read", path.display())).because(error))
}

fn write_reports(asked: &Audit, report: &Report, language: Language) -> Result<(), Failure> {
    type Form = fn(&Report, Language) -> String;
    let forms: [(&Option<PathBuf>, Form); 4] = [
        (&asked.html, Report::to_html),
        (&asked.sarif, |report, language| format!("{:#}\n", report.to_sarif(language))),
        (&asked.markdown, Report::to_markdown),
        (&asked.answer, Report::answer),
    ];
    for (path, form) in forms {
        if let Some(path) = path {
            write(path, &form(report, language))?;
        }
    }
    Ok(())
}

/// Writes beside the file and renames, so that a full disk leaves the old one. Reports name weaknesses: nobody else on
/// the machine may read them.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let cannot = |error: io::Error| Failure::failed(format!("{} cannot be written", path.display())).because(error);
    let mut beside = path.as_os_str().to_owned();
    beside.push(".unfinished");
    let beside = PathBuf::from(beside);
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside).map_err(cannot)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(cannot)?;
    fs::rename(&beside, path).map_err(cannot)
}

/// Runs every check on its mutant and on the twin.
fn self_test() -> Result<ExitCode, Failure> {
    let trials = audit::prove();
    let wrong: Vec<String> = trials.iter().filter_map(audit::Trial::failure).collect();
    let mut text = String::new();
    for line in &wrong {
        text.push_str(&format!("wrong  {line}\n"));
    }
    text.push_str(&format!("{} of {} checks fail on their mutant and pass its twin\n", trials.len() - wrong.len(), trials.len()));
    terminal::say(&text)?;
    if wrong.is_empty() { Ok(ExitCode::SUCCESS) } else { Err(Failure::failed("a check cannot be trusted")) }
}
