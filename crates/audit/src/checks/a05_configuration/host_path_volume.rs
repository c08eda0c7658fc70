use std::collections::HashMap;

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::{Manifests, Workload},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "host-path-volume",
    title: Words { en: "A pod mounts a folder of its node", es: "Un pod monta una carpeta de su nodo" },
    done: Words {
        en: "The volumes of every pod are read for `hostPath`, and whether it may write there; the root, the container socket and folders of the system weigh most.",
        es: "Se busca `hostPath` en los volúmenes de cada pod y si puede escribir en él; la raíz, el socket de contenedores y las carpetas del sistema pesan más.",
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

/// Folders of the node without secrets: programs, units, the kernel’s own, time and trusted authorities.
const WITHOUT_SECRETS: [&str; 15] = [
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib64",
    "/boot",
    "/sys",
    "/opt/cni",
    "/etc/cni",
    "/etc/systemd",
    "/etc/localtime",
    "/etc/timezone",
    "/etc/os-release",
    "/etc/machine-id",
    "/etc/ssl/certs",
];

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_workloads(|workload, seen| {
        let readers = readers(workload);
        for volume in workload.pod.list("volumes") {
            let Some(path) = volume.at(&["hostPath", "path"]) else { continue };
            let text = path.text().unwrap_or_default();
            let folder = text.trim_end_matches('/');
            // Whoever may read a socket may speak through it.
            let socket = folder.ends_with(".sock");
            let reader = volume.text_of("name").and_then(|name| readers.get(name)).filter(|reader| reader.reads_only && !socket);
            // A job that only reads and ends is a scan that somebody starts; what the node's root alone may read stays closed to others.
            let shown_anyway = |reader: &&Reader| reader.never_root || is_in(folder, &WITHOUT_SECRETS);
            if reader.is_some_and(|reader| shown_anyway(&reader) || !folder.is_empty() && workload.located.object.is("batch", "Job")) {
                continue;
            }
            let fatal = reader.is_none() && (folder.is_empty() || text.contains("docker.sock") || is_in(folder, &FATAL));
            let severity = if fatal { Severity::Critical } else { CHECK.severity };
            workload.located.note_as(severity, path.line, &format!("hostPath {text}"), seen);
        }
    })
}

/// How the containers of a pod use a volume, all of them together.
struct Reader {
    reads_only: bool,
    never_root: bool,
}

fn readers<'a>(workload: &Workload<'a>) -> HashMap<&'a str, Reader> {
    let mut readers: HashMap<&str, Reader> = HashMap::new();
    for container in workload.containers() {
        let never_root = container.is_never_root();
        for (name, reads_only) in container.mounts() {
            let reader = readers.entry(name).or_insert(Reader { reads_only: true, never_root: true });
            reader.reads_only &= reads_only;
            reader.never_root &= never_root;
        }
    }
    readers
}

fn is_in(folder: &str, folders: &[&str]) -> bool {
    folders.iter().any(|parent| folder.strip_prefix(parent).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}
