//! Which pods network policies isolate.

use std::collections::{HashMap, HashSet};

use super::{Located, Manifests, Workload, node::Node};
use crate::finding::Verdict;

/// Policies of one namespace that are compared with a workload. Among more nobody can say which pods stand open.
const MOST_POLICIES: usize = 500;

/// A direction of traffic, as seen from a pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the pod.
    Ingress,
    /// From the pod.
    Egress,
}

/// All network policies.
#[derive(Clone, Debug)]
pub struct Policies<'a> {
    /// Those of Kubernetes, by namespace.
    pub policies: HashMap<&'a str, Vec<Located<'a>>>,
    /// Whether policies of the whole cluster are there too, whose reach is theirs to say.
    clusterwide: bool,
    /// Namespaces with policies of network plug-ins.
    foreign: HashSet<&'a str>,
    /// Namespaces with more policies than are compared.
    cut: HashSet<&'a str>,
}

impl Direction {
    /// Its name in policies.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ingress => "Ingress",
            Self::Egress => "Egress",
        }
    }
    /// The key of its rules.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Ingress => "ingress",
            Self::Egress => "egress",
        }
    }
}

/// Whether a policy governs a direction. Without `policyTypes` every policy governs ingress, and egress if it has rules for it.
#[must_use]
pub(crate) fn governs(spec: &Node, direction: Direction) -> bool {
    let types = spec.texts("policyTypes");
    if types.is_empty() { direction == Direction::Ingress || spec.entry("egress").is_some() } else { types.contains(&direction.name()) }
}

impl<'a> Policies<'a> {
    /// Those of a system.
    #[must_use]
    pub fn of(manifests: &'a Manifests) -> Self {
        let objects = manifests.objects();
        let mut policies: HashMap<&str, Vec<Located<'a>>> = HashMap::new();
        let mut cut = HashSet::new();
        for located in objects.iter().filter(|located| located.object.is("networking.k8s.io", "NetworkPolicy")) {
            let near = policies.entry(located.object.space()).or_default();
            if near.len() < MOST_POLICIES {
                near.push(*located);
            } else {
                cut.insert(located.object.space());
            }
        }
        let plug_in =
            |located: &&Located<'a>| matches!(located.object.group(), "cilium.io" | "projectcalico.org" | "crd.projectcalico.org");
        let clusterwide = objects.iter().any(|located| {
            let kind = located.object.kind.as_str();
            matches!(
                kind,
                "CiliumClusterwideNetworkPolicy"
                    | "GlobalNetworkPolicy"
                    | "AdminNetworkPolicy"
                    | "BaselineAdminNetworkPolicy"
                    | "ClusterNetworkPolicy"
            )
        });
        let foreign = objects
            .iter()
            .filter(plug_in)
            .filter(|located| located.object.kind.ends_with("NetworkPolicy"))
            .map(|located| located.object.space())
            .collect();
        Self { policies, clusterwide, foreign, cut }
    }
    /// The verdict over all workloads: each must be isolated in a direction. A namespace without any policy is said once.
    pub fn verdict(manifests: &'a Manifests, direction: Direction) -> Verdict {
        let policies = Self::of(manifests);
        let mut bare: HashSet<String> = HashSet::new();
        manifests.over_workloads(|workload, seen| {
            // What runs to an end and is not waited for by anybody still sends.
            if policies.isolate(workload, direction) || (direction == Direction::Ingress && workload.is_batch()) {
                return;
            }
            let space = workload.located.object.space();
            if policies.cut.contains(space) {
                return seen.partly(workload.located.file);
            }
            let any = policies.near(space).iter().any(|policy| policy.object.spec().is_some_and(|spec| governs(spec, direction)));
            if any {
                workload.note(workload.located.object.line, &format!("no {} policy selects it", direction.name()), seen);
            } else {
                // Manifests without a namespace belong together by their folder.
                let folder = workload.located.file.rsplit_once('/').map_or("", |(folder, _)| folder);
                let key = if space.is_empty() { format!("/{folder}") } else { space.to_owned() };
                if !bare.insert(key) {
                    return;
                }
                let name = if space.is_empty() { "(unset)" } else { space };
                workload.note(workload.located.object.line, &format!("namespace {name}: no {} NetworkPolicy", direction.name()), seen);
            }
        })
    }
    fn near(&self, space: &str) -> &[Located<'a>] {
        self.policies.get(space).map_or(&[], Vec::as_slice)
    }
    /// Whether only what is allowed passes between a workload and others.
    #[must_use]
    pub fn isolate(&self, workload: &Workload<'_>, direction: Direction) -> bool {
        let space = workload.located.object.space();
        // Policies end at the pod's own network: with that of the node there is nothing to isolate here.
        if self.clusterwide || self.foreign.contains(space) || workload.pod.bool_of("hostNetwork") == Some(true) {
            return true;
        }
        self.near(space).iter().any(|policy| policy.object.spec().is_some_and(|spec| governs(spec, direction) && selects(spec, workload)))
    }
}

fn selects(spec: &Node, workload: &Workload<'_>) -> bool {
    let Some(selector) = spec.get("podSelector") else { return true };
    let labels = workload.labels();
    let value = |key: &str| labels.iter().find(|(name, _)| *name == key).map(|(_, value)| *value);
    let matched = selector
        .get("matchLabels")
        .is_none_or(|wanted| wanted.entries().iter().all(|entry| value(&entry.key).is_some_and(|value| entry.node.text() == Some(value))));
    let expressed = selector.list("matchExpressions").iter().all(|expression| {
        let of_label = expression.text_of("key").and_then(value);
        let values = expression.texts("values");
        match expression.text_of("operator") {
            Some("In") => of_label.is_some_and(|label| values.contains(&label)),
            Some("NotIn") => of_label.is_none_or(|label| !values.contains(&label)),
            Some("Exists") => of_label.is_some(),
            Some("DoesNotExist") => of_label.is_none(),
            _ => false,
        }
    });
    matched && expressed
}
