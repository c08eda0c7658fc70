//! What runs: pods, however they are made.

use std::collections::HashMap;

use super::{Located, node::Node};
use crate::finding::{Observations, Severity};

/// Something that runs pods.
#[derive(Clone, Copy, Debug)]
pub struct Workload<'a> {
    /// The object.
    pub located: Located<'a>,
    /// The metadata of its pods.
    pub metadata: Option<&'a Node>,
    /// The specification of its pods.
    pub pod: &'a Node,
}

/// When a container runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// As long as its pod.
    Main,
    /// Before the others.
    Init,
    /// Put into a running pod.
    Ephemeral,
}

/// One container of a workload.
#[derive(Clone, Copy, Debug)]
pub struct Container<'a> {
    /// What runs it.
    pub workload: Workload<'a>,
    /// The container.
    pub node: &'a Node,
    /// When it runs.
    pub role: Role,
}

impl<'a> Workload<'a> {
    /// The workload that an object is; none when it runs no pods.
    #[must_use]
    pub fn of(located: Located<'a>) -> Option<Self> {
        let object = located.object;
        let spec = object.spec()?;
        let template = match (object.group(), object.kind.as_str()) {
            ("", "Pod") => &object.node,
            ("", "PodTemplate") => object.node.get("template")?,
            ("batch", "CronJob") => spec.at(&["jobTemplate", "spec", "template"])?,
            ("", "ReplicationController")
            | ("apps" | "extensions", "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet")
            | ("batch", "Job") => spec.get("template")?,
            _ => return None,
        };
        let pod = template.get("spec")?;
        // Without containers, or without their images, it is a piece of an object that something else completes.
        pod.list("containers").iter().find(|container| container.get("image").is_some())?;
        Some(Self { located, metadata: template.get("metadata"), pod })
    }
    /// Its containers of every role.
    #[must_use]
    pub fn containers(&self) -> Vec<Container<'a>> {
        let roles = [("containers", Role::Main), ("initContainers", Role::Init), ("ephemeralContainers", Role::Ephemeral)];
        let all = roles.into_iter().flat_map(|(key, role)| self.pod.list(key).iter().map(move |node| (node, role)));
        all.map(|(node, role)| Container { workload: *self, node, role }).collect()
    }
    /// The labels of its pods.
    #[must_use]
    pub fn labels(&self) -> Vec<(&'a str, &'a str)> {
        let labels = self.metadata.and_then(|metadata| metadata.get("labels"));
        labels.map_or_else(Vec::new, |labels| {
            labels.entries().iter().filter_map(|entry| Some((entry.key.as_str(), entry.node.text()?))).collect()
        })
    }
    /// Whether its pods have all labels that a selector wants. A selector that wants none selects nothing here.
    #[must_use]
    pub fn is_selected_by(&self, wanted: &Node) -> bool {
        let Some((first, others)) = wanted.entries().split_first() else { return false };
        let labels = self.labels();
        if !labels.iter().any(|(name, label)| *name == first.key && first.node.text() == Some(*label)) {
            return false;
        }
        // Both may be long; few selectors come this far.
        let labels: HashMap<&str, &str> = labels.into_iter().collect();
        others.iter().all(|entry| labels.get(entry.key.as_str()).is_some_and(|label| entry.node.text() == Some(*label)))
    }
    /// Whether it runs to an end and nothing waits for its answers.
    #[must_use]
    pub fn is_batch(&self) -> bool {
        self.located.object.group() == "batch"
    }
    /// Notes a line of it.
    pub fn note(&self, line: usize, evidence: &str, seen: &mut Observations) {
        self.located.note(line, evidence, seen);
    }
}

impl<'a> Container<'a> {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.node.text_of("name").unwrap_or("?")
    }
    /// Its image.
    #[must_use]
    pub fn image(&self) -> Option<&'a str> {
        self.node.text_of("image")
    }
    /// The volumes that it mounts: their names, and whether it may only read them.
    pub fn mounts(&self) -> impl Iterator<Item = (&'a str, bool)> + use<'a> {
        let mounts = self.node.list("volumeMounts").iter();
        mounts.filter_map(|mount| Some((mount.text_of("name")?, mount.bool_of("readOnly") == Some(true))))
    }
    /// Whether it is known never to run as root.
    #[must_use]
    pub fn is_never_root(&self) -> bool {
        let user = self.effective("runAsUser").and_then(Node::text);
        user.is_some_and(|user| user != "0") || user.is_none() && self.effective("runAsNonRoot").and_then(Node::bool) == Some(true)
    }
    /// A value of its own security context, with its line.
    #[must_use]
    pub fn security(&self, key: &str) -> Option<&'a Node> {
        self.node.get("securityContext").and_then(|context| context.get(key))
    }
    /// A value of its security context, or of that of its pod.
    #[must_use]
    pub fn effective(&self, key: &str) -> Option<&'a Node> {
        self.security(key).or_else(|| self.workload.pod.get("securityContext").and_then(|context| context.get(key)))
    }
    /// Whether it runs on Windows, which knows nothing of capabilities, seccomp or user numbers.
    #[must_use]
    pub fn is_windows(&self) -> bool {
        let pod = self.workload.pod;
        let selected = pod.get("nodeSelector").and_then(|selector| selector.text_of("kubernetes.io/os"));
        selected == Some("windows") || pod.get("os").and_then(|os| os.text_of("name")) == Some("windows")
    }
    /// Notes a line of it.
    pub fn note(&self, line: usize, evidence: &str, seen: &mut Observations) {
        self.workload.note(line, &format!("{} {evidence}", self.name()), seen);
    }
    /// Notes a line of it with a severity of its own.
    pub fn note_as(&self, severity: Severity, line: usize, evidence: &str, seen: &mut Observations) {
        self.workload.located.note_as(severity, line, &format!("{} {evidence}", self.name()), seen);
    }
}
