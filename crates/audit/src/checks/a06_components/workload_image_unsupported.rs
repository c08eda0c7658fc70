use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::{image::Reference, manifests::Manifests},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "workload-image-unsupported",
    title: Words {
        en: "A workload runs a version that nobody mends any more",
        es: "Una carga de trabajo usa una versión que ya nadie corrige",
    },
    done: Words {
        en: "Names and tags of well-known images are compared with a dated table of the ends of support.",
        es: "Nombres y etiquetas de imágenes conocidas se comparan con una tabla fechada de fines de soporte.",
    },
    why: Words { en: "Flaws that are found from now on stay open.", es: "Los fallos que se descubran desde ahora quedan abiertos." },
    fix: Words { en: "Move to a supported version.", es: "Pasar a una versión con soporte." },
    severity: Severity::High,
    owasp: Owasp { of_2017: 9, of_2021: 6, of_2025: 3 },
    cwe: &[1104, 1395],
    asvs: &["V15.2.1"],
    controls: &["SC-079", "SC-076"],
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
          image: mysql:5.7
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
      containers:
        - name: api
          image: mysql:8.4
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_containers(|container, seen| {
        let image = container.image().unwrap_or_default();
        if let Some(day) = Reference::of(image).ended_on() {
            container.note(container.node.line_of("image"), &format!("{image}, {day}"), seen);
        }
    })
}
