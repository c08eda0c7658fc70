//! A right is checked by assert.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "guard-by-assert",
    title: Words { en: "A right is checked by assert", es: "Un permiso se comprueba con assert" },
    done: Words {
        en: "Looks for assertions that speak of users, roles and rights.",
        es: "Se buscan aserciones que hablan de usuarios, roles y permisos.",
    },
    why: Words {
        en: "Python started with -O leaves assertions out: the check is gone.",
        es: "Python iniciado con -O omite las aserciones: la comprobación desaparece.",
    },
    fix: Words { en: "Use an if that raises.", es: "Use un if que lance una excepción." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 5, of_2021: 4, of_2025: 10 },
    cwe: &[617, 703],
    asvs: &["V8.3.1"],
    controls: &["SC-066"],
    examine: Examine::Source { languages: &[Language::Python], words: &["assert"], look },
    mutant: Mutant {
        red: &[(
            "app/a.py",
            r#"def delete(user, order):
    assert user.is_admin
    order.delete()
"#,
        )],
        green: &[(
            "app/a.py",
            r#"def delete(user, order):
    assert order is not None
    assert len(order.csrf_token) == TOKEN_LENGTH
    if not user.is_admin:
        raise Forbidden
    order.delete()
"#,
        )],
    },
};

const RIGHTS: &[&str] = &[
    "is_admin",
    "is_staff",
    "is_superuser",
    "is_authenticated",
    "permission",
    ".role",
    "has_perm",
    "authorized",
    "is_owner",
    "owner_id",
    "user.id",
    "user_id ==",
    "verify_password",
    "check_password",
    "csrf",
    "signature",
    "verify_token",
];

fn look(module: &Module<'_>, seen: &mut Observations) {
    if module.is_test {
        return;
    }
    for id in &module.asserts {
        let text = module.text_of(*id);
        // A length is what the rest relies on, and lets nobody in.
        if RIGHTS.iter().any(|word| text.contains(word))
            && !text.contains("isinstance")
            && !text.contains(" is not None")
            && !text.starts_with("len(")
        {
            module.note(*id, None, seen);
        }
    }
}
