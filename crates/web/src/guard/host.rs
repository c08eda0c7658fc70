//! Which of our addresses a request means. Nothing is ever built from it: links have the configured origin.

use axum::http::{HeaderMap, Uri, header::HOST};

/// The one authority that header and target agree on. None, or several that differ, is nobody's.
pub(crate) fn asked<'a>(headers: &'a HeaderMap, target: &'a Uri) -> Option<&'a str> {
    let mut hosts = headers.get_all(HOST).iter();
    let named = match (hosts.next(), hosts.next()) {
        (named, None) => named.map(|host| host.to_str().ok()),
        _ => return None,
    };
    match (named, target.authority()) {
        (Some(host), None) => host,
        // An absolute target overrides `Host` (RFC 9112, 3.2.2); a proxy before us may have looked at the other.
        (Some(host), Some(authority)) => host.filter(|host| host.eq_ignore_ascii_case(authority.as_str())),
        (None, Some(authority)) => Some(authority.as_str()),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn asked_of(hosts: &[&str], target: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        for host in hosts {
            headers.append(HOST, HeaderValue::from_str(host).unwrap());
        }
        asked(&headers, &target.parse().unwrap()).map(str::to_owned)
    }

    #[test]
    fn header_and_target_must_agree() {
        assert_eq!(asked_of(&["a.example"], "/").as_deref(), Some("a.example"));
        assert_eq!(asked_of(&["a.example"], "http://A.example/").as_deref(), Some("a.example"));
        assert_eq!(asked_of(&[], "http://a.example/").as_deref(), Some("a.example"));
        for (hosts, target) in [
            (vec![], "/"),
            (vec!["a.example", "a.example"], "/"),
            (vec!["a.example"], "http://b.example/"),
            (vec![""], "http://a.example/"),
        ] {
            assert_eq!(asked_of(&hosts, target), None, "{hosts:?} {target}");
        }
    }
}
