use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::{House, NO_SIGN_IN},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-worst-password-taken",
    title: Words {
        en: "Sunward takes a password that guessers try first",
        es: "Sunward acepta una contraseña que se prueba primero al adivinar",
    },
    done: Words {
        en: "Forty of the most common passwords of all lengths are given to the rule that every new password goes through, as if there were a second factor, which asks for least.",
        es: "Cuarenta de las contraseñas más comunes, de todas las longitudes, se dan a la regla por la que pasa toda contraseña nueva, como si hubiera un segundo factor, que es cuando menos se exige.",
    },
    why: Words {
        en: "With a list of the worst passwords, a few tries at each account open many accounts.",
        es: "Con una lista de las peores contraseñas, unos pocos intentos por cuenta abren muchas cuentas.",
    },
    fix: Words {
        en: "Hold every new and changed password against the 10,000 worst, and against an estimate of how easily it is guessed.",
        es: "Comparar toda contraseña nueva o cambiada con las 10.000 peores y con una estimación de lo fácil que es adivinarla.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[521],
    asvs: &["V6.2.4"],
    controls: &["SC-051"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[("house.json", r#"{"sign_in": {"worst_tried": 40, "worst_taken": 1}}"#)],
        green: &[("house.json", r#"{"sign_in": {"worst_tried": 40}}"#)],
    },
};

fn look(house: &House) -> Verdict {
    let Some(sign_in) = house.sign_in.filter(|sign_in| sign_in.worst_tried > 0) else {
        return Verdict::NotTested(NO_SIGN_IN.into());
    };
    let mut seen = Observations::new();
    if sign_in.worst_taken > 0 {
        seen.variable("sign_in.worst_taken", &format!("{} of {}", sign_in.worst_taken, sign_in.worst_tried));
    }
    Verdict::of(seen)
}
