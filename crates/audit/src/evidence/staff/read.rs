//! Reads the table.

use jiff::civil::Date;

use super::{Access, Mfa, Person, Right, Staff};
use crate::{controls::csv, evidence::Unreadable};

/// The largest list that is read, bytes.
const LARGEST: usize = 8 << 20;
/// The columns that must be there.
const COLUMNS: [&str; 6] = ["name", "role", "access", "mfa", "last_login", "active"];

fn wrong(line: usize, reason: impl Into<String>) -> Unreadable {
    Unreadable { line, reason: reason.into() }
}

/// Reads a list. `today` is the day by which it is judged; a first line `# today: 2026-11-21` says another.
///
/// # Errors
/// When it is no table, a column is missing, or a field cannot be understood: which line, and what was expected. The
/// words of the list are not repeated, since they may be a person's.
pub fn read(file: &str, text: &str, today: Option<Date>) -> Result<Staff, Unreadable> {
    if text.len() > LARGEST {
        return Err(wrong(0, "larger than 8 MiB"));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // The comment stays in the text as an empty line would, so that lines keep their numbers.
    let first = text.lines().next().unwrap_or_default();
    let said = first.strip_prefix('#').and_then(|rest| rest.trim().strip_prefix("today:")).map(str::trim);
    let today = match said {
        Some(day) => Some(day.parse().map_err(|_| wrong(1, "`today` is no day such as 2026-11-21"))?),
        None => today,
    };
    let (skipped, table) = if first.starts_with('#') { (1, text.get(first.len()..).unwrap_or_default()) } else { (0, text) };
    // A lone CR or LF is still in front of the table: its line numbers need no shift then.
    let shift = usize::from(skipped == 1 && !table.starts_with(['\r', '\n']));
    let records = csv::read(table).map_err(|malformed| wrong(malformed.line() + shift, malformed.to_string()))?;
    let mut records = records.into_iter();
    let (head_line, head) = records.next().ok_or_else(|| wrong(1, "the list has no head line"))?;
    let head: Vec<String> = head.iter().map(|name| name.trim().to_lowercase()).collect();
    let mut places = Vec::with_capacity(COLUMNS.len());
    for name in COLUMNS {
        let at = head.iter().position(|column| column == name);
        places.push(at.ok_or_else(|| wrong(head_line, format!("the column `{name}` is missing")))?);
    }
    let owner = head.iter().position(|column| column == "owner");
    let mut people = Vec::new();
    for (line, fields) in records {
        if fields.len() != head.len() {
            return Err(wrong(line, format!("{} fields where the head line has {}", fields.len(), head.len())));
        }
        let column = |at: usize| places.get(at).and_then(|place| fields.get(*place)).map(|field| field.trim()).unwrap_or_default();
        people.push(Person {
            line,
            name: column(0).to_owned(),
            role: column(1).to_owned(),
            access: access(line, column(2))?,
            mfa: mfa(line, column(3))?,
            last_login: last_login(line, column(4))?,
            active: yes(column(5)).ok_or_else(|| wrong(line, "`active` is neither yes nor no"))?,
            owner: owner.and_then(|at| fields.get(at)).map(|field| field.trim().to_owned()).filter(|field| !field.is_empty()),
        });
    }
    Ok(Staff { file: file.to_owned(), today, people })
}

fn yes(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "sí" | "si" | "active" => Some(true),
        "no" | "n" | "false" | "0" | "inactive" | "left" => Some(false),
        _ => None,
    }
}

fn mfa(line: usize, word: &str) -> Result<Mfa, Unreadable> {
    match word.to_lowercase().as_str() {
        "" | "none" | "ninguno" | "-" => Ok(Mfa::Missing),
        "sms" | "phone" | "call" => Ok(Mfa::Sms),
        "totp" | "passkey" | "passkeys" | "webauthn" | "fido2" | "u2f" | "app" | "key" | "token" | "yubikey" | "hardware" | "push" => {
            Ok(Mfa::Present)
        }
        other => match yes(other) {
            Some(true) => Ok(Mfa::Present),
            Some(false) => Ok(Mfa::Missing),
            None => Err(wrong(line, "`mfa` is neither yes, no nor a known factor (totp, passkey, webauthn, sms…)")),
        },
    }
}

fn last_login(line: usize, word: &str) -> Result<Option<Date>, Unreadable> {
    if word.is_empty() || word.eq_ignore_ascii_case("never") || word.eq_ignore_ascii_case("nunca") || word == "-" {
        return Ok(None);
    }
    // A time of day may follow; the day is enough.
    let day = word.split(['T', ' ']).next().unwrap_or_default();
    day.parse().map(Some).map_err(|_| wrong(line, "`last_login` is neither a day such as 2026-11-21 nor `never`"))
}

fn access(line: usize, word: &str) -> Result<Access, Unreadable> {
    if ["full", "all", "*", "*:*"].contains(&word.to_lowercase().as_str()) {
        return Ok(Access::Full);
    }
    let mut rights = Vec::new();
    for part in word.split(';').map(str::trim).filter(|part| !part.is_empty() && !part.eq_ignore_ascii_case("none")) {
        let (area, verb) = part.split_once(':').ok_or_else(|| wrong(line, "`access` is neither `full` nor `area:verb` joined by `;`"))?;
        let (area, verb) = (area.trim().to_lowercase(), verb.trim().to_lowercase());
        if area.is_empty() || verb.is_empty() {
            return Err(wrong(line, "`access` has a right without an area or without a verb"));
        }
        rights.push(Right { area, verb });
    }
    Ok(Access::Rights(rights))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};

    use super::{Access, Mfa, read};

    const HEAD: &str = "name,role,access,mfa,last_login,active\n";

    #[test]
    fn a_list_is_read_with_its_lines() {
        let staff = read("staff.csv", &format!("# today: 2026-11-21\n{HEAD}\"A, B\",engineer,full,no,never,yes\nC,sales,metrics:read; orders:write,totp,2026-11-01T08:00:00Z,no\n"), None)
            .unwrap();
        assert_eq!(staff.today, Some(jiff::civil::date(2026, 11, 21)));
        let [one, two] = staff.people.as_slice() else { panic!("{staff:?}") };
        assert_eq!((one.line, &one.access, one.mfa, one.last_login, one.active), (3, &Access::Full, Mfa::Missing, None, true));
        assert_eq!((two.line, two.rights().len(), two.last_login), (4, 2, Some(jiff::civil::date(2026, 11, 1))));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_without_the_words_of_the_list() {
        for (text, line) in [
            ("name,role\n", 1),
            (&format!("{HEAD}a,b,c:d,yes,2026-01-01,perhaps\n"), 2),
            (&format!("{HEAD}\na,b,everything,yes,2026-01-01,yes\n"), 3),
            (&format!("{HEAD}a,b,c:d,yes,01/02/2026,yes\n"), 2),
            (&format!("# a note\n{HEAD}a,b\n"), 3),
        ] {
            let wrong = read("staff.csv", text, None).unwrap_err();
            assert_eq!(wrong.line, line, "{wrong}");
            assert!(!wrong.reason.contains("perhaps") && !wrong.reason.contains("everything"));
        }
    }

    proptest! {
        #[test]
        fn anything_is_read_or_refused(text in any::<String>(), rows in proptest::collection::vec("[a-z,;:\"\n*]{0,40}", 0..6)) {
            let _ = read("staff.csv", &text, None);
            let table = format!("{HEAD}{}", rows.join("\n"));
            if let Err(wrong) = read("staff.csv", &table, None) {
                prop_assert!(wrong.line <= table.lines().count() + 1);
            }
        }
    }
}
