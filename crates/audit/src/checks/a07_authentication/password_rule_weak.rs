//! Passwords of fewer than eight characters are accepted.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module, View, value::Kind},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "password-rule-weak",
    title: Words { en: "Passwords of fewer than eight characters are accepted", es: "Se aceptan contraseñas de menos de ocho caracteres" },
    done: Words {
        en: "Reads the least length that is asked of a password.",
        es: "Se lee la longitud mínima que se pide a una contraseña.",
    },
    why: Words { en: "Short passwords are guessed in minutes.", es: "Las contraseñas cortas se adivinan en minutos." },
    fix: Words {
        en: "At least 8 characters with a second factor, 15 without, and refuse the common ones.",
        es: "Al menos 8 caracteres con un segundo factor, 15 sin él, y rechace las comunes.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[521],
    asvs: &["V6.2.1"],
    controls: &["SC-052"],
    examine: Examine::Source { languages: Language::WEB, words: &["password"], look },
    mutant: Mutant {
        red: &[
            (
                "app/p.py",
                r#"def check(password):
    if len(password) < 6:
        raise ValueError
"#,
            ),
            (
                "web/p.ts",
                r#"export const schema = z.object({ email: z.string().email(), password: z.string().min(6) });
"#,
            ),
        ],
        green: &[
            (
                "app/p.py",
                r#"def check(password):
    if len(password) < 12:
        raise ValueError
"#,
            ),
            (
                "web/p.ts",
                r#"export const schema = z.object({ email: z.string().email(), password: z.string().min(12) });
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    if module.is_test {
        return;
    }
    for (target, value, assignment) in module.assignments() {
        let name = target.source().to_ascii_lowercase();
        let bound = name.contains("password") && name.contains("min") && name.contains("len");
        let field = name.ends_with("password") && value.call().is_some_and(|call| call.named("min_length").is_some_and(is_short));
        if (bound && is_short(value)) || field {
            module.note(assignment.target, None, seen);
        }
    }
    for value in &module.values {
        match &value.kind {
            Kind::Compare { operator: "<", left, right }
                if is_length_of_password(module.text_of(*left)) && is_short(module.view(*right)) =>
            {
                seen.line(module.name, value.line, module.text.get(value.span.0..value.span.1).unwrap_or_default());
            }
            Kind::Map(entries) => {
                for (key, rule) in entries {
                    let rule = module.view(*rule);
                    let bound = rule.entry("minlength").or_else(|| rule.entry("minLength"));
                    let chained = rule.source().contains(".min(") && rule.call().is_some();
                    let short = bound.is_some_and(is_short) || (chained && shortest(rule).is_some_and(|least| least < 8.0));
                    if key.to_ascii_lowercase().ends_with("password") && short && !key.to_ascii_lowercase().contains("current") {
                        seen.line(module.name, rule.value().line, rule.source());
                    }
                }
            }
            _ => {}
        }
    }
}

fn is_length_of_password(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.contains("password") && (text.starts_with("len(") || text.ends_with(".length"))
}

fn is_short(least: View<'_, '_>) -> bool {
    least.number().is_some_and(|least| (2.0..8.0).contains(&least))
}

/// The least length in a chain such as `z.string().min(6)`.
fn shortest(rule: View<'_, '_>) -> Option<f64> {
    let (_, rest) = rule.source().split_once(".min(")?;
    let least: f64 = rest.split([',', ')']).next()?.trim().parse().ok()?;
    (least >= 2.0).then_some(least)
}
