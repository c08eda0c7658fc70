use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::House,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-session-endless",
    title: Words {
        en: "A session of Sunward lasts longer than its role may",
        es: "Una sesión de Sunward dura más de lo que su rol permite",
    },
    done: Words {
        en: "The end that use does not move of every kept session, counted from its opening: 12 hours for staff, 24 hours for customers and crews, 30 days for visitors.",
        es: "El final, que el uso no mueve, de cada sesión guardada desde su apertura: 12 horas para el personal, 24 horas para clientes y cuadrillas, 30 días para visitantes.",
    },
    why: Words {
        en: "A token that was stolen once opens the account for as long as the session lives.",
        es: "Un testigo robado una vez abre la cuenta mientras viva la sesión.",
    },
    fix: Words {
        en: "End the session, and open sessions only with the end of their role.",
        es: "Terminar la sesión y abrir sesiones solo con el final de su rol.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[613],
    asvs: &["V7.3.2"],
    controls: &["SC-054"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[(
            "house.json",
            r#"{"data": {"sessions": [{"role": "support", "amr": "passkey", "count": 1, "longest_seconds": 31536000}]}}"#,
        )],
        green: &[(
            "house.json",
            r#"{"data": {"sessions": [{"role": "support", "amr": "passkey", "count": 1, "longest_seconds": 43200}, {"role": "visitor", "amr": "none", "count": 8, "longest_seconds": 2592000}]}}"#,
        )],
    },
};

const NONE: Words = Words { en: "because nobody has a session", es: "porque nadie tiene una sesión" };
const HOUR: i64 = 3_600;

fn look(house: &House) -> Verdict {
    if house.data.as_ref().is_some_and(|data| data.sessions.is_empty()) {
        return Verdict::NotTested(NONE.into());
    }
    house.over_data(
        |data| &data.sessions,
        |session, seen| {
            let most = match session.role.as_str() {
                "visitor" => 30 * 24 * HOUR,
                "customer" | "crew" => 24 * HOUR,
                _ => 12 * HOUR,
            };
            if session.longest_seconds > most {
                let hours = session.longest_seconds / HOUR;
                seen.variable("session.expires_at", &format!("{} by {}: {hours} hours", session.role, session.amr));
            }
        },
    )
}
