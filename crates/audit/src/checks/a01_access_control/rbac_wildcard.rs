use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "rbac-wildcard",
    title: Words { en: "A role allows everything by a wildcard", es: "Un rol permite todo con un comodín" },
    done: Words {
        en: "Verbs and resources of every role are read for `*`. Wildcards within an application’s own API group are left alone.",
        es: "Se busca `*` en verbos y recursos de cada rol. Se admiten comodines dentro del grupo de API propio de una aplicación.",
    },
    why: Words {
        en: "What is added tomorrow is allowed as well, secrets and rights included.",
        es: "Lo que se añada mañana también queda permitido, incluidos secretos y permisos.",
    },
    fix: Words { en: "Name the verbs and the resources that are used.", es: "Nombrar los verbos y los recursos que se usan." },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[284, 269],
    asvs: &["V8.2.1", "V13.2.2"],
    controls: &["SC-061", "SC-019"],
    examine: Examine::Manifests(look),
    mutant: Mutant {
        red: &[(
            "k8s/app.yaml",
            r#"apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: ops}
rules:
  - apiGroups: ["*"]
    resources: ["*"]
    verbs: ["*"]
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
    verbs: [get, list]
"#,
        )],
    },
};

const NO_ROLES: Words = Words { en: "because the manifests define no roles", es: "porque los manifiestos no definen roles" };

fn look(manifests: &Manifests) -> Verdict {
    Verdict::over(&manifests.rules(), NO_ROLES, |rule, seen| {
        let (every_verb, every_resource) = (rule.verbs.contains(&"*"), rule.resources.contains(&"*"));
        let own = |group: &&str| group.contains('.') && !group.ends_with(".k8s.io");
        let within_own = !rule.groups.is_empty() && rule.groups.iter().all(own);
        if !(every_verb || every_resource) || within_own {
            return;
        }
        // To read everything of a harmless group is less than to do everything.
        let severity = match (every_verb, every_resource) {
            (true, true) if rule.is_clusterwide() && rule.groups.contains(&"*") => Severity::Critical,
            (true, true) => CHECK.severity,
            _ => Severity::Medium,
        };
        rule.role.note_as(severity, rule.node.line, &rule.quoted(), seen);
    })
}
