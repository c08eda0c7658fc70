//! What went wrong, said once: RFC 9457 JSON or a page from the same value.
//!
//! A handler returns a [`Problem`] (or an [`app::Error`], by `?`). It travels as an extension of an empty answer to the
//! outermost layer, which alone knows the reader's language and whether she gets a page. A problem of ours says the
//! number of the request and nothing else; its cause is logged under that number.

use std::{borrow::Cow, error::Error, fmt::Write as _, sync::Arc};

use app::Conflict;
use askama::Template;
use axum::{
    http::{
        HeaderValue, StatusCode,
        header::{CONTENT_TYPE, LOCATION, RETRY_AFTER},
    },
    response::{IntoResponse, Response},
};
use domain::{Invalid, Language};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::{
    local_path::LocalPath,
    page::{Chrome, Html},
    site::Site,
    text::{Texts, explain, format, texts},
    visit::Visit,
};

/// Why a request was not answered as asked.
#[derive(Clone, Debug)]
pub struct Problem {
    kind: Kind,
    /// Seconds.
    retry_after: Option<u32>,
    fields: Vec<Field>,
    cause: Option<Arc<dyn Error + Send + Sync>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Malformed,
    Invalid,
    SignInNeeded,
    CredentialsRefused,
    Denied,
    Forged,
    NotFound,
    MethodNotAllowed,
    TooSlow,
    Conflict(Conflict),
    TooLarge,
    UnsupportedMediaType,
    WrongHost,
    TooMany,
    Busy,
    Broken,
}

/// A refused field: of the domain, said in the reader's language under the name that it has in this request; or of a JSON
/// body, in the words of its reader.
#[derive(Clone, Debug)]
enum Field {
    Domain { name: Cow<'static, str>, invalid: Invalid },
    Json { path: String, detail: String },
}

impl From<Invalid> for Field {
    fn from(invalid: Invalid) -> Self {
        Self::Domain { name: invalid.field.into(), invalid }
    }
}

impl Problem {
    /// The body or query is not what its type says (400).
    #[must_use]
    pub fn malformed() -> Self {
        Self::new(Kind::Malformed)
    }
    /// A field of a JSON body or a header was refused (422).
    #[must_use]
    pub fn field(path: &str, detail: &str) -> Self {
        Self { fields: vec![Field::Json { path: path.to_owned(), detail: detail.to_owned() }], ..Self::new(Kind::Invalid) }
    }
    /// There is no such thing for this reader (404).
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(Kind::NotFound)
    }
    /// Somebody must be signed in (401, or the sign-in page).
    #[must_use]
    pub fn sign_in_needed() -> Self {
        Self::new(Kind::SignInNeeded)
    }
    /// The body says that it is something that this route does not read (415).
    #[must_use]
    pub fn unsupported_media_type() -> Self {
        Self::new(Kind::UnsupportedMediaType)
    }
    /// The body is too long (413).
    #[must_use]
    pub fn too_large() -> Self {
        Self::new(Kind::TooLarge)
    }
    /// Too many attempts (429).
    #[must_use]
    pub fn too_many(retry_after: u32) -> Self {
        Self { retry_after: Some(retry_after), ..Self::new(Kind::TooMany) }
    }
    /// Our fault (500); the cause goes to the log.
    pub fn broken(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { cause: Some(Arc::from(cause.into())), ..Self::new(Kind::Broken) }
    }
    pub(crate) fn too_slow() -> Self {
        Self::new(Kind::TooSlow)
    }
    pub(crate) fn busy(retry_after: u32) -> Self {
        Self { retry_after: Some(retry_after), ..Self::new(Kind::Busy) }
    }
    pub(crate) fn forged() -> Self {
        Self::new(Kind::Forged)
    }
    pub(crate) fn wrong_host() -> Self {
        Self::new(Kind::WrongHost)
    }
    pub(crate) fn method_not_allowed() -> Self {
        Self::new(Kind::MethodNotAllowed)
    }

    /// The same with refused fields under other names, where `name` knows one: a form and a JSON body call them differently.
    #[must_use]
    pub(crate) fn renamed(mut self, name: impl Fn(&str) -> Option<String>) -> Self {
        for field in &mut self.fields {
            if let Field::Domain { name: own, .. } = field
                && let Some(other) = name(own)
            {
                *own = other.into();
            }
        }
        self
    }

    fn new(kind: Kind) -> Self {
        Self { kind, retry_after: None, fields: Vec::new(), cause: None }
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self.kind {
            Kind::Malformed => StatusCode::BAD_REQUEST,
            Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Kind::SignInNeeded | Kind::CredentialsRefused => StatusCode::UNAUTHORIZED,
            Kind::Denied | Kind::Forged => StatusCode::FORBIDDEN,
            Kind::NotFound => StatusCode::NOT_FOUND,
            Kind::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Kind::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Kind::Conflict(_) => StatusCode::CONFLICT,
            Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Kind::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Kind::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Kind::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Kind::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The refused fields and why, in `language`.
    #[must_use]
    pub fn fields(&self, language: Language) -> Vec<(String, String)> {
        let said = |field: &Field| match field {
            Field::Domain { name, invalid } => (name.clone().into_owned(), explain(invalid, language)),
            Field::Json { path, detail } => (path.clone(), detail.clone()),
        };
        self.fields.iter().map(said).collect()
    }

    /// The name for programs; part of the interface, so it never changes.
    fn name(&self) -> &'static str {
        match self.kind {
            Kind::Malformed => "malformed",
            Kind::Invalid => "invalid",
            Kind::SignInNeeded => "sign-in-needed",
            Kind::CredentialsRefused => "credentials-refused",
            Kind::Denied => "denied",
            Kind::Forged => "cross-site",
            Kind::NotFound => "not-found",
            Kind::MethodNotAllowed => "method-not-allowed",
            Kind::TooSlow => "too-slow",
            Kind::Conflict(conflict) => conflict_name(conflict),
            Kind::TooLarge => "too-large",
            Kind::UnsupportedMediaType => "unsupported-media-type",
            Kind::WrongHost => "wrong-host",
            Kind::TooMany => "too-many",
            Kind::Busy => "busy",
            Kind::Broken => "broken",
        }
    }

    /// Heading and sentence.
    fn words(&self, t: &Texts) -> (&'static str, &'static str) {
        let e = &t.error;
        match self.kind {
            Kind::Invalid => (e.summary, ""),
            Kind::SignInNeeded => (e.sign_in_first, e.sign_in_first_text),
            Kind::CredentialsRefused => (t.account.sign_in_refused, t.account.sign_in_refused_hint),
            Kind::Denied => (e.forbidden, e.forbidden_text),
            // All three: what was sent is not what a page of ours sends; loading that page again mends it.
            Kind::Forged | Kind::Malformed | Kind::UnsupportedMediaType => (e.stale_form, e.stale_form_text),
            Kind::NotFound | Kind::MethodNotAllowed | Kind::WrongHost => (e.not_found, e.not_found_text),
            Kind::Conflict(Conflict::Changed | Conflict::KeyReused | Conflict::AlreadyAnswered) => (e.conflict, e.conflict_text),
            Kind::Conflict(Conflict::AlreadyProposed) => (e.not_now, t.staff.change_waits_hint),
            Kind::Conflict(_) => (e.not_now, e.not_now_text),
            Kind::TooLarge => (e.too_large, e.too_large_text),
            Kind::TooMany => (e.too_many, e.too_many_text),
            Kind::TooSlow | Kind::Busy => (e.busy, e.busy_text),
            Kind::Broken => (e.broken, e.broken_text),
        }
    }
}

fn conflict_name(conflict: Conflict) -> &'static str {
    match conflict {
        Conflict::Changed => "conflict:changed",
        Conflict::OfferClosed => "conflict:offer-closed",
        Conflict::QuoteExpired => "conflict:quote-expired",
        Conflict::AlreadySigned => "conflict:already-signed",
        Conflict::TooLate => "conflict:too-late",
        Conflict::AlreadyProposed => "conflict:already-proposed",
        Conflict::AlreadyAnswered => "conflict:already-answered",
        Conflict::KeyReused => "conflict:key-reused",
        Conflict::CrewNotFree => "conflict:crew-not-free",
        Conflict::DoesNotFollow => "conflict:does-not-follow",
    }
}

impl From<app::Error> for Problem {
    fn from(error: app::Error) -> Self {
        use app::Error as E;
        match error {
            E::Invalid(fields) => Self { fields: fields.into_iter().map(Field::from).collect(), ..Self::new(Kind::Invalid) },
            E::NotFound => Self::new(Kind::NotFound),
            E::Denied => Self::new(Kind::Denied),
            E::SignInNeeded => Self::new(Kind::SignInNeeded),
            E::CredentialsRefused => Self::new(Kind::CredentialsRefused),
            E::Conflict(conflict) => Self::new(Kind::Conflict(conflict)),
            E::TooMany { retry_after } => Self::too_many(retry_after),
            E::Busy { retry_after } => Self::busy(retry_after),
            E::Internal(cause) => Self::broken(cause),
        }
    }
}

impl From<Invalid> for Problem {
    fn from(invalid: Invalid) -> Self {
        app::Error::from(invalid).into()
    }
}

// Without words yet: they are put in by `said`.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Gives a problem its words; every other answer stays as it is.
pub(crate) fn said(site: &Site, visit: &Visit, mut response: Response) -> Response {
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    if let Some(cause) = &problem.cause {
        tracing::error!(request = %visit.request, cause = chain(cause.as_ref()), "a request failed");
    }
    let mut answer = if visit.wants_json() { json(&problem, visit) } else { page(&problem, site, visit) };
    // What the router or handler said besides, such as `Allow` with 405, stays true.
    for (name, value) in response.headers() {
        answer.headers_mut().entry(name).or_insert_with(|| value.clone());
    }
    if let Some(seconds) = problem.retry_after {
        answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds.max(1)));
    }
    answer
}

/// An error and its sources in one line.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    for source in std::iter::successors(error.source(), |source| (*source).source()) {
        // Writing to a String cannot fail.
        let _ = write!(text, ": {source}");
    }
    text
}

/// A refusal as problem details (RFC 9457).
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
pub(crate) struct ProblemBody<'a> {
    /// `urn:sunward:problem:` and a name that never changes, such as `invalid` or `conflict:quote-expired`.
    r#type: String,
    /// What went wrong, for people.
    title: &'a str,
    /// The status of the answer.
    status: u16,
    /// More about it, for people.
    #[serde(skip_serializing_if = "str::is_empty")]
    detail: &'a str,
    /// Names the request.
    instance: String,
    /// The refused fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldBody>,
}

/// A refused field.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RefusedField")]
struct FieldBody {
    /// Its place in the body, such as `sections[0].pitch_deg`, or the name of a parameter.
    field: String,
    /// Why, for people.
    detail: String,
}

impl Problem {
    /// What a program reads; `request` names the request.
    pub(crate) fn body(&self, language: Language, request: Uuid) -> ProblemBody<'static> {
        let (title, detail) = self.words(texts(language));
        ProblemBody {
            r#type: format!("urn:sunward:problem:{}", self.name()),
            title,
            status: self.status().as_u16(),
            detail,
            instance: format!("urn:uuid:{request}"),
            errors: self.fields(language).into_iter().map(|(field, detail)| FieldBody { field, detail }).collect(),
        }
    }
}

fn json(problem: &Problem, visit: &Visit) -> Response {
    // A struct of texts and numbers always serialises.
    let body = serde_json::to_string(&problem.body(visit.language, visit.request)).unwrap_or_default();
    (problem.status(), [(CONTENT_TYPE, "application/problem+json")], body).into_response()
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    chrome: Chrome,
    text: &'static str,
    fields: Vec<(String, String)>,
    request: Option<String>,
    wait: Option<String>,
    /// Where to try again, and the word for it; `None` where that would not help or there is no page for it.
    again: Option<(LocalPath, &'static str)>,
}

fn page(problem: &Problem, site: &Site, visit: &Visit) -> Response {
    if problem.kind == Kind::SignInNeeded {
        let next =
            if visit.is_safe && visit.path.as_str() != "/" { format!("?next={}", query_value(visit.path.as_str())) } else { String::new() };
        let location = HeaderValue::from_str(&format!("/sign-in{next}")).unwrap_or_else(|_| HeaderValue::from_static("/sign-in"));
        return (StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response();
    }
    let t = texts(visit.language);
    let (title, text) = problem.words(t);
    let page = ProblemPage {
        chrome: Chrome::new(site, visit, visit.known_caller()).titled(title),
        text,
        fields: problem.fields(visit.language),
        request: (problem.kind == Kind::Broken).then(|| visit.request.to_string()),
        wait: problem.retry_after.map(|seconds| t.error.wait(format::duration(i64::from(seconds), visit.language))),
        again: match problem.kind {
            // The page as it is now; an address that only takes forms is none.
            Kind::Conflict(_) if visit.is_safe => Some((visit.path.clone(), t.error.conflict_button)),
            Kind::Conflict(_) => site.page_of(&visit.path).map(|page| (page, t.error.conflict_button)),
            Kind::Broken | Kind::Busy | Kind::TooMany | Kind::TooSlow | Kind::Forged | Kind::Malformed if visit.is_safe => {
                Some((visit.path.clone(), t.error.try_again))
            }
            _ => None,
        },
    };
    (problem.status(), Html(page)).into_response()
}

/// A value inside a query: what is not unreserved is escaped.
fn query_value(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut escaped, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(escaped, "%{byte:02X}");
        }
        escaped
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_inside_a_query_stays_one_value() {
        assert_eq!(query_value("/orders?page=2&x=%2F"), "/orders%3Fpage%3D2%26x%3D%252F");
        let typed = crate::extract::Typed::parse(format!("next={}", query_value("/a?b=c&d=+%20")).as_bytes()).unwrap();
        assert_eq!(typed.text("next"), "/a?b=c&d=+%20");
    }

    #[test]
    fn the_cause_is_logged_with_its_sources_and_never_said() {
        let cause = app::Error::Internal(Box::new(std::io::Error::other("disk on fire")));
        let problem = Problem::from(cause);
        assert_eq!(problem.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(chain(problem.cause.clone().unwrap().as_ref()), "disk on fire");
        for language in [Language::English, Language::Spanish] {
            let (title, text) = problem.words(texts(language));
            assert!(!title.contains("disk") && !text.contains("disk"));
        }
    }

    #[test]
    fn names_are_different_and_fit_a_urn() {
        let conflicts = [Conflict::Changed, Conflict::OfferClosed, Conflict::TooLate, Conflict::DoesNotFollow].map(Kind::Conflict);
        let kinds = [Kind::Malformed, Kind::Invalid, Kind::SignInNeeded, Kind::Denied, Kind::NotFound, Kind::Busy, Kind::Broken];
        let mut names: Vec<_> = conflicts.into_iter().chain(kinds).map(|kind| Problem::new(kind).name()).collect();
        assert!(names.iter().all(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || b"-:".contains(&byte))));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 11);
    }
}
