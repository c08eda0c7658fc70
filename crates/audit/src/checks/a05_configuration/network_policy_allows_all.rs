use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "network-policy-allows-all",
    title: Words { en: "A network policy lets everything through", es: "Una política de red deja pasar todo" },
    done: Words {
        en: "The rules of every network policy are read for one that names neither peer nor port.",
        es: "En las reglas de cada política de red se busca alguna sin par ni puerto.",
    },
    why: Words { en: "The policy looks like a wall and is none.", es: "La política parece un muro y no lo es." },
    fix: Words {
        en: "Name who may speak to the pods, and on which ports.",
        es: "Indicar quién puede hablar con los pods y por qué puertos.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[923, 284],
    asvs: &["V13.2.4"],
    controls: &["SC-061"],
    examine: Examine::Manifests(look),
    mutant: Mutant {
        red: &[(
            "k8s/app.yaml",
            r#"apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: api}
spec:
  podSelector: {}
  ingress:
    - {}
"#,
        )],
        green: &[(
            "k8s/app.yaml",
            r#"apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: api}
spec:
  podSelector: {}
  ingress:
    - ports: [{port: 8080}]
"#,
        )],
    },
};

fn look(manifests: &Manifests) -> Verdict {
    manifests.over_kinds(&[("networking.k8s.io", "NetworkPolicy")], |policy, seen| {
        let Some(spec) = policy.object.spec() else { return };
        for rule in spec.list("ingress") {
            if rule.list("from").is_empty() && rule.list("ports").is_empty() {
                policy.note(rule.line, "ingress: [{}]", seen);
            }
        }
    })
}
