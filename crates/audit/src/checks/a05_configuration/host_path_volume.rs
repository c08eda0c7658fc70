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
        en: "The volumes of every pod are read for `hostPath`, and whether it may write there; the root, the container socket and folders of the system weigh most, and are told even where they are only read.",
        es: "Se busca `hostPath` en los volúmenes de cada pod y si puede escribir en él; la raíz, el socket de contenedores y las carpetas del sistema pesan más y se señalan aunque solo se lean.",
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
const FATAL: [&str; 10] = [
    "/etc",
    "/root",
    "/proc",
    "/var/run/docker.sock",
    "/run/docker.sock",
    "/run/containerd",
    "/var/lib/kubelet",
    "/var/lib/docker",
    "/run/crio",
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
            let fatal = text.contains("docker.sock") || is_in(folder, &FATAL) || FATAL.iter().any(|inner| is_in(inner, &[folder]));
            // A job that only reads and ends is a scan that somebody starts. The root of the node is more than a scan needs.
            let scans = workload.located.object.is("batch", "Job") && !folder.is_empty();
            let severity = match reader {
                None if fatal => Severity::Critical,
                Some(_) if is_in(folder, &WITHOUT_SECRETS) => continue,
                // What the node's root alone may read stays closed to others, but not what a supplementary group may; and a
                // socket in a folder is spoken through even where the folder is only read.
                Some(reader) if fatal && reader.never_root => Severity::Low,
                Some(_) if fatal && scans => Severity::Medium,
                Some(reader) if reader.never_root || scans => continue,
                _ => CHECK.severity,
            };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::manifests;

    /// What a pod that only reads a folder of its node is told as.
    fn severity(kind: &str, user: u32, folder: &str) -> Option<Severity> {
        let text = format!(
            "apiVersion: {kind}\nmetadata: {{name: a}}\nspec:\n  template:\n    spec:\n      securityContext: {{runAsUser: {user}}}\n      volumes:\n        - {{name: host, hostPath: {{path: {folder}}}}}\n      containers:\n        - name: m\n          image: m:1\n          volumeMounts:\n            - {{name: host, mountPath: /host, readOnly: true}}\n"
        );
        let files = vec![manifests::read("a.yaml", &text).unwrap().unwrap()];
        match look(&Manifests { files }) {
            Verdict::Fail(seen) => seen.first().and_then(|seen| seen.severity),
            _ => None,
        }
    }

    const JOB: &str = "batch/v1\nkind: Job";
    const SERVER: &str = "apps/v1\nkind: DaemonSet";

    #[test]
    fn what_holds_secrets_or_sockets_is_told_though_it_is_only_read() {
        for folder in ["/run/containerd", "/run/", "/var/run", "/root", "/etc", "/etc/kubernetes", "/var/lib", "/var/lib/kubelet"] {
            assert_eq!(severity(JOB, 0, folder), Some(Severity::Medium), "{folder}");
            assert_eq!(severity(SERVER, 1000, folder), Some(Severity::Low), "{folder}");
        }
        assert_eq!(severity(SERVER, 1000, "/"), Some(Severity::Low));
        assert_eq!(severity(JOB, 0, "/"), Some(Severity::High));
        assert_eq!(severity(JOB, 0, "/run/containerd/containerd.sock"), Some(Severity::Critical));
    }

    #[test]
    fn what_is_read_without_secrets_is_not_told() {
        assert_eq!(severity(SERVER, 0, "/etc/localtime"), None);
        assert_eq!(severity(SERVER, 1000, "/var/log"), None);
        assert_eq!(severity(JOB, 0, "/var/log"), None);
        assert_eq!(severity(SERVER, 0, "/var/log"), Some(Severity::High));
    }
}
