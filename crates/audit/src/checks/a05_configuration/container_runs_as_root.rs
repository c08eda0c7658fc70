use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "container-runs-as-root",
    title: Words {
        en: "A container runs as root, or nothing keeps it from it",
        es: "Un contenedor se ejecuta como root, o nada lo impide",
    },
    done: Words {
        en: "`runAsNonRoot` and `runAsUser` of container and pod are read together.",
        es: "Se leen juntos `runAsNonRoot` y `runAsUser` del contenedor y del pod.",
    },
    why: Words {
        en: "Root in the container is root on the node as soon as one wall breaks.",
        es: "Root en el contenedor es root en el nodo en cuanto falla una barrera.",
    },
    fix: Words { en: "Set `runAsNonRoot: true` and a user other than 0.", es: "Poner `runAsNonRoot: true` y un usuario distinto de 0." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[250],
    asvs: &["V13.2.2"],
    controls: &["SC-060"],
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
          securityContext:
            runAsUser: 0
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
      securityContext:
        runAsNonRoot: true
      containers:
        - name: api
          image: shop/api:1.4.2
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_containers(|container, seen| {
        if container.is_windows() {
            return;
        }
        let user = container.effective("runAsUser");
        let never = container.effective("runAsNonRoot").and_then(|node| node.bool()) == Some(true);
        match user.and_then(|node| node.text()) {
            // With both set the pod does not start at all.
            Some("0") if !never => {
                let line = user.map_or(container.node.line, |node| node.line);
                container.note_as(Severity::High, line, "runAsUser: 0", seen);
            }
            Some(_) => {}
            None if !never => container.note(container.node.line, "runAsNonRoot unset", seen),
            None => {}
        }
    })
}
