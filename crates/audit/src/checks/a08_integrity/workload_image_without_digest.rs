use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::{image::Reference, manifests::Manifests},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "workload-image-without-digest",
    title: Words {
        en: "A workload’s image is named without its digest", es: "La imagen de una carga de trabajo se nombra sin su digest"
    },
    done: Words {
        en: "The image of every container is read for a digest; tags that move are named by another check.",
        es: "Se busca un digest en la imagen de cada contenedor; las etiquetas que se mueven las señala otra comprobación.",
    },
    why: Words {
        en: "Whoever can push to the registry puts another image under the same version.",
        es: "Quien pueda publicar en el registro pone otra imagen bajo la misma versión.",
    },
    fix: Words {
        en: "Write `name:version@sha256:…`; let a tool keep it up to date.",
        es: "Escribir `nombre:versión@sha256:…`; que una herramienta lo mantenga al día.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 0, of_2021: 8, of_2025: 8 },
    cwe: &[494, 345],
    asvs: &["V15.2.4"],
    controls: &["SC-081"],
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
      containers:
        - name: api
          image: shop/api:1.4.2@sha256:7b1a6ab2e44dbac178598dabe7cff59bd67233dba0b27e4fbd1f9d4b3c877a54
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_containers(|container, seen| {
        let image = container.image().unwrap_or_default();
        let reference = Reference::of(image);
        if !reference.is_open() && !reference.is_moving() && reference.digest.is_none() {
            container.note(container.node.line_of("image"), image, seen);
        }
    })
}
