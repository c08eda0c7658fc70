use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::{
        image::{Pinned, Reference},
        manifests::Manifests,
    },
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "workload-image-without-digest",
    title: Words {
        en: "A workload’s image is named without its digest, while others of its publisher have theirs",
        es: "La imagen de una carga de trabajo se nombra sin su digest, mientras otras del mismo origen lo llevan",
    },
    done: Words {
        en: "Where one image of a publisher has a digest, the others are read for theirs; tags that move are named by another check.",
        es: "Donde una imagen de un origen lleva digest, se busca en las demás; las etiquetas que se mueven las señala otra comprobación.",
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
        - name: log
          image: shop/log:2.0.1@sha256:0a1b6ab2e44dbac178598dabe7cff59bd67233dba0b27e4fbd1f9d4b3c877a54
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
        - name: log
          image: shop/log:2.0.1@sha256:0a1b6ab2e44dbac178598dabe7cff59bd67233dba0b27e4fbd1f9d4b3c877a54
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    let workloads = manifests.workloads();
    let images: Vec<Reference> =
        workloads.iter().flat_map(|workload| workload.containers()).filter_map(|container| container.image()).map(Reference::of).collect();
    let pinned = Pinned::of(images.iter());
    manifests.over_containers(|container, seen| {
        let image = container.image().unwrap_or_default();
        let reference = Reference::of(image);
        if !reference.is_open() && pinned.left_out(&reference) {
            container.note(container.node.line_of("image"), image, seen);
        }
    })
}
