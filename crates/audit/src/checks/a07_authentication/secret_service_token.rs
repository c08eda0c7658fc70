//! Keys of services in files and history.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::text::{
        TextFile,
        secret::{SERVICES, find, note},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "secret-service-token",
    title: Words {
        en: "A key of a payment or messaging service lies in the repository",
        es: "Una clave de un servicio de pagos o mensajería está en el repositorio",
    },
    done: Words {
        en: "Searches every file and the history of the repository for keys of Stripe, Slack, SendGrid, Twilio, OpenAI and others. Examples of manuals, placeholders and repetitions are left alone.",
        es: "Se buscan claves de Stripe, Slack, SendGrid, Twilio, OpenAI y otros en todos los archivos y en el historial del repositorio. Se dejan fuera los ejemplos de manuales, marcadores y repeticiones.",
    },
    why: Words {
        en: "Whoever reads it moves money, writes messages in your name or reads those of your customers.",
        es: "Quien la lea mueve dinero, escribe mensajes en su nombre o lee los de sus clientes.",
    },
    fix: Words {
        en: "Revoke it today; keep secrets in a secret store and hand them over at run time. Removing it from the file does not remove it from the history.",
        es: "Revocarlo hoy; guardar los secretos en un almacén y entregarlos en ejecución. Quitarlo del archivo no lo quita del historial.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[798, 540],
    asvs: &["V13.3.1"],
    controls: &["SC-100"],
    examine: Examine::Text {
        words: &[
            "sk_live_",
            "rk_live_",
            "whsec_",
            "xoxb-",
            "xoxp-",
            "hooks.slack.com/services/T",
            "SG.",
            "key-",
            "twilio",
            "sq0atp-",
            "sq0csp-",
            "shpat_",
            "sk-proj-",
            "sk-ant-",
            "bot_token=",
            "NRAK-",
            "sk.eyJ",
        ],
        look,
    },
    mutant: Mutant {
        red: &[(
            "app/pay.js",
            concat!(
                r#"stripe(""#,
                "sk_live_",
                "4eC39HqLyjWDarjtT1zdp7dc",
                r#"");
"#
            ),
        )],
        green: &[(
            "app/pay.js",
            r#"stripe(process.env.STRIPE_KEY); // not sk_live_xxxxxxxxxxxxxxxxxxxxxxxx
"#,
        )],
    },
};

fn look(file: &TextFile<'_>, seen: &mut Observations) {
    note(file, find(file, SERVICES), seen);
}
