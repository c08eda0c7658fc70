//! Five months in the life of the company, a day at a time.

use std::sync::Arc;

use domain::{
    Language, Money,
    account::Role,
    estimate::{Covering, EstimateInput, RoofSection, RoofShape, Shade, Usage},
    id::{Id, OrderId},
    order::{Stage, StepName, TransitionName, WorkstreamKind, WorkstreamState},
};
use policy::{Actor, Permit, act};
use uuid::Uuid;

use super::{Scale, chance::Chance, company, company::Company, people};
use crate::{
    App, Caller, Conflict, Error, demo,
    estimate::{self, Size},
    offer::{self, Answer},
    order::{self, Sign, Site},
    place, quote,
};

/// Hours after which crews answer their offers: well within the time that they have.
const HOURS_TO_ANSWER: i64 = 3;

/// An order and how its life is meant to go.
struct Story {
    order: OrderId,
    customer: Actor,
    signed_day: i64,
    /// Days between the steps of its paperwork; some orders are slow.
    pace: i64,
    /// It comes back once for correction.
    corrected: bool,
    /// On which day after signing the customer leaves, if she does.
    leaves_after: Option<i64>,
    /// Its crew takes its time on the roof.
    slow_roof: bool,
    /// The last stage that was seen.
    stage: Stage,
    /// Days in that stage.
    days_in_stage: i64,
}

/// Somebody who acts in the sample.
fn caller(app: &App, actor: &Actor) -> Result<Caller, Error> {
    Ok(Caller {
        actor: actor.clone(),
        session: None,
        language: Language::English,
        request: app.id::<domain::id::JobId>()?.uuid(),
        decided: Arc::default(),
        source: Uuid::nil(),
    })
}

pub(super) async fn live(
    app: &App,
    machine: &Caller,
    permit: &Permit<act::CompanySetUp>,
    company: &Company,
    scale: Scale,
    progress: &mut (dyn FnMut(u32, u32) + Send),
) -> Result<(), Error> {
    let mut chance = Chance::new(0x5EED_0002);
    let mut stories: Vec<Story> = Vec::new();
    let end = app.clock().wall();
    let total = u32::try_from(scale.days).unwrap_or(0);
    let customers = i64::try_from(scale.customers).unwrap_or(0);
    let mut made = 0;
    for day in 0..=scale.days {
        // The last day ends now.
        let morning = end.plus_days(day - scale.days);
        super::set_clock(app, morning);
        // The last ones sign today, so that some still look for a crew.
        let due = if day == scale.days { customers } else { customers * day / scale.days };
        while made < due {
            made += 1;
            stories.push(sign(app, machine, permit, &mut chance, usize::try_from(made).unwrap_or(0), day).await?);
        }
        demo::settle(app).await?;
        // Today's offers are still open when the demo begins. On other days crews answer hours after they were asked and
        // hours before that offer ends, so that it does not matter how long this machine takes for a day.
        if day < scale.days {
            super::set_clock(app, morning.plus_hours(HOURS_TO_ANSWER));
            answer_offers(app, company, &mut chance).await?;
        }
        for story in &mut stories {
            act(app, company, story, day, &mut chance).await?;
        }
        progress(u32::try_from(day).unwrap_or(0), total);
    }
    Ok(())
}

async fn sign(
    app: &App,
    machine: &Caller,
    permit: &Permit<act::CompanySetUp>,
    chance: &mut Chance,
    n: usize,
    day: i64,
) -> Result<Story, Error> {
    let person = people::person(chance, "customer", n)?;
    let customer = company::hire(app, machine, permit, &person, Role::Customer, None).await?;
    let who = Caller { language: person.language, ..caller(app, &customer)? };
    let (saved, view, found) = within_reach(app, &who, chance).await?;
    let size = if chance.percent(25) { Size::Small } else { Size::Medium };
    let offering = view.offering(size).or_else(|| view.recommended()).ok_or(Error::NotFound)?;
    let lock = quote::Lock { estimate: saved.id, size: offering.size, seen_total: offering.price() };
    let quote = quote::lock(app, &who, lock, None).await?;
    let site = Site::parse(&people::street(chance), &found.town, found.zip.as_str()).map_err(Error::Invalid)?;
    let preview = order::preview_contract(app, &who, quote, &site, person.language).await?;
    let command = Sign { quote, site, consent: true, seen_text_hash: preview.text_hash, language: person.language };
    let order = order::sign(app, &who, &command, None).await?;
    let leaves_after = if chance.percent(6) {
        Some(chance.between(0, 2))
    } else if chance.percent(5) {
        Some(chance.between(6, 15))
    } else {
        None
    };
    Ok(Story {
        order,
        customer,
        signed_day: day,
        pace: if chance.percent(20) { 3 } else { 1 },
        corrected: chance.percent(15),
        leaves_after,
        slow_roof: n.is_multiple_of(9),
        stage: Stage::Signed,
        days_in_stage: 0,
    })
}

/// A roof in a town that a crew of the company reaches.
async fn within_reach(
    app: &App,
    who: &Caller,
    chance: &mut Chance,
) -> Result<(estimate::Saved, estimate::EstimateView, place::FoundPlace), Error> {
    for _ in 0..100 {
        let town = chance.pick(place::towns()).ok_or(Error::NotFound)?;
        let found = place::lookup(app, town.zip).await?.ok_or(Error::NotFound)?;
        let input = roof(chance, &found);
        if estimate::preview(app, who, input.clone()).await?.earliest.is_some() {
            let saved = estimate::create(app, who, input, None).await?;
            let view = estimate::read(app, who, saved.id).await?;
            return Ok((saved, view, found));
        }
    }
    Err(Error::Conflict(Conflict::CrewNotFree))
}

fn roof(chance: &mut Chance, place: &place::FoundPlace) -> EstimateInput {
    let shape = chance
        .pick(&[RoofShape::Gable, RoofShape::Gable, RoofShape::Hip, RoofShape::L, RoofShape::Flat])
        .copied()
        .unwrap_or(RoofShape::Gable);
    let flat = shape == RoofShape::Flat;
    let centimetres = |chance: &mut Chance, low, high| u32::try_from(chance.between(low, high) * 10).unwrap_or(900);
    let section = RoofSection {
        shape,
        length_cm: centimetres(chance, 110, 170),
        width_cm: centimetres(chance, 80, 110),
        pitch_deg: if flat { 0 } else { u8::try_from(chance.between(15, 34)).unwrap_or(22) },
        azimuth_deg: u16::try_from(chance.between(120, 240)).unwrap_or(180),
    };
    let covering = if flat {
        Covering::Membrane
    } else {
        chance
            .pick(&[Covering::Asphalt, Covering::Asphalt, Covering::Asphalt, Covering::Metal, Covering::ConcreteTile])
            .copied()
            .unwrap_or_default()
    };
    EstimateInput {
        coordinates: place.coordinates,
        town: place.town.clone(),
        state: place.state.clone(),
        sections: vec![section],
        covering,
        shade: if chance.percent(25) { Shade::Some } else { Shade::None },
        usage: Usage::MonthlyBill(Money::usd(chance.between(90, 240) * 100)),
    }
}

/// Most crews say yes; some say no, some say nothing.
async fn answer_offers(app: &App, company: &Company, chance: &mut Chance) -> Result<(), Error> {
    for crew in &company.crews {
        let who = caller(app, crew)?;
        for open in offer::list(app, &who).await? {
            let answer = match chance.between(1, 100) {
                1..=82 => Answer::Accept,
                83..=93 => Answer::Decline,
                _ => continue,
            };
            match offer::answer(app, &who, open.id, answer).await {
                // The days went to another order meanwhile: then it says no.
                Err(Error::Conflict(Conflict::CrewNotFree)) => drop(offer::answer(app, &who, open.id, Answer::Decline).await?),
                other => drop(other?),
            }
        }
    }
    Ok(())
}

async fn act(app: &App, company: &Company, story: &mut Story, day: i64, chance: &mut Chance) -> Result<(), Error> {
    if story.stage.is_final() {
        return Ok(());
    }
    let customer = caller(app, &story.customer)?;
    let age = day - story.signed_day;
    if story.leaves_after == Some(age) && story.stage.is_before_installation() {
        let leaving = order::leaving(app, &customer, story.order).await?;
        order::leave(app, &customer, story.order, leaving.refund.amount.minor).await?;
    } else if story.stage.is_before_installation() {
        paperwork(app, company, story, age).await?;
    }
    let view = order::read(app, &customer, story.order).await?;
    if view.stage == story.stage {
        story.days_in_stage += 1;
    } else {
        (story.stage, story.days_in_stage) = (view.stage, 0);
    }
    let operations = company.operations.first().ok_or(Error::NotFound)?;
    let who = caller(app, operations)?;
    match view.stage {
        Stage::Ready | Stage::Installing => on_the_roof(app, company, story, &view).await?,
        Stage::Installed if story.days_in_stage >= 4 => {
            let name = if chance.percent(8) { TransitionName::FailInspection } else { TransitionName::PassInspection };
            order::advance(app, &who, story.order, name).await?;
        }
        Stage::Inspected if story.days_in_stage >= 7 + story.pace => {
            order::advance(app, &who, story.order, TransitionName::Energize).await?
        }
        _ => {}
    }
    Ok(())
}

/// Survey, design, permit, interconnection and materials, each on its day.
async fn paperwork(app: &App, company: &Company, story: &Story, age: i64) -> Result<(), Error> {
    let steps: &[(i64, WorkstreamKind, StepName)] = &[
        (2, WorkstreamKind::Survey, StepName::Submit),
        (3, WorkstreamKind::Survey, StepName::Approve),
        (5, WorkstreamKind::Design, StepName::Submit),
        (6, WorkstreamKind::Design, StepName::Approve),
        (7, WorkstreamKind::Permit, StepName::Submit),
        (7, WorkstreamKind::Interconnection, StepName::Submit),
        (8, WorkstreamKind::Materials, StepName::Submit),
        (11, WorkstreamKind::Permit, if story.corrected { StepName::RequestCorrection } else { StepName::Approve }),
        (12, WorkstreamKind::Permit, StepName::Submit),
        (13, WorkstreamKind::Materials, StepName::Approve),
        (15, WorkstreamKind::Interconnection, StepName::Approve),
        (16, WorkstreamKind::Permit, StepName::Approve),
    ];
    let turn = usize::try_from(story.signed_day).unwrap_or(0) % company.operations.len().max(1);
    let operations = company.operations.get(turn).ok_or(Error::NotFound)?;
    for (on, kind, name) in steps.iter().filter(|(on, _, _)| on * story.pace == age) {
        let who = caller(app, operations)?;
        match order::move_workstream(app, &who, story.order, *kind, *name).await {
            // Steps of a correction that was not needed.
            Err(Error::Conflict(Conflict::DoesNotFollow)) if *on >= 12 => {}
            other => other?,
        }
    }
    Ok(())
}

async fn on_the_roof(app: &App, company: &Company, story: &Story, view: &order::OrderView) -> Result<(), Error> {
    let settled = |w: &domain::order::Workstream| matches!(w.state, WorkstreamState::Approved | WorkstreamState::NotNeeded);
    let today = app.today();
    if !view.workstreams.iter().all(settled) || view.install_date.is_none_or(|date| date > today) {
        return Ok(());
    }
    let name = match view.stage {
        Stage::Ready => TransitionName::StartInstallation,
        Stage::Installing if story.days_in_stage >= view.work_days + if story.slow_roof { 6 } else { 0 } => {
            TransitionName::FinishInstallation
        }
        _ => return Ok(()),
    };
    for crew in &company.crews {
        match order::install(app, &caller(app, crew)?, story.order, name).await {
            Ok(()) => break,
            // Another crew's job.
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
