use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "capabilities-added",
    title: Words {
        en: "A container gets capabilities of the kernel that break its walls",
        es: "Un contenedor recibe capacidades del kernel que rompen su aislamiento",
    },
    done: Words {
        en: "The capabilities that containers add are compared with those of the restricted Pod Security Standard.",
        es: "Las capacidades añadidas se comparan con las del estándar restringido de Pod Security.",
    },
    why: Words {
        en: "Capabilities such as `SYS_ADMIN` or `SYS_PTRACE` are a way out of the container; `NET_RAW` lets it forge packets.",
        es: "Capacidades como `SYS_ADMIN` o `SYS_PTRACE` son una salida del contenedor; `NET_RAW` permite falsificar paquetes.",
    },
    fix: Words { en: "Drop `ALL` and add at most `NET_BIND_SERVICE`.", es: "Retirar `ALL` y añadir como mucho `NET_BIND_SERVICE`." },
    severity: Severity::High,
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
            capabilities:
              add: [SYS_ADMIN]
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
            capabilities:
              drop: [ALL]
              add: [NET_BIND_SERVICE]
"#,
        )],
    },
};

/// Those that Docker gives by default: unneeded, and no way out by themselves.
const USUAL: [&str; 12] =
    ["CHOWN", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP", "SYS_CHROOT", "SETFCAP", "AUDIT_WRITE", "MKNOD", "IPC_LOCK"];

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_containers(|container, seen| {
        for added in container.security("capabilities").map_or(&[][..], |capabilities| capabilities.list("add")) {
            let name = added.text().unwrap_or_default().trim_start_matches("CAP_").to_ascii_uppercase();
            if name == "NET_BIND_SERVICE" || name.is_empty() {
                continue;
            }
            let severity = if USUAL.contains(&name.as_str()) { Severity::Low } else { CHECK.severity };
            container.note_as(severity, added.line, &format!("capabilities.add: {name}"), seen);
        }
    })
}
