//! One run: evidence in, verdicts out.
//!
//! A tree of files is walked once and every file is read once: source and text checks see it while it is in memory, and
//! what it turns out to be besides (a manifest, a lock file) is kept for the checks over wholes. Files are examined in
//! parallel; the outcome does not depend on the order.

mod files;
mod history;
mod vocabulary;

use rayon::prelude::*;

use self::{
    files::{Whole, examine_tree, is_below},
    history::look_at_history,
    vocabulary::Vocabulary,
};

use crate::{
    check::{Check, Examine},
    evidence::{self, Purpose, answers::Answers, components::Inventory, database::Database, house::House, site::Site, staff::Staff},
    finding::{NOT_ALL, Observation, Verdict},
    tree::{Note, Tree},
    words::{Sentence, Words},
};

/// What is audited. What is absent was not named: its checks are not tested.
#[derive(Debug, Default)]
pub struct Subject {
    /// A repository.
    pub repository: Option<Tree>,
    /// A folder of Kubernetes manifests.
    pub manifests: Option<Tree>,
    /// A folder of Terraform.
    pub terraform: Option<Tree>,
    /// Folders and files that are left out of the trees and of the history, as prefixes of their names; each is noted.
    pub left_out: Vec<String>,
    /// Texts that once stood in the history of the repository, with their names and commits.
    pub history: Vec<HistoryFile>,
    /// A database server.
    pub database: Option<Database>,
    /// A running site.
    pub site: Option<Site>,
    /// The list of staff.
    pub staff: Option<Staff>,
    /// Answers to questions.
    pub answers: Option<Answers>,
    /// Sunward, from inside.
    pub house: Option<House>,
    /// What is known of published components.
    pub advisories: Option<evidence::components::Advisories>,
}

/// Lines that once stood in a file.
#[derive(Clone, Debug)]
pub struct HistoryFile {
    /// The file's name.
    pub name: String,
    /// The lines that the commit added.
    pub text: String,
    /// The commit.
    pub commit: String,
}

/// The outcome of a check.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Which.
    pub check: &'static Check,
    /// What it has to say.
    pub verdict: Verdict,
}

/// The outcome of a run.
#[derive(Clone, Debug)]
pub struct Run {
    /// Every check once, in the order of [`crate::check::all`].
    pub outcomes: Vec<Outcome>,
    /// What was left out.
    pub notes: Vec<Note>,
    /// How many files were read.
    pub files: usize,
    /// How many lines of source were examined.
    pub lines: usize,
    /// How many files of source hold a word that a check waits for, and were parsed.
    pub parsed: usize,
    /// The components of all lock files.
    pub inventory: Inventory,
    /// Whether Sunward was looked at from inside.
    pub house: bool,
}

pub(crate) const NOT_NAMED: Words =
    Words { en: "because no evidence of this kind was named", es: "porque no se indicó ninguna evidencia de este tipo" };
const NOTHING_THERE: Words = Words { en: "because nothing of this kind is there", es: "porque no hay nada de este tipo" };

/// Runs every check. `progress` is told how many files of how many have been examined; it may be called from several
/// threads.
#[must_use]
pub fn run(subject: Subject, progress: &(dyn Fn(usize, usize) + Sync)) -> Run {
    run_checks(crate::check::all(), subject, progress)
}

/// The same with some of the checks.
pub(crate) fn run_checks(checks: &[&'static Check], subject: Subject, progress: &(dyn Fn(usize, usize) + Sync)) -> Run {
    let words = Vocabulary::of(checks);
    let mut whole = Whole::default();
    let trees = [
        (subject.repository.as_ref(), Purpose::Repository),
        (subject.manifests.as_ref(), Purpose::Manifests),
        (subject.terraform.as_ref(), Purpose::Terraform),
    ];
    for (tree, purpose) in trees {
        if let Some(tree) = tree {
            examine_tree(tree, purpose, &subject.left_out, checks, &words, &mut whole, progress);
        }
    }
    let history: Vec<&HistoryFile> =
        subject.history.iter().filter(|file| !subject.left_out.iter().any(|prefix| is_below(&file.name, prefix))).collect();
    look_at_history(&history, checks, &words, &mut whole.seen, &mut whole.notes);
    whole.inventory.advisories = subject.advisories;
    evidence::image::deploy(&mut whole.images, &whole.manifests);
    if checks.iter().any(|check| matches!(check.examine, Examine::Terraform(_))) {
        let reason = || Sentence::new("was not worked out to its end", "no se evaluó hasta el final");
        whole.notes.extend(whole.terraform.cut().map(|folder| Note { place: folder.to_owned(), reason: reason() }));
    }
    let named = |given: bool| if given { NOTHING_THERE } else { NOT_NAMED };
    let repository = subject.repository.is_some();
    let mut seen: Vec<Vec<Observation>> = checks.iter().map(|_| Vec::new()).collect();
    for (index, observation) in whole.seen.findings.drain(..) {
        if let Some(of_check) = seen.get_mut(index) {
            of_check.push(observation);
        }
    }
    let mut partly = vec![false; checks.len()];
    for (index, file) in whole.seen.partly.drain(..) {
        if let (Some(of_check), Some(check)) = (partly.get_mut(index), checks.get(index)) {
            *of_check = true;
            whole.notes.push(not_to_its_end(file, check.id));
        }
    }
    let (outcomes, unread): (Vec<Outcome>, Vec<Vec<String>>) = checks
        .par_iter()
        .zip(seen)
        .zip(partly)
        .map(|((check, mut seen), partly)| {
            seen.sort();
            seen.dedup();
            let of_files = |any: bool, seen: Vec<Observation>| match (any, seen.is_empty()) {
                (_, false) => Verdict::Fail(seen),
                (true, true) if partly => Verdict::NotTested(NOT_ALL.into()),
                (true, true) => Verdict::Pass,
                (false, true) => Verdict::NotTested(named(repository).into()),
            };
            let over =
                |given: bool, any: bool, look: &dyn Fn() -> Verdict| if any { look() } else { Verdict::NotTested(named(given).into()) };
            let verdict = match check.examine {
                Examine::Source { languages, .. } => of_files(languages.iter().any(|language| whole.languages.contains(language)), seen),
                Examine::Text { .. } => of_files(whole.texts > 0, seen),
                Examine::Manifests(look) => {
                    over(repository || subject.manifests.is_some(), !whole.manifests.files.is_empty(), &|| look(&whole.manifests))
                }
                Examine::Terraform(look) => over(repository || subject.terraform.is_some(), !whole.terraform.files.is_empty(), &|| {
                    whole.terraform.gathered(look(&whole.terraform))
                }),
                Examine::Images(look) => over(repository, !whole.images.is_empty(), &|| look(&whole.images)),
                Examine::Components(look) => over(repository, !whole.inventory.files.is_empty(), &|| look(&whole.inventory)),
                Examine::Pipelines(look) => over(repository, repository, &|| look(&whole.pipelines)),
                Examine::Mobile(look) => over(repository, !whole.mobile.files.is_empty(), &|| look(&whole.mobile)),
                Examine::Database(look) => subject.database.as_ref().map_or(Verdict::NotTested(NOT_NAMED.into()), look),
                Examine::Site(look) => subject.site.as_ref().map_or(Verdict::NotTested(NOT_NAMED.into()), look),
                Examine::Staff(look) => subject.staff.as_ref().map_or(Verdict::NotTested(NOT_NAMED.into()), look),
                Examine::Answers(look) => look(subject.answers.as_ref().unwrap_or(&Answers::default())),
                Examine::House(look) => subject.house.as_ref().map_or(Verdict::NotTested(NOT_NAMED.into()), look),
            };
            let (verdict, unread) = verdict.settled();
            (Outcome { check, verdict }, unread)
        })
        .unzip();
    for (outcome, files) in outcomes.iter().zip(unread) {
        whole.notes.extend(files.into_iter().map(|file| not_to_its_end(file, outcome.check.id)));
    }
    Run {
        outcomes,
        notes: whole.notes,
        files: whole.files,
        lines: whole.lines,
        parsed: whole.parsed,
        inventory: whole.inventory,
        house: subject.house.is_some(),
    }
}

fn not_to_its_end(file: String, check: &str) -> Note {
    let reason = Sentence::new(format!("was not looked at to its end by `{check}`"), format!("`{check}` no lo miró hasta el final"));
    Note { place: file, reason }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn of_files(files: &[(&str, &str)], check: &str) -> (Verdict, Vec<String>) {
        let files = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let run = run(Subject { repository: Some(Tree::Memory(files)), ..Subject::default() }, &|_, _| ());
        let verdict = run.outcomes.into_iter().find(|outcome| outcome.check.id == check).unwrap().verdict;
        (verdict, run.notes.iter().map(|note| format!("{} {}", note.place, note.reason.of(Language::English))).collect())
    }

    #[test]
    fn a_check_that_did_not_see_all_has_not_passed_and_a_note_says_where() {
        let many: String = (0..2_000).map(|number| format!("a{number}, ")).collect();
        let text = format!("const {{ {many}q }} = JSON.parse('{{}}'); eval(q);\n");
        assert_eq!(of_files(&[("a.js", text.as_str())], "sql-from-input").0, Verdict::Pass, "nothing that it waits for is there");
        let (verdict, notes) = of_files(&[("a.js", &format!("{text} db.query('select 1');\n"))], "sql-from-input");
        assert_eq!(verdict, Verdict::NotTested(NOT_ALL.into()));
        assert!(notes.contains(&"a.js was not looked at to its end by `sql-from-input`".to_owned()), "{notes:?}");
        let forms = "{{ x }}<form method=post></form>\n".repeat(301);
        let (verdict, notes) = of_files(&[("templates/a.html", &forms)], "form-without-token");
        assert!(matches!(verdict, Verdict::Fail(seen) if seen.len() == 300));
        assert_eq!(notes, ["templates/a.html was not looked at to its end by `form-without-token`"]);
    }

    #[test]
    fn among_too_many_services_a_note_says_whose_probes_are_not_known() {
        let deployment = |name: &str, ports: &str| {
            format!(
                "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {name}, namespace: shop}}\nspec:\n  template:\n    metadata: {{labels: {{app: {name}}}}}\n    spec:\n      containers:\n        - name: m\n          image: m:1\n{ports}"
            )
        };
        let services: String = (0..=500)
            .map(|number| {
                format!(
                    "---\napiVersion: v1\nkind: Service\nmetadata: {{name: s{number}, namespace: shop}}\nspec: {{selector: {{app: s{number}}}}}\n"
                )
            })
            .collect();
        let silent = deployment("silent", "");
        let served = deployment("served", "          ports: [{containerPort: 80}]\n");
        let note = "silent.yaml was not looked at to its end by `probes-missing`".to_owned();
        let (verdict, notes) = of_files(&[("silent.yaml", &silent), ("services.yaml", &services)], "probes-missing");
        assert_eq!(verdict, Verdict::NotTested(NOT_ALL.into()));
        assert!(notes.contains(&note), "{notes:?}");
        let files = [("silent.yaml", silent.as_str()), ("served.yaml", served.as_str()), ("services.yaml", services.as_str())];
        let (verdict, notes) = of_files(&files, "probes-missing");
        assert!(matches!(verdict, Verdict::Fail(seen) if seen.len() == 1));
        assert!(notes.contains(&note), "{notes:?}");
    }
}
