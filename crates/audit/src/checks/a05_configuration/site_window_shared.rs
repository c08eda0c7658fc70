use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-window-shared",
    title: Words {
        en: "A page that opens ours keeps a hold on its window",
        es: "Una página que abre la nuestra conserva el control de su ventana",
    },
    done: Words {
        en: "The home page, pages linked from it and pages of a session are looked at.",
        es: "Se miran la página principal, las páginas enlazadas desde ella y las de una sesión.",
    },
    why: Words {
        en: "The other page sends the window to a false sign-in, or measures what is in it.",
        es: "La otra página envía la ventana a un inicio de sesión falso, o mide su contenido.",
    },
    fix: Words { en: "Send `Cross-Origin-Opener-Policy: same-origin`.", es: "Enviar `Cross-Origin-Opener-Policy: same-origin`." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[16, 693],
    asvs: &["V3.4.8"],
    controls: &["SC-057"],
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
< cross-origin-opener-policy: same-origin
| <p>Hello</p>
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over_pages(|page, seen| {
        let policy = page.header("cross-origin-opener-policy").unwrap_or_default().to_ascii_lowercase();
        if !["same-origin", "same-origin-allow-popups", "noopener-allow-popups"]
            .contains(&policy.split(';').next().unwrap_or_default().trim())
        {
            seen.url(&site.url(page), "no Cross-Origin-Opener-Policy: same-origin");
        }
    })
}
