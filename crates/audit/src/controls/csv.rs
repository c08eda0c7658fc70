//! Comma-separated values as RFC 4180 describes them, in UTF-8.

/// The text is no table. Lines count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// A quote stands inside a field that does not begin with one, or something follows a closing quote.
    #[error("line {0}: a quote stands where none may be")]
    StrayQuote(usize),
    /// The text ends inside a quoted field.
    #[error("line {0}: a quoted field is not closed")]
    Unclosed(usize),
    /// A carriage return without a line feed.
    #[error("line {0}: a carriage return without a line feed")]
    LoneReturn(usize),
}

impl Malformed {
    /// The line that is wrong, from 1.
    pub(crate) fn line(self) -> usize {
        match self {
            Self::StrayQuote(line) | Self::Unclosed(line) | Self::LoneReturn(line) => line,
        }
    }
}

/// A record and the line that it begins in.
pub(crate) type Record = (usize, Vec<String>);

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing of the field was read yet.
    Begin,
    /// Inside a field without quotes.
    Plain,
    /// Between the quotes.
    Quoted,
    /// After a quote that closed the field or is the first of two.
    Closed,
}

/// Reads all records. Lines end in LF or CRLF, the last one may do without. Empty lines are no records.
pub(crate) fn read(text: &str) -> Result<Vec<Record>, Malformed> {
    let mut records = Vec::new();
    let (mut line, mut begun) = (1, 1);
    let (mut record, mut field, mut state) = (Vec::new(), String::new(), State::Begin);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match (state, character) {
            (State::Begin, '"') => state = State::Quoted,
            (State::Plain, '"') => return Err(Malformed::StrayQuote(line)),
            (State::Quoted, '"') => state = State::Closed,
            (State::Closed, '"') => {
                field.push('"');
                state = State::Quoted;
            }
            (State::Quoted, other) => {
                line += usize::from(other == '\n');
                field.push(other);
            }
            (_, ',') => {
                record.push(std::mem::take(&mut field));
                state = State::Begin;
            }
            (_, '\r') if characters.peek() != Some(&'\n') => return Err(Malformed::LoneReturn(line)),
            (_, '\r') => {}
            (_, '\n') => {
                line += 1;
                if !(record.is_empty() && state == State::Begin) {
                    record.push(std::mem::take(&mut field));
                    records.push((begun, std::mem::take(&mut record)));
                }
                (state, begun) = (State::Begin, line);
            }
            (State::Closed, _) => return Err(Malformed::StrayQuote(line)),
            (State::Begin | State::Plain, other) => {
                field.push(other);
                state = State::Plain;
            }
        }
    }
    if state == State::Quoted {
        return Err(Malformed::Unclosed(begun));
    }
    if !(record.is_empty() && state == State::Begin) {
        record.push(field);
        records.push((begun, record));
    }
    Ok(records)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, proptest};

    use super::{Malformed, read};

    fn fields(text: &str) -> Vec<Vec<String>> {
        read(text).unwrap().into_iter().map(|(_, record)| record).collect()
    }

    #[test]
    fn fields_are_read_as_rfc_4180_shows() {
        assert_eq!(fields("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n"), [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]);
        assert_eq!(fields("aaa,bbb\nzzz,yyy"), [["aaa", "bbb"], ["zzz", "yyy"]]);
        assert_eq!(fields("\"aaa\",\"b\r\nbb\",\"c\"\"c\""), [["aaa", "b\r\nbb", "c\"c"]]);
        assert_eq!(fields(",\"\",\n"), [["", "", ""]]);
        assert_eq!(fields("\na\n\n"), [["a"]]);
        assert_eq!(fields("\"\"\n"), [[""]]);
        assert!(fields("").is_empty());
    }

    #[test]
    fn what_is_no_table_is_refused_with_its_line() {
        for (text, wrong) in [
            ("a\nb\"c\n", Malformed::StrayQuote(2)),
            ("\"a\"b\n", Malformed::StrayQuote(1)),
            ("a\n\"b\nc\n", Malformed::Unclosed(2)),
            ("a\rb", Malformed::LoneReturn(1)),
        ] {
            assert_eq!(read(text), Err(wrong), "{text:?}");
        }
    }

    #[test]
    fn a_record_knows_the_line_it_begins_in() {
        let lines: Vec<usize> = read("a\n\"b\nb\"\n\nc\n").unwrap().into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, [1, 2, 5]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]
        #[test]
        fn any_table_survives_its_text(table in proptest::collection::vec(proptest::collection::vec("[a,\"\r\né ]{0,6}", 2..4), 0..5)) {
            let quoted = |field: &String| format!("\"{}\"", field.replace('"', "\"\""));
            let line = |record: &Vec<String>| record.iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n";
            let text: String = table.iter().map(line).collect();
            assert_eq!(fields(&text), table);
        }

        #[test]
        fn whatever_is_read_nothing_panics(text in "[a,\"\r\n]{0,40}") {
            let _ = read(&text);
        }
    }
}
