use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "cluster-admin-bound",
    title: Words { en: "Somebody is given all rights of the cluster", es: "Alguien recibe todos los derechos del clúster" },
    done: Words { en: "Every binding is read for the role `cluster-admin`.", es: "Se busca el rol `cluster-admin` en cada vinculación." },
    why: Words {
        en: "With the token of that account the whole cluster is lost.",
        es: "Con el token de esa cuenta se pierde el clúster entero.",
    },
    fix: Words {
        en: "Bind a role with the rights that are used; keep `cluster-admin` for emergencies, with an end.",
        es: "Vincular un rol con los derechos que se usan; reservar `cluster-admin` para emergencias, con plazo.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[269, 284],
    asvs: &["V8.2.1", "V13.2.2"],
    controls: &["SC-061", "SC-019"],
    examine: Examine::Manifests(look),
    mutant: Mutant {
        red: &[(
            "k8s/app.yaml",
            r#"apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: give}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects:
  - {kind: ServiceAccount, name: ci, namespace: ci}
"#,
        )],
        green: &[(
            "k8s/app.yaml",
            r#"apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: give}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects:
  - {kind: ServiceAccount, name: ci, namespace: ci}
"#,
        )],
    },
};

const NO_BINDINGS: Words = Words { en: "because the manifests bind no roles", es: "porque los manifiestos no vinculan roles" };

fn look(manifests: &Manifests) -> Verdict {
    Verdict::over(&manifests.bindings(), NO_BINDINGS, |binding, seen| {
        if binding.role != "cluster-admin" {
            return;
        }
        for (kind, name, node) in binding.subjects() {
            let severity = match name {
                // Kubernetes binds its own group of masters so.
                "system:masters" => continue,
                "default" | "system:authenticated" | "system:unauthenticated" | "system:serviceaccounts" => Severity::Critical,
                // Within one namespace it is the rights of that namespace.
                _ if !binding.clusterwide => Severity::Medium,
                _ => CHECK.severity,
            };
            binding.located.note_as(severity, node.line, &format!("cluster-admin → {kind} {name}"), seen);
        }
    })
}
