use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "anonymous-bound",
    title: Words {
        en: "Rights are given to everybody, even without a login",
        es: "Se dan derechos a cualquiera, incluso sin iniciar sesión",
    },
    done: Words {
        en: "Every binding is read for the anonymous user and for groups that everybody belongs to.",
        es: "Se buscan en cada vinculación el usuario anónimo y los grupos a los que pertenece cualquiera.",
    },
    why: Words { en: "Whoever reaches the API server has these rights.", es: "Quien alcance el servidor de API tiene esos derechos." },
    fix: Words {
        en: "Remove the subject; name the accounts that need the role.",
        es: "Quitar el sujeto; nombrar las cuentas que necesitan el rol.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[862, 306],
    asvs: &["V8.2.1"],
    controls: &["SC-061", "SC-016"],
    examine: Examine::Manifests(look),
    mutant: Mutant {
        red: &[(
            "k8s/app.yaml",
            r#"apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: give}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects:
  - {kind: Group, name: "system:unauthenticated"}
"#,
        )],
        green: &[(
            "k8s/app.yaml",
            r#"apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: give}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects:
  - {kind: Group, name: operators}
"#,
        )],
    },
};

const NO_BINDINGS: Words = Words { en: "because the manifests bind no roles", es: "porque los manifiestos no vinculan roles" };

/// What Kubernetes itself gives to everybody.
const PUBLIC: [&str; 3] = ["system:public-info-viewer", "system:discovery", "system:basic-user"];

fn look(manifests: &Manifests) -> Verdict {
    Verdict::over(&manifests.bindings(), NO_BINDINGS, |binding, seen| {
        if PUBLIC.contains(&binding.role) {
            return;
        }
        for (kind, name, node) in binding.subjects() {
            let severity = match name {
                "system:anonymous" | "system:unauthenticated" => CHECK.severity,
                "system:authenticated" | "system:serviceaccounts" => Severity::High,
                _ => continue,
            };
            binding.located.note_as(severity, node.line, &format!("{} → {kind} {name}", binding.role), seen);
        }
    })
}
