use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::House,
    finding::{Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-password-hash-weak",
    title: Words {
        en: "Sunward keeps passwords in a way that is guessed fast",
        es: "Sunward guarda contraseñas de un modo que se adivina deprisa",
    },
    done: Words {
        en: "Up to 2,000 kept passwords of accounts and of sign-ups are unsealed, and their algorithm and its settings are counted: Argon2id with 19 MiB and two passes at least.",
        es: "Se abren hasta 2.000 contraseñas guardadas de cuentas y altas y se cuentan su algoritmo y sus ajustes: Argon2id con al menos 19 MiB y dos pasadas.",
    },
    why: Words {
        en: "A fast hash is tried billions of times a second: most passwords of a stolen table are known within a day.",
        es: "Un hash rápido se prueba miles de millones de veces por segundo: la mayoría de las contraseñas de una tabla robada se conocen en un día.",
    },
    fix: Words {
        en: "Wrap old hashes in Argon2id now and hash anew at the next sign-in.",
        es: "Envolver ya los hashes antiguos en Argon2id y recalcularlos en el próximo inicio de sesión.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[916, 328],
    asvs: &["V11.4.2"],
    controls: &["SC-031", "SC-032", "SC-033"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[(
            "house.json",
            r#"{"data": {"passwords": [{"algorithm": "argon2id", "memory_kib": 19456, "passes": 2, "count": 9}, {"algorithm": "md5", "count": 1}]}}"#,
        )],
        green: &[(
            "house.json",
            r#"{"data": {"passwords": [{"algorithm": "argon2id", "memory_kib": 19456, "passes": 2, "count": 9}, {"algorithm": "argon2id", "memory_kib": 65536, "passes": 3, "count": 2}]}}"#,
        )],
    },
};

const NONE: Words = Words { en: "because no password is kept", es: "porque no se guarda ninguna contraseña" };
/// The least that OWASP asks of Argon2id, KiB and passes.
const LEAST: (u32, u32) = (19_456, 2);

fn look(house: &House) -> Verdict {
    if house.data.as_ref().is_some_and(|data| data.passwords.is_empty()) {
        return Verdict::NotTested(NONE.into());
    }
    house.over_data(
        |data| &data.passwords,
        |kept, seen| {
            if kept.algorithm != "argon2id" {
                seen.variable("account.password", &format!("{} kept as {}", kept.count, kept.algorithm));
            } else if kept.memory_kib < LEAST.0 || kept.passes < LEAST.1 {
                let settings = format!("{} kept as argon2id with {} KiB and {} passes", kept.count, kept.memory_kib, kept.passes);
                seen.note(Place::Variable("account.password".to_owned()), &settings, Some(Severity::Medium));
            }
        },
    )
}
