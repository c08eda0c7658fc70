//! Who should come: every crew is assessed, the best one is asked alone and for a limited time, and why is kept.

use std::collections::BTreeSet;

use dispatch::{Crew, InstallDays, Job, Quality, Rules, Skill, Verdict, Weights, WorkingWeek};
use domain::{
    Money, Timestamp,
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
    matching::{Assessment, SearchEvents},
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
/// Days for which a crew that let an offer lapse, or lost the order, is not asked about it again.
const REST_DAYS: i64 = 3;
/// Panels that a crew lays in a day; the estimate's pages reckon with as many. Sample.
const PANELS_A_DAY: u32 = 16;
/// The event that says that no crew can come yet.
const NO_CREW_YET: &str = "no_crew_yet";
/// What the history calls the moments of a search.
pub(crate) fn search_events() -> SearchEvents {
    SearchEvents { in_vain: NO_CREW_YET, anew: TransitionName::LoseCrew.name() }
}
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
    let holidays = (0..=dispatch::MAX_WINDOW_DAYS + 31).map(|n| add_days(today, n)).filter(|day| federal_holiday(*day).is_some()).collect();
    Rules { today, holidays, weights: Weights::default() }
}

/// The days on which a crew works from `start` on.
pub(crate) fn work_days(start: Date, days: i64) -> Vec<Date> {
    let week = WorkingWeek::MONDAY_TO_FRIDAY;
    let wanted = usize::try_from(days).unwrap_or(1).clamp(1, usize::from(InstallDays::MAX));
    (0..40).map(|n| add_days(start, n)).filter(|day| week.has(day.weekday()) && federal_holiday(*day).is_none()).take(wanted).collect()
}

/// Days of work that so many panels take; all of them are booked.
///
/// # Errors
/// More than one installation may have.
pub(crate) fn install_days(panels: u32) -> Result<InstallDays, Error> {
    let days = panels.div_ceil(PANELS_A_DAY).max(1);
    Ok(InstallDays::new(u8::try_from(days).unwrap_or(u8::MAX))?)
}

/// All crews, with the days that they promised; those for the order `aside` are not counted.
async fn crews<A: SeesCrews>(app: &App, permit: &Permit<A>, aside: Option<OrderId>) -> Result<Vec<Crew>, Error> {
    let mut booked = app.store().booked_days(permit, app.today()).await?;
    booked.retain(|(_, _, order)| Some(*order) != aside);
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
    let days = InstallDays::new(u8::try_from(days).unwrap_or(u8::MAX))?;
    Ok(Job { place, earliest, latest: add_days(earliest, SEARCH_DAYS), days, skills })
}

fn skills_of(order: &Order) -> Vec<Skill> {
    order.skills.iter().filter_map(|code| Skill::from_code(code)).collect()
}

/// Whether the order's own crew can come from `start` on, by every rule by which crews are chosen.
pub(crate) async fn can_come<A: SeesCrews>(app: &App, permit: &Permit<A>, order: &Order, start: Date) -> Result<bool, Error> {
    let days = work_days(start, order.work_days);
    let (Some(id), Some(last)) = (order.crew, days.last()) else { return Ok(false) };
    let wanted = Job { latest: *last, ..job(app.store().roof_for_matching(permit, order)?, start, order.work_days, skills_of(order))? };
    let crews = crews(app, permit, Some(order.id)).await?;
    let Some(crew) = crews.iter().find(|crew| crew.id == id) else { return Ok(false) };
    Ok(match dispatch::assess(&wanted, crew, &rules(app.today())).verdict {
        Verdict::Eligible(fit) => fit.slot.start == start,
        Verdict::NotEligible(_) => false,
    })
}

/// The earliest day on which a crew could begin on such a roof, if it were ordered today.
pub(crate) async fn earliest_date<A: SeesCrews>(app: &App, permit: &Permit<A>, input: &EstimateInput) -> Result<Option<Date>, Error> {
    let today = app.today();
    let job = job(input.coordinates, add_days(today, LEAD_DAYS), 2, skills(input))?;
    Ok(dispatch::earliest_date(&job, &crews(app, permit, None).await?, &rules(today)))
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
    let declined = passed_over(app, caller, &order, &before).await?;
    let round = i64::try_from(before.len()).unwrap_or(i64::MAX).saturating_add(1);
    let place = *order.coordinates.clear(app.store(), &permit)?.expose();
    let today = app.today();
    let earliest = order.earliest_date.max(add_days(today, 3));
    let wanted = job(place, earliest, order.work_days, skills_of(&order))?;
    let crews = crews(app, &permit, None).await?;
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
        // The order moves with its offer: whoever left it, or found it a crew, since it was read here has won.
        store::order::save(tx, &permit, &order, Move { reason: Some("offered"), ..Move::default() }).await?;
        store::offer::insert(tx, &permit, &offer).await?;
        store::matching::replace(tx, &permit, round, &assessments).await?;
        timer::set(tx, Kind::OfferExpires, id.uuid(), expires_at).await?;
        if let Some(leader) = &leader {
            mail::push_to(tx, leader, &mail::offer_waits(app, leader.language)).await?;
        }
        Ok(())
    })
}

/// Crews that are not asked again: whoever said no, never; whoever let an offer lapse or gave the order back, not for some days.
async fn passed_over(app: &App, caller: &Caller, order: &Order, before: &[Offer]) -> Result<BTreeSet<CrewId>, Error> {
    let permit: Permit<act::OrderRead> = app.permit(caller, order.resource()).await?;
    let events = app.store().order_events(&permit).await?;
    let lost_at = events.iter().rev().find(|event| event.kind == TransitionName::LoseCrew.name()).map(|event| event.at);
    let now = app.clock().now();
    let is_lately = |at: Timestamp| now < at.plus_days(REST_DAYS);
    let is_passed_over = |offer: &&Offer| match offer.state {
        State::Declined | State::Open => true,
        State::Expired => is_lately(offer.expires_at),
        State::Accepted => lost_at.is_some_and(is_lately),
        State::Withdrawn => false,
    };
    Ok(before.iter().filter(is_passed_over).map(|offer| offer.crew).collect())
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
