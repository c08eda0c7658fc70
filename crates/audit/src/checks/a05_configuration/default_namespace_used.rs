use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "default-namespace-used",
    title: Words {
        en: "A workload runs in the default namespace",
        es: "Una carga de trabajo se ejecuta en el espacio de nombres por omisión",
    },
    done: Words {
        en: "The namespace that every workload, or its kustomization, names is read. Where neither does, whoever applies it decides.",
        es: "Se lee el espacio de nombres que nombra cada carga o su kustomization. Si ninguna lo hace, decide quien la aplica.",
    },
    why: Words {
        en: "Rights and network policies are given by namespace; in the default one everybody’s things lie together.",
        es: "Los permisos y las políticas de red van por espacio de nombres; en el de omisión está mezclado lo de todos.",
    },
    fix: Words { en: "Give every application a namespace of its own.", es: "Dar a cada aplicación su propio espacio de nombres." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[653],
    asvs: &["V15.2.3"],
    controls: &["SC-061"],
    examine: Examine::Manifests(look),
    mutant: Mutant {
        red: &[(
            "k8s/app.yaml",
            r#"apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: default
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
          image: shop/api:1.4.2
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    let namespaces = manifests.kustomized_namespaces();
    manifests.over_workloads(|workload, seen| {
        let located = workload.located;
        if located.object.namespace.as_deref().or_else(|| namespaces.of(located.file)) == Some("default") {
            let line = located.object.node.get("metadata").map_or(located.object.line, |metadata| metadata.line_of("namespace"));
            workload.note(line, "namespace: default", seen);
        }
    })
}
