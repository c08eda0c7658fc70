//! What becomes of values that are sent.

use std::collections::BTreeSet;

use super::{Asking, Description, client::Ask, links, listener::Listener};
use crate::words::Words;

/// Parameters that are tried with each kind of value.
const MOST: usize = 10;

const NO_PARAMETER: Words = Words { en: "because no parameter is known", es: "porque no se conoce ningún parámetro" };
const NO_LISTENER: Words = Words {
    en: "because no address was given that the site could call back to",
    es: "porque no se indicó ninguna dirección a la que el sitio pudiera llamar",
};
const MORE: Words =
    Words { en: "because more parameters are known than were tried", es: "porque se conocen más parámetros de los que se probaron" };
const NO_ADDRESS: Words = Words {
    en: "because no parameter is known that looks like an address",
    es: "porque no se conoce ningún parámetro que parezca una dirección",
};

impl Asking<'_> {
    /// A mark with the signs of HTML, of templates and of SQL, in every parameter that is known.
    pub(super) async fn parameters(&mut self, known: &[String], description: Option<&Description>) {
        let mut found: BTreeSet<(String, String)> = BTreeSet::new();
        for link in known {
            let path = link.split('?').next().unwrap_or("/");
            found.extend(links::parameters(link).into_iter().map(|name| (path.to_owned(), name)));
        }
        for exchange in &self.site.exchanges {
            found.extend(search_fields(&self.site.base, &exchange.target, &exchange.body));
        }
        for operation in description
            .iter()
            .flat_map(|description| &description.operations)
            .filter(|operation| operation.method == "GET" && !operation.path.contains('{'))
        {
            found.extend(operation.query.iter().map(|name| (operation.path.clone(), name.clone())));
        }
        let (addresses, texts): (Vec<_>, Vec<_>) = found.into_iter().partition(|(_, name)| address_like(name));
        if texts.is_empty() && addresses.is_empty() {
            for family in ["reflected", "sql"] {
                self.leave_out(family, NO_PARAMETER.into());
            }
        }
        let files = texts.iter().chain(&addresses).filter(|(_, name)| file_like(name)).count();
        for (family, known) in [
            ("reflected", texts.len() + addresses.len()),
            ("sql", texts.len() + addresses.len()),
            ("traversal", files),
            ("redirect", addresses.len()),
            ("ssrf", addresses.len()),
        ] {
            if known > MOST {
                self.leave_rest_out(family, MORE.into());
            }
        }
        let mark = self.options.mark.clone();
        for (path, name) in texts.iter().chain(&addresses).take(MOST) {
            let asked = |value: &str| Ask::get(format!("{path}?{name}={}", links::encoded(value)));
            self.probe("reflected", &[("parameter", name), ("mark", &mark)], asked(&format!("{mark}'\"><{mark}>{{{{191*7}}}}${{191*7}}")))
                .await;
            self.probe("sql/plain", &[("parameter", name)], asked(&mark)).await;
            self.probe("sql/quote", &[("parameter", name)], asked(&format!("{mark}'"))).await;
        }
        for (path, name) in texts.iter().chain(&addresses).filter(|(_, name)| file_like(name)).take(MOST) {
            self.probe(
                "traversal",
                &[("parameter", name)],
                Ask::get(format!("{path}?{name}={}", links::encoded("../../../../../../etc/passwd"))),
            )
            .await;
        }
        for (path, name) in addresses.iter().take(MOST) {
            self.probe("redirect", &[("parameter", name)], Ask::get(format!("{path}?{name}={}", links::encoded("//audit.invalid/")))).await;
        }
        self.called_back(&addresses).await;
    }

    async fn called_back(&mut self, addresses: &[(String, String)]) {
        let Some((listen, told)) = self.options.listener.clone() else {
            self.leave_out("ssrf", NO_LISTENER.into());
            return;
        };
        if addresses.is_empty() {
            self.leave_out("ssrf", NO_ADDRESS.into());
            return;
        }
        let Ok(listener) = Listener::begin(listen, &self.options.mark).await else {
            self.leave_out("ssrf", NO_LISTENER.into());
            return;
        };
        for (at, (path, name)) in addresses.iter().take(MOST).enumerate() {
            let word = format!("{}-{at}", self.options.mark);
            let address = format!("http://{told}/{word}");
            if self.probe("ssrf", &[("parameter", name)], Ask::get(format!("{path}?{name}={}", links::encoded(&address)))).await.is_some() {
                tokio::time::sleep(std::time::Duration::from_millis(300)).await;
                self.state("called", if listener.heard(&word) { "yes" } else { "no" });
            }
        }
    }
}

fn address_like(name: &str) -> bool {
    let name = name.to_lowercase();
    ["url", "uri", "link", "callback", "webhook", "feed", "host", "src", "target", "dest", "next", "redirect", "return", "continue", "goto"]
        .iter()
        .any(|word| name.contains(word))
}

fn file_like(name: &str) -> bool {
    let name = name.to_lowercase();
    ["file", "path", "page", "doc", "template", "include", "download", "folder", "dir", "name", "lang"]
        .iter()
        .any(|word| name.contains(word))
}

/// Text fields of forms that are sent by GET.
fn search_fields(base: &str, at: &str, page: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut action = None;
    for element in crate::evidence::site::elements(page) {
        match element.name.as_str() {
            "form" => {
                let gets = element.attribute("method").is_none_or(|method| method.eq_ignore_ascii_case("get"));
                action = links::resolve(base, at, element.attribute("action").unwrap_or_default()).filter(|_| gets);
            }
            "/form" => action = None,
            "input" if element.attribute("type").is_none_or(|kind| ["text", "search"].contains(&kind)) => {
                if let (Some(action), Some(name)) = (&action, element.attribute("name")) {
                    found.push((action.split('?').next().unwrap_or("/").to_owned(), name.to_owned()));
                }
            }
            _ => {}
        }
    }
    found
}
