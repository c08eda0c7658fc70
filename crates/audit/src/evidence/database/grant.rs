//! What `SHOW GRANTS` says.

use serde::{Deserialize, Serialize};

/// One grant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Grant {
    /// Such as `SELECT`; `ALL PRIVILEGES` stands for itself.
    pub privileges: Vec<String>,
    /// Where; `*` is everywhere.
    pub schema: String,
    /// Which table; `*` is every one.
    pub table: String,
    /// Whether it may be handed on.
    pub grant_option: bool,
}

/// A line of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Privileges somewhere.
    Grant(Grant),
    /// A role, by its name.
    Role(String),
}

impl Grant {
    /// Whether it covers a privilege, by itself or as part of all.
    #[must_use]
    pub fn has(&self, privilege: &str) -> bool {
        self.all() || self.privileges.iter().any(|held| held == privilege)
    }
    /// Whether it covers everything in its place.
    #[must_use]
    pub fn all(&self) -> bool {
        self.privileges.iter().any(|held| held == "ALL PRIVILEGES" || held == "ALL")
    }
    /// Whether it holds in every schema.
    #[must_use]
    pub fn everywhere(&self) -> bool {
        self.schema == "*"
    }
    /// Whether its place covers a table. `%` and `_` of a schema's pattern are followed, and so is `\_`.
    #[must_use]
    pub fn covers(&self, schema: &str, table: &str) -> bool {
        (self.everywhere() || like(&self.schema, schema)) && (self.table == "*" || self.table.eq_ignore_ascii_case(table))
    }
    /// As a server writes it, but for whom.
    #[must_use]
    pub fn told(&self) -> String {
        let option = if self.grant_option { " WITH GRANT OPTION" } else { "" };
        format!("GRANT {} ON {}.{}{option}", self.privileges.join(", "), self.schema, self.table)
    }
}

/// Compares by SQL's LIKE, in time proportional to the product of both lengths, which are names.
fn like(pattern: &str, text: &str) -> bool {
    let mut tokens = Vec::new();
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        tokens.push(match character {
            '%' => None,
            '\\' => Some((characters.next().unwrap_or('\\'), false)),
            '_' => Some(('_', true)),
            other => Some((other, false)),
        });
    }
    // `reach` holds after each token which beginnings of the text match so far.
    let text: Vec<char> = text.chars().collect();
    let mut reach: Vec<bool> = std::iter::once(true).chain(text.iter().map(|_| false)).collect();
    for token in tokens {
        let mut next = vec![false; reach.len()];
        let mut open = false;
        match token {
            None => {
                for (slot, reached) in next.iter_mut().zip(&reach) {
                    open |= *reached;
                    *slot = open;
                }
            }
            Some((wanted, any)) => {
                for ((slot, reached), character) in next.iter_mut().skip(1).zip(&reach).zip(&text) {
                    *slot = *reached && (any || wanted.eq_ignore_ascii_case(character));
                }
            }
        }
        reach = next;
    }
    reach.last().copied().unwrap_or(false)
}

/// Reads one line; none where it is neither privileges nor a role. What follows the account, a hash of a password maybe,
/// is not kept.
#[must_use]
pub fn grant(line: &str) -> Option<Line> {
    let rest = line.trim().strip_prefix("GRANT ")?;
    let Some((privileges, place)) = split_outside(rest, " ON ") else {
        let (roles, _) = split_outside(rest, " TO ")?;
        let (role, _) = identifier(roles.trim());
        return Some(Line::Role(role));
    };
    let (place, whom) = split_outside(place, " TO ").unwrap_or((place, ""));
    let place = place.trim();
    // `GRANT PROXY ON 'a'@'b'` and routines name no table.
    let place =
        ["TABLE ", "FUNCTION ", "PROCEDURE ", "PACKAGE "].iter().fold(place, |place, kind| place.strip_prefix(kind).unwrap_or(place));
    let (schema, rest) = identifier(place);
    let table = rest.strip_prefix('.').map(|rest| identifier(rest).0)?;
    Some(Line::Grant(Grant {
        privileges: list(privileges),
        schema,
        table,
        grant_option: whom.to_ascii_uppercase().contains("WITH GRANT OPTION") || whom.to_ascii_uppercase().contains(" GRANT OPTION"),
    }))
}

/// Splits where a word stands outside of quotes.
fn split_outside<'a>(text: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let mut quote = None;
    for (at, character) in text.char_indices() {
        match quote {
            Some(open) if open == character => quote = None,
            Some(_) => {}
            None if matches!(character, '`' | '\'' | '"') => quote = Some(character),
            None => {
                if let Some(rest) = text.get(at..).and_then(|rest| rest.strip_prefix(word)) {
                    return Some((text.get(..at).unwrap_or_default(), rest));
                }
            }
        }
    }
    None
}

/// The name at the beginning, without quotes, and what follows.
fn identifier(text: &str) -> (String, &str) {
    let mut characters = text.char_indices().peekable();
    match characters.peek() {
        Some((_, quote @ ('`' | '\'' | '"'))) => {
            let quote = *quote;
            characters.next();
            let mut name = String::new();
            while let Some((at, character)) = characters.next() {
                if character != quote {
                    name.push(character);
                } else if characters.peek().is_some_and(|(_, next)| *next == quote) {
                    name.push(quote);
                    characters.next();
                } else {
                    return (name, text.get(at + quote.len_utf8()..).unwrap_or_default());
                }
            }
            (name, "")
        }
        _ => {
            let end = text.find(['.', ' ', '@', ',']).unwrap_or(text.len());
            (text.get(..end).unwrap_or_default().to_owned(), text.get(end..).unwrap_or_default())
        }
    }
}

/// Privileges between commas, columns in brackets left out.
fn list(text: &str) -> Vec<String> {
    let (mut privileges, mut current, mut depth) = (Vec::new(), String::new(), 0_usize);
    for character in text.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => privileges.push(std::mem::take(&mut current)),
            other if depth == 0 => current.push(other),
            _ => {}
        }
    }
    privileges.push(current);
    privileges.into_iter().map(|name| name.trim().to_ascii_uppercase()).filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Grant, Line, grant, like};

    fn read(line: &str) -> Grant {
        match grant(line) {
            Some(Line::Grant(grant)) => grant,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn lines_of_both_servers_are_read() {
        let all = read(
            "GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` IDENTIFIED VIA mysql_native_password USING '*A' REQUIRE SSL WITH GRANT OPTION",
        );
        assert!(all.everywhere() && all.all() && all.grant_option);
        let some = read("GRANT SELECT, INSERT (`a`, `b`), UPDATE ON `my``shop`.`or ON der` TO 'app'@'%'");
        assert_eq!((some.schema.as_str(), some.table.as_str()), ("my`shop", "or ON der"));
        assert_eq!(some.privileges, ["SELECT", "INSERT", "UPDATE"]);
        assert_eq!(grant("GRANT `reader`@`%` TO `app`@`%`"), Some(Line::Role("reader".into())));
        assert_eq!(grant("GRANT PROXY ON ''@'%' TO 'root'@'localhost' WITH GRANT OPTION"), None);
        assert_eq!(grant("SET DEFAULT ROLE x"), None);
    }

    #[test]
    fn patterns_of_schemas_are_followed() {
        assert!(like("shop\\_%", "shop_a") && !like("shop\\_%", "shopxa") && like("shop_%", "shopxa") && like("%", "") && !like("a", "ab"));
        assert!(!like(&"%a".repeat(60), &"a".repeat(40)));
    }
}
