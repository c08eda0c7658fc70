use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::{Site, Trust},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-certificate-not-trusted",
    title: Words { en: "Browsers do not trust the certificate of the site", es: "Los navegadores no confían en el certificado del sitio" },
    done: Words {
        en: "The chain is verified for the host and the day, by the issuers that browsers trust and those that were given.",
        es: "Se verifica la cadena para el host y el día, con los emisores en los que confían los navegadores y los indicados.",
    },
    why: Words {
        en: "People learn to click warnings away, and so they do not notice an impostor.",
        es: "La gente aprende a ignorar avisos, y así no nota a un impostor.",
    },
    fix: Words {
        en: "Get a certificate for this host from a known issuer and let it renew itself.",
        es: "Obtener un certificado para este host de un emisor conocido y que se renueve solo.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[295, 297],
    asvs: &["V12.2.2"],
    controls: &["SC-039"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
@tls trust=unknown-issuer
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
@tls trust=trusted
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    let Some(trust) = site.tls.as_ref().and_then(|tls| tls.trust) else {
        return Verdict::NotTested(NO_TLS.into());
    };
    let mut seen = Observations::new();
    if trust != Trust::Trusted {
        seen.url(&site.base, &format!("certificate: {}", trust.name()));
    }
    Verdict::of(seen)
}

const NO_TLS: Words = Words { en: "because no handshake was tried", es: "porque no se probó ninguna negociación TLS" };
