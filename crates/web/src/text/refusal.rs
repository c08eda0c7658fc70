//! A refused field, as a sentence that names it and says what to do.

use domain::{Invalid, Language, Reason};

/// The name of a form field inside a sentence: `the monthly bill`, `la factura mensual`.
/// An unknown field is `this field`.
#[must_use]
pub fn field_name(field: &str, language: Language) -> &'static str {
    let (english, spanish) = match field {
        "email" => ("your e-mail", "su correo electrónico"),
        "password" => ("the password", "la contraseña"),
        "current_password" => ("the password you use now", "la contraseña actual"),
        "name" | "signature" => ("your name", "su nombre"),
        "phone" => ("your phone number", "su número de teléfono"),
        "street" => ("the street and number", "la calle y el número"),
        "town" => ("the town", "la ciudad"),
        "state" => ("the state", "el estado"),
        "zip" => ("the ZIP code", "el código postal"),
        "latitude" => ("the latitude", "la latitud"),
        "longitude" => ("the longitude", "la longitud"),
        "place" => ("the place of the roof", "el lugar del techo"),
        "shape" => ("the shape of the roof", "la forma del techo"),
        "length" => ("the length of the roof", "el largo del techo"),
        "width" => ("the width of the roof", "el ancho del techo"),
        "pitch" => ("the pitch of the roof", "la inclinación del techo"),
        "direction" | "azimuth" => ("the direction of the roof", "la dirección del techo"),
        "sections" => ("the number of roof sections", "el número de secciones del techo"),
        "covering" => ("the covering of the roof", "la cubierta del techo"),
        "shade" => ("the shade on the roof", "la sombra sobre el techo"),
        "usage" => ("your bill or your energy in a year", "su factura o su energía en un año"),
        "bill" => ("the monthly bill", "la factura mensual"),
        "kwh" => ("the energy in a year", "la energía en un año"),
        "size" => ("the size of the system", "el tamaño del sistema"),
        "reason" => ("the reason", "el motivo"),
        "note" => ("the note", "la nota"),
        "install_date" | "date" => ("the date", "la fecha"),
        "consent" => ("your consent", "su consentimiento"),
        "consent_withdrawal" => ("that you were told about withdrawing", "que se le informó sobre desistir"),
        "receipt" => ("the receipt", "el recibo"),
        "token" | "link" => ("the link", "el enlace"),
        "order" => ("the order", "el pedido"),
        "language" => ("the language", "el idioma"),
        "theme" => ("the colors", "los colores"),
        "search" | "query" | "q" => ("the search", "la búsqueda"),
        _ => ("this field", "este campo"),
    };
    super::format::in_language(language, english, spanish)
}

/// Why a field was refused, as one sentence in `language`.
#[must_use]
pub fn explain(invalid: &Invalid, language: Language) -> String {
    let field = field_name(invalid.field, language);
    let sentence = match language {
        Language::English => english(field, invalid),
        Language::Spanish => spanish(field, invalid),
    };
    capitalised(&sentence)
}

fn english(field: &str, invalid: &Invalid) -> String {
    match &invalid.reason {
        Reason::Missing if is_consent(invalid.field) => format!("please confirm {field}."),
        Reason::Missing if is_choice(invalid.field) => format!("choose {field}."),
        Reason::Missing => format!("enter {field}."),
        Reason::TooLong { max } => format!("{field} can have at most {} characters.", grouped(*max)),
        Reason::TooShort { min } => format!("{field} needs at least {} characters.", grouped(*min)),
        Reason::Malformed { expected } => format!("{field} must be {expected}."),
        Reason::OutOfRange { min, max } => format!("{field} must be between {min} and {max}."),
        Reason::ForbiddenCharacter => format!("{field} contains an invisible or forbidden character. Type it anew instead of pasting."),
        Reason::UnknownChoice => format!("choose one of the options for {field}."),
        Reason::CommonPassword => "this password is among the first that attackers try. Choose another.".to_owned(),
        Reason::GuessablePassword => "this password is easy to guess. Add a word that has nothing to do with the others.".to_owned(),
        Reason::NotServed { why } => format!("{}.", why.trim_end_matches('.')),
    }
}

fn spanish(field: &str, invalid: &Invalid) -> String {
    match &invalid.reason {
        Reason::Missing if is_consent(invalid.field) => format!("confirme {field}."),
        Reason::Missing if is_choice(invalid.field) => format!("elija {field}."),
        Reason::Missing => format!("escriba {field}."),
        Reason::TooLong { max } => format!("{field} puede tener como máximo {} caracteres.", grouped(*max)),
        Reason::TooShort { min } => format!("{field} necesita al menos {} caracteres.", grouped(*min)),
        Reason::Malformed { expected } => format!("{field} debe ser {}.", expected_in_spanish(expected)),
        Reason::OutOfRange { min, max } => format!("{field} debe estar entre {min} y {max}."),
        Reason::ForbiddenCharacter => {
            format!("{field} contiene un carácter invisible o no permitido. Escríbalo de nuevo en vez de pegarlo.")
        }
        Reason::UnknownChoice => format!("elija una de las opciones para {field}."),
        Reason::CommonPassword => "esta contraseña es de las primeras que prueban los atacantes. Elija otra.".to_owned(),
        Reason::GuessablePassword => {
            "esta contraseña es fácil de adivinar. Añada una palabra que no tenga que ver con las demás.".to_owned()
        }
        Reason::NotServed { why } => not_served_in_spanish(why).to_owned(),
    }
}

/// What was expected, by the English phrase that the domain uses for it; `None` of the known ones falls
/// back to a general phrase, which the test over the domain's sources finds.
fn expected_in_spanish(expected: &str) -> &'static str {
    match expected {
        "an e-mail address" => "una dirección de correo",
        "a telephone number" => "un número de teléfono",
        "a ZIP code of five digits" => "un código postal de cinco dígitos",
        "a number of degrees" => "un número de grados",
        "a number" => "un número",
        "a whole number" => "un número entero",
        "an amount of money" | "an amount in dollars" => "una cantidad en dólares",
        "a date" => "una fecha",
        "a length in metres" | "a length in meters" => "una longitud en metros",
        "a working day" => "un día laborable",
        "another day than the present one" => "un día distinto del actual",
        "an order number or an e-mail address" => "un número de pedido o una dirección de correo",
        "an order number" => "un número de pedido",
        _ => "del formato esperado",
    }
}

fn not_served_in_spanish(why: &str) -> &'static str {
    match why.trim_end_matches('.') {
        "we do not build in this state yet" => "todavía no trabajamos en ese estado.",
        "we do not know this ZIP code" => "no conocemos ese código postal.",
        "no panel fits on this roof" => "en este techo no cabe ningún panel.",
        "your looks for today are used up; ask a colleague" => "sus consultas de hoy se agotaron; pida ayuda a un colega.",
        "the customer gave no such detail" => "el cliente no dio ese dato.",
        "the crew works elsewhere on one of these days; choose another day" => {
            "el equipo trabaja en otro lugar uno de esos días; elija otro día."
        }
        "this roof needs a visit before it has a price" => "este techo necesita una visita antes de tener un precio.",
        "we do not sell here yet" => "todavía no vendemos en ese lugar.",
        "we do not know this town or ZIP code" => "no conocemos esa ciudad ni ese código postal.",
        "this ZIP code is far from the roof" => "ese código postal está lejos del techo.",
        "this town is far from the roof" => "esa ciudad está lejos del techo.",
        "this position is far from the town" => "esa ubicación está lejos de la ciudad.",
        "there is no climate data for this place" => "no hay datos de clima de ese lugar.",
        "the bill is too small to cover the fixed charge" => "la factura es demasiado pequeña para cubrir el cargo fijo.",
        "this much energy cannot be computed" => "esa cantidad de energía no se puede calcular.",
        "no crew is free on this date" => "ningún equipo está libre en esa fecha.",
        _ => "ahora no podemos atender esto.",
    }
}

fn is_choice(field: &str) -> bool {
    matches!(field, "shape" | "covering" | "shade" | "size" | "language" | "theme" | "install_date" | "date")
}

fn is_consent(field: &str) -> bool {
    matches!(field, "consent" | "consent_withdrawal")
}

fn grouped(number: u32) -> String {
    super::format::grouped(u64::from(number))
}

fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(invalid: &Invalid) -> (String, String) {
        (explain(invalid, Language::English), explain(invalid, Language::Spanish))
    }

    #[test]
    fn a_refusal_names_the_field_and_says_what_to_do() {
        let (en, es) = both(&Invalid::missing("bill"));
        assert_eq!((en.as_str(), es.as_str()), ("Enter the monthly bill.", "Escriba la factura mensual."));
        let (en, es) = both(&Invalid::out_of_range("pitch", "0°", "60°"));
        assert_eq!(
            (en.as_str(), es.as_str()),
            ("The pitch of the roof must be between 0° and 60°.", "La inclinación del techo debe estar entre 0° y 60°.")
        );
        let (en, es) = both(&Invalid::malformed("zip", "a ZIP code of five digits"));
        assert_eq!(
            (en.as_str(), es.as_str()),
            ("The ZIP code must be a ZIP code of five digits.", "El código postal debe ser un código postal de cinco dígitos.")
        );
        let (en, _) = both(&Invalid::new("password", Reason::TooShort { min: 15 }));
        assert_eq!(en, "The password needs at least 15 characters.");
        let (en, es) = both(&Invalid::missing("consent"));
        assert_eq!((en.as_str(), es.as_str()), ("Please confirm your consent.", "Confirme su consentimiento."));
        let (en, _) = both(&Invalid::missing("shape"));
        assert_eq!(en, "Choose the shape of the roof.");
    }

    /// Every string literal that follows `marker` in Rust files under `folder`.
    fn literals_after(folder: &std::path::Path, marker: &str, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                literals_after(&path, marker, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                found.extend(source.split(marker).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
            }
        }
    }

    #[test]
    fn whatever_the_domain_expects_has_spanish_words() {
        let domain = std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../domain/src"));
        let mut expected = Vec::new();
        for marker in ["expected: \"", "malformed(field, \""] {
            literals_after(&domain, marker, &mut expected);
        }
        assert!(expected.len() >= 4, "{expected:?}");
        for phrase in expected {
            assert_ne!(expected_in_spanish(&phrase), "del formato esperado", "{phrase}");
        }
        let mut reasons = Vec::new();
        literals_after(&domain, "why: \"", &mut reasons);
        for why in reasons {
            assert_ne!(not_served_in_spanish(&why), "ahora no podemos atender esto.", "{why}");
        }
    }
}
