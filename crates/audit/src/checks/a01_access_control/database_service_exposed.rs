use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "database-service-exposed",
    title: Words {
        en: "A database or a queue is published outside the cluster",
        es: "Una base de datos o una cola se publica fuera del clúster",
    },
    done: Words {
        en: "Services of the types LoadBalancer and NodePort are read for the ports of databases, caches and queues.",
        es: "En los servicios LoadBalancer y NodePort se buscan puertos de bases de datos, cachés y colas.",
    },
    why: Words {
        en: "Everybody on the internet can try passwords and known flaws against the data itself.",
        es: "Cualquiera en internet puede probar contraseñas y fallos conocidos contra los datos mismos.",
    },
    fix: Words { en: "Make it a ClusterIP; reach it by a tunnel.", es: "Hacerlo ClusterIP; acceder por un túnel." },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[668, 284],
    asvs: &["V13.2.4"],
    controls: &["SC-061", "SC-063"],
    examine: Examine::Manifests(look),
    mutant: Mutant {
        red: &[(
            "k8s/app.yaml",
            r#"apiVersion: v1
kind: Service
metadata: {name: db}
spec:
  type: LoadBalancer
  ports:
    - port: 3306
"#,
        )],
        green: &[(
            "k8s/app.yaml",
            r#"apiVersion: v1
kind: Service
metadata: {name: db}
spec:
  type: ClusterIP
  ports:
    - port: 3306
"#,
        )],
    },
};

const PORTS: [&str; 15] =
    ["1433", "1521", "2379", "3306", "5432", "5672", "5984", "6379", "7000", "9042", "9092", "9200", "11211", "27017", "33060"];

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_kinds(&[("", "Service")], |service, seen| {
        let Some(spec) = service.object.spec() else { return };
        let kind = spec.text_of("type").unwrap_or("ClusterIP");
        let annotations = service.object.node.at(&["metadata", "annotations"]);
        let internal = annotations.is_some_and(|node| {
            node.entries().iter().any(|entry| {
                let value = entry.node.text().unwrap_or_default();
                entry.key.contains("internal") && value != "false"
                    || entry.key.ends_with("scheme") && value == "internal"
                    || value == "Internal"
            })
        });
        if !matches!(kind, "LoadBalancer" | "NodePort") || internal {
            return;
        }
        for port in spec.list("ports") {
            let number = [port.text_of("port"), port.text_of("targetPort")].into_iter().flatten().find(|number| PORTS.contains(number));
            if let Some(number) = number {
                service.note(port.line, &format!("{kind} port {number}"), seen);
            }
        }
    })
}
