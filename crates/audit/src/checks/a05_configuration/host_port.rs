use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "host-port",
    title: Words { en: "A container takes a port of its node", es: "Un contenedor ocupa un puerto de su nodo" },
    done: Words {
        en: "The ports of every container are read for `hostPort`.",
        es: "Se busca `hostPort` en los puertos de cada contenedor.",
    },
    why: Words {
        en: "The port is open on the address of the node, past services, ingress and most network policies.",
        es: "El puerto queda abierto en la dirección del nodo, sin pasar por servicios, ingress ni la mayoría de las políticas de red.",
    },
    fix: Words { en: "Publish it by a Service.", es: "Publicarlo con un Service." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[668],
    asvs: &["V13.2.2"],
    controls: &["SC-061"],
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
          ports:
            - containerPort: 8080
              hostPort: 8080
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
          ports:
            - containerPort: 8080
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_containers(|container, seen| {
        // With the network of the node every port is one of the node: that is said by another check.
        if container.workload.pod.bool_of("hostNetwork") == Some(true) {
            return;
        }
        for port in container.node.list("ports") {
            if port.int_of("hostPort").is_some_and(|number| number != 0) {
                container.note(port.line_of("hostPort"), &format!("hostPort: {}", port.text_of("hostPort").unwrap_or_default()), seen);
            }
        }
    })
}
