//! Dumps of databases: what is inserted into which columns.

/// Rows of one statement.
#[derive(Clone, Debug)]
pub struct Insert<'a> {
    /// From 1.
    pub line: usize,
    /// The table.
    pub table: &'a str,
    /// Its values.
    pub values: &'a str,
}

/// The statements of a dump that put rows into tables. Takes time in proportion to the length of the text.
pub fn inserts(text: &str) -> impl Iterator<Item = Insert<'_>> {
    let begins = |line: &str| line.trim_start().get(..12).is_some_and(|words| words.eq_ignore_ascii_case("insert into "));
    let mut lines = text.split_inclusive('\n').enumerate().scan(0, |at, (index, line)| {
        let begin = *at;
        *at += line.len();
        Some((index + 1, begin, line))
    });
    let mut waiting = None;
    std::iter::from_fn(move || {
        let (number, begin, first) = waiting.take().or_else(|| lines.find(|(_, _, line)| begins(line)))?;
        // Values often stand on lines of their own; they end with the statement, or where the next begins.
        let mut end = begin + first.len();
        let mut last = first;
        while !last.trim_end().ends_with(';') {
            let Some((next, at, line)) = lines.next() else { break };
            if begins(line) {
                waiting = Some((next, at, line));
                break;
            }
            (end, last) = (at + line.len(), line);
        }
        let statement = text.get(begin..end)?.trim_start();
        let values = statement.get(12..)?;
        let table = values.trim_start().split([' ', '(', '\n']).next()?.trim_matches(['`', '"', '[', ']']);
        Some(Insert { line: number, table, values })
    })
}

/// Texts in quotes that look like mail addresses of people and not of nobody.
pub fn mail_addresses(values: &str) -> usize {
    let is_address = |text: &str| {
        let Some((user, host)) = text.split_once('@') else { return false };
        let host = host.to_ascii_lowercase();
        let nobody = ["example", "test", "localhost", "invalid", "domain.com", "acme", "foo", "bar.", "mail.local"];
        !user.is_empty()
            && host.contains('.')
            && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
            && user.chars().all(|c| c.is_ascii_alphanumeric() || ".+-_%".contains(c))
            && !nobody.iter().any(|word| host.contains(word))
    };
    values.split(['\'', '"']).filter(|text| text.len() < 100 && is_address(text)).count()
}

/// Texts in quotes that are hashes of passwords, by the name of the function that made them.
#[must_use]
pub fn password_hash(values: &str) -> Option<&'static str> {
    values.split(['\'', '"']).find_map(|text| {
        Some(match text {
            _ if text.starts_with("$2") && text.len() == 60 => "bcrypt",
            _ if text.starts_with("$argon2") && text.len() > 40 => "Argon2",
            _ if text.starts_with("pbkdf2_") && text.len() > 40 => "PBKDF2",
            _ if (text.starts_with("$1$") || text.starts_with("$5$") || text.starts_with("$6$")) && text.len() > 30 => "crypt",
            _ if text.starts_with('*') && text.len() == 41 && text.bytes().skip(1).all(|byte| byte.is_ascii_hexdigit()) => {
                "mysql_native_password"
            }
            _ if text.starts_with("{SSHA}") && text.len() > 30 => "SSHA",
            _ => return None,
        })
    })
}
