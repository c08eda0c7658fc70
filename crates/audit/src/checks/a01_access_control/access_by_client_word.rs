//! What a visitor may do is decided by his own word.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        Language, Module, View,
        origin::{Context, Origin},
        value::Kind,
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "access-by-client-word",
    title: Words {
        en: "What a visitor may do is decided by his own word",
        es: "Lo que un visitante puede hacer lo decide su propia palabra",
    },
    done: Words {
        en: "Looks for cookies and headers that are compared with a role or with an address inside.",
        es: "Se buscan cookies y cabeceras que se comparan con un rol o con una dirección interna.",
    },
    why: Words {
        en: "Cookies and headers are written by the visitor: he calls himself an administrator or a neighbour and is let in.",
        es: "Las cookies y las cabeceras las escribe el visitante: se hace llamar administrador o vecino y entra.",
    },
    fix: Words {
        en: "Keep the role in the session of the server, or sign it. Take the address from the connection.",
        es: "Guarde el rol en la sesión del servidor o fírmelo. Tome la dirección de la conexión.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[565, 807, 290],
    asvs: &["V8.3.1"],
    controls: &["SC-017"],
    examine: Examine::Source { languages: &[Language::Python], words: &["cookies", "headers", "request.meta"], look },
    mutant: Mutant {
        red: &[
            (
                "site/views.py",
                r#"def board(request):
    if request.COOKIES.get("admin") == "1":
        return render(request, "board.html")
"#,
            ),
            (
                "site/inside.py",
                r#"def inside(request):
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR")
    if forwarded:
        ip = forwarded.split(",")[0]
    else:
        ip = request.META.get("REMOTE_ADDR")
    if ip == "127.0.0.1":
        return render(request, "inside.html")
"#,
            ),
            (
                "app/board.py",
                r#"from flask import request
@app.route("/board")
def board():
    if request.headers.get("User-Agent") == "shop_admin":
        return page()
"#,
            ),
        ],
        green: &[(
            "site/views.py",
            r#"def board(request):
    if request.session.get("admin") == "1" or request.user.role == "admin":
        return render(request, "board.html")
    if request.COOKIES.get("theme") == "dark" or request.headers.get("X-Forwarded-Proto") == "https":
        return render(request, "dark.html")
    if request.META["REMOTE_ADDR"] == "127.0.0.1" or request.POST.get("name") == "admin":
        return render(request, "inside.html")
    ip = request.META.get("HTTP_X_FORWARDED_FOR")
    if ip != "127.0.0.1":
        logging.warning("from outside")
    role = decode(request.COOKIES["token"])["role"]
    if role == "admin":
        return render(request, "board.html")
"#,
        )],
    },
};

/// Names of cookies and values that speak of rights.
const RIGHTS: &[&str] =
    &["admin", "administrator", "root", "superuser", "role", "staff", "moderator", "privileged", "isadmin", "superadmin"];
/// Addresses of whoever is inside.
const INSIDE: &[&str] = &["127.0.0.1", "localhost", "::1", "10.", "192.168.", "172.16."];

fn look(module: &Module<'_>, seen: &mut Observations) {
    if module.is_test {
        return;
    }
    for value in &module.values {
        let Kind::Compare { operator: "==" | "!=", left, right } = value.kind else { continue };
        for (asked, literal) in [(left, right), (right, left)] {
            let Kind::Text(text) = module.value(literal).kind else { continue };
            let asked = module.view(asked);
            let Some(word) = word_of_client(asked) else { continue };
            let of_rights = speaks_of_rights(&word) || speaks_of_rights(text);
            let of_address =
                word.to_ascii_lowercase().replace('_', "-").contains("forwarded-for") || word.to_ascii_lowercase().contains("real-ip");
            let inside = of_address && INSIDE.iter().any(|inside| text.starts_with(inside));
            // What is only noted in a log decides nothing.
            let next = module.lines_near(value.span.1, 0, 1).lines().nth(1).unwrap_or_default().trim_start();
            if next.starts_with("log") || next.starts_with("print(") {
                continue;
            }
            if of_rights && asked.origin(Context::Code) == Origin::Input || inside {
                // Not what it is compared with: that may be the secret.
                seen.line(module.name, value.line, &word);
                break;
            }
        }
    }
}

/// The name of the cookie or the header that a value is, untouched but for splitting.
fn word_of_client(value: View<'_, '_>) -> Option<String> {
    let module = value.module;
    let mut id = value.id;
    for _ in 0..6 {
        match &module.value(id).kind {
            Kind::Name { definition: Some(given), name, .. } => {
                // Where a proxy names no address the connection does: both go by one name.
                if matches!(*name, "ip" | "ip_address" | "client_ip" | "remote_addr" | "addr" | "remote_ip")
                    && module.function_around(module.value(id).span).is_some_and(|around| reads_forwarded(module, around))
                {
                    return Some("X-Forwarded-For".to_owned());
                }
                id = *given;
            }
            Kind::Index { object, key } => match module.literal(*key) {
                Some(name) => return from_client(&module.path(*object)).then(|| name.to_owned()),
                None => id = *object,
            },
            Kind::Call(at) => {
                let call = module.calls.get(*at)?;
                match call.method {
                    "get" => {
                        let of = module.path(call.receiver?);
                        let name = call.arguments.first().and_then(|argument| module.literal(argument.value))?;
                        return from_client(&of).then(|| name.to_owned());
                    }
                    "split" | "strip" | "lower" | "upper" => id = call.receiver?,
                    _ => return None,
                }
            }
            _ => return None,
        }
    }
    None
}

fn reads_forwarded(module: &Module<'_>, function: usize) -> bool {
    module.once(Some(function), CHECK.id, || {
        let body = module.functions.get(function).and_then(|function| module.text.get(function.span.0..function.span.1));
        body.unwrap_or_default().to_ascii_uppercase().replace('-', "_").contains("X_FORWARDED_FOR")
    })
}

fn from_client(path: &str) -> bool {
    ["COOKIES", "cookies", "headers", "META"]
        .iter()
        .any(|end| path.strip_suffix(end).is_some_and(|of| of.ends_with("request.") || of.ends_with("req.")))
}

fn speaks_of_rights(text: &str) -> bool {
    text.to_ascii_lowercase().split(|c: char| !c.is_ascii_alphanumeric()).any(|word| RIGHTS.contains(&word))
}
