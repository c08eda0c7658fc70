//! Every question that can be asked of the policies, and the answers that were yes.

use std::collections::{BTreeMap, BTreeSet};

use audit::evidence::house::{Grant, On, Policy};
use domain::{
    account::Role,
    id::{AccountId, ChangeRequestId, CrewId, EstimateId, Id, OfferId, OrderId, PersonId, QuoteId},
};
use policy::{Action, Actor, Amr, Engine, Resource};
use uuid::Uuid;

const METHODS: [Amr; 5] = [Amr::None, Amr::Password, Amr::Passkey, Amr::Demo, Amr::Machine];

/// Asks an engine about every role, however it came in, on rows of its own and of others, in both circumstances of a row.
#[must_use]
pub fn answers(engine: &Engine) -> Policy {
    let mut asked: u64 = 0;
    let mut yes: BTreeMap<Grant, BTreeSet<&'static str>> = BTreeMap::new();
    for role in Role::ALL {
        for amr in METHODS {
            for active in [true, false] {
                let actor = actor(role, amr, active);
                for (on, resource) in resources() {
                    let kind = Grant {
                        env: engine.env().name().to_owned(),
                        role: role.name().to_owned(),
                        amr: amr.name().to_owned(),
                        deactivated: !active,
                        on,
                        actions: Vec::new(),
                    };
                    for action in Action::ALL {
                        asked = asked.saturating_add(1);
                        if engine.allows(*action, &actor, &resource) {
                            yes.entry(kind.clone()).or_default().insert(action.name());
                        }
                    }
                }
            }
        }
    }
    let grants = yes.into_iter().map(|(kind, actions)| Grant { actions: actions.into_iter().map(str::to_owned).collect(), ..kind });
    Policy { asked, actions: Action::ALL.iter().map(|action| action.name().to_owned()).collect(), grants: grants.collect() }
}

const SELF: Uuid = Uuid::from_u128(1);
const OTHER: Uuid = Uuid::from_u128(2);
const ROW: Uuid = Uuid::from_u128(3);

fn actor(role: Role, amr: Amr, active: bool) -> Actor {
    Actor {
        role,
        account: (role != Role::Visitor && !role.is_machine()).then(|| AccountId::from_uuid(SELF)),
        person: (!role.is_machine()).then(|| PersonId::from_uuid(SELF)),
        crew: (role == Role::Crew).then(|| CrewId::from_uuid(SELF)),
        amr,
        confirmed: true,
        active,
    }
}

fn resources() -> Vec<(On, Resource)> {
    let mut all = vec![(On::Company, Resource::Company)];
    for (on, whose) in [(On::Own, SELF), (On::Others, OTHER)] {
        let owner = PersonId::from_uuid(whose);
        all.push((on, Resource::Estimate { id: EstimateId::from_uuid(ROW), owner }));
        all.push((on, Resource::Quote { id: QuoteId::from_uuid(ROW), owner }));
        // What matters to a crew and to operations: the crew is still to come, the order is in the queue.
        let crew = Some(CrewId::from_uuid(whose));
        for (crew, queued) in [(crew, true), (crew, false), (None, true)] {
            all.push((on, Resource::Order { id: OrderId::from_uuid(ROW), owner, crew, crew_on_duty: true, queued }));
        }
        all.push((on, Resource::Offer { id: OfferId::from_uuid(ROW), crew: CrewId::from_uuid(whose) }));
        all.push((on, Resource::Account { id: AccountId::from_uuid(whose) }));
        let request = |author| Resource::ChangeRequest { id: ChangeRequestId::from_uuid(ROW), owner, author: AccountId::from_uuid(author) };
        all.push((on, request(OTHER)));
        all.push((if on == On::Own { On::OwnRequest } else { On::RequestForOthers }, request(SELF)));
    }
    all
}
