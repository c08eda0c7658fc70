//! Reads answers, and writes the file that asks for them.

use jiff::civil::Date;
use toml::{Table, Value};

use super::{Answer, Answers, QUESTIONS, Said};
use crate::{evidence::Unreadable, words::Language};

/// The largest file that is read, bytes.
const LARGEST: usize = 1 << 20;

/// Reads answers. `today` is the day by which they are judged; `today = 2026-11-21` in the file says another.
///
/// # Errors
/// When it is no TOML, a table is no question of ours, or a field cannot be understood.
pub fn read(text: &str, today: Option<Date>) -> Result<Answers, Unreadable> {
    if text.len() > LARGEST {
        return Err(Unreadable { line: 0, reason: "larger than 1 MiB".to_owned() });
    }
    let table: Table = text.parse().map_err(|error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        Unreadable { line: before.matches('\n').count() + 1, reason: error.message().to_owned() }
    })?;
    let mut answers = Answers { today, ..Answers::default() };
    for (id, value) in &table {
        if id == "today" {
            answers.today = Some(day(text, id, id, value)?);
            continue;
        }
        let Some(question) = QUESTIONS.iter().find(|question| question.id == id) else {
            return Err(wrong(text, id, "there is no such question"));
        };
        let Value::Table(fields) = value else {
            return Err(wrong(text, id, "an answer is a table"));
        };
        if let Some(answer) = answer(text, id, fields)? {
            answers.given.insert(question.id.to_owned(), answer);
        }
    }
    Ok(answers)
}

fn answer(text: &str, id: &str, fields: &Table) -> Result<Option<Answer>, Unreadable> {
    let mut said = None;
    let mut answer = Answer { said: Said::No, signed: false, date: None, evidence: None, valid_until: None, text: None };
    for (name, value) in fields {
        let words = || value.as_str().map(|words| words.trim().to_owned()).ok_or_else(|| wrong(text, id, "a text was expected"));
        let some = |words: String| Some(words).filter(|words| !words.is_empty());
        match name.as_str() {
            // An empty answer is the template's: nobody filled it in.
            "answer" => {
                said = match (value, value.as_str().map(|word| word.trim().to_lowercase()).as_deref()) {
                    (Value::Boolean(true), _) | (_, Some("yes" | "sí" | "si")) => Some(Said::Yes),
                    (Value::Boolean(false), _) | (_, Some("no")) => Some(Said::No),
                    (_, Some("partly" | "en parte")) => Some(Said::Partly),
                    (_, Some("")) => None,
                    _ => return Err(wrong(text, id, "`answer` is neither yes, no nor partly")),
                }
            }
            "by" => answer.signed = !words()?.is_empty(),
            "date" if value.as_str() == Some("") => {}
            "date" => answer.date = Some(day(text, id, name, value)?),
            "valid_until" if value.as_str() == Some("") => {}
            "valid_until" => answer.valid_until = Some(day(text, id, name, value)?),
            "evidence" => answer.evidence = some(words()?),
            "text" => answer.text = some(words()?),
            _ => return Err(wrong(text, id, "it has a field that is none of answer, by, date, evidence, valid_until, text")),
        }
    }
    Ok(said.map(|said| Answer { said, ..answer }))
}

/// A day, as TOML writes it or in quotes.
fn day(text: &str, id: &str, name: &str, value: &Value) -> Result<Date, Unreadable> {
    let said = match value {
        Value::Datetime(moment) => moment.to_string(),
        Value::String(words) => words.trim().to_owned(),
        _ => String::new(),
    };
    let date = said.split(['T', ' ']).next().unwrap_or_default();
    date.parse().map_err(|_| wrong(text, id, &format!("`{name}` is no day such as 2026-11-21")))
}

/// An error at the table that it is about.
fn wrong(text: &str, id: &str, reason: &str) -> Unreadable {
    let line = text.lines().position(|line| line.trim_start().trim_start_matches(['[', '"', ' ']).starts_with(id));
    Unreadable { line: line.map_or(0, |line| line + 1), reason: reason.to_owned() }
}

/// The file that asks every question, to be filled in.
#[must_use]
pub fn template(language: Language) -> String {
    let mut text = String::new();
    for question in QUESTIONS {
        text.push_str(&format!(
            "# {}\n[{}]\nanswer = \"\" # yes, no, partly\nby = \"\"\ndate = \"\"\nvalid_until = \"\"\nevidence = \"\"\ntext = \"\"\n\n",
            question.text.of(language),
            question.id
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{QUESTIONS, read, template};
    use crate::words::Language;

    #[test]
    fn the_template_asks_everything_and_answers_nothing() {
        for language in Language::ALL {
            let text = template(*language);
            assert!(QUESTIONS.iter().all(|question| text.contains(question.text.of(*language))));
            assert!(read(&text, None).unwrap().given.is_empty());
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, line) in [
            ("[nothing-of-ours]\nanswer = \"yes\"\n", 1),
            ("\n\n[code-reviewed]\nanswer = \"perhaps\"\n", 3),
            ("[code-reviewed]\nanswer = \"yes\"\ndate = \"soon\"\n", 1),
            ("[code-reviewed]\n\nanswer = \n", 3),
        ] {
            assert_eq!(read(text, None).unwrap_err().line, line, "{text}");
        }
    }

    proptest! {
        #[test]
        fn anything_is_read_or_refused(text in any::<String>(), table in "(\\[code-reviewed\\]\n)?([a-z_]{1,8} = [\"\\[{0-9a-z-]{0,12}\n){0,5}") {
            let _ = read(&text, None);
            let _ = read(&table, None);
        }
    }
}
