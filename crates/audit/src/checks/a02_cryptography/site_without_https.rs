use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-without-https",
    title: Words { en: "The site is served without encryption", es: "El sitio se sirve sin cifrado" },
    done: Words {
        en: "The address that was named is looked at; a host of the machine itself is left out.",
        es: "Se mira la dirección indicada; se excluye un equipo local.",
    },
    why: Words {
        en: "Everybody on the way reads passwords and sessions and changes pages.",
        es: "Cualquiera en el camino lee contraseñas y sesiones y altera páginas.",
    },
    fix: Words {
        en: "Serve everything by HTTPS with a certificate that renews itself.",
        es: "Servir todo por HTTPS con un certificado que se renueve solo.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[319],
    asvs: &["V12.2.1"],
    controls: &["SC-039"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base http://shop.example
=== home
> GET /
< 200
< content-type: text/html
| <p>Hello</p>
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== home
> GET /
< 200
< content-type: text/html
| <p>Hello</p>
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    if site.https() {
        return Verdict::Pass;
    }
    if ["localhost", "127.0.0.1", "::1"].contains(&site.host()) {
        return Verdict::NotTested(LOCAL.into());
    }
    let mut seen = Observations::new();
    seen.url(&site.base, "http://");
    Verdict::of(seen)
}

const LOCAL: Words =
    Words { en: "because the site was asked on the machine itself", es: "porque el sitio se consultó en la propia máquina" };
