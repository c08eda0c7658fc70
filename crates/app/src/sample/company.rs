//! Staff, installer companies and crews.

use domain::{
    account::Role,
    calendar::add_days,
    id::{AccountId, CompanyId, CrewId, PersonId},
    place::Coordinates,
};
use policy::{Actor, Amr, Permit, act};
use store::{
    account::NewAccount,
    crew::{self, NewCrew},
};

use super::{Scale, chance::Chance, people};
use crate::{App, Caller, Error, transaction::transaction};

/// Who was hired and founded.
#[derive(Debug)]
pub(super) struct Company {
    pub(super) operations: Vec<Actor>,
    pub(super) crews: Vec<Actor>,
}

const STAFF: [(Role, &str, usize); 6] = [
    (Role::Engineer, "engineer", 12),
    (Role::Support, "support", 3),
    (Role::Sales, "sales", 1),
    (Role::Operations, "operations", 2),
    (Role::Officer, "officer", 1),
    (Role::Head, "head", 1),
];

const INSTALLERS: [&str; 12] = [
    "Alpenglow Electric",
    "Bluebird Roofing",
    "Continental Divide Solar",
    "Dry Creek Energy",
    "Flatirons Power",
    "Green Mountain Installers",
    "High Plains Electric",
    "Juniper Solar",
    "Lodgepole Energy",
    "Mile High Mounting",
    "Poudre River Solar",
    "Sandstone Electric",
];

/// Bases along the Front Range, microdegrees: the middles of towns that everybody knows, not addresses.
const BASES: [(i32, i32); 10] = [
    (39_739_200, -104_990_300),
    (40_015_000, -105_270_500),
    (40_585_300, -105_084_400),
    (38_833_900, -104_821_400),
    (39_729_400, -104_831_900),
    (39_704_700, -105_081_400),
    (40_423_300, -104_709_100),
    (39_372_200, -104_856_100),
    (40_167_200, -105_101_900),
    (38_254_400, -104_609_100),
];

pub(super) async fn found(app: &App, caller: &Caller, permit: &Permit<act::CompanySetUp>, scale: Scale) -> Result<Company, Error> {
    let mut chance = Chance::new(0x5EED_0001);
    let mut operations = Vec::new();
    for (role, kind, count) in STAFF {
        for n in 1..=count {
            let actor = hire(app, caller, permit, &people::person(&mut chance, kind, n)?, role, None).await?;
            if role == Role::Operations {
                operations.push(actor);
            }
        }
    }
    let mut companies = Vec::new();
    for name in INSTALLERS {
        let id: CompanyId = app.id()?;
        transaction!(app, caller, tx => {
            crew::insert_company(tx, permit, id, name).await?;
            Ok(())
        })?;
        companies.push((id, name));
    }
    let mut crews = Vec::new();
    for n in 0..scale.crews {
        let id = found_crew(app, caller, permit, &mut chance, &companies, n, scale).await?;
        crews.push(hire(app, caller, permit, &people::person(&mut chance, "crew", n + 1)?, Role::Crew, Some(id)).await?);
    }
    Ok(Company { operations, crews })
}

async fn found_crew(
    app: &App,
    caller: &Caller,
    permit: &Permit<act::CompanySetUp>,
    chance: &mut Chance,
    companies: &[(CompanyId, &str)],
    n: usize,
    scale: Scale,
) -> Result<CrewId, Error> {
    let id: CrewId = app.id()?;
    let (company, company_name) = companies.get(n % companies.len().max(1)).copied().ok_or(Error::NotFound)?;
    let (latitude, longitude) = BASES.get(n % BASES.len()).copied().unwrap_or((39_739_200, -104_990_300));
    let shift = |chance: &mut Chance| i32::try_from(chance.between(-60_000, 60_000)).unwrap_or(0);
    let base = Coordinates::new(latitude + shift(chance), longitude + shift(chance))?;
    let begins = app.today();
    // Counted from the first start: most papers hold for long; some end soon, so that matching has something to refuse.
    let paper = |chance: &mut Chance, may_end: bool| {
        let days = scale.days + if may_end && chance.percent(12) { chance.between(5, 40) } else { chance.between(200, 700) };
        add_days(begins, i32::try_from(days).unwrap_or(700))
    };
    let mut certificates = vec![("photovoltaic".to_owned(), paper(chance, n > 2)), ("electrical".to_owned(), paper(chance, n > 2))];
    for skill in ["metal_roof", "tile_roof", "flat_roof"] {
        if n < 2 || chance.percent(60) {
            certificates.push((skill.to_owned(), paper(chance, false)));
        }
    }
    let new = NewCrew {
        id,
        company,
        name: format!("{company_name}, crew {}", n / companies.len().max(1) + 1),
        base,
        radius_km: chance.between(60, 140),
        max_open_jobs: chance.between(5, 9),
        quality_per_mille: chance.between(820, 990),
        quality_judged: chance.between(3, 80),
        travel_cents_per_km: chance.between(55, 90),
        licence_valid_until: paper(chance, n > 2),
        insurance_valid_until: paper(chance, n > 2),
        certificates,
    };
    transaction!(app, caller, tx => {
        crew::insert(tx, permit, &new).await?;
        Ok(())
    })?;
    Ok(id)
}

/// Opens a confirmed account without a password: in the demo people come in by links.
pub(super) async fn hire(
    app: &App,
    caller: &Caller,
    permit: &Permit<act::CompanySetUp>,
    person: &people::Person,
    role: Role,
    crew: Option<CrewId>,
) -> Result<Actor, Error> {
    let (id, subject): (AccountId, PersonId) = (app.id()?, app.id()?);
    transaction!(app, caller, tx => {
        let new = NewAccount {
            id,
            person: subject,
            role,
            email: person.email.clone(),
            name: person.name.clone(),
            phone: Some(person.phone.clone()),
            password: None,
            confirmed: true,
            language: person.language,
            crew,
        };
        store::account::insert(tx, permit, &new).await?;
        Ok(())
    })?;
    Ok(Actor { role, account: Some(id), person: Some(subject), crew, amr: Amr::Demo, confirmed: true, active: true })
}
