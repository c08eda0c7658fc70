//! What every handler has at hand: the application and how this site is set up.

use std::{
    collections::HashSet,
    sync::{Arc, OnceLock, atomic::AtomicU64},
};

use app::App;
use axum::{body::Bytes, extract::FromRef};
use domain::id::{AccountId, ChangeRequestId, CrewId, EstimateId, Id as _, OfferId, OrderId, PersonId, QuoteId};
use policy::{Action, Actor, Env, Resource};
use uuid::Uuid;

use crate::{
    api,
    cookie::Cookies,
    guard::rate::{Limiter, Rate},
    live::Streams,
    local_path::LocalPath,
    origin::{NotAnOrigin, Origin},
    route::{Access, Area, Method, Route},
};

/// What a site needs beyond the application. Comes from configuration, never from a request.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Further addresses under which it answers, such as `http://localhost:8080` beside `http://127.0.0.1:8080`.
    pub aliases: Vec<Origin>,
    /// Where to report a weakness: a `mailto:` or `https:` address for `security.txt`; without one there is no such file.
    pub security_contact: Option<String>,
    /// All requests of one source.
    pub requests: Rate,
    /// Those of them that do something.
    pub changes: Rate,
    /// Open event streams of one source.
    pub streams_per_source: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            aliases: Vec::new(),
            security_contact: None,
            requests: Rate { per_second: 50, burst: 300 },
            changes: Rate { per_second: 2, burst: 40 },
            streams_per_source: 12,
        }
    }
}

/// The state of all handlers; cheap to clone.
#[derive(Clone)]
pub struct Site {
    app: App,
    house: Arc<House>,
}

struct House {
    origin: Origin,
    settings: Settings,
    requests: Limiter,
    changes: Limiter,
    streams: Streams,
    /// Violations of our content security policy that browsers reported since the start.
    violations: AtomicU64,
    /// The paths of all pages that can be looked at.
    pages: HashSet<&'static str>,
    /// Actions that a visitor can ever be permitted.
    for_visitors: HashSet<Action>,
    /// The table of this site, for its description.
    routes: Vec<Route>,
    /// Made when it is first asked for.
    description: OnceLock<Bytes>,
}

impl Site {
    pub(crate) fn new(app: App, settings: Settings, routes: &[Route]) -> Result<Self, NotAnOrigin> {
        let is_page = |route: &&Route| route.method == Method::Get && route.area == Area::Page;
        let actions = routes.iter().filter_map(|route| match route.access {
            Access::Action(action) => Some(action),
            Access::Public(_) | Access::SignedIn => None,
        });
        let house = House {
            origin: Origin::parse(app.base_url())?,
            requests: Limiter::new(settings.requests),
            changes: Limiter::new(settings.changes),
            streams: Streams::new(settings.streams_per_source),
            violations: AtomicU64::new(0),
            pages: routes.iter().filter(is_page).map(|route| route.path).collect(),
            for_visitors: actions.filter(|action| can_be_a_visitors(&app, *action)).collect(),
            routes: routes.to_vec(),
            description: OnceLock::new(),
            settings,
        };
        Ok(Self { app, house: Arc::new(house) })
    }

    /// The use cases.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }
    /// The address under which it is reached.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.house.origin
    }
    /// How this site is set up.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.house.settings
    }
    /// How this site names and protects its cookies.
    #[must_use]
    pub fn cookies(&self) -> Cookies {
        Cookies::new(self.origin().is_secure())
    }
    /// The demo on this machine.
    #[must_use]
    pub fn is_demo(&self) -> bool {
        self.app.env() == Env::Demo
    }
    /// The origin that a `Host` header means, if it is one of ours.
    pub(crate) fn origin_of(&self, authority: &str) -> Option<&Origin> {
        std::iter::once(self.origin()).chain(&self.settings().aliases).find(|origin| origin.has_authority(authority))
    }
    /// Whether the menu may lead there: a page without parameters.
    pub(crate) fn has_page(&self, path: &str) -> bool {
        self.house.pages.contains(path) && !path.contains('{')
    }
    /// The page to which a form at `action` belongs: what is shown at its own address, else at the nearest one above it.
    /// The first page is above everything and belongs to nothing.
    pub(crate) fn page_of(&self, action: &LocalPath) -> Option<LocalPath> {
        let mut path = action.path();
        while path.len() > 1 {
            if self.house.pages.iter().any(|page| fits(page, path)) {
                return LocalPath::parse(path).ok();
            }
            (path, _) = path.rsplit_once('/')?;
        }
        None
    }
    pub(crate) fn is_for_visitors(&self, action: Action) -> bool {
        self.house.for_visitors.contains(&action)
    }
    /// The description of the interface as JSON text.
    pub(crate) fn description(&self) -> Bytes {
        let describe = || {
            let cookie = self.cookies().session_name();
            let document = api::document(&self.house.routes, &self.origin().to_string(), cookie, |action| self.is_for_visitors(action));
            Bytes::from(document.to_string())
        };
        self.house.description.get_or_init(describe).clone()
    }
    pub(crate) fn requests(&self) -> &Limiter {
        &self.house.requests
    }
    pub(crate) fn changes(&self) -> &Limiter {
        &self.house.changes
    }
    pub(crate) fn streams(&self) -> &Streams {
        &self.house.streams
    }
    pub(crate) fn violations(&self) -> &AtomicU64 {
        &self.house.violations
    }
}

impl FromRef<Site> for App {
    fn from_ref(site: &Site) -> Self {
        site.app.clone()
    }
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Site({})", self.origin())
    }
}

/// Whether `path` is one of a route's, in which `{name}` stands for any part.
fn fits(route: &str, path: &str) -> bool {
    let (mut parts, mut own) = (route.split('/'), path.split('/'));
    loop {
        match (parts.next(), own.next()) {
            (None, None) => return true,
            (Some(part), Some(own)) if part == own || (part.starts_with('{') && !own.is_empty()) => {}
            _ => return false,
        }
    }
}

/// Whether policy permits `action` to a visitor on some row that is as much hers as a row can be. Asked of the policies
/// themselves, so that there is no second list to forget.
fn can_be_a_visitors(app: &App, action: Action) -> bool {
    let id = Uuid::nil();
    let owner = PersonId::from_uuid(id);
    let visitor = Actor::visitor(Some(owner));
    [
        Resource::Company,
        Resource::Estimate { id: EstimateId::from_uuid(id), owner },
        Resource::Quote { id: QuoteId::from_uuid(id), owner },
        Resource::Order { id: OrderId::from_uuid(id), owner, crew: None, crew_on_duty: false, queued: true },
        Resource::Offer { id: OfferId::from_uuid(id), crew: CrewId::from_uuid(id) },
        Resource::ChangeRequest { id: ChangeRequestId::from_uuid(id), owner, author: AccountId::from_uuid(id) },
        Resource::Account { id: AccountId::from_uuid(id) },
    ]
    .iter()
    .any(|resource| app.engine().allows(action, &visitor, resource))
}
