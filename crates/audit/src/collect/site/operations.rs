//! Every operation as every role and as nobody, and objects of others.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Asking, Description, client::Ask, openapi::Operation, signed_in::Session};
use crate::words::Words;

const NO_DESCRIPTION: Words = Words {
    en: "because no OpenAPI document was given and the site shows none",
    es: "porque no se indicó ningún documento OpenAPI y el sitio no muestra ninguno",
};
const NO_SESSION: Words =
    Words { en: "because no account was given or could sign in", es: "porque no se indicó ninguna cuenta o ninguna pudo iniciar sesión" };
const NO_OBJECT: Words = Words {
    en: "because no object is known that belongs to one account only",
    es: "porque no se conoce ningún objeto que pertenezca a una sola cuenta",
};

const MORE: Words = Words {
    en: "because more operations are described than were tried",
    es: "porque se describen más operaciones de las que se probaron",
};
const NO_CHANGES: Words = Words { en: "because trying to change something was not allowed", es: "porque no se permitió intentar cambios" };

/// Objects of one account that others ask for.
const OBJECTS: usize = 3;

impl Asking<'_> {
    /// Operations of the description, and what accounts own.
    pub(super) async fn operations(&mut self, description: Option<&Description>) {
        let sessions = self.sessions.clone();
        match description {
            Some(description) => {
                if description.is_cut {
                    self.leave_rest_out("operation", MORE.into());
                }
                self.as_nobody(description).await;
                self.as_roles(description, &sessions).await;
            }
            None => self.leave_out("operation", NO_DESCRIPTION.into()),
        }
        if sessions.is_empty() {
            self.leave_out("object", NO_SESSION.into());
            return;
        }
        let owned = self.owned(description, &sessions).await;
        for (owner, target) in &owned {
            self.of_others(owner, target, &sessions).await;
        }
        if owned.is_empty() {
            self.leave_out("object", NO_OBJECT.into());
        }
        if !self.options.changes {
            self.leave_out("object/changed", NO_CHANGES.into());
        }
    }

    async fn as_nobody(&mut self, description: &Description) {
        let may_change = self.options.changes;
        for operation in description.operations.iter().filter(|operation| operation.method == "GET" || may_change) {
            let guarded = if operation.secured {
                "yes"
            } else if description.guarded {
                "no"
            } else {
                "unsaid"
            };
            let privileged = if operation.privileged { "yes" } else { "no" };
            self.probe("operation/nobody", &[("guarded", guarded), ("privileged", privileged)], ask(operation, "1")).await;
        }
    }

    /// What has no business with a role: what is for administrators, for everybody else, and what its account forbids.
    async fn as_roles(&mut self, description: &Description, sessions: &[Session]) {
        let may_change = self.options.changes;
        if sessions.is_empty() {
            self.leave_out("operation/role", NO_SESSION.into());
        }
        for session in sessions {
            let administers = ["admin", "root", "superuser"].iter().any(|word| session.account.role.to_lowercase().contains(word));
            for operation in description.operations.iter().filter(|operation| operation.method == "GET" || may_change) {
                let forbidden = session.account.forbidden.iter().any(|begin| operation.path.starts_with(begin.as_str()));
                let denied = forbidden || (operation.privileged && !administers);
                let facts = [("as", session.account.role.as_str()), ("denied", if denied { "yes" } else { "no" })];
                self.probe("operation/role", &facts, session.ask(ask(operation, "1"))).await;
            }
        }
    }

    /// What belongs to one account only: what was given, and what stands in its list and in nobody else's.
    async fn owned(&mut self, description: Option<&Description>, sessions: &[Session]) -> Vec<(Session, String)> {
        let mut owned: Vec<(Session, String)> =
            sessions.iter().flat_map(|session| session.account.owns.iter().map(|target| (session.clone(), target.clone()))).collect();
        let operations = description.map(|description| description.operations.as_slice()).unwrap_or_default();
        for item in operations.iter().filter(|operation| operation.method == "GET" && operation.path.matches('{').count() == 1) {
            let Some((list, rest)) = item.path.split_once("/{") else { continue };
            if !rest.ends_with('}') || !operations.iter().any(|operation| operation.method == "GET" && operation.path == list) {
                continue;
            }
            let name = rest.trim_end_matches('}');
            let mut seen: Vec<BTreeSet<String>> = Vec::new();
            for session in sessions {
                let answer = self.client.ask(&session.ask(Ask::get(list))).await.ok().filter(|answer| answer.accepted());
                seen.push(answer.map(|answer| ids(&answer.body, name)).unwrap_or_default());
            }
            for (at, (session, own)) in sessions.iter().zip(&seen).enumerate().filter(|(_, (session, _))| !session.account.reads_all) {
                // A list that everybody sees alike is public.
                let elsewhere = |id: &&String| {
                    seen.iter().enumerate().any(|(other, ids)| {
                        other != at && ids.contains(*id) && sessions.get(other).is_some_and(|session| !session.account.reads_all)
                    })
                };
                if sessions.len() > 1 {
                    owned.extend(
                        own.iter()
                            .filter(|id| !elsewhere(id))
                            .take(OBJECTS)
                            .map(|id| (session.clone(), format!("{list}/{}", super::links::encoded(id)))),
                    );
                }
            }
        }
        owned
    }

    /// Asks for an object as its owner, as everybody else, and as nobody.
    async fn of_others(&mut self, owner: &Session, target: &str, sessions: &[Session]) {
        let of = owner.account.role.as_str();
        let Some(own) =
            self.probe("object/own", &[("as", of), ("of", of)], owner.ask(Ask::get(target))).await.filter(super::Answer::accepted)
        else {
            return;
        };
        let mut others: Vec<(String, Ask)> = vec![("nobody".to_owned(), Ask::get(target))];
        for other in sessions.iter().filter(|other| other.account.name != owner.account.name || other.account.role != owner.account.role) {
            if !other.account.reads_all {
                others.push((other.account.role.clone(), other.ask(Ask::get(target))));
            }
        }
        for (role, ask) in others {
            let Some(answer) = self.probe("object/other", &[("as", &role), ("of", of)], ask).await else { continue };
            // A sign-in page with status 200 is not the object.
            let same = answer.accepted() && !own.body.is_empty() && alike(&own.body, &answer.body);
            self.state("same", if same { "yes" } else { "no" });
            if let Some(exchange) = self.site.exchanges.last_mut() {
                exchange.body.clear();
            }
        }
        if self.options.changes {
            for other in sessions.iter().filter(|other| other.account.name != owner.account.name && !other.account.reads_all) {
                let ask = Ask::post(target, "application/json", "{}").method("PATCH");
                self.probe("object/changed", &[("as", &other.account.role), ("of", of)], other.ask(ask)).await;
            }
        }
    }
}

/// A request for an operation, with this in the place of every name in its path.
fn ask(operation: &Operation, id: &str) -> Ask {
    let mut target = String::new();
    let mut rest = operation.path.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        target.push_str(before);
        target.push_str(id);
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    target.push_str(rest);
    let mut ask = Ask::get(target);
    if operation.method != "GET" {
        ask.body = Some(("application/json".to_owned(), "{}".to_owned()));
    }
    ask.method(&operation.method)
}

/// Equal, or equal but for a few bytes such as a time or a token.
fn alike(one: &str, other: &str) -> bool {
    let longer = one.len().max(other.len());
    one == other
        || (longer > 64
            && one.len().abs_diff(other.len()) * 20 <= longer
            && one.bytes().zip(other.bytes()).filter(|(one, other)| one == other).count() * 10 >= longer * 9)
}

/// Identifiers in a list: of a JSON array, or of the first array within an object.
fn ids(body: &str, name: &str) -> BTreeSet<String> {
    let Ok(document) = serde_json::from_str::<Value>(body) else { return BTreeSet::new() };
    let list = document.as_array().or_else(|| document.as_object()?.values().find_map(Value::as_array));
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let id = |item: &Value| [name, "id", "uuid", "number"].iter().find_map(|field| item.get(field).and_then(text));
    list.into_iter().flatten().filter_map(id).take(1000).collect()
}

#[cfg(test)]
mod tests {
    use super::{alike, ids};

    #[test]
    fn identifiers_are_found_in_lists() {
        assert_eq!(ids("[{\"id\":1},{\"id\":\"b\"}]", "order_id").into_iter().collect::<Vec<_>>(), ["1", "b"]);
        assert_eq!(ids("{\"total\":1,\"items\":[{\"order_id\":7}]}", "order_id").into_iter().collect::<Vec<_>>(), ["7"]);
        assert!(ids("no", "id").is_empty());
        assert!(alike("a", "a") && !alike("a", "b"));
    }
}
