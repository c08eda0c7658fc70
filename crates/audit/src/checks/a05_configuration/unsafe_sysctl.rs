use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "unsafe-sysctl",
    title: Words {
        en: "A pod changes settings of the kernel that others share",
        es: "Un pod cambia ajustes del kernel compartidos con otros",
    },
    done: Words {
        en: "The `sysctls` of every pod are compared with those that Kubernetes calls safe.",
        es: "Los `sysctls` de cada pod se comparan con los que Kubernetes considera seguros.",
    },
    why: Words {
        en: "Such a setting can starve or weaken every pod of the node.",
        es: "Un ajuste así puede agotar o debilitar todos los pods del nodo.",
    },
    fix: Words { en: "Remove it, or set it on nodes of their own.", es: "Quitarlo, o fijarlo en nodos dedicados." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[668],
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
      securityContext:
        sysctls:
          - {name: kernel.msgmax, value: "65536"}
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
      securityContext:
        sysctls:
          - {name: net.ipv4.tcp_syncookies, value: "1"}
      containers:
        - name: api
          image: shop/api:1.4.2
"#,
        )],
    },
};

const SAFE: [&str; 11] = [
    "kernel.shm_rmid_forced",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.tcp_syncookies",
    "net.ipv4.ping_group_range",
    "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
    "net.ipv4.tcp_rmem",
];

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_workloads(|workload, seen| {
        let context = workload.pod.get("securityContext");
        for sysctl in context.map_or(&[][..], |context| context.list("sysctls")) {
            let name = sysctl.text_of("name").unwrap_or_default();
            if !SAFE.contains(&name) && name != "net.ipv4.tcp_wmem" {
                workload.note(sysctl.line, &format!("sysctl {name}"), seen);
            }
        }
    })
}
