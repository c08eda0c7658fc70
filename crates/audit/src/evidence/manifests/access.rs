//! Roles and who has them.

use super::{Located, Manifests, node::Node};

/// A rule of a role.
#[derive(Clone, Debug)]
pub struct Rule<'a> {
    /// The role.
    pub role: Located<'a>,
    /// The rule.
    pub node: &'a Node,
    /// Groups of the interface; empty text for the core.
    pub groups: Vec<&'a str>,
    /// Kinds of objects.
    pub resources: Vec<&'a str>,
    /// What may be done.
    pub verbs: Vec<&'a str>,
    /// Names of single objects, when it is bound to them.
    pub names: Vec<&'a str>,
}

/// A role given to somebody.
#[derive(Clone, Copy, Debug)]
pub struct Binding<'a> {
    /// The binding.
    pub located: Located<'a>,
    /// The name of the role.
    pub role: &'a str,
    /// Whether the role is one of the cluster and counts in all of it.
    pub clusterwide: bool,
}

const GROUP: &str = "rbac.authorization.k8s.io";

impl Rule<'_> {
    /// Whether it lets somebody do one of some things with one of some kinds of objects.
    #[must_use]
    pub fn allows(&self, group: &str, resources: &[&str], verbs: &[&str]) -> bool {
        let has = |values: &[&str], wanted: &[&str]| values.iter().any(|value| *value == "*" || wanted.contains(value));
        has(&self.groups, &[group]) && has(&self.resources, resources) && has(&self.verbs, verbs)
    }
    /// Whether it counts in the whole cluster.
    #[must_use]
    pub fn is_clusterwide(&self) -> bool {
        self.role.object.kind == "ClusterRole"
    }
    /// The rule in one line.
    #[must_use]
    pub fn quoted(&self) -> String {
        format!("apiGroups [{}] resources [{}] verbs [{}]", self.groups.join(", "), self.resources.join(", "), self.verbs.join(", "))
    }
}

impl<'a> Binding<'a> {
    /// Whom the role is given to: kind and name.
    #[must_use]
    pub fn subjects(&self) -> Vec<(&'a str, &'a str, &'a Node)> {
        let subjects = self.located.object.node.list("subjects").iter();
        subjects.filter_map(|subject| Some((subject.text_of("kind")?, subject.text_of("name")?, subject))).collect()
    }
}

impl Manifests {
    /// The rules of all roles. Rules of roles that Kubernetes brings along are its own.
    #[must_use]
    pub fn rules(&self) -> Vec<Rule<'_>> {
        let roles =
            self.objects().into_iter().filter(|located| located.object.is(GROUP, "Role") || located.object.is(GROUP, "ClusterRole"));
        let own = roles.filter(|role| {
            !role.object.name.starts_with("system:") && !matches!(role.object.name.as_str(), "cluster-admin" | "admin" | "edit" | "view")
        });
        own.flat_map(|role| {
            role.object.node.list("rules").iter().map(move |node| Rule {
                role,
                node,
                groups: node.texts("apiGroups"),
                resources: node.texts("resources"),
                verbs: node.texts("verbs"),
                names: node.texts("resourceNames"),
            })
        })
        .collect()
    }
    /// All bindings.
    #[must_use]
    pub fn bindings(&self) -> Vec<Binding<'_>> {
        let all = self.objects().into_iter();
        all.filter_map(|located| {
            let clusterwide = located.object.is(GROUP, "ClusterRoleBinding");
            let role = located.object.node.at(&["roleRef", "name"])?.text()?;
            (clusterwide || located.object.is(GROUP, "RoleBinding")).then_some(Binding { located, role, clusterwide })
        })
        .collect()
    }
}
