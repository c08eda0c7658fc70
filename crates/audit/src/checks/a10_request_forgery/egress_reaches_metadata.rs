use std::collections::HashSet;

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::{Manifests, Node},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "egress-reaches-metadata",
    title: Words {
        en: "A network policy lets pods reach the metadata of the cloud",
        es: "Una política de red deja llegar a los metadatos de la nube",
    },
    done: Words {
        en: "The address ranges of outgoing rules are compared with 169.254.169.254.",
        es: "Los rangos de direcciones de las reglas de salida se comparan con 169.254.169.254.",
    },
    why: Words {
        en: "A forged request of the server fetches the credentials of the node.",
        es: "Una petición falsificada del servidor obtiene las credenciales del nodo.",
    },
    fix: Words {
        en: "Except `169.254.0.0/16` (or `169.254.169.254/32`) from the range.",
        es: "Exceptuar `169.254.0.0/16` (o `169.254.169.254/32`) del rango.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 10, of_2025: 1 },
    cwe: &[918],
    asvs: &["V13.2.4"],
    controls: &["SC-091", "SC-092"],
    examine: Examine::Manifests(look),
    mutant: Mutant {
        red: &[(
            "k8s/app.yaml",
            r#"apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: api}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock: {cidr: 0.0.0.0/0}
"#,
        )],
        green: &[(
            "k8s/app.yaml",
            r#"apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: api}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/32]}
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    let mut open: HashSet<String> = HashSet::new();
    manifests.over_kinds(&[("networking.k8s.io", "NetworkPolicy")], |policy, seen| {
        let Some(spec) = policy.object.spec() else { return };
        for rule in spec.list("egress") {
            // Ports that are named and are not the one of the metadata keep it out of reach.
            let ports = rule.list("ports");
            let web = |port: &Node| matches!(port.text_of("port"), None | Some("80" | "http")) && port.text_of("protocol") != Some("UDP");
            if !ports.is_empty() && !ports.iter().any(web) {
                continue;
            }
            for block in rule.list("to").iter().filter_map(|peer| peer.get("ipBlock")) {
                let wide = matches!(block.text_of("cidr"), Some("0.0.0.0/0" | "169.254.169.254/32" | "169.254.0.0/16"));
                let except = block.texts("except").iter().any(|range| range.starts_with("169.254."));
                if wide && !except {
                    let named = block.text_of("cidr").is_some_and(|range| range.starts_with("169.254."));
                    let severity = if named { Severity::High } else { CHECK.severity };
                    policy.note_as(
                        severity,
                        block.line_of("cidr"),
                        &format!("egress cidr {}", block.text_of("cidr").unwrap_or_default()),
                        seen,
                    );
                }
            }
            // What opens everything is an open door and no slip: once a namespace is enough.
            if rule.list("to").is_empty() && ports.is_empty() && open.insert(policy.object.space().to_owned()) {
                policy.note(rule.line, "egress: [{}]", seen);
            }
        }
    })
}
