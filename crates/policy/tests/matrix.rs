//! Cedar against an independent truth table in plain Rust, over every role × action × relation × circumstance.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use domain::{
    Timestamp,
    account::Role,
    id::{AccountId, ChangeRequestId, CrewId, EstimateId, Id, OfferId, OrderId, PersonId, QuoteId},
};
use policy::{Action, Actor, Amr, Engine, Env, Resource, Rows, scope_of_orders};

const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);

fn id<T: Id>(n: u8) -> T {
    T::generate(NOW, [n; 10])
}

#[derive(Clone, Copy, Debug)]
struct Relation {
    own: bool,
    on_duty: bool,
    queued: bool,
    author: bool,
}

fn resources(r: Relation) -> Vec<Resource> {
    let n = if r.own { 1 } else { 2 };
    let owner: PersonId = id(n);
    vec![
        Resource::Company,
        Resource::Estimate { id: id::<EstimateId>(7), owner },
        Resource::Quote { id: id::<QuoteId>(7), owner },
        Resource::Order { id: id::<OrderId>(7), owner, crew: Some(id::<CrewId>(n)), crew_on_duty: r.on_duty, queued: r.queued },
        Resource::Order { id: id::<OrderId>(7), owner, crew: None, crew_on_duty: r.on_duty, queued: r.queued },
        Resource::Offer { id: id::<OfferId>(7), crew: id(n) },
        Resource::ChangeRequest { id: id::<ChangeRequestId>(7), owner, author: id::<AccountId>(if r.author { 1 } else { 3 }) },
        Resource::Account { id: id::<AccountId>(n) },
    ]
}

/// What the product promises, written without looking at the policies' text.
fn promised(action: Action, actor: &Actor, resource: &Resource, env: Env) -> bool {
    let staff = actor.role.is_staff();
    let sane = actor.active
        && !(actor.amr == Amr::Demo && env == Env::Production)
        && (!staff || matches!(actor.amr, Amr::Passkey | Amr::Demo))
        && (actor.role.is_machine() == (actor.amr == Amr::Machine))
        && ((actor.role == Role::Visitor) == (actor.amr == Amr::None));
    if !sane {
        return false;
    }
    let shopper = matches!(actor.role, Role::Visitor | Role::Customer);
    match resource {
        Resource::Company => match action {
            Action::EstimateCreate => shopper,
            Action::SignUp | Action::SignIn | Action::Confirm | Action::ResetPassword | Action::ApiDescribe => true,
            Action::MetricsRead => matches!(actor.role, Role::Sales | Role::Head),
            Action::BoardRead => actor.role == Role::Operations,
            Action::SupportSearch => actor.role == Role::Support,
            Action::HealthRead => matches!(actor.role, Role::Engineer | Role::Head),
            Action::TrailRead => matches!(actor.role, Role::Officer | Role::Head),
            Action::AuditRead => matches!(actor.role, Role::Officer | Role::Head),
            Action::AuditAsk => matches!(actor.role, Role::Officer | Role::Head | Role::Timer),
            Action::AuditRecord => actor.role == Role::Worker,
            Action::MailboxRead | Action::ClockMove => env == Env::Demo,
            Action::TimerRing => actor.role == Role::Timer,
            Action::OutboxDrain | Action::CompanySetUp | Action::HouseExamine => actor.role == Role::Worker,
            Action::OrderList => match actor.role {
                Role::Customer => actor.person.is_some(),
                Role::Crew => actor.crew.is_some(),
                Role::Support | Role::Operations => true,
                _ => false,
            },
            Action::OfferList => actor.role == Role::Crew && actor.crew.is_some(),
            _ => false,
        },
        Resource::Estimate { owner, .. } => {
            matches!(action, Action::EstimateRead | Action::QuoteLock) && shopper && actor.person == Some(*owner)
        }
        Resource::Quote { owner, .. } => match action {
            Action::QuoteRead | Action::QuoteClaim => shopper && actor.person == Some(*owner),
            Action::OrderSign => actor.role == Role::Customer && actor.confirmed && actor.person == Some(*owner),
            _ => false,
        },
        Resource::Order { owner, crew, crew_on_duty, queued, .. } => {
            let owns = actor.role == Role::Customer && actor.person == Some(*owner);
            let works = actor.role == Role::Crew && actor.crew.is_some() && actor.crew == *crew;
            let operates = actor.role == Role::Operations && *queued;
            let supports = actor.role == Role::Support;
            let clock = actor.role == Role::Timer;
            match action {
                Action::OrderRead => owns || works || operates || supports || clock,
                Action::SeeContact => owns || operates || (works && *crew_on_duty),
                Action::SeePrice | Action::ContractRead | Action::AccessRead | Action::OrderWithdraw => owns,
                Action::OrderInstall => works,
                Action::OrderAdvance => operates || clock,
                Action::OrderMatch => clock,
                Action::WorkstreamMove => operates,
                Action::MatchRead => operates || supports,
                Action::PersonReveal | Action::ChangePropose => supports,
                _ => false,
            }
        }
        Resource::Offer { crew, .. } => {
            matches!(action, Action::OfferRead | Action::OfferAnswer) && actor.role == Role::Crew && actor.crew == Some(*crew)
        }
        Resource::ChangeRequest { owner, author, .. } => match action {
            Action::ChangeRead => actor.role == Role::Support || (actor.role == Role::Customer && actor.person == Some(*owner)),
            Action::ChangeAnswer => actor.role == Role::Customer && actor.person == Some(*owner) && actor.account != Some(*author),
            _ => false,
        },
        Resource::Account { id } => {
            matches!(action, Action::AccountRead | Action::SignOut | Action::AccountChange) && actor.account == Some(*id)
        }
    }
}

/// A session that can be: staff with a passkey, machines as machines, visitors without one.
fn is_plausible(role: Role, amr: Amr) -> bool {
    match amr {
        Amr::None => role == Role::Visitor,
        Amr::Machine => role.is_machine(),
        Amr::Password => matches!(role, Role::Customer | Role::Crew),
        Amr::Passkey | Amr::Demo => role != Role::Visitor && !role.is_machine(),
    }
}

/// Plausible actors in every variant; impossible ones once, because they get nothing whatever else they are.
fn actors() -> Vec<Actor> {
    let mut all = Vec::new();
    for role in Role::ALL {
        for amr in [Amr::None, Amr::Password, Amr::Passkey, Amr::Demo, Amr::Machine] {
            let variants: &[(bool, bool, bool)] = if is_plausible(role, amr) {
                &[(true, true, true), (true, false, true), (false, true, true), (false, false, true), (true, true, false)]
            } else {
                &[(true, true, true)]
            };
            for (with, confirmed, active) in variants {
                all.push(Actor {
                    role,
                    account: with.then(|| id(1)),
                    person: with.then(|| id(1)),
                    crew: with.then(|| id(1)),
                    amr,
                    confirmed: *confirmed,
                    active: *active,
                });
            }
        }
    }
    all
}

/// Asks every question in one environment; each is a test of its own, so that they run beside each other.
fn compare(env: Env) {
    let relations = (0..16_u8).map(|b| Relation { own: b & 1 == 0, on_duty: b & 2 == 0, queued: b & 4 == 0, author: b & 8 == 0 });
    let mut distinct: Vec<Resource> = Vec::new();
    for resource in relations.flat_map(resources) {
        if !distinct.contains(&resource) {
            distinct.push(resource);
        }
    }
    let (actors, engine) = (actors(), Engine::load(env).unwrap());
    for resource in distinct {
        for actor in &actors {
            for action in Action::ALL {
                let expected = promised(*action, actor, &resource, env);
                assert_eq!(engine.allows(*action, actor, &resource), expected, "{action:?} {actor:?} {resource:?} {env:?}");
            }
        }
    }
}

#[test]
fn cedar_keeps_exactly_what_the_product_promises_in_production() {
    compare(Env::Production);
}

#[test]
fn cedar_keeps_exactly_what_the_product_promises_in_the_demo() {
    compare(Env::Demo);
}

#[test]
fn a_set_per_action_decides_like_all_policies() {
    for env in [Env::Production, Env::Demo] {
        let engine = Engine::load(env).unwrap();
        let relation = Relation { own: true, on_duty: true, queued: true, author: true };
        for resource in resources(relation) {
            for actor in actors().iter().step_by(3) {
                for action in Action::ALL {
                    assert_eq!(engine.allows(*action, actor, &resource), engine.allows_by_all_policies(*action, actor, &resource));
                }
            }
        }
    }
}

#[test]
fn a_row_is_in_scope_exactly_when_reading_it_is_permitted() {
    for env in [Env::Production, Env::Demo] {
        let engine = Engine::load(env).unwrap();
        for own in [true, false] {
            for queued in [true, false] {
                for resource in resources(Relation { own, on_duty: true, queued, author: false }) {
                    let Resource::Order { owner, crew, queued, .. } = &resource else { continue };
                    for actor in actors() {
                        let in_scope = match scope_of_orders(&actor, env).rows() {
                            Rows::None => false,
                            Rows::Owner(person) => person == *owner,
                            Rows::Crew(c) => Some(c) == *crew,
                            Rows::Queue => *queued,
                            Rows::All => true,
                        };
                        assert_eq!(in_scope, engine.allows(Action::OrderRead, &actor, &resource), "{actor:?} {resource:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn nobody_approves_their_own_request() {
    let engine = Engine::load(Env::Demo).unwrap();
    let customer = Actor {
        role: Role::Customer,
        account: Some(id(1)),
        person: Some(id(1)),
        crew: None,
        amr: Amr::Password,
        confirmed: true,
        active: true,
    };
    let own = Resource::ChangeRequest { id: id(7), owner: id(1), author: id(1) };
    assert!(!engine.allows(Action::ChangeAnswer, &customer, &own));
}
