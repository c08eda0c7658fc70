use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "service-external-address",
    title: Words { en: "A service takes an address that is not its own", es: "Un servicio toma una dirección que no es suya" },
    done: Words { en: "Services are read for `externalIPs`.", es: "Se lee `externalIPs` en los servicios." },
    why: Words {
        en: "Traffic of other pods to that address ends here: a known way to listen in (CVE-2020-8554).",
        es: "El tráfico de otros pods hacia esa dirección acaba aquí: una vía conocida para escuchar (CVE-2020-8554).",
    },
    fix: Words {
        en: "Use a load balancer or an ingress, and forbid `externalIPs` by admission.",
        es: "Usar un balanceador o un ingress, y prohibir `externalIPs` en la admisión.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[441, 668],
    asvs: &["V13.2.4"],
    controls: &["SC-061"],
    examine: Examine::Manifests(look),
    mutant: Mutant {
        red: &[(
            "k8s/app.yaml",
            r#"apiVersion: v1
kind: Service
metadata: {name: api}
spec:
  selector: {app: api}
  externalIPs: [203.0.113.7]
"#,
        )],
        green: &[(
            "k8s/app.yaml",
            r#"apiVersion: v1
kind: Service
metadata: {name: api}
spec:
  selector: {app: api}
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_kinds(&[("", "Service")], |service, seen| {
        if let Some(addresses) = service.object.spec().and_then(|spec| spec.get("externalIPs")).filter(|node| !node.items().is_empty()) {
            service.note(addresses.line, "externalIPs", seen);
        }
    })
}
