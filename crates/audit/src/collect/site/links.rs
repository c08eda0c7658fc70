//! Where a page leads, on the same host.

use crate::evidence::site::elements;

/// Where a page leads: paths with their queries, each once, in order. Other hosts are left out.
pub(super) fn links(base: &str, at: &str, page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for element in elements(page) {
        let attribute = match element.name.as_str() {
            "a" | "area" => "href",
            "form" => "action",
            _ => continue,
        };
        if let Some(target) = element.attribute(attribute).and_then(|href| resolve(base, at, href))
            && !found.contains(&target)
        {
            found.push(target);
        }
    }
    found
}

/// An address on the same host as path and query; none for other hosts and for what is no page.
pub(super) fn resolve(base: &str, at: &str, href: &str) -> Option<String> {
    let href = href.split('#').next().unwrap_or_default().trim();
    let path = if let Some(rest) = href.strip_prefix(base).filter(|rest| rest.is_empty() || rest.starts_with(['/', '?'])) {
        if rest.starts_with('/') { rest.to_owned() } else { format!("/{rest}") }
    } else if href.starts_with("//") || href.contains("://") || href.split(['/', '?']).next().is_some_and(|begin| begin.contains(':')) {
        return None;
    } else if href.starts_with('/') {
        href.to_owned()
    } else if href.starts_with('?') {
        format!("{}{href}", at.split('?').next().unwrap_or("/"))
    } else if href.is_empty() {
        at.to_owned()
    } else {
        let folder = at.split('?').next().unwrap_or("/").rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{folder}/{href}")
    };
    Some(path.replace(' ', "%20")).filter(|path| path.bytes().all(|byte| byte.is_ascii_graphic()) && path.len() < 2048)
}

/// Names of the parameters in a query, without values.
pub(super) fn parameters(target: &str) -> Vec<String> {
    let query = target.split_once('?').map(|(_, query)| query).unwrap_or_default();
    query.split('&').filter_map(|pair| pair.split('=').next()).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// A value as it stands in a query.
pub(super) fn encoded(value: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    value.bytes().map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::{encoded, links, parameters, resolve};

    #[test]
    fn only_the_same_host_is_followed() {
        let base = "https://a.example";
        for (href, to) in [
            ("/x?y=1#z", Some("/x?y=1")),
            ("x", Some("/in/x")),
            ("?q=1", Some("/in/page?q=1")),
            ("https://a.example/b", Some("/b")),
            ("https://a.example.evil/b", None),
            ("//b.example/", None),
            ("mailto:a@b", None),
            ("javascript:alert(1)", None),
        ] {
            assert_eq!(resolve(base, "/in/page", href).as_deref(), to, "{href}");
        }
        assert_eq!(links(base, "/", "<a href=/a>a</a><a href=/a>b</a><form action='/s?t=1'>"), ["/a", "/s?t=1"]);
        assert_eq!(parameters("/a?b=1&c"), ["b", "c"]);
        assert_eq!(encoded("a'\"<é"), "a%27%22%3C%C3%A9");
    }
}
