use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Observations, Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-certificate-ends-soon",
    title: Words { en: "The certificate of the site ends soon", es: "El certificado del sitio caduca pronto" },
    done: Words {
        en: "The last day of the certificate is compared with the day of the audit: fewer than 14 days.",
        es: "Se compara el último día del certificado con el día de la auditoría: menos de 14 días.",
    },
    why: Words {
        en: "When it has ended nobody gets in, and those who do click warnings away.",
        es: "Cuando caduque nadie podrá entrar, y quien entre ignorará los avisos.",
    },
    fix: Words {
        en: "Let it renew itself at a third of its life, and watch that it does.",
        es: "Que se renueve solo al quedar un tercio de su vida, y vigilar que lo haga.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[298, 295],
    asvs: &["V12.2.2"],
    controls: &["SC-039"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
@today 2026-11-21
@tls ends=2026-11-25
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
@today 2026-11-21
@tls ends=2027-01-25
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    let (Some(ends), Some(today)) = (site.tls.as_ref().and_then(|tls| tls.ends), site.today) else {
        return Verdict::NotTested(NO_TLS.into());
    };
    let mut seen = Observations::new();
    let left = crate::evidence::answers::days(today, ends);
    if left < 0 {
        seen.note(Place::Url(site.base.clone()), &format!("ended on {ends}"), Some(Severity::High));
    } else if left < 14 {
        seen.url(&site.base, &format!("ends on {ends}"));
    }
    Verdict::of(seen)
}

const NO_TLS: Words = Words { en: "because no handshake was tried", es: "porque no se probó ninguna negociación TLS" };
