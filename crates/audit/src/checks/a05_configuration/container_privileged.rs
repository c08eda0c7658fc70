use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "container-privileged",
    title: Words { en: "A container runs privileged", es: "Un contenedor se ejecuta con privilegios totales" },
    done: Words {
        en: "The security context of every container is read for `privileged`.",
        es: "Se lee `privileged` en el contexto de seguridad de cada contenedor.",
    },
    why: Words {
        en: "Whoever breaks into the container is root on the node, and from there in every other container of it.",
        es: "Quien entra en el contenedor es root en el nodo y, desde ahí, en todos sus demás contenedores.",
    },
    fix: Words {
        en: "Remove `privileged`. Give the single capability or device that is really needed.",
        es: "Quitar `privileged`. Conceder solo la capacidad o el dispositivo que haga falta de verdad.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[250, 269],
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
            privileged: true
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
          securityContext:
            privileged: false
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_containers(|container, seen| {
        if let Some(privileged) = container.security("privileged").filter(|node| node.bool() == Some(true)) {
            container.note(privileged.line, "securityContext.privileged: true", seen);
        }
        let options = container.effective("windowsOptions");
        if let Some(process) = options.and_then(|options| options.get("hostProcess")).filter(|node| node.bool() == Some(true)) {
            container.note(process.line, "windowsOptions.hostProcess: true", seen);
        }
    })
}
