use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-operation-of-other-role",
    title: Words { en: "A role may use operations of another", es: "Una función puede usar operaciones de otra" },
    done: Words {
        en: "Every operation is asked for as every role; those for administrators, and those that its account forbids, must be refused.",
        es: "Se pide cada operación con cada función; las de administradores, y las que su cuenta prohíbe, deben rechazarse.",
    },
    why: Words {
        en: "Any customer becomes an administrator by typing an address.",
        es: "Cualquier cliente se convierte en administrador escribiendo una dirección.",
    },
    fix: Words {
        en: "Check the role at the operation itself, not in the menu.",
        es: "Comprobar la función en la propia operación, no en el menú.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[285, 862],
    asvs: &["V8.2.1"],
    controls: &["SC-016", "SC-019"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== operation/role as=customer denied=yes
> GET /api/admin/users
< 200
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== operation/role as=customer denied=yes
> GET /api/admin/users
< 403
=== operation/role as=customer denied=no
> GET /api/orders
< 200
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    if site.of("operation/role").next().is_none() {
        return site.untested("operation/role");
    }
    site.over("operation/role", |exchange, seen| {
        if exchange.fact("denied") == Some("yes") && exchange.accepted() {
            seen.url(&site.url(exchange), &format!("{} as {}", exchange.told(), exchange.fact("as").unwrap_or("?")));
        }
    })
}
