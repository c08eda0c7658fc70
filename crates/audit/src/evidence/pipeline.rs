//! Definitions of continuous integration, brought to one shape: jobs with steps that use something or run something.

mod azure;
mod github;
mod gitlab;
mod script;

#[cfg(test)]
mod tests;

use super::Unreadable;
use crate::{
    finding::{Observations, Verdict},
    words::Words,
};

/// Whose language a definition is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// GitHub's workflows and actions.
    GitHub,
    /// GitLab's.
    GitLab,
    /// Jenkins: only its commands are known.
    Jenkins,
    /// Azure's pipelines.
    Azure,
    /// Bitbucket's pipelines.
    Bitbucket,
    /// CircleCI's.
    CircleCi,
    /// Dependabot or Renovate: it keeps components fresh and runs nothing.
    Updater,
}

/// One definition.
#[derive(Clone, Debug)]
pub struct Pipeline {
    /// Relative to the tree, with `/`.
    pub name: String,
    /// Its language.
    pub system: System,
    /// What starts it, such as `pull_request_target`.
    pub triggers: Vec<String>,
    /// What its token may do, where it says so.
    pub permissions: Option<Permissions>,
    /// Settings for all jobs: name, value, line.
    pub environment: Vec<Pair>,
    /// Jobs.
    pub jobs: Vec<Job>,
    /// Templates of others that are included, with lines.
    pub includes: Vec<(String, usize)>,
}

/// A name, a value and a line from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
    /// From 1.
    pub line: usize,
}

/// What a token may do.
#[derive(Clone, Debug)]
pub struct Permissions {
    /// From 1.
    pub line: usize,
    /// Scopes with `read`, `write` or `none`; `*` for all.
    pub scopes: Vec<(String, String)>,
}

/// A job.
#[derive(Clone, Debug, Default)]
pub struct Job {
    /// Its name.
    pub name: String,
    /// From 1.
    pub line: usize,
    /// On which machines it runs.
    pub runs_on: Vec<String>,
    /// The environment it deploys to, where it names one.
    pub environment: Option<String>,
    /// Whether somebody must start it by hand.
    pub manual: bool,
    /// When it runs.
    pub condition: String,
    /// What its token may do.
    pub permissions: Option<Permissions>,
    /// A whole workflow of others that it calls, with the line, and whether it is given all secrets.
    pub calls: Option<(String, usize, bool)>,
    /// Images that it runs in, with lines.
    pub images: Vec<(String, usize)>,
    /// Settings.
    pub settings: Vec<Pair>,
    /// Steps.
    pub steps: Vec<Step>,
}

/// A step.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// From 1.
    pub line: usize,
    /// What others wrote that it uses, such as `actions/checkout@v4`.
    pub uses: Option<String>,
    /// The commands that it runs: each a line of the shell, with its line from 1.
    pub run: Vec<(String, usize)>,
    /// What it is given.
    pub with: Vec<Pair>,
    /// Settings.
    pub settings: Vec<Pair>,
    /// When it runs.
    pub condition: String,
}

impl Step {
    /// A value that it is given.
    #[must_use]
    pub fn given(&self, name: &str) -> Option<&Pair> {
        self.with.iter().find(|pair| pair.name == name)
    }
    /// What it uses, without the version.
    #[must_use]
    pub fn action(&self) -> &str {
        self.uses.as_deref().map_or("", |uses| uses.split('@').next().unwrap_or(uses))
    }
}

const NO_PIPELINE: Words =
    Words { en: "because the repository defines no continuous integration", es: "porque el repositorio no define integración continua" };

impl Pipeline {
    /// Whether it is started by what strangers send.
    #[must_use]
    pub fn is_open_to_strangers(&self) -> bool {
        self.triggers.iter().any(|trigger| {
            matches!(
                trigger.as_str(),
                "pull_request" | "pull_request_target" | "issue_comment" | "issues" | "discussion" | "discussion_comment" | "workflow_run"
            )
        })
    }
    /// Whether it has a trigger.
    #[must_use]
    pub fn starts_on(&self, trigger: &str) -> bool {
        self.triggers.iter().any(|known| known == trigger)
    }
    /// Every step with its job.
    pub fn steps(&self) -> impl Iterator<Item = (&Job, &Step)> {
        self.jobs.iter().flat_map(|job| job.steps.iter().map(move |step| (job, step)))
    }
    /// Every command with its line.
    pub fn commands(&self) -> impl Iterator<Item = (&str, usize)> {
        self.steps().flat_map(|(_, step)| step.run.iter().map(|(text, line)| (text.as_str(), *line)))
    }
    /// Every setting of the whole, of jobs and of steps.
    pub fn settings(&self) -> impl Iterator<Item = &Pair> {
        let of_jobs = self.jobs.iter().flat_map(|job| job.settings.iter().chain(job.steps.iter().flat_map(|step| &step.settings)));
        self.environment.iter().chain(of_jobs)
    }
    /// Whether any of some words begins a word of what it uses or runs, compared without regard to case: `latest` is no `test`.
    #[must_use]
    pub fn mentions(&self, words: &[&str]) -> bool {
        let has = |text: &str| {
            let lower = text.to_ascii_lowercase();
            let begins = |at: usize| !lower.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_alphanumeric()));
            words.iter().any(|word| lower.match_indices(word).any(|(at, _)| begins(at)))
        };
        self.includes.iter().any(|(include, _)| has(include))
            || self.jobs.iter().any(|job| {
                has(&job.name)
                    || job.images.iter().any(|(image, _)| has(image))
                    || job.calls.as_ref().is_some_and(|(called, _, _)| has(called))
            })
            || self.steps().any(|(_, step)| step.uses.as_deref().is_some_and(has) || step.run.iter().any(|(command, _)| has(command)))
    }
}

/// The verdict over all definitions that run something.
pub fn over(pipelines: &[Pipeline], mut look: impl FnMut(&Pipeline, &mut Observations)) -> Verdict {
    let running: Vec<_> = pipelines.iter().filter(|pipeline| pipeline.system != System::Updater).collect();
    Verdict::over(&running, NO_PIPELINE, |pipeline, seen| look(pipeline, seen))
}

/// The verdict over all of them together: something that none of them does is noted at the first.
pub fn none_does(pipelines: &[Pipeline], words: &[&str], missing: &str) -> Verdict {
    let running: Vec<_> = pipelines.iter().filter(|pipeline| pipeline.system != System::Updater).collect();
    let Some(first) = running.first() else { return Verdict::NotTested(NO_PIPELINE.into()) };
    let mut seen = Observations::new();
    if !running.iter().any(|pipeline| pipeline.mentions(words)) {
        seen.line(&first.name, 0, missing);
    }
    Verdict::of(seen)
}

/// Reads a definition; `None` when it is none.
#[must_use]
pub fn read(name: &str, text: &str) -> Option<Result<Pipeline, Unreadable>> {
    let base = name.rsplit('/').next()?;
    let yaml = base.ends_with(".yml") || base.ends_with(".yaml");
    let below = |folder: &str| name.starts_with(&format!("{folder}/")) || name.contains(&format!("/{folder}/"));
    let stem = base.trim_end_matches(".yaml").trim_end_matches(".yml");
    if yaml && below(".github/workflows") || matches!(base, "action.yml" | "action.yaml") && text.contains("runs:") {
        return Some(github::read(name, text));
    }
    if matches!(base, "dependabot.yml" | "dependabot.yaml" | "renovate.json" | "renovate.json5" | ".renovaterc" | ".renovaterc.json") {
        return Some(Ok(empty(name, System::Updater)));
    }
    if yaml && (base.ends_with(".gitlab-ci.yml") || stem == ".gitlab-ci" || below(".gitlab/ci") || below(".gitlab-ci")) {
        return Some(gitlab::read(name, text));
    }
    if yaml && stem == "bitbucket-pipelines" {
        return Some(azure::read(name, text, System::Bitbucket));
    }
    if yaml && (stem == "azure-pipelines" || stem.starts_with("azure-pipelines") || below(".azure-pipelines")) {
        return Some(azure::read(name, text, System::Azure));
    }
    if yaml && below(".circleci") && stem == "config" {
        return Some(azure::read(name, text, System::CircleCi));
    }
    if base == "Jenkinsfile" || base.starts_with("Jenkinsfile.") || base.ends_with(".jenkinsfile") {
        return Some(Ok(script::jenkins(name, text)));
    }
    let is_script = base.ends_with(".sh") || !base.contains('.') && text.starts_with("#!");
    if is_script && (below(".ci") || below("ci") || below(".buildkite") || below(".github")) {
        return Some(Ok(script::shell(name, text)));
    }
    None
}

fn empty(name: &str, system: System) -> Pipeline {
    Pipeline {
        name: name.to_owned(),
        system,
        triggers: Vec::new(),
        permissions: None,
        environment: Vec::new(),
        jobs: Vec::new(),
        includes: Vec::new(),
    }
}
