use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "pod-security-not-enforced",
    title: Words { en: "A namespace accepts pods of every kind", es: "Un espacio de nombres acepta pods de cualquier tipo" },
    done: Words {
        en: "The Pod Security labels of every namespace are read.",
        es: "Se leen las etiquetas de Pod Security de cada espacio de nombres.",
    },
    why: Words {
        en: "Without them the next privileged pod is accepted without a word.",
        es: "Sin ellas, el próximo pod con privilegios se acepta sin más.",
    },
    fix: Words {
        en: "Label the namespace `pod-security.kubernetes.io/enforce: restricted`, or at least `baseline`.",
        es: "Etiquetar el espacio de nombres con `pod-security.kubernetes.io/enforce: restricted`, o al menos `baseline`.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[693, 1188],
    asvs: &["V13.2.2"],
    controls: &["SC-060", "SC-067"],
    examine: Examine::Manifests(look),
    mutant: Mutant {
        red: &[(
            "k8s/app.yaml",
            r#"apiVersion: v1
kind: Namespace
metadata:
  name: shop
"#,
        )],
        green: &[(
            "k8s/app.yaml",
            r#"apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: restricted
"#,
        )],
    },
};

const LABEL: &str = "pod-security.kubernetes.io/enforce";

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_kinds(&[("", "Namespace")], |namespace, seen| {
        if namespace.object.name.starts_with("kube-") {
            return;
        }
        let label = namespace.object.node.at(&["metadata", "labels"]).and_then(|labels| labels.get(LABEL));
        match label.and_then(|label| label.text()) {
            Some("restricted" | "baseline") => {}
            Some(level) => namespace.note(label.map_or(0, |label| label.line), &format!("{LABEL}: {level}"), seen),
            None => namespace.note(namespace.object.line, &format!("{LABEL} unset"), seen),
        }
    })
}
