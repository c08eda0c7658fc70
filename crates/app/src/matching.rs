//! Who should come: every crew is assessed, the best one is asked alone and for a limited time, and why is kept.

use std::collections::BTreeSet;

use dispatch::{Crew, InstallDays, Job, Quality, Rules, Skill, Weights, WorkingWeek};
use domain::{
    Money,
    calendar::{add_days, federal_holiday},
    estimate::{Covering, EstimateInput, RoofShape},
    id::{CrewId, Id, OfferId, OrderId},
    order::{Stage, TransitionName},
    place::Coordinates,
};
use jiff::civil::Date;
use policy::{Permit, act, scope_of_orders};
use store::{
    crew::SeesCrews,
    matching::Assessment,
    offer::{Offer, State},
    order::{Move, NewEvent, Order},
    timer::{self, Kind, Timer},
};

use crate::{App, Caller, Error, mail, transaction::transaction};

/// Days from signing to the first possible installation: cooling-off, survey, design and permit take their time.
const LEAD_DAYS: i32 = 21;
/// Days within which a start is looked for.
const SEARCH_DAYS: i32 = 180;
/// Hours that a crew has to answer.
const OFFER_HOURS: i64 = 24;
/// Hours until the search is repeated when no crew can come.
const RETRY_HOURS: i64 = 24;
/// The event that says that no crew can come yet.
const NO_CREW_YET: &str = "no_crew_yet";
/// What a crew is paid, cents per watt. Sample; the money issue makes it the crew's own price.
const PAY_CENTS_PER_WATT: i64 = 55;

/// The skills that a roof asks for.
pub(crate) fn skills(input: &EstimateInput) -> Vec<Skill> {
    let mut skills = vec![Skill::Photovoltaic, Skill::Electrical];
    match input.covering {
        Covering::Metal => skills.push(Skill::MetalRoof),
        Covering::ConcreteTile => skills.push(Skill::TileRoof),
        Covering::Asphalt | Covering::Membrane => {}
    }
    if input.sections.iter().any(|section| section.shape == RoofShape::Flat) {
        skills.push(Skill::FlatRoof);
    }
    skills
}

fn rules(today: Date) -> Rules {
    let holidays = (0..=SEARCH_DAYS + LEAD_DAYS + 31).map(|n| add_days(today, n)).filter(|day| federal_holiday(*day).is_some()).collect();
    Rules { today, holidays, weights: Weights::default() }
}

/// The days on which a crew works from `start` on.
pub(crate) fn work_days(start: Date, days: i64) -> Vec<Date> {
    let week = WorkingWeek::MONDAY_TO_FRIDAY;
    let wanted = usize::try_from(days).unwrap_or(1).clamp(1, 4);
    (0..40).map(|n| add_days(start, n)).filter(|day| week.has(day.weekday()) && federal_holiday(*day).is_none()).take(wanted).collect()
}

async fn crews<A: SeesCrews>(app: &App, permit: &Permit<A>) -> Result<Vec<Crew>, Error> {
    let booked = app.store().booked_days(permit, app.today()).await?;
    let mut made = Vec::new();
    for crew in app.store().crews(permit).await? {
        let mine = || booked.iter().filter(|(id, _, _)| *id == crew.id);
        let open_jobs = mine().map(|(_, _, order)| *order).collect::<BTreeSet<OrderId>>().len();
        let unsigned = |n: i64| u32::try_from(n).unwrap_or(0);
        made.push(Crew {
            id: crew.id,
            company: crew.company,
            base: app.store().crew_base(permit, &crew)?,
            radius_km: unsigned(crew.radius_km),
            licence_valid_until: crew.licence_valid_until,
            insurance_valid_until: crew.insurance_valid_until,
            certificates: crew.certificates.iter().filter_map(|(skill, until)| Some((Skill::from_code(skill)?, *until))).collect(),
            busy: mine().map(|(_, day, _)| *day).collect(),
            working_week: WorkingWeek::MONDAY_TO_FRIDAY,
            open_jobs: u32::try_from(open_jobs).unwrap_or(u32::MAX),
            max_open_jobs: unsigned(crew.max_open_jobs),
            quality: Quality { judged: unsigned(crew.quality_judged), mean_per_mille: u16::try_from(crew.quality_per_mille).unwrap_or(0) },
            last_job: crew.last_job,
            travel_cost_cents_per_km: unsigned(crew.travel_cents_per_km),
            active: crew.active,
            blocked_for_customer: false,
        });
    }
    Ok(made)
}

fn job(place: Coordinates, earliest: Date, days: i64, skills: Vec<Skill>) -> Result<Job, Error> {
    let days = InstallDays::new(u8::try_from(days).unwrap_or(4).clamp(1, 4)).map_err(Error::from)?;
    Ok(Job { place, earliest, latest: add_days(earliest, SEARCH_DAYS), days, skills })
}

/// The earliest day on which a crew could begin on such a roof, if it were ordered today.
pub(crate) async fn earliest_date<A: SeesCrews>(app: &App, permit: &Permit<A>, input: &EstimateInput) -> Result<Option<Date>, Error> {
    let today = app.today();
    let job = job(input.coordinates, add_days(today, LEAD_DAYS), 2, skills(input))?;
    Ok(dispatch::earliest_date(&job, &crews(app, permit).await?, &rules(today)))
}

/// Not before this day, for an order that is signed today.
pub(crate) fn first_possible_day(today: Date) -> Date {
    add_days(today, LEAD_DAYS)
}

/// Looks for a crew for an order that needs one, in the transaction of the timer that asks for it.
pub(crate) async fn run(app: &App, caller: &Caller, ring: &Permit<act::TimerRing>, timer: &Timer) -> Result<(), Error> {
    let scope = scope_of_orders(&caller.actor, app.env());
    let order = app.store().order(OrderId::from_uuid(timer.object), &scope).await?;
    // An order that has ended or has a crew needs none; the timer has rung in vain.
    let Some(order) = order.filter(|order| order.stage == Stage::Signed) else {
        return crate::timer::only_ring(app, caller, ring, timer).await;
    };
    let permit: Permit<act::OrderMatch> = app.permit(caller, order.resource()).await?;
    if app.store().open_offer(&permit).await?.is_some() {
        return crate::timer::only_ring(app, caller, ring, timer).await;
    }
    let before = app.store().offers_of_order(&permit).await?;
    let declined: BTreeSet<CrewId> = before.iter().map(|offer| offer.crew).collect();
    let round = i64::try_from(before.len()).unwrap_or(i64::MAX).saturating_add(1);
    let place = *order.coordinates.clear(app.store(), &permit)?.expose();
    let today = app.today();
    let earliest = order.earliest_date.max(add_days(today, 3));
    let wanted = job(place, earliest, order.work_days, order.skills.iter().filter_map(|code| Skill::from_code(code)).collect())?;
    let crews = crews(app, &permit).await?;
    let ranking = dispatch::rank(&wanted, &crews, &declined, &rules(today));
    let assessments = assessments(round, &ranking)?;
    let Some(best) = ranking.best() else {
        let said = was_said(app, caller, &order).await?;
        return transaction!(app, caller, tx => {
            timer::ring(tx, ring, timer).await?;
            store::matching::replace(tx, &permit, round, &assessments).await?;
            timer::set(tx, Kind::Match, order.id.uuid(), tx.now().plus_hours(RETRY_HOURS)).await?;
            let event = (!said).then(|| NewEvent::plain(NO_CREW_YET));
            store::order::save(tx, &permit, &order, Move { event, reason: Some("no_crew"), ..Move::default() }).await?;
            Ok(())
        });
    };
    let leader = app.store().account_of_crew(best.crew).await?;
    let mail_permit =
        app.engine().permit::<act::OutboxDrain>(&policy::Actor::worker(), policy::Resource::Company).map_err(|_| Error::Denied)?;
    let leader =
        leader.map(|l| Ok::<_, Error>((l.person, l.language, l.email.clear(app.store(), &mail_permit)?.into_exposed()))).transpose()?;
    transaction!(app, caller, tx => {
        timer::ring(tx, ring, timer).await?;
        let id: OfferId = tx.id()?;
        let expires_at = tx.now().plus_hours(OFFER_HOURS);
        let offer = Offer {
            id,
            order: order.id,
            crew: best.crew,
            round,
            state: State::Open,
            pay: Money::usd(order.system_watts.saturating_mul(PAY_CENTS_PER_WATT)),
            install_date: best.fit.slot.start,
            work_days: order.work_days,
            distance_km: i64::from(best.fit.distance_km.div_ceil(5)) * 5,
            created_at: tx.now(),
            expires_at,
            version: 1,
        };
        store::offer::insert(tx, &permit, &offer).await?;
        store::matching::replace(tx, &permit, round, &assessments).await?;
        timer::set(tx, Kind::OfferExpires, id.uuid(), expires_at).await?;
        if let Some((person, language, email)) = &leader {
            mail::push(tx, *person, email, &mail::offer_waits(app, *language)).await?;
        }
        Ok(())
    })
}

/// Whether the customer was told that no crew can come: once for each search, not every day.
async fn was_said(app: &App, caller: &Caller, order: &Order) -> Result<bool, Error> {
    let permit: Permit<act::OrderRead> = app.permit(caller, order.resource()).await?;
    let events = app.store().order_events(&permit).await?;
    // A crew that was lost begins a new search.
    Ok(events.iter().rev().take_while(|event| event.kind != TransitionName::LoseCrew.name()).any(|event| event.kind == NO_CREW_YET))
}

fn assessments(round: i64, ranking: &dispatch::Ranking) -> Result<Vec<Assessment>, Error> {
    let json = |value: serde_json::Result<serde_json::Value>| value.map_err(|e| Error::Internal(Box::new(e)));
    let mut made = Vec::new();
    for candidate in &ranking.eligible {
        made.push(Assessment {
            round,
            crew: candidate.crew,
            eligible: true,
            score: candidate.fit.score.total,
            start_date: Some(candidate.fit.slot.start),
            detail: json(serde_json::to_value(candidate.fit))?,
        });
    }
    for rejection in &ranking.rejected {
        made.push(Assessment {
            round,
            crew: rejection.crew,
            eligible: false,
            score: 0,
            start_date: None,
            detail: json(serde_json::to_value(&rejection.reasons))?,
        });
    }
    Ok(made)
}
