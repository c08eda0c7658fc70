use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-types-guessed",
    title: Words { en: "Browsers may guess the type of a file", es: "Los navegadores pueden adivinar el tipo de un archivo" },
    done: Words {
        en: "The home page, pages linked from it and pages of a session are looked at.",
        es: "Se miran la página principal, las páginas enlazadas desde ella y las de una sesión.",
    },
    why: Words { en: "An uploaded picture or text is run as a script.", es: "Una imagen o texto subido se ejecuta como script." },
    fix: Words { en: "Send `X-Content-Type-Options: nosniff` with everything.", es: "Enviar `X-Content-Type-Options: nosniff` en todo." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[16, 693],
    asvs: &["V3.4.4"],
    controls: &["SC-064"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
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
< x-content-type-options: nosniff
| <p>Hello</p>
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over_pages(|page, seen| {
        if !page.header("x-content-type-options").is_some_and(|value| value.trim().eq_ignore_ascii_case("nosniff")) {
            seen.url(&site.url(page), "no X-Content-Type-Options: nosniff");
        }
    })
}
