use std::collections::HashSet;

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "service-account-token-mounted",
    title: Words {
        en: "A pod carries the token of the default service account",
        es: "Un pod lleva el token de la cuenta de servicio por omisión",
    },
    done: Words {
        en: "The service account of every pod is read, and whether its token is mounted.",
        es: "Se lee la cuenta de servicio de cada pod y si se monta su token.",
    },
    why: Words {
        en: "Whoever reads a file in the pod can speak to the API of the cluster.",
        es: "Quien lea un archivo del pod puede hablar con la API del clúster.",
    },
    fix: Words {
        en: "Set `automountServiceAccountToken: false`, or give the pod an account of its own.",
        es: "Poner `automountServiceAccountToken: false`, o dar al pod una cuenta propia.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[266, 272],
    asvs: &["V13.2.2"],
    controls: &["SC-061", "SC-019"],
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
      automountServiceAccountToken: false
      containers:
        - name: api
          image: shop/api:1.4.2
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    let accounts = manifests.of_kind("", "ServiceAccount").into_iter();
    let off_by_account: HashSet<(&str, &str)> = accounts
        .filter(|account| account.object.node.bool_of("automountServiceAccountToken") == Some(false))
        .map(|account| (account.object.space(), account.object.name.as_str()))
        .collect();
    manifests.over_workloads(|workload, seen| {
        let pod = workload.pod;
        let name = pod.text_of("serviceAccountName").or_else(|| pod.text_of("serviceAccount")).unwrap_or("default");
        let off = pod.bool_of("automountServiceAccountToken") == Some(false);
        let off_by_account = off_by_account.contains(&(workload.located.object.space(), name));
        if name == "default" && !off && !(off_by_account && pod.get("automountServiceAccountToken").is_none()) {
            workload.note(pod.line, "serviceAccountName: default, automountServiceAccountToken unset", seen);
        }
    })
}
