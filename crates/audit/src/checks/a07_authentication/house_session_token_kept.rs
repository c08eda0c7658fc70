use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::House,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-session-token-kept",
    title: Words { en: "Sunward keeps session tokens as they are sent", es: "Sunward guarda los testigos de sesión tal como se envían" },
    done: Words {
        en: "Up to 10,000 kept sessions are looked at by shape: what is kept is a hash of 32 bytes, not a text that a browser could send. The values are neither kept nor shown.",
        es: "Se miran por su forma hasta 10.000 sesiones guardadas: lo guardado es un hash de 32 bytes, no un texto que un navegador pudiera enviar. Los valores no se guardan ni se muestran.",
    },
    why: Words {
        en: "Who reads the database once is everybody who is signed in.",
        es: "Quien lea una vez la base de datos es todas las personas que tienen la sesión abierta.",
    },
    fix: Words {
        en: "Keep the hash of the token and end all sessions that were kept otherwise.",
        es: "Guardar el hash del testigo y terminar todas las sesiones guardadas de otro modo.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[522, 312],
    asvs: &["V7.2.4", "V11.4.1"],
    controls: &["SC-034", "SC-054"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[(
            "house.json",
            r#"{"data": {"sessions": [{"role": "customer", "amr": "password", "count": 4, "clear": 1, "longest_seconds": 86400}]}}"#,
        )],
        green: &[(
            "house.json",
            r#"{"data": {"sessions": [{"role": "customer", "amr": "password", "count": 4, "longest_seconds": 86400}]}}"#,
        )],
    },
};

const NONE: Words = Words { en: "because nobody has a session", es: "porque nadie tiene una sesión" };

fn look(house: &House) -> Verdict {
    if house.data.as_ref().is_some_and(|data| data.sessions.is_empty()) {
        return Verdict::NotTested(NONE.into());
    }
    house.over_data(
        |data| &data.sessions,
        |session, seen| {
            if session.clear > 0 {
                seen.variable(
                    "session.token_hash",
                    &format!("{} of {} of {} are kept in clear", session.clear, session.count, session.role),
                );
            }
        },
    )
}
