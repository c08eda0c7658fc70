use app::Caller;
use domain::{
    Language,
    account::Role,
    id::{AccountId, CrewId, Id, PersonId},
    text::{Email, PersonName, Phone},
};
use policy::{Actor, Amr, Permit, Resource, act};
use store::account::NewAccount;
use uuid::Uuid;

use crate::Bench;

/// Somebody who acts in a test.
#[derive(Clone, Debug)]
pub struct Person {
    /// As policy sees her.
    pub actor: Actor,
}

impl Person {
    /// As a use case sees her, in a request of its own.
    #[must_use]
    pub fn caller(&self, bench: &Bench) -> Caller {
        Caller {
            actor: self.actor.clone(),
            session: None,
            language: Language::English,
            request: bench.app.id::<domain::id::JobId>().expect("randomness").uuid(),
            decided: std::sync::Arc::default(),
            source: Uuid::nil(),
        }
    }
}

impl Bench {
    /// A new confirmed account of a role.
    ///
    /// # Panics
    /// When it cannot be written.
    pub async fn person(&self, role: Role, name: &str) -> Person {
        self.person_of_crew(role, name, None).await
    }
    /// A new confirmed account that leads a crew.
    ///
    /// # Panics
    /// When it cannot be written.
    pub async fn person_of_crew(&self, role: Role, name: &str, crew: Option<CrewId>) -> Person {
        let app = &self.app;
        let permit: Permit<act::CompanySetUp> = app.engine().permit(&Actor::worker(), Resource::Company).expect("workers set up");
        let (id, subject): (AccountId, PersonId) = (app.id().expect("id"), app.id().expect("id"));
        let tx = app.store().begin(app.clock().now(), None).await.expect("begins");
        let new = NewAccount {
            id,
            person: subject,
            role,
            email: Email::parse("email", &format!("{}@test.example", id.uuid().simple())).expect("an address"),
            name: PersonName::parse("name", name).expect("a name"),
            phone: Some(Phone::parse("phone", "303-555-0142").expect("a number")),
            password: None,
            confirmed: true,
            language: Language::English,
            crew,
        };
        store::account::insert(&tx, &permit, &new).await.expect("inserts");
        let _ = tx.commit(()).await.expect("commits");
        Person { actor: Actor { role, account: Some(id), person: Some(subject), crew, amr: Amr::Demo, confirmed: true, active: true } }
    }
    /// The first person of a role in the sample company.
    ///
    /// # Panics
    /// When there is none.
    pub async fn first(&self, role: Role) -> Person {
        let account = self.app.store().first_account_of(role).await.expect("reads").expect("somebody has this role");
        Person {
            actor: Actor {
                role,
                account: Some(account.id),
                person: Some(account.person),
                crew: account.crew,
                amr: Amr::Demo,
                confirmed: true,
                active: true,
            },
        }
    }
    /// Somebody without an account.
    #[must_use]
    pub fn visitor(&self) -> Person {
        Person { actor: Actor::visitor(Some(self.app.id().expect("id"))) }
    }
}
