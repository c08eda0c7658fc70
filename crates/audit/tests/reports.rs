//! The reports: what they say of a run, that nothing of the audited system becomes markup in them, and that SARIF is SARIF.

use audit::{
    Subject,
    check::Owasp,
    finding::{Place, Severity},
    report::{Change, Finding, History, Report, Rule, Waiver, waivers},
    run,
    tree::Tree,
    words::Language,
};
use boon::{Compiler, Schemas};
use jiff::civil::{Date, date};
use pulldown_cmark::{Event, Parser, Tag};

const TODAY: Date = date(2026, 11, 21);
const HOSTILE: &str = "</style><script>alert(1)</script> ]](javascript:alert(1)) | `x` <img src=x onerror=y> \u{202e}evil\u{1b}[2J";

/// What another scanner would say, about a file with a hostile name.
fn foreign(severity: Severity, file: &str, evidence: &str) -> Finding {
    let rule = Rule::Foreign {
        id: "other/X1".to_owned(),
        title: HOSTILE.to_owned(),
        fix: HOSTILE.to_owned(),
        owasp: Owasp { of_2017: 1, of_2021: 3, of_2025: 5 },
        cwe: vec![89],
    };
    Finding::foreign(rule, severity, Place::Line { file: file.to_owned(), line: 3 }, evidence, "other")
}

fn report(others: Vec<Finding>, waivers: &[Waiver]) -> Report {
    // A repository at which nothing is wrong: one without continuous integration is a finding.
    let pipeline = "all: {script: [pytest, semgrep ci, pip-audit]}\n";
    let files = [("a.txt", "nothing"), (".gitlab-ci.yml", pipeline)];
    let tree = Tree::Memory(files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect());
    let subject = Subject { repository: Some(tree), ..Subject::default() };
    Report::of(HOSTILE, TODAY, &run(subject, &|_, _| ()), others, waivers)
}

#[test]
fn of_a_file_that_is_one_finding_after_another_the_first_are_listed_and_the_rest_is_counted() {
    let text = "def f(a):\n".to_owned() + &"    eval(a)\n".repeat(3_000);
    let subject = Subject { repository: Some(Tree::Memory(vec![("app/f.py".to_owned(), text)])), ..Subject::default() };
    let run = run(subject, &|_, _| ());
    let told = run.outcomes.iter().find(|outcome| outcome.check.id == "code-from-input").unwrap();
    assert!(matches!(&told.verdict, audit::finding::Verdict::Fail(seen) if seen.len() == 1_000));
    let note = "holds 2000 places of code-from-input beside the 1000 that are listed";
    assert!(run.notes.iter().any(|one| one.place == "app/f.py" && one.reason.of(Language::English) == note), "{:?}", run.notes);
}

#[test]
fn what_the_audited_system_says_stays_text() {
    let report = report(vec![foreign(Severity::High, "<b>\"'&.py", HOSTILE)], &[]);
    for language in Language::ALL {
        let html = report.to_html(*language);
        assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("<b>"));
        assert_eq!(html.matches("</style>").count(), 1);
        assert!(html.contains("&#60;script&#62;") || html.contains("&lt;script&gt;"), "the evidence is there, as text");
        for text in [report.to_markdown(*language), report.answer(*language)] {
            let is_markup = |event: &Event<'_>| {
                matches!(event, Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::HtmlBlock))
            };
            let markup: Vec<_> = Parser::new(&text).filter(is_markup).collect();
            assert!(markup.is_empty(), "{markup:?}");
        }
        let terminal = report.to_terminal(*language, false);
        assert!(!terminal.contains('\u{1b}'), "evidence commands the terminal");
    }
}

#[test]
fn a_scanner_that_says_the_same_is_named_and_not_counted_twice() {
    let mut second = foreign(Severity::High, "a.py", "x");
    second.source = "third".to_owned();
    let report = report(vec![foreign(Severity::High, "a.py", "x"), second, foreign(Severity::Low, "b.py", "x")], &[]);
    let failing: Vec<_> = report.failing().map(|finding| (finding.place_text(), finding.source.clone())).collect();
    assert_eq!(failing, [("a.py:3".to_owned(), "other, third".to_owned()), ("b.py:3".to_owned(), "other".to_owned())]);
    assert_eq!(report.worst(), Some(Severity::High));
}

#[test]
fn what_was_not_tested_does_not_count_as_passed() {
    let report = report(Vec::new(), &[]);
    let coverage = report.coverage();
    assert_eq!(coverage.checks(), audit::check::all().len());
    let untested = report.to_json(Language::English)["findings"].as_array().unwrap().iter().filter(|f| f["status"] == "not_tested").count();
    assert_eq!(untested, coverage.not_tested);
    for finding in report.to_json(Language::English)["findings"].as_array().unwrap() {
        let is_untested = finding["status"] == "not_tested";
        assert_eq!(finding["reason"].as_str().is_some_and(|reason| reason.starts_with("because ")), is_untested, "{finding}");
        assert!(!is_untested || finding["evidence"] == "", "{finding}");
    }
    assert!(coverage.percent() <= 100);
}

#[test]
fn a_waiver_covers_its_place_until_its_day() {
    let text = |until: &str| {
        format!(
            "[[waiver]]\ncheck = 'other/X1'\nplace = 'a.py'\nowner = 'Ana'\nreason = 'a sample, not shipped'\nuntil = '{until}'\napproved_by = 'Ben'\n"
        )
    };
    let both = || vec![foreign(Severity::High, "a.py", "x"), foreign(Severity::Low, "b.py", "x")];
    let holds = report(both(), &waivers(&text("2026-11-21"), TODAY).unwrap());
    assert_eq!(holds.worst(), Some(Severity::Low));
    assert_eq!(holds.findings.iter().filter(|finding| finding.waiver.is_some()).count(), 1);
    assert!(holds.to_html(Language::English).contains("agreed by Ben"));
    let ran_out = report(both(), &waivers(&text("2026-11-20"), TODAY).unwrap());
    assert_eq!(ran_out.worst(), Some(Severity::High));
    assert!(ran_out.notes.iter().any(|note| note.reason.of(Language::English).contains("ran out")));
    let idle = report(Vec::new(), &waivers(&text("2026-11-21"), TODAY).unwrap());
    assert!(idle.notes.iter().any(|note| note.reason.of(Language::English).contains("covers nothing")));
}

#[test]
fn the_history_tells_what_is_new_what_is_back_and_what_was_mended() {
    let mut history = History::default();
    let mut run = |others: Vec<Finding>| {
        let mut next = report(others, &[]);
        history = History::from_json(&history.to_json()).unwrap();
        history.remember(&mut next);
        (next.findings.iter().filter_map(|finding| finding.change).collect::<Vec<_>>(), next.mended.len())
    };
    let there = || vec![foreign(Severity::High, "a.py", "x")];
    assert_eq!(run(there()), (vec![Change::New], 0));
    assert_eq!(run(there()), (vec![Change::Still], 0));
    assert_eq!(run(Vec::new()), (vec![], 1));
    assert_eq!(run(Vec::new()), (vec![], 0));
    assert_eq!(run(there()), (vec![Change::Back], 0));
}

#[test]
fn sarif_is_sarif() {
    // The published schema has a bracket too many in the pattern of a language, which no validator accepts.
    let schema = include_str!("sarif-schema-2.1.0.json").replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("sarif.json", schema).unwrap();
    let sarif_schema = compiler.compile("sarif.json", &mut schemas).unwrap();
    let mut report = report(
        vec![foreign(Severity::High, "a b/ü<.py", HOSTILE), foreign(Severity::Info, "c.py", "")],
        &waivers("[[waiver]]\ncheck = 'other/X1'\nplace = 'c.py'\nowner = 'Ana'\nreason = 'a sample, not shipped'\nuntil = '2026-12-01'\napproved_by = 'Ben'\n", TODAY).unwrap(),
    );
    History::default().remember(&mut report);
    for language in Language::ALL {
        let sarif = report.to_sarif(*language);
        if let Err(error) = schemas.validate(&sarif, sarif_schema) {
            panic!("{error:#}");
        }
    }
}
