//! The questions.

use crate::{finding::Severity, words::Words};

/// Something that only people know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The name of its table in the file.
    pub id: &'static str,
    /// What is asked; `yes` is the good answer.
    pub text: Words,
    /// How bad `partly` is.
    pub partly: Severity,
}

macro_rules! questions {
    ($($name:ident $id:literal $partly:ident $en:literal $es:literal)*) => {
        $(pub(crate) static $name: Question = Question { id: $id, text: Words { en: $en, es: $es }, partly: Severity::$partly };)*
        /// Every question, in the order in which a person would answer them.
        pub static QUESTIONS: &[&Question] = &[$(&$name),*];
    };
}

questions! {
    DEVICES "devices-protected" Low
        "Is every laptop and telephone that reaches our systems encrypted, locked, updated and scanned for malware, and can it be wiped from afar?"
        "¿Está cada portátil y teléfono que accede a nuestros sistemas cifrado, bloqueado, actualizado y analizado contra malware, y se puede borrar a distancia?"
    OFFBOARDING "offboarding-same-day" Medium
        "Does everybody who leaves lose all access the same day, shared secrets included?"
        "¿Pierde todo acceso el mismo día cada persona que se va, incluidos los secretos compartidos?"
    ACCESS_REVIEW "access-reviewed" Low
        "Did a second person review who has which access within the last six months, and were the surplus rights taken away?"
        "¿Revisó una segunda persona en los últimos seis meses quién tiene qué acceso, y se retiraron los permisos sobrantes?"
    ENVIRONMENTS "environments-separated" Medium
        "Are development and testing separated from production, with other accounts, other keys and no personal data?"
        "¿Están desarrollo y pruebas separados de producción, con otras cuentas, otras claves y sin datos personales?"
    CODE_REVIEW "code-reviewed" Low
        "Does a second person read every change before it reaches production, and is that enforced?"
        "¿Lee una segunda persona cada cambio antes de que llegue a producción, y es obligatorio?"
    THREAT_MODEL "threat-model-current" Low
        "Is there a threat model of the system, and was it revised after the last large change?"
        "¿Existe un modelo de amenazas del sistema, y se revisó tras el último cambio importante?"
    PENETRATION_TEST "penetration-tested" Low
        "Did somebody outside the team attack the system within the last year, and are the serious findings mended?"
        "¿Atacó el sistema alguien ajeno al equipo en el último año, y están corregidos los hallazgos graves?"
    THIRD_PARTIES "third-parties-assessed" Low
        "Is there a list of all third parties that hold our data or run our code, with the risk of each assessed within the last year?"
        "¿Hay una lista de todos los terceros que tienen nuestros datos o ejecutan nuestro código, con el riesgo de cada uno evaluado en el último año?"
    CONTRACTS "vendor-contracts" Low
        "Do the contracts with vendors that hold personal data demand protection, notice of incidents and deletion at the end?"
        "¿Exigen los contratos con proveedores que tienen datos personales protección, aviso de incidentes y borrado al final?"
    UPDATES "updates-within-deadline" Medium
        "Are critical security updates of operating systems, clusters and services applied within a written deadline?"
        "¿Se aplican las actualizaciones de seguridad críticas de sistemas operativos, clústeres y servicios dentro de un plazo escrito?"
    KEYS "keys-in-custody" Medium
        "Do keys lie in a key management service, with named keepers, rotation, and no copy on anybody's device?"
        "¿Están las claves en un servicio de gestión de claves, con responsables designados, rotación y sin copias en ningún dispositivo?"
    BACKUPS "backups-restored" Medium
        "Was a backup restored and checked within the last three months, and are backups encrypted and out of reach of whoever takes over production?"
        "¿Se restauró y comprobó una copia de seguridad en los últimos tres meses, y están las copias cifradas y fuera del alcance de quien tome el control de producción?"
    ALERTS "alerts-answered" Medium
        "Does a named person answer security alerts at any hour, and was a test alert answered in time within the last three months?"
        "¿Responde una persona designada a las alertas de seguridad a cualquier hora, y se respondió a tiempo una alerta de prueba en los últimos tres meses?"
    LOG_REVIEW "logs-reviewed" Low
        "Does somebody review the security logs at least weekly, and is the review itself recorded?"
        "¿Revisa alguien los registros de seguridad al menos una vez por semana, y queda constancia de la revisión?"
    RESPONSE_PLAN "response-plan-rehearsed" Medium
        "Is there a written plan for incidents with names, telephone numbers and legal deadlines, and was it rehearsed within the last year?"
        "¿Existe un plan escrito de respuesta a incidentes con nombres, teléfonos y plazos legales, y se ensayó en el último año?"
    TRAINING "security-training" Low
        "Was everybody trained against phishing within the last year, and every engineer in secure coding?"
        "¿Recibió toda la plantilla formación contra el phishing en el último año, y cada ingeniero formación en programación segura?"
    DATA_MAP "personal-data-mapped" Low
        "Is it written down which personal data lies where, why, for how long, and who may see it?"
        "¿Está escrito qué datos personales hay, dónde, para qué, durante cuánto tiempo y quién puede verlos?"
}
