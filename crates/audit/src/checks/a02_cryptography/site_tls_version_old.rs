use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::{Site, TlsVersion},
    finding::{Observations, Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-tls-version-old",
    title: Words { en: "The site still speaks TLS 1.0 or 1.1", es: "El sitio todavía habla TLS 1.0 o 1.1" },
    done: Words {
        en: "A handshake of each version is begun; 1.0 and 1.1 must be refused, and 1.2 or 1.3 accepted.",
        es: "Se inicia una negociación de cada versión; 1.0 y 1.1 deben rechazarse, y 1.2 o 1.3 aceptarse.",
    },
    why: Words {
        en: "Old versions are broken; anybody on the way can talk a client down to them.",
        es: "Las versiones antiguas están rotas; quien esté en el camino puede forzar a un cliente a usarlas.",
    },
    fix: Words { en: "Allow TLS 1.2 and 1.3 only.", es: "Permitir solo TLS 1.2 y 1.3." },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[326, 327],
    asvs: &["V12.1.1"],
    controls: &["SC-039"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
@tls versions=1.0,1.2,1.3 tried=1.0,1.1,1.2,1.3
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
@tls versions=1.2,1.3 tried=1.0,1.1,1.2,1.3
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    let Some(tls) = site.tls.as_ref().filter(|tls| !tls.tried.is_empty()) else {
        return Verdict::NotTested(NO_TLS.into());
    };
    let mut seen = Observations::new();
    for version in tls.versions.iter().filter(|version| **version < TlsVersion::V12) {
        seen.url(&site.base, &format!("TLS {} is accepted", version.name()));
    }
    if !tls.versions.contains(&TlsVersion::V13) && tls.tried.contains(&TlsVersion::V13) {
        seen.note(Place::Url(site.base.clone()), "TLS 1.3 is not offered", Some(Severity::Low));
    }
    Verdict::of(seen)
}

const NO_TLS: Words = Words { en: "because no handshake was tried", es: "porque no se probó ninguna negociación TLS" };
