use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::{Exchange, Site},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-guessing-not-slowed",
    title: Words { en: "Passwords may be guessed without end", es: "Se pueden probar contraseñas sin límite" },
    done: Words {
        en: "Twelve wrong passwords are sent for one account that does not exist; a refusal by number, a demand to wait or a puzzle counts as a limit.",
        es: "Se envían doce contraseñas erróneas para una cuenta inexistente; un rechazo por número, una espera o un acertijo cuentan como límite.",
    },
    why: Words {
        en: "Lists of stolen passwords are tried by the thousand until one fits.",
        es: "Listas de contraseñas robadas se prueban por miles hasta que una sirve.",
    },
    fix: Words {
        en: "Slow down by account and by source, growing with each failure, and answer 429.",
        es: "Frenar por cuenta y por origen, cada vez más con cada fallo, y responder 429.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[307],
    asvs: &["V6.3.1"],
    controls: &["SC-048", "SC-049", "SC-047"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== rate
> POST /login
< 401
=== rate
> POST /login
< 401
=== rate
> POST /login
< 401
=== rate
> POST /login
< 401
=== rate
> POST /login
< 401
=== rate
> POST /login
< 401
=== rate
> POST /login
< 401
=== rate
> POST /login
< 401
=== rate
> POST /login
< 401
=== rate
> POST /login
< 401
=== rate
> POST /login
< 401
=== rate
> POST /login
< 401
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== rate
> POST /login
< 401
=== rate
> POST /login
< 401
=== rate
> POST /login
< 401
=== rate
> POST /login
< 401
=== rate
> POST /login
< 401
=== rate
> POST /login
< 429
=== rate
> POST /login
< 429
=== rate
> POST /login
< 429
=== rate
> POST /login
< 429
=== rate
> POST /login
< 429
=== rate
> POST /login
< 429
=== rate
> POST /login
< 429
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    let tries: Vec<&Exchange> = site.of("rate").collect();
    let Some(last) = tries.last().filter(|_| tries.len() >= 10) else {
        return site.untested("rate");
    };
    let slowed = |exchange: &&Exchange| {
        let body = exchange.body.to_ascii_lowercase();
        let words = ["captcha", "too many", "try again later", "demasiados", "locked", "bloquead", "rate limit"];
        matches!(exchange.status, 429 | 403 | 423 | 503)
            || exchange.header("retry-after").is_some()
            || words.iter().any(|word| body.contains(word))
    };
    // What is refused from the first try on is no limit but another reason.
    let limited = tries.iter().skip(1).any(slowed) && !tries.first().is_some_and(slowed);
    let late = |exchange: &Exchange| exchange.fact("ms").and_then(|ms| ms.parse::<u64>().ok()).unwrap_or(0);
    let slower = tries.first().is_some_and(|first| late(last) > late(first).saturating_mul(4).max(2000));
    let mut seen = Observations::new();
    if !limited && !slower {
        seen.url(&site.url(last), &format!("{} tries, the last with status {}", tries.len(), last.status));
    }
    Verdict::of(seen)
}
