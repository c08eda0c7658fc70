use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "host-path-volume",
    title: Words { en: "A pod mounts a folder of its node", es: "Un pod monta una carpeta de su nodo" },
    done: Words {
        en: "The volumes of every pod are read for `hostPath`; the root, the container socket and folders of the system weigh most.",
        es: "Se busca `hostPath` en los volúmenes de cada pod; la raíz, el socket de contenedores y las carpetas del sistema pesan más.",
    },
    why: Words {
        en: "Files of the node are files of the attacker: with the container socket or `/etc` the node is lost.",
        es: "Los archivos del nodo pasan a ser del atacante: con el socket de contenedores o `/etc` se pierde el nodo.",
    },
    fix: Words {
        en: "Use a persistent volume, an `emptyDir` or a projected volume.",
        es: "Usar un volumen persistente, un `emptyDir` o un volumen proyectado.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[668, 552],
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
      volumes:
        - name: host
          hostPath:
            path: /
      containers:
        - name: api
          image: shop/api:1.4.2
          volumeMounts:
            - {name: host, mountPath: /host}
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
      volumes:
        - name: cache
          emptyDir: {}
      containers:
        - name: api
          image: shop/api:1.4.2
          volumeMounts:
            - {name: cache, mountPath: /cache}
"#,
        )],
    },
};

/// Folders of the node whose loss is the loss of the node.
const FATAL: [&str; 9] = [
    "/etc",
    "/root",
    "/proc",
    "/var/run/docker.sock",
    "/run/docker.sock",
    "/run/containerd",
    "/var/lib/kubelet",
    "/var/lib/docker",
    "/var/run/crio",
];

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_workloads(|workload, seen| {
        for volume in workload.pod.list("volumes") {
            let Some(path) = volume.at(&["hostPath", "path"]) else { continue };
            let text = path.text().unwrap_or_default();
            let folder = text.trim_end_matches('/');
            let fatal = folder.is_empty() || text.contains("docker.sock") || FATAL.iter().any(|fatal| folder.starts_with(fatal));
            let severity = if fatal { Severity::Critical } else { CHECK.severity };
            workload.located.note_as(severity, path.line, &format!("hostPath {text}"), seen);
        }
    })
}
