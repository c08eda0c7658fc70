use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "rbac-escalation",
    title: Words { en: "A role can give itself more rights", es: "Un rol puede darse más derechos" },
    done: Words {
        en: "Rules are read for what leads to other rights: escalate, bind, impersonate, tokens, shells in pods, the kubelet.",
        es: "Se buscan reglas que llevan a otros derechos: escalate, bind, impersonate, tokens, consolas en pods, el kubelet.",
    },
    why: Words { en: "Whoever has the role soon has any role.", es: "Quien tenga ese rol pronto tendrá cualquiera." },
    fix: Words {
        en: "Take the rule away, or bind it to single names with `resourceNames`.",
        es: "Retirar la regla, o limitarla a nombres concretos con `resourceNames`.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[269],
    asvs: &["V8.2.1"],
    controls: &["SC-061", "SC-019"],
    examine: Examine::Manifests(look),
    mutant: Mutant {
        red: &[(
            "k8s/app.yaml",
            r#"apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: ops}
rules:
  - apiGroups: [""]
    resources: [users]
    verbs: [impersonate]
"#,
        )],
        green: &[(
            "k8s/app.yaml",
            r#"apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: ops}
rules:
  - apiGroups: [""]
    resources: [pods]
    verbs: [get]
"#,
        )],
    },
};

const NO_ROLES: Words = Words { en: "because the manifests define no roles", es: "porque los manifiestos no definen roles" };

const RBAC: &str = "rbac.authorization.k8s.io";

fn look(manifests: &Manifests) -> Verdict {
    Verdict::over(&manifests.rules(), NO_ROLES, |rule, seen| {
        // Wildcards over resources are named by a check of their own.
        if rule.resources.contains(&"*") || !rule.names.is_empty() {
            return;
        }
        let severe = rule.allows(RBAC, &["roles", "clusterroles"], &["escalate", "bind"])
            || rule.allows(RBAC, &["rolebindings", "clusterrolebindings"], &["create", "update", "patch"])
            || rule.allows("", &["users", "groups", "serviceaccounts"], &["impersonate"])
            || rule.allows("", &["serviceaccounts/token"], &["create"])
            || rule.allows("", &["nodes/proxy"], &["get", "create"]);
        let shell = rule.allows("", &["pods/exec", "pods/attach"], &["create", "get"]);
        if severe || shell {
            let severity = if severe { CHECK.severity } else { Severity::Medium };
            rule.role.note_as(severity, rule.node.line, &rule.quoted(), seen);
        }
    })
}
