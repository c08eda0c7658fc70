//! Every mail that the demo would have sent, as text. Links in it lead only to ourselves.

use app::demo;
use askama::Template;
use axum::extract::State;
use domain::id::{Id as _, MailId};
use store::Cursor;

use crate::{
    extract::{Caller, Query},
    local_path::LocalPath,
    page::{Chrome, Html},
    problem::Problem,
    site::Site,
    text::format,
};

const PAGE: u64 = 20;

/// A piece of a line.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Link { path: LocalPath, text: String },
}

struct Mail {
    id: MailId,
    to: String,
    subject: String,
    at: String,
    at_machine: String,
    lines: Vec<Vec<Piece>>,
}

#[derive(Template)]
#[template(path = "demo/mailbox.html")]
pub(super) struct MailboxPage {
    chrome: Chrome,
    mails: Vec<Mail>,
    more: Option<String>,
}

pub(super) async fn show(
    State(site): State<Site>,
    caller: Caller,
    Query(query): Query,
    chrome: Chrome,
) -> Result<Html<MailboxPage>, Problem> {
    let before = query.optional("before").map(|_| query.parsed::<MailId>("before", "the number of a message")).transpose()?;
    let app = site.app();
    let page = demo::mailbox(app, &caller, Cursor::after(before.map(MailId::uuid), PAGE)).await?;
    let mails = page.items.into_iter().map(|mail| Mail {
        id: mail.id,
        to: mail.to,
        subject: mail.subject,
        at: format::date_time(mail.sent_at, app.zone(), chrome.language),
        at_machine: format::machine(mail.sent_at),
        lines: mail.body.lines().filter(|line| !line.trim().is_empty()).map(|line| pieces(line, app.base_url())).collect(),
    });
    let mails = mails.collect();
    let more = page.next.map(|id| format!("/mailbox?before={}", MailId::from_uuid(id)));
    let title = chrome.t.shared.mailbox_title;
    Ok(Html(MailboxPage { chrome: chrome.titled(title), mails, more }))
}

/// Cuts a line of a mail into text and links to pages of ours. Whatever else looks like a link stays text.
fn pieces(line: &str, base_url: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    for word in line.split_inclusive(' ') {
        let address = word.trim_end();
        match address.strip_prefix(base_url).map(LocalPath::parse) {
            Some(Ok(path)) => {
                if !text.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut text)));
                }
                pieces.push(Piece::Link { path, text: address.to_owned() });
                text.extend(word.chars().skip(address.chars().count()));
            }
            Some(Err(_)) | None => text.push_str(word),
        }
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "http://127.0.0.1:8080";

    #[test]
    fn our_own_addresses_become_links() {
        let line = pieces("See http://127.0.0.1:8080/orders/ord_1 today", HERE);
        let path = LocalPath::parse("/orders/ord_1").unwrap();
        assert_eq!(
            line,
            [
                Piece::Text("See ".to_owned()),
                Piece::Link { path, text: "http://127.0.0.1:8080/orders/ord_1".to_owned() },
                Piece::Text(" today".to_owned()),
            ]
        );
    }

    #[test]
    fn other_addresses_stay_text() {
        for text in [
            "https://evil.example/x",
            "http://127.0.0.1:8080.evil.example/x",
            "http://127.0.0.1:8080@evil.example/",
            "http://127.0.0.1:8080//evil.example/",
            "javascript:alert(1)",
            "<a href=/orders>x</a>",
        ] {
            assert_eq!(pieces(text, HERE), [Piece::Text(text.to_owned())], "{text}");
        }
    }
}
