//! Made-up people.

use domain::{
    Language,
    text::{Email, PersonName, Phone},
};

use super::chance::Chance;
use crate::Error;

const FIRST: [&str; 32] = [
    "Amelia",
    "Noah",
    "Sofía",
    "Mateo",
    "Olivia",
    "Liam",
    "Valentina",
    "Diego",
    "Grace",
    "Ethan",
    "Camila",
    "Javier",
    "Hannah",
    "Lucas",
    "Elena",
    "Samuel",
    "Ruth",
    "Owen",
    "Marisol",
    "Andrés",
    "Claire",
    "Jonah",
    "Beatriz",
    "Rafael",
    "Nora",
    "Caleb",
    "Lucía",
    "Tomás",
    "Ivy",
    "Miles",
    "Paloma",
    "Hugo",
];
const LAST: [&str; 32] = [
    "Anderson",
    "Martínez",
    "Okafor",
    "Nguyen",
    "García",
    "Whitfield",
    "Romero",
    "O'Brien",
    "Castillo",
    "Lindqvist",
    "Herrera",
    "Baker",
    "Núñez",
    "Petrov",
    "Salazar",
    "Hughes",
    "Delgado",
    "Kowalski",
    "Ortega",
    "Brooks",
    "Vargas",
    "Schmidt",
    "Medina",
    "Fletcher",
    "Ríos",
    "Tanaka",
    "Peña",
    "Carter",
    "Guerrero",
    "Dubois",
    "Soto",
    "Marsh",
];

/// Somebody made up.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) name: PersonName,
    pub(super) email: Email,
    pub(super) phone: Phone,
    pub(super) language: Language,
}

/// The `n`-th person; `kind` keeps mail addresses of customers, crews and staff apart.
pub(super) fn person(chance: &mut Chance, kind: &str, n: usize) -> Result<Person, Error> {
    let first = chance.pick(&FIRST).copied().unwrap_or("Amelia");
    let last = chance.pick(&LAST).copied().unwrap_or("Anderson");
    // 555-0100 to 555-0199 are set aside for fiction in every area code.
    let phone = format!("303555{:04}", 100 + n % 100);
    Ok(Person {
        name: PersonName::parse("name", &format!("{first} {last}"))?,
        email: Email::parse("email", &format!("{kind}{n}@{}", if kind == "customer" { "mail.example" } else { "frontrange.example" }))?,
        phone: Phone::parse("phone", &phone)?,
        language: if chance.percent(30) { Language::Spanish } else { Language::English },
    })
}

const STREETS: [&str; 12] = [
    "Alder Court",
    "Birch Street",
    "Cottonwood Lane",
    "Dakota Avenue",
    "Elk Run",
    "Foothills Drive",
    "Garnet Way",
    "Hawthorn Place",
    "Juniper Road",
    "Larkspur Street",
    "Mesa Trail",
    "Ponderosa Drive",
];

/// A made-up street and number.
pub(super) fn street(chance: &mut Chance) -> String {
    let street = chance.pick(&STREETS).copied().unwrap_or("Alder Court");
    format!("{} {street}", chance.between(100, 9_899))
}
