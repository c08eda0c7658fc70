//! Instructions of container files: continued lines are one, and a here-document belongs to its instruction.

use std::collections::HashMap;

/// One instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// Its line, from 1.
    pub line: usize,
    /// What it does, in capitals, such as `RUN`.
    pub word: String,
    /// Everything after that word. Continued lines are joined with a space; a here-document keeps its lines.
    pub text: String,
}

impl Instruction {
    /// Names and values of `ENV`, `ARG` and `LABEL`; a name alone has no value.
    #[must_use]
    pub fn assignments(&self) -> Vec<(String, String)> {
        let text = self.text.trim();
        let first = text.split(|c: char| c.is_whitespace() || c == '=').next().unwrap_or_default();
        let rest = text.strip_prefix(first).unwrap_or_default();
        // The old form of ENV: a name, a blank, and everything else is the value.
        if self.word == "ENV" && !rest.starts_with('=') {
            return vec![(first.to_owned(), unquoted(rest.trim()))];
        }
        words(text)
            .into_iter()
            .map(|word| {
                word.split_once('=').map_or_else(|| (word.clone(), String::new()), |(name, value)| (name.to_owned(), value.to_owned()))
            })
            .collect()
    }
    /// The words, without quotes. The form of a list is taken apart too.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        words(&self.text.trim().trim_start_matches('[').trim_end_matches(']').replace("\",", "\" "))
    }
    /// The words without options, as `ADD`, `COPY` and `EXPOSE` take them.
    #[must_use]
    pub fn operands(&self) -> Vec<String> {
        self.words().into_iter().filter(|word| !word.starts_with("--")).collect()
    }
    /// The value of an option, such as `from` of `COPY --from=build`.
    #[must_use]
    pub fn option(&self, name: &str) -> Option<&str> {
        let options = self.text.split_whitespace().take_while(|word| word.starts_with("--"));
        options.filter_map(|word| word.trim_start_matches('-').split_once('=')).find(|(option, _)| *option == name).map(|(_, value)| value)
    }
    /// The single commands of a `RUN`, cut where a shell cuts them.
    #[must_use]
    pub fn commands(&self) -> Vec<&str> {
        self.text
            .split(['\n', ';'])
            .flat_map(|line| line.split("&&"))
            .flat_map(|part| part.split("||"))
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect()
    }
}

/// The instructions of a text.
pub(super) fn all(text: &str) -> Vec<Instruction> {
    let escape = if text.lines().take(3).any(|line| line.replace(' ', "").eq_ignore_ascii_case("#escape=`")) { '`' } else { '\\' };
    let mut instructions = Vec::new();
    let mut lines = text.lines().enumerate();
    let last_lines: HashMap<&str, usize> = text.lines().enumerate().map(|(index, line)| (line.trim_start_matches('\t'), index)).collect();
    while let Some((index, first)) = lines.next() {
        let trimmed = first.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let mut joined = String::new();
        let mut part = trimmed;
        // A continued line goes on after comments and empty lines.
        while let Some(before) = part.strip_suffix(escape) {
            joined.push_str(before);
            joined.push(' ');
            part = lines.by_ref().map(|(_, line)| line.trim()).find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
        }
        joined.push_str(part);
        let (word, rest) = joined.split_once(char::is_whitespace).unwrap_or((&joined, ""));
        let word = word.to_ascii_uppercase();
        let mut text = rest.trim().to_owned();
        if matches!(word.as_str(), "RUN" | "COPY" | "ADD") {
            for delimiter in delimiters(rest) {
                // What no line ends is no here-document: it would swallow every instruction that follows.
                let here = lines.clone().next().map_or(usize::MAX, |(index, _)| index);
                if last_lines.get(delimiter.as_str()).is_none_or(|last| *last < here) {
                    continue;
                }
                for (_, line) in lines.by_ref() {
                    if line.trim_start_matches('\t') == delimiter {
                        break;
                    }
                    text.push('\n');
                    text.push_str(line);
                }
            }
        }
        instructions.push(Instruction { line: index + 1, word, text });
    }
    instructions
}

/// The words that end the here-documents of a line. What stands within quotes begins none.
fn delimiters(text: &str) -> Vec<String> {
    let (mut words, mut quote) = (Vec::new(), None);
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        match (quote, c) {
            (None | Some('"'), '\\') => _ = characters.next(),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (None, '<') => {
                let Some(piece) = text.get(at..).and_then(|rest| rest.strip_prefix("<<")) else { continue };
                _ = characters.next();
                let piece = piece.trim_start_matches('-').trim_start_matches(['"', '\'']);
                let word: String = piece.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                // `1 << 2` is arithmetic, and `<<<` is a text in place.
                if word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
                    words.push(word);
                }
            }
            _ => {}
        }
    }
    words
}

/// Words as a shell cuts them, without quotes.
fn words(text: &str) -> Vec<String> {
    let (mut words, mut word, mut quote, mut begun) = (Vec::new(), String::new(), None, false);
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                begun = true;
            }
            (Some('"') | None, '\\') => {
                word.extend(characters.next());
                begun = true;
            }
            (None, c) if c.is_whitespace() => {
                if begun {
                    words.push(std::mem::take(&mut word));
                    begun = false;
                }
            }
            (_, c) => {
                word.push(c);
                begun = true;
            }
        }
    }
    if begun {
        words.push(word);
    }
    words
}

fn unquoted(text: &str) -> String {
    let inner = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .or_else(|| text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')));
    inner.unwrap_or(text).to_owned()
}

/// A text with its arguments filled in. What has no value stays as it stands.
pub(super) fn substituted(text: &str, arguments: &[(String, String)]) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        result.push_str(before);
        let (name, default, following) = match after.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
            Some((inner, following)) => match inner.split_once(":-") {
                Some((name, default)) => (name, Some(default), following),
                None => (inner, None, following),
            },
            None => {
                let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(after.len());
                let (name, following) = after.split_at_checked(end).unwrap_or((after, ""));
                (name, None, following)
            }
        };
        let value = arguments.iter().rev().find(|(argument, value)| argument == name && !value.is_empty()).map(|(_, value)| value.as_str());
        match value.or(default) {
            Some(value) => result.push_str(value),
            None => {
                result.push_str("${");
                result.push_str(name);
                result.push('}');
            }
        }
        rest = following;
    }
    result.push_str(rest);
    result
}
