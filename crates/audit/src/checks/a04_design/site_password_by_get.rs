use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::{Element, Site, elements},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-password-by-get",
    title: Words { en: "A form sends a password in the address", es: "Un formulario envía una contraseña en la dirección" },
    done: Words {
        en: "The home page, pages linked from it and pages of a session are looked at.",
        es: "Se miran la página principal, las páginas enlazadas desde ella y las de una sesión.",
    },
    why: Words {
        en: "Addresses stand in histories, logs and referrers: the password stands there too.",
        es: "Las direcciones quedan en historiales, registros y referencias: la contraseña también.",
    },
    fix: Words { en: "Send forms with passwords by POST.", es: "Enviar los formularios con contraseñas por POST." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[598],
    asvs: &["V14.2.1"],
    controls: &["SC-053", "SC-039"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== home
> GET /
< 200
< content-type: text/html
| <form action=/in><input name=n><input type=password name=p></form>
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== home
> GET /
< 200
< content-type: text/html
| <form action=/in method=post><input type=password name=p></form><form id=react><input type=password></form>
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over_pages(|page, seen| {
        let mut form: Option<&Element> = None;
        let found = elements(&page.body);
        for element in &found {
            match element.name.as_str() {
                "form" => form = Some(element),
                "/form" => form = None,
                "input" if element.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("password")) => {
                    // A form without a method that scripts send has no address either.
                    if let Some(form) = form
                        && form.attribute("action").is_some()
                        && form.attribute("method").is_none_or(|method| method.eq_ignore_ascii_case("get"))
                    {
                        seen.url(
                            &site.url(page),
                            &format!("<form action={}> with a password", form.attribute("action").unwrap_or_default()),
                        );
                    }
                }
                _ => {}
            }
        }
    })
}
