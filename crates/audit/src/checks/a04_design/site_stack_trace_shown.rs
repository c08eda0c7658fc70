use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-stack-trace-shown",
    title: Words { en: "Errors show the inside of the program", es: "Los errores muestran el interior del programa" },
    done: Words {
        en: "Malformed paths, queries and bodies are sent, and all answers are compared with the traces of common languages and frameworks.",
        es: "Se envían rutas, consultas y cuerpos mal formados, y se comparan todas las respuestas con las trazas de lenguajes y marcos comunes.",
    },
    why: Words {
        en: "Paths, versions, queries and sometimes secrets are handed to whoever provokes an error.",
        es: "Rutas, versiones, consultas y a veces secretos quedan al alcance de quien provoque un error.",
    },
    fix: Words {
        en: "Switch debug off; answer with a fixed text and an identifier, and keep the rest in the log.",
        es: "Desactivar el modo de depuración; responder con un texto fijo y un identificador, y dejar el resto en el registro.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 10 },
    cwe: &[209],
    asvs: &["V16.5.1", "V13.4.2"],
    controls: &["SC-065", "SC-066"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            r#"@base https://shop.example
=== error/query
> GET /?id=x
< 500
| Traceback (most recent call last):
|   File "/app/main.py", line 3
"#,
        )],
        green: &[(
            "site.http",
            r#"@base https://shop.example
=== error/query
> GET /?id=x
< 400
| {"error":"bad request","id":"7f"}
"#,
        )],
    },
};

fn look(site: &Site) -> Verdict {
    let mut seen = Observations::new();
    for exchange in &site.exchanges {
        if let Some(sign) = TRACES.iter().find(|sign| exchange.body.contains(*sign)) {
            seen.url(&site.url(exchange), &format!("{}: {sign}", exchange.told()));
        }
    }
    if site.of("error").next().is_none() && site.of("absent").next().is_none() { site.untested("error") } else { Verdict::of(seen) }
}

/// How traces begin.
const TRACES: [&str; 18] = [
    "Traceback (most recent call last)",
    "Werkzeug Debugger",
    "You're seeing this error because you have <code>DEBUG = True",
    "at Object.<anonymous> (",
    "node:internal/",
    "/node_modules/express/",
    "at java.base/",
    "org.springframework.",
    "java.lang.",
    "Whoops\\Exception",
    "Stack trace:</",
    "PHP Fatal error",
    "<b>Fatal error</b>:",
    "System.NullReferenceException",
    "Server Error in '/' Application",
    "ActionController::",
    "panicked at ",
    "goroutine 1 [running]",
];
