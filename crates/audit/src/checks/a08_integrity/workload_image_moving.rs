use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::{image::Reference, manifests::Manifests},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "workload-image-moving",
    title: Words {
        en: "A workload runs whatever its image’s name means today",
        es: "Una carga de trabajo ejecuta lo que el nombre de su imagen signifique hoy",
    },
    done: Words {
        en: "The image of every container is read for a tag without a version: none, `latest`, `alpine`. Names that Skaffold or a kustomization fills in are left out.",
        es: "Se buscan en la imagen de cada contenedor etiquetas sin versión: ninguna, `latest`, `alpine`. Se excluyen los nombres que completa Skaffold o una kustomization.",
    },
    why: Words {
        en: "Nobody decided or tested what runs after the next restart; whoever can push to the registry decides.",
        es: "Nadie decidió ni probó lo que correrá tras el próximo reinicio; decide quien pueda publicar en el registro.",
    },
    fix: Words { en: "Name a version, best with its digest.", es: "Indicar una versión, mejor con su digest." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 8, of_2025: 8 },
    cwe: &[829, 494],
    asvs: &["V15.2.4"],
    controls: &["SC-081", "SC-078"],
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
          image: shop/api:latest
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
          image: shop/api:1.4.2
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    let filled = manifests.filled_images();
    manifests.over_containers(|container, seen| {
        let image = container.image().unwrap_or_default();
        let reference = Reference::of(image);
        if !reference.is_open() && reference.is_moving() && !filled.holds(container.workload.located.file, &reference.repository) {
            container.note(container.node.line_of("image"), image, seen);
        }
    })
}
