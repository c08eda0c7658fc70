//! Kubescape: Kubernetes manifests, with the frameworks that are on this machine.

use std::collections::HashMap;

use serde_json::Value;

use super::{FILES_TIME, Job, Kind, Output, Reading, Scanner, Sighting, Spot, option, value, words};
use crate::{evidence::Unreadable, finding::Severity};

pub(super) static SCANNER: Scanner = Scanner {
    name: "kubescape",
    programs: &["kubescape"],
    kinds: &[Kind::Repository, Kind::Manifests],
    arguments,
    files: &[],
    settings: &[
        ("KS_SKIP_UPDATE_CHECK", "true"),
        ("KUBESCAPE_SKIP_UPDATE_CHECK", "true"),
        // It would fetch what charts and kustomizations of the tree name, and has no switch for that.
        ("HTTP_PROXY", "http://127.0.0.1:9"),
        ("HTTPS_PROXY", "http://127.0.0.1:9"),
        ("GIT_ALLOW_PROTOCOL", "file"),
    ],
    told: &[],
    output: Output::File("kubescape.json"),
    fine: |code| code == 0,
    time: FILES_TIME,
    read,
};

fn arguments(job: &Job<'_>) -> Option<Vec<std::ffi::OsString>> {
    let mut all = words(&["scan", "--format=json", "--format-version=v2", "--keep-local", "--logger=error"]);
    all.push(option("--output", &job.folder.join("kubescape.json")));
    all.push(option("--use-artifacts-from", &job.home.join(".kubescape")));
    all.push("--".into());
    all.push(job.target.tree.into());
    Some(all)
}

fn read(text: &str) -> Result<Reading, Unreadable> {
    let whole = value::json(text)?;
    // Where it saw no resource there is a summary and no list.
    let nothing = whole.get("results").is_none() && whole.get("summaryDetails").is_some_and(Value::is_object);
    let results: &[Value] = if nothing { &[] } else { value::list(&whole, "/results")? };
    let resources: HashMap<&str, &Value> =
        value::some(&whole, "/resources").iter().map(|resource| (value::text(resource, "/resourceID"), resource)).collect();
    let mut reading = Reading::default();
    for result in results {
        let id = value::text(result, "/resourceID");
        let file = resources.get(id).map(|resource| file(resource)).unwrap_or_default();
        let named = resources.get(id).map(|resource| named(resource)).unwrap_or_default();
        for control in value::some(result, "/controls").iter().filter(|control| value::text(control, "/status/status") == "failed") {
            reading.take(sighting(control, &whole, &file, if named.is_empty() { id } else { &named }));
        }
    }
    Ok(reading)
}

/// Its name is relative to the root of the git repository, which may lie above the tree.
fn file(resource: &Value) -> String {
    let (root, relative) = (value::text(resource, "/source/path"), value::text(resource, "/source/relativePath"));
    if root.is_empty() || relative.is_empty() || relative.starts_with('/') {
        relative.to_owned()
    } else {
        format!("{}/{relative}", root.trim_end_matches('/'))
    }
}

/// `Deployment/shop/api`
fn named(resource: &Value) -> String {
    let parts = ["/object/kind", "/object/metadata/namespace", "/object/metadata/name"].map(|pointer| value::text(resource, pointer));
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
}

fn sighting(control: &Value, whole: &Value, file: &str, named: &str) -> Option<Sighting> {
    let (rule, title) = (value::text(control, "/controlID"), value::text(control, "/name"));
    if rule.is_empty() || rule.contains(['/', '~']) {
        return None;
    }
    let score = whole.pointer(&format!("/summaryDetails/controls/{rule}/scoreFactor")).and_then(Value::as_f64).unwrap_or(4.0);
    let path = value::some(control, "/rules").iter().flat_map(|rule| value::some(rule, "/paths")).find_map(|path| {
        let told = ["/failedPath", "/fixPath/path", "/reviewPath", "/deletePath"].map(|pointer| value::text(path, pointer));
        told.into_iter().find(|told| !told.is_empty())
    });
    Some(Sighting {
        rule: rule.to_owned(),
        title: title.to_owned(),
        fix: String::new(),
        severity: match score {
            score if score >= 9.0 => Severity::Critical,
            score if score >= 7.0 => Severity::High,
            score if score >= 4.0 => Severity::Medium,
            _ => Severity::Low,
        },
        cwe: value::cwe_of_title(title),
        category: 5,
        spot: if file.is_empty() { Spot::Name(named.to_owned()) } else { Spot::Lines { file: file.to_owned(), first: 0, last: 0 } },
        evidence: path.map_or_else(|| named.to_owned(), |path| format!("{named} {path}")),
    })
}
