use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::{House, NO_SIGN_IN},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-guessing-not-slowed",
    title: Words {
        en: "Passwords of Sunward can be guessed without waiting",
        es: "Las contraseñas de Sunward se pueden adivinar sin esperar",
    },
    done: Words {
        en: "By the rules that the running program counts attempts with: how many passwords can be tried within an hour, each as soon as it may, at one account, and by one source at ever new accounts. At most 100 of each.",
        es: "Con las reglas con las que el programa en marcha cuenta los intentos: cuántas contraseñas se pueden probar en una hora, cada una en cuanto se permite, en una cuenta, y desde un origen en cuentas siempre nuevas. Como máximo 100 de cada una.",
    },
    why: Words {
        en: "Lists of stolen passwords are tried by the million; what nothing slows down is found.",
        es: "Las listas de contraseñas robadas se prueban por millones; lo que nada frena se encuentra.",
    },
    fix: Words {
        en: "Let waits grow with every failure, counted by account and by source in the database.",
        es: "Hacer crecer las esperas con cada fallo, contando los fallos por cuenta y por origen en la base de datos.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[307],
    asvs: &["V6.3.1"],
    controls: &["SC-047", "SC-048", "SC-049"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[("house.json", r#"{"sign_in": {"tries_at_account": 1000000, "tries_of_source": 42}}"#)],
        green: &[("house.json", r#"{"sign_in": {"tries_at_account": 17, "tries_of_source": 42}}"#)],
    },
};

/// More tries within an hour are too many.
const MOST: u64 = 100;

fn look(house: &House) -> Verdict {
    let Some(sign_in) = house.sign_in.filter(|sign_in| sign_in.tries_at_account > 0) else {
        return Verdict::NotTested(NO_SIGN_IN.into());
    };
    let mut seen = Observations::new();
    for (variable, tries) in [("sign_in.tries_at_account", sign_in.tries_at_account), ("sign_in.tries_of_source", sign_in.tries_of_source)]
    {
        if tries > MOST {
            seen.variable(variable, &format!("{tries} in an hour"));
        }
    }
    Verdict::of(seen)
}
