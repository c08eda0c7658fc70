//! Lines of a file that nobody vouches for: bounded, numbered, UTF-8.

use std::io::{self, BufRead, Chain, Cursor, Read};

use super::{ImportError, RowError};

/// The longest line that is read, bytes. The longest of the known files has 250.
const MAX_LINE: usize = 4_096;

/// A line that is not empty.
pub(super) struct Line {
    /// Its number in the file, from 1.
    pub(super) number: u64,
    /// Its text without the line break, or why there is none.
    pub(super) text: Result<String, RowError>,
}

/// Reads one line after the other and holds only that one.
pub(super) struct Lines<R> {
    source: Chain<Cursor<Vec<u8>>, R>,
    number: u64,
    /// A line that was looked at and is still to be read.
    held: Option<Line>,
}

impl<R: BufRead> Lines<R> {
    /// Looks at the first bytes and drops a byte-order mark.
    pub(super) fn open(mut source: R) -> Result<Self, ImportError> {
        let mut start = Vec::new();
        source.by_ref().take(3).read_to_end(&mut start)?;
        match start.as_slice() {
            [] => return Err(ImportError::Empty),
            [0x1F, 0x8B, ..] => return Err(ImportError::Compressed("gzip")),
            [b'P', b'K', 3, ..] => return Err(ImportError::Compressed("zip")),
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => return Err(ImportError::Utf16),
            [0xEF, 0xBB, 0xBF] => start.clear(),
            _ => {}
        }
        Ok(Self { source: Cursor::new(start).chain(source), number: 0, held: None })
    }

    /// Number of the line that was read last.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Gives a line back, to be read again.
    pub(super) fn hold(&mut self, line: Line) {
        self.held = Some(line);
    }

    /// The next line that is not empty.
    pub(super) fn next_line(&mut self) -> io::Result<Option<Line>> {
        if let Some(line) = self.held.take() {
            return Ok(Some(line));
        }
        let room = u64::try_from(MAX_LINE).unwrap_or(u64::MAX);
        loop {
            let mut bytes = Vec::new();
            if self.source.by_ref().take(room).read_until(b'\n', &mut bytes)? == 0 {
                return Ok(None);
            }
            self.number = self.number.saturating_add(1);
            let number = self.number;
            if bytes.len() >= MAX_LINE && !bytes.ends_with(b"\n") {
                self.skip_rest()?;
                return Ok(Some(Line { number, text: Err(RowError::TooLong(MAX_LINE)) }));
            }
            let Ok(text) = str::from_utf8(&bytes) else {
                return Ok(Some(Line { number, text: Err(RowError::NotUtf8) }));
            };
            let text = text.trim_end_matches(['\r', '\n']);
            if !text.trim().is_empty() {
                return Ok(Some(Line { number, text: Ok(text.to_owned()) }));
            }
        }
    }

    fn skip_rest(&mut self) -> io::Result<()> {
        loop {
            let (used, done) = {
                let buffer = self.source.fill_buf()?;
                match buffer.iter().position(|byte| *byte == b'\n') {
                    Some(at) => (at.saturating_add(1), true),
                    None => (buffer.len(), buffer.is_empty()),
                }
            };
            self.source.consume(used);
            if done {
                return Ok(());
            }
        }
    }
}
