use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "rbac-reads-secrets",
    title: Words {
        en: "A role may read every secret of the cluster or of a namespace",
        es: "Un rol puede leer todos los secretos del clúster o de un espacio de nombres",
    },
    done: Words { en: "Rules are read for secrets without `resourceNames`.", es: "Se buscan reglas sobre secretos sin `resourceNames`." },
    why: Words {
        en: "One account that is broken into gives away the passwords and keys of all others.",
        es: "Una cuenta vulnerada entrega las contraseñas y claves de todas las demás.",
    },
    fix: Words {
        en: "Name the secrets with `resourceNames`, or mount them instead.",
        es: "Nombrar los secretos con `resourceNames`, o montarlos.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[200, 284],
    asvs: &["V13.3.2"],
    controls: &["SC-061", "SC-100"],
    examine: Examine::Manifests(look),
    mutant: Mutant {
        red: &[(
            "k8s/app.yaml",
            r#"apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: ops}
rules:
  - apiGroups: [""]
    resources: [secrets]
    verbs: [get, list]
"#,
        )],
        green: &[(
            "k8s/app.yaml",
            r#"apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: ops}
rules:
  - apiGroups: [""]
    resources: [secrets]
    resourceNames: [api-tls]
    verbs: [get]
"#,
        )],
    },
};

const NO_ROLES: Words = Words { en: "because the manifests define no roles", es: "porque los manifiestos no definen roles" };

fn look(manifests: &Manifests) -> Verdict {
    Verdict::over(&manifests.rules(), NO_ROLES, |rule, seen| {
        if rule.resources.contains(&"*") || !rule.names.is_empty() {
            return;
        }
        let every = rule.allows("", &["secrets"], &["list", "watch"]);
        let single = rule.allows("", &["secrets"], &["get"]);
        match (rule.is_clusterwide(), every || single) {
            (true, true) => rule.role.note(rule.node.line, &rule.quoted(), seen),
            (false, true) if every => rule.role.note_as(Severity::Low, rule.node.line, &rule.quoted(), seen),
            _ => {}
        }
    })
}
