use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::House,
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-staff-by-password",
    title: Words { en: "Staff of Sunward get in with a mere password", es: "El personal de Sunward entra con una simple contraseña" },
    done: Words {
        en: "The policies are asked whether any role of staff whose session was opened with a password is permitted anything; and the sessions and accounts of staff are counted by how they came in.",
        es: "Se pregunta a las políticas si algún rol del personal cuya sesión se abrió con contraseña tiene algo permitido; y se cuentan las sesiones y cuentas del personal según cómo entraron.",
    },
    why: Words {
        en: "Passwords are guessed, reused and phished; behind a member of staff stand the data of all customers.",
        es: "Las contraseñas se adivinan, se reutilizan y se roban con engaños; tras un empleado están los datos de todos los clientes.",
    },
    fix: Words {
        en: "Give staff passkeys, and let policy refuse every session of staff that was opened otherwise.",
        es: "Dar llaves de acceso al personal y que la política rechace toda sesión suya abierta de otro modo.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[308, 287],
    asvs: &["V6.3.3"],
    controls: &["SC-044"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[(
            "house.json",
            r#"{"policy": {"asked": 9, "actions": ["order.read", "order.advance", "order.list", "person.reveal", "metrics.read", "trail.read"], "grants": [{"env": "production", "role": "engineer", "amr": "password", "on": "company", "actions": ["metrics.read"]}]}}"#,
        )],
        green: &[(
            "house.json",
            r#"{"policy": {"asked": 9, "actions": ["order.read", "order.advance", "order.list", "person.reveal", "metrics.read", "trail.read"], "grants": [{"env": "production", "role": "engineer", "amr": "passkey", "on": "company", "actions": ["metrics.read"]}, {"env": "production", "role": "customer", "amr": "password", "on": "own", "actions": ["order.read"]}]}}"#,
        )],
    },
};

fn look(house: &House) -> Verdict {
    let of_policy = house.over_grants(|grant, seen| {
        if grant.is_staff() && ["none", "password"].contains(&grant.amr.as_str()) {
            seen.variable(&grant.role, &format!("{}: {}", grant.who(), grant.actions.join(", ")));
        }
    });
    let mut seen = Observations::new();
    let is_staff = |role: &str| ["support", "sales", "operations", "engineer", "officer", "head"].contains(&role);
    for session in house.data.iter().flat_map(|data| &data.sessions) {
        if is_staff(&session.role) && session.amr == "password" {
            seen.variable(&session.role, &format!("{} sessions were opened with a password", session.count));
        }
    }
    for account in house.data.iter().flat_map(|data| &data.accounts) {
        if is_staff(&account.role) && account.with_password > 0 {
            seen.variable(&account.role, &format!("{} of {} accounts have a password", account.with_password, account.active));
        }
    }
    match (of_policy, Verdict::of(seen)) {
        (Verdict::Fail(mut all), Verdict::Fail(more)) => {
            all.extend(more);
            Verdict::Fail(all)
        }
        (of_policy, Verdict::Pass) => of_policy,
        (_, of_data) => of_data,
    }
}
