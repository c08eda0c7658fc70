//! A small world for tests over HTTP: people of every kind, and one thing of every kind that belongs to one of them.

use std::collections::BTreeMap;

use app::{change_request, change_request::Propose};
use domain::{
    account::Role,
    calendar::{add_days, federal_holiday},
    id::{AccountId, AuditRunId, ChangeRequestId, EstimateId, Id as _, OfferId, OrderId, PersonId, QuoteId},
    order::WorkstreamKind,
    text::FreeText,
};
use policy::{Action, Actor, Env, Resource, scope_of_orders};
use testkit::{Answer, Bench, Browser, Database, Person, TestClock, browser::Form, roof};
use vault::{SystemRandom, Token};
use web::{Access, Area, Method, Route};

/// People of every kind, and what is Ana's.
pub(crate) struct Neighbourhood {
    pub(crate) bench: Bench,
    /// By what they are to Ana's things.
    pub(crate) people: Vec<(&'static str, Person)>,
    estimate: EstimateId,
    quote: QuoteId,
    order: OrderId,
    /// For which another date is proposed.
    moving: OrderId,
    offer: OfferId,
    change: ChangeRequestId,
    /// A run of the audit, which is the company's.
    run: AuditRunId,
    token: String,
    order_resource: Resource,
    offer_resource: Resource,
    change_resource: Resource,
}

impl Neighbourhood {
    pub(crate) async fn new(database: Database) -> Self {
        let bench = Bench::staffed(database).await;
        let ana = bench.person(Role::Customer, "Ana Quintanilla").await;
        let eve = bench.person(Role::Customer, "Eve Other").await;
        let support = bench.first(Role::Support).await;
        let (order, leader) = bench.matched(&ana).await;
        let (moving, _) = bench.matched(&ana).await;
        let change = propose(&bench, &ana, &support, moving).await;
        let (_, asked, offer) = bench.offered(&ana).await;
        let estimate = bench.estimate(&ana, roof::denver()).await;
        let quote = bench.quote(&ana).await;
        let mut people = vec![
            ("nobody", Person { actor: Actor::visitor(None) }),
            ("visitor", bench.visitor()),
            ("ana", ana.clone()),
            ("another customer", eve),
            ("her crew", leader.clone()),
            ("the crew that is asked", asked),
        ];
        let another = bench.crews().await.into_iter().find(|crew| people.iter().all(|(_, who)| who.actor.crew != crew.actor.crew));
        people.push(("another crew", another.expect("a third crew")));
        people.push(("support", support));
        for (name, role) in [
            ("sales", Role::Sales),
            ("operations", Role::Operations),
            ("engineer", Role::Engineer),
            ("officer", Role::Officer),
            ("head", Role::Head),
        ] {
            people.push((name, bench.first(role).await));
        }
        let run = app::audit::ask_for_run(&bench.app, &bench.first(Role::Officer).await.caller(&bench)).await.unwrap();
        assert!(app::audit::run_next(&bench.app).await.unwrap());
        let store = bench.app.store();
        let all = scope_of_orders(&Actor::timer(), Env::Demo);
        let order_resource = store.order(order, &all).await.unwrap().unwrap().resource();
        let offer_resource = store.offer(offer).await.unwrap().unwrap().resource();
        let change_resource = store.change_request(change).await.unwrap().unwrap().resource();
        let token = Token::generate(&SystemRandom).unwrap().text().as_str().to_owned();
        Self { bench, people, estimate, quote, order, moving, offer, change, run, token, order_resource, offer_resource, change_resource }
    }

    /// The same world in a database of its own.
    pub(crate) async fn copy(&self) -> Self {
        let database = Database::sqlite("copy");
        let (Database::Sqlite { directory: from }, Database::Sqlite { directory: to }) = (&self.bench.database, &database) else {
            panic!("only a file can be copied")
        };
        let target = to.join("sunward.sqlite");
        let raw = testkit::Raw::open(&self.bench.database).await;
        raw.execute(&format!("VACUUM INTO '{}'", target.display())).await.unwrap();
        raw.close().await;
        assert!(from.exists());
        let clock = TestClock::at(self.bench.app.clock().wall());
        let bench = Bench::over(database, Env::Demo, clock).await;
        Self {
            bench,
            people: self.people.clone(),
            token: self.token.clone(),
            order_resource: self.order_resource.clone(),
            offer_resource: self.offer_resource.clone(),
            change_resource: self.change_resource.clone(),
            ..*self
        }
    }

    pub(crate) fn person(&self, name: &str) -> &Person {
        &self.people.iter().find(|(own, _)| *own == name).expect("somebody").1
    }

    pub(crate) async fn browser(&self, name: &str) -> Browser {
        self.bench.browser_of(self.person(name)).await
    }

    /// The values of a path's parameters: Ana's things, or such as nobody has.
    pub(crate) fn values(&self, is_real: bool) -> BTreeMap<&'static str, String> {
        let or_random = |real: String, other: String| if is_real { real } else { other };
        let app = &self.bench.app;
        BTreeMap::from([
            ("estimate", or_random(self.estimate.to_string(), app.id::<EstimateId>().unwrap().to_string())),
            ("quote", or_random(self.quote.to_string(), app.id::<QuoteId>().unwrap().to_string())),
            ("order", or_random(self.order.to_string(), app.id::<OrderId>().unwrap().to_string())),
            ("offer", or_random(self.offer.to_string(), app.id::<OfferId>().unwrap().to_string())),
            ("change", or_random(self.change.to_string(), app.id::<ChangeRequestId>().unwrap().to_string())),
            // What everybody may know of or nobody: a run is no person's.
            ("run", or_random(self.run.to_string(), app.id::<AuditRunId>().unwrap().to_string())),
            ("kind", WorkstreamKind::Survey.name().to_owned()),
            ("token", self.token.clone()),
            ("file", web::asset::path("app.css").trim_start_matches("/assets/").to_owned()),
        ])
    }

    /// A route's path with its parameters filled in.
    pub(crate) fn path(route: &Route, values: &BTreeMap<&'static str, String>) -> String {
        let fill = |part: &str| match part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            // A new kind of id is to be taught here, so that no route is left out.
            Some(name) => values.get(name).unwrap_or_else(|| panic!("{}: nobody told the tests of {{{name}}}", route.path)).clone(),
            None => part.to_owned(),
        };
        route.path.split('/').map(fill).collect::<Vec<_>>().join("/")
    }

    /// Whether a route names a thing of somebody's.
    pub(crate) fn names_a_thing(route: &Route) -> bool {
        ["{estimate}", "{quote}", "{order}", "{offer}", "{change}"].iter().any(|name| route.path.contains(name))
    }

    /// What a route is about: the company, the caller, and what its path names.
    pub(crate) fn resources(&self, route: &Route, who: &Person) -> Vec<Resource> {
        let owner = self.person("ana").actor.person.expect("a person");
        let mut about = vec![Resource::Company];
        about.extend(who.actor.account.map(|id| Resource::Account { id }));
        let named = [
            ("{estimate}", Resource::Estimate { id: self.estimate, owner }),
            ("{quote}", Resource::Quote { id: self.quote, owner }),
            ("{order}", self.order_resource.clone()),
            ("{offer}", self.offer_resource.clone()),
            ("{change}", self.change_resource.clone()),
        ];
        about.extend(named.into_iter().filter(|(name, _)| route.path.contains(name)).map(|(_, resource)| resource));
        about
    }

    /// What policy says to a route's action, by everything that the route is about.
    pub(crate) fn allows(&self, route: &Route, action: Action, who: &Person) -> bool {
        self.resources(route, who).iter().any(|resource| self.bench.app.engine().allows(action, &who.actor, resource))
    }

    /// Whether somebody may know that what a path names is there.
    pub(crate) fn may_know(&self, route: &Route, who: &Person) -> bool {
        let looks = [Action::EstimateRead, Action::QuoteRead, Action::OrderRead, Action::OfferRead, Action::ChangeRead];
        looks
            .into_iter()
            .any(|look| self.resources(route, who).iter().any(|resource| self.bench.app.engine().allows(look, &who.actor, resource)))
    }

    /// Whether an action can ever be a visitor's.
    pub(crate) fn is_for_visitors(&self, action: Action) -> bool {
        let actor = Actor::visitor(Some(PersonId::from_uuid(uuid::Uuid::nil())));
        let owner = actor.person.expect("a person");
        let own = [
            Resource::Company,
            Resource::Estimate { id: self.estimate, owner },
            Resource::Quote { id: self.quote, owner },
            Resource::Account { id: AccountId::from_uuid(uuid::Uuid::nil()) },
        ];
        own.iter().any(|resource| self.bench.app.engine().allows(action, &actor, resource))
    }

    /// Who may use a route, the first of each kind.
    pub(crate) fn users(&self, route: &Route) -> Vec<&'static str> {
        let may = |who: &Person| match route.access {
            Access::Public(_) => true,
            Access::SignedIn => who.actor.account.is_some(),
            Access::Action(action) => self.allows(route, action, who),
        };
        self.people.iter().filter(|(_, who)| may(who)).map(|(name, _)| *name).collect()
    }

    /// Every form that anybody finds on any page, with who found it; one of each kind.
    pub(crate) async fn forms(&self) -> Vec<(&'static str, Form)> {
        let routes = web::routes();
        let kind = |form: &Form| {
            let route = routes.iter().find(|route| route.method == Method::Post && fits(route.path, &form.action));
            (route.map(|route| route.path), form.fields.iter().map(|field| field.name.clone()).collect::<Vec<_>>())
        };
        let mut browsers = BTreeMap::new();
        for (name, _) in &self.people {
            browsers.insert(*name, self.browser(name).await);
        }
        let mut found: Vec<(&'static str, Form)> = Vec::new();
        let values = self.values(true);
        for route in routes.iter().filter(|route| route.method == Method::Get && route.area == Area::Page) {
            for name in self.users(route) {
                let mut paths = vec![Self::path(route, &values)];
                // An order without a proposal has the form for one, another one has the answer to it.
                if route.path == "/orders/{order}" {
                    paths.push(format!("/orders/{}", self.moving));
                }
                for path in paths {
                    let page = browsers[name].get(&path).await;
                    for mut form in page.forms().into_iter().filter(|form| form.method == "post") {
                        if form.action.is_empty() {
                            form.action.clone_from(&path);
                        }
                        if !found.iter().any(|(_, seen)| kind(seen) == kind(&form)) {
                            found.push((name, form));
                        }
                    }
                }
            }
        }
        found
    }
}

/// Whether a path is one of a route's.
pub(crate) fn fits(route: &str, path: &str) -> bool {
    let (route, path): (Vec<&str>, Vec<&str>) =
        (route.split('/').collect(), path.split('?').next().unwrap_or_default().split('/').collect());
    route.len() == path.len() && route.iter().zip(path).all(|(part, own)| *part == own || (part.starts_with('{') && !own.is_empty()))
}

async fn propose(bench: &Bench, ana: &Person, support: &Person, order: OrderId) -> ChangeRequestId {
    let present = app::order::read(&bench.app, &ana.caller(bench), order).await.unwrap().install_date.expect("a date");
    let works = |day: &jiff::civil::Date| day.weekday().to_monday_one_offset() <= 5 && federal_holiday(*day).is_none();
    let install_date = (7..21).map(|days| add_days(present, days)).find(works).expect("a working day");
    let reason = FreeText::parse("reason", "The inspector is ill.").unwrap();
    let command = Propose { order, install_date, reason };
    change_request::propose(&bench.app, &support.caller(bench), &command, None).await.unwrap()
}

/// The headers that every answer has.
pub(crate) fn has_headers(answer: &Answer, what: &str) {
    for (name, begins) in [
        ("content-security-policy", "default-src 'none'"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "geolocation=(self)"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
    ] {
        assert!(answer.header(name).starts_with(begins), "{what}: {name} is {:?}", answer.header(name));
    }
    assert_eq!(answer.header("x-request-id").len(), 36, "{what}");
    assert!(!answer.header("cache-control").is_empty(), "{what}");
    assert_eq!(answer.header("access-control-allow-origin"), "", "{what}: no other site may read it");
    assert_eq!((answer.header("server"), answer.header("x-powered-by")), ("", ""), "{what}");
}
