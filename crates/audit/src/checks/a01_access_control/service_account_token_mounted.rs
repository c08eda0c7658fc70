use std::collections::{HashMap, HashSet};

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::{Manifests, Workload},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "service-account-token-mounted",
    title: Words {
        en: "A pod carries a token of the cluster that it has no use for, or that is not its own",
        es: "Un pod lleva un token del clúster que no le sirve para nada o que no es suyo",
    },
    done: Words {
        en: "The service account of every pod is read, whether its token is mounted, and whether a binding gives it any right.",
        es: "Se lee la cuenta de servicio de cada pod, si se monta su token y si alguna vinculación le da algún permiso.",
    },
    why: Words {
        en: "Whoever reads a file in the pod can speak to the API of the cluster.",
        es: "Quien lea un archivo del pod puede hablar con la API del clúster.",
    },
    fix: Words {
        en: "Set `automountServiceAccountToken: false`; a pod that does speak to the cluster gets an account and rights of its own.",
        es: "Poner `automountServiceAccountToken: false`; el pod que sí hable con el clúster recibe cuenta y permisos propios.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[266, 272],
    asvs: &["V13.2.2"],
    controls: &["SC-061", "SC-019"],
    examine: Examine::Manifests(look),
    mutant: Mutant {
        red: &[(
            "k8s/app.yaml",
            r#"apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: shop
spec:
  selector:
    matchLabels: {app: api}
  template:
    metadata:
      labels: {app: api}
    spec:
      containers:
        - name: api
          image: shop/api:1.4.2
"#,
        )],
        green: &[(
            "k8s/app.yaml",
            r#"apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: shop
spec:
  selector:
    matchLabels: {app: api}
  template:
    metadata:
      labels: {app: api}
    spec:
      automountServiceAccountToken: false
      containers:
        - name: api
          image: shop/api:1.4.2
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    let accounts = manifests.of_kind("", "ServiceAccount");
    let automounts: HashMap<(&str, &str), Option<bool>> = accounts
        .into_iter()
        .map(|account| {
            let object = account.object;
            ((object.space(), object.name.as_str()), object.node.bool_of("automountServiceAccountToken"))
        })
        .collect();
    let rights = Rights::of(manifests);
    manifests.over_workloads(|workload, seen| {
        let pod = workload.pod;
        let space = workload.located.object.space();
        let name = pod.text_of("serviceAccountName").or_else(|| pod.text_of("serviceAccount")).unwrap_or("default");
        let of_pod = pod.bool_of("automountServiceAccountToken");
        let of_account = automounts.get(&(space, name));
        if of_pod.or(of_account.copied().flatten()) == Some(false) {
            return;
        }
        // An account that is made elsewhere may get its rights there; whoever says `true` has a use for the token.
        let useless = of_account.is_some() && of_pod.is_none() && !rights.has(space, name) && !signs_in_at_vault(workload);
        if name == "default" || useless {
            let mounted = if of_pod.or(of_account.copied().flatten()).is_some() { "true" } else { "unset" };
            // What is given to the account of the namespace, every pod has that names none.
            let bound = if rights.has(space, name) { ", with rights by a binding" } else { "" };
            workload.note(pod.line, &format!("serviceAccountName: {name}{bound}, automountServiceAccountToken {mounted}"), seen);
        }
    })
}

/// Whether an agent in the pod shows the token to Vault, which needs no rights in the cluster.
fn signs_in_at_vault(workload: &Workload<'_>) -> bool {
    let annotations = workload.metadata.and_then(|metadata| metadata.get("annotations"));
    annotations.is_some_and(|annotations| annotations.entries().iter().any(|entry| entry.key.starts_with("vault.hashicorp.com/")))
}

/// Which service accounts bindings give something to.
struct Rights<'a> {
    /// The namespaces of those that are named, by their names.
    named: HashMap<&'a str, HashSet<&'a str>>,
    /// The namespaces whose accounts all have some.
    spaces: HashSet<&'a str>,
    /// Whether every account has some.
    every: bool,
}

impl<'a> Rights<'a> {
    fn of(manifests: &'a Manifests) -> Self {
        let mut rights = Self { named: HashMap::new(), spaces: HashSet::new(), every: false };
        for binding in manifests.bindings() {
            for (kind, name, subject) in binding.subjects() {
                if kind == "ServiceAccount" {
                    let space = subject.text_of("namespace").unwrap_or_else(|| binding.located.object.space());
                    rights.named.entry(name).or_default().insert(space);
                } else if let Some((space, name)) = name.strip_prefix("system:serviceaccount:").and_then(|account| account.split_once(':'))
                {
                    // The user that the API sees when an account speaks to it.
                    rights.named.entry(name).or_default().insert(space);
                } else if let Some(space) = name.strip_prefix("system:serviceaccounts:") {
                    rights.spaces.insert(space);
                } else if name == "system:serviceaccounts" {
                    rights.every = true;
                }
            }
        }
        rights
    }
    /// What has no namespace yet gets one that nobody knows.
    fn has(&self, space: &str, name: &str) -> bool {
        let named = |spaces: &HashSet<&str>| space.is_empty() || spaces.contains(space) || spaces.contains("");
        self.every || self.spaces.contains(space) || self.named.get(name).is_some_and(named)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::manifests;

    fn evidence(account: &str, mounted: &str, subject: &str) -> Vec<String> {
        let text = format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: a, namespace: shop}}\nspec:\n  serviceAccountName: {account}\n{mounted}  containers:\n    - {{name: m, image: 'm:1'}}\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {{name: api, namespace: shop}}\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {{name: b, namespace: shop}}\nroleRef: {{kind: Role, name: r}}\nsubjects: [{subject}]\n"
        );
        let files = vec![manifests::read("a.yaml", &text).unwrap().unwrap()];
        match look(&Manifests { files }) {
            Verdict::Fail(seen) => seen.into_iter().map(|seen| seen.evidence).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn an_account_is_bound_by_its_own_name_or_as_a_user() {
        let user = |name: &str| format!("{{kind: User, name: 'system:serviceaccount:{name}'}}");
        assert!(evidence("api", "", &user("shop:api")).is_empty());
        assert!(evidence("api", "", "{kind: ServiceAccount, name: api}").is_empty());
        assert_eq!(evidence("api", "", &user("other:api")), ["Pod/a: serviceAccountName: api, automountServiceAccountToken unset"]);
    }

    #[test]
    fn evidence_says_whether_the_token_is_asked_for_and_what_it_may() {
        let mounted = "  automountServiceAccountToken: true\n";
        let bound = "{kind: ServiceAccount, name: default}";
        assert_eq!(
            evidence("default", mounted, bound),
            ["Pod/a: serviceAccountName: default, with rights by a binding, automountServiceAccountToken true"]
        );
        assert_eq!(evidence("default", "", ""), ["Pod/a: serviceAccountName: default, automountServiceAccountToken unset"]);
        assert!(evidence("api", mounted, "").is_empty());
    }
}
