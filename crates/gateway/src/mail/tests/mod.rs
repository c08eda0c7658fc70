mod sink;

use domain::Timestamp;
use domain::id::{Id, MailId};
use domain::text::Email;

use super::{BadSmtpConfig, Delivery, Failure, Mail, MailError, Mailer, SmtpConfig, SmtpCredentials, SmtpMailer, SmtpPassword, SmtpTls};
use sink::{Script, Sink};

fn at() -> Timestamp {
    Timestamp::from_seconds(1_800_000_000)
}

fn mail(subject: &str, text: &str) -> Mail {
    let id = MailId::generate(at(), [7; 10]);
    Mail::new(id, at(), Email::parse("to", "ana.ruiz@example.com").unwrap(), subject, text).unwrap()
}

fn config(port: u16) -> SmtpConfig {
    SmtpConfig {
        host: "127.0.0.1".to_owned(),
        port,
        tls: SmtpTls::PlainLoopbackOnly,
        credentials: None,
        from_name: "Front Range Solar".to_owned(),
        from: Email::parse("from", "hello@front-range.example").unwrap(),
    }
}

fn mailer(config: SmtpConfig) -> Mailer {
    Mailer::Smtp(SmtpMailer::new(config).unwrap())
}

async fn send_to(script: Script) -> (Result<Delivery, MailError>, Sink) {
    let sink = Sink::start(script).await;
    let answer = mailer(config(sink.port)).send(&mail("Your order", "It is on its way.")).await;
    (answer, sink)
}

#[tokio::test]
async fn a_relay_gets_one_plain_message_with_transactional_headers() {
    let sink = Sink::start(Script::default()).await;
    let mail = mail("Tu instalación está lista ☀", "Hola Ana,\n\n.una línea que empieza con punto\nEl técnico llega mañana.\n");
    assert_eq!(mailer(config(sink.port)).send(&mail).await, Ok(Delivery::HandedOver));

    let received = sink.received();
    assert_eq!(received.from, "<hello@front-range.example>");
    assert_eq!(received.to, ["<ana.ruiz@example.com>"]);
    let (head, body) = received.data.split_once("\r\n\r\n").unwrap();
    let names: Vec<&str> = head.split("\r\n").filter(|line| !line.starts_with(' ')).map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(names, ["From", "To", "Date", "Message-ID", "Subject", "Auto-Submitted", "Content-Type", "Content-Transfer-Encoding"]);
    assert!(head.contains("From: \"Front Range Solar\" <hello@front-range.example>"), "{head}");
    assert!(head.contains("Date: Fri, 15 Jan 2027 08:00:00 +0000"), "{head}");
    assert!(head.contains(&format!("Message-ID: <{}@front-range.example>", mail.id())), "{head}");
    assert!(head.contains("Content-Type: text/plain; charset=utf-8"), "{head}");
    assert!(head.is_ascii() && body.is_ascii(), "encoded for every relay");
    assert_eq!(sink::quoted_printable(body).trim_end(), "Hola Ana,\r\n\r\n.una línea que empieza con punto\r\nEl técnico llega mañana.");
}

#[tokio::test]
async fn the_same_mail_is_the_same_message_again() {
    let (first, second) = (Sink::start(Script::default()).await, Sink::start(Script::default()).await);
    for sink in [&first, &second] {
        mailer(config(sink.port)).send(&mail("Your order", "It is on its way.")).await.unwrap();
    }
    assert_eq!(first.received().data, second.received().data);
}

#[test]
fn nothing_that_is_typed_becomes_a_header() {
    let id = MailId::generate(at(), [7; 10]);
    let to = || Email::parse("to", "ana@example.com").unwrap();
    for subject in ["a\r\nBcc: eve@example.com", "a\nb", "a\rb", "a\0b", "a\u{85}b", "a\u{2028}b", "", &"x".repeat(151)] {
        assert!(Mail::new(id, at(), to(), subject, "text").is_err(), "{subject:?}");
    }
    for text in ["", "a\rb", "a\0b", "a\u{1b}[2J"] {
        assert!(Mail::new(id, at(), to(), "subject", text).is_err(), "{text:?}");
    }
    for address in ["ana@example.com\r\nBcc: eve@example.com", "ana@example.com>, <eve@example.com", "ana@example.com eve@example.com"] {
        assert!(Email::parse("to", address).is_err(), "{address:?}");
    }
    let smuggled = SmtpConfig { from_name: "Solar\r\nBcc: eve@example.com".to_owned(), ..config(25) };
    assert!(matches!(SmtpMailer::new(smuggled), Err(BadSmtpConfig::Sender)));
}

#[tokio::test]
async fn a_text_cannot_end_the_message_and_speak_smtp() {
    let sink = Sink::start(Script::default()).await;
    let text = "first\n.\nMAIL FROM:<eve@example.com>\n.\nlast";
    mailer(config(sink.port)).send(&mail("Your order", text)).await.unwrap();
    let received = sink.received();
    assert_eq!(received.from, "<hello@front-range.example>");
    assert!(received.data.contains("\r\n.\r\nMAIL FROM:<eve@example.com>\r\n.\r\nlast"), "{}", received.data);
}

#[tokio::test]
async fn answers_are_sorted_into_later_and_never() {
    for (code, expected) in [
        ("450 4.2.1 ana.ruiz@example.com is busy", MailError::Transient(Failure::Refused(450))),
        ("550 5.1.1 no ana.ruiz@example.com here", MailError::Permanent(Failure::Refused(550))),
        ("530 5.7.0 sign in first", MailError::Transient(Failure::SignIn(530))),
    ] {
        let (answer, sink) = send_to(Script { recipient: code, ..Script::default() }).await;
        assert_eq!(answer, Err(expected));
        assert!(!format!("{expected} {expected:?}").contains("ana"), "no address in an error");
        assert_eq!(sink.received().data, "");
    }
    let (answer, _) = send_to(Script { greeting: "554 go away", ..Script::default() }).await;
    assert_eq!(answer, Err(MailError::Permanent(Failure::Refused(554))));
    let (answer, _) = send_to(Script { greeting: "HTTP/1.1 400 Bad Request", ..Script::default() }).await;
    assert_eq!(answer, Err(MailError::Transient(Failure::Protocol)));
}

#[tokio::test]
async fn a_relay_that_is_away_is_tried_later() {
    let port = Sink::unused_port().await;
    assert_eq!(mailer(config(port)).send(&mail("a", "b")).await, Err(MailError::Transient(Failure::Unreachable)));
}

#[tokio::test]
async fn a_relay_that_is_silent_is_left_after_ten_seconds() {
    let sink = Sink::start(Script { silent: true, ..Script::default() }).await;
    let mailer = mailer(config(sink.port));
    let mail = mail("a", "b");
    let mut answer = std::pin::pin!(mailer.send(&mail));
    // The connection is real, so time is stopped only once it stands.
    assert!(tokio::time::timeout(std::time::Duration::from_millis(200), &mut answer).await.is_err());
    tokio::time::pause();
    let started = tokio::time::Instant::now();
    assert_eq!(answer.await, Err(MailError::Transient(Failure::Timeout)));
    let waited = started.elapsed();
    assert!(waited <= std::time::Duration::from_secs(10), "{waited:?}");
}

#[tokio::test]
async fn without_tls_a_relay_elsewhere_gets_nothing() {
    for host in ["mail.example.com", "localhost", "10.0.0.1", "127.0.0.1.example.com", "0.0.0.0", ""] {
        let elsewhere = SmtpConfig { host: host.to_owned(), ..config(25) };
        assert!(matches!(SmtpMailer::new(elsewhere), Err(BadSmtpConfig::PlainBeyondLoopback(_))), "{host}");
    }
    let here = SmtpConfig { host: "::1".to_owned(), ..config(25) };
    assert!(SmtpMailer::new(here).is_ok());
}

#[tokio::test]
async fn a_relay_that_offers_no_starttls_learns_neither_password_nor_mail() {
    let file = std::env::temp_dir().join(format!("sunward-smtp-password-{}", std::process::id()));
    std::fs::write(&file, "open sesame\r\n").unwrap();
    let password = SmtpPassword::from_file(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    assert_eq!(format!("{password:?}"), "SmtpPassword(…)");

    let sink = Sink::start(Script { sign_in: Some("235 welcome"), ..Script::default() }).await;
    let credentials = Some(SmtpCredentials { username: "sunward".to_owned(), password });
    let required = SmtpConfig { tls: SmtpTls::Starttls, credentials, ..config(sink.port) };
    let answer = mailer(required).send(&mail("a", "b")).await;
    assert!(matches!(answer, Err(MailError::Transient(_))), "{answer:?}");
    let received = sink.received();
    assert!(
        received.commands.iter().all(|command| ["EHLO", "QUIT", "STARTTLS"].iter().any(|allowed| command.starts_with(allowed))),
        "{:?}",
        received.commands
    );

    let sink = Sink::start(Script::default()).await;
    let implicit = SmtpConfig { tls: SmtpTls::Implicit, ..config(sink.port) };
    let answer = mailer(implicit).send(&mail("a", "b")).await;
    assert!(matches!(answer, Err(MailError::Transient(_))), "{answer:?}");
    assert_eq!(sink.received().data, "");
}

#[tokio::test]
async fn a_password_is_sent_when_the_relay_asks_for_it() {
    let file = std::env::temp_dir().join(format!("sunward-smtp-sign-in-{}", std::process::id()));
    std::fs::write(&file, "sesame\n").unwrap();
    let password = SmtpPassword::from_file(&file).unwrap();
    std::fs::write(&file, "\n").unwrap();
    assert!(matches!(SmtpPassword::from_file(&file), Err(BadSmtpConfig::EmptyPassword(_))));
    std::fs::remove_file(&file).unwrap();
    assert!(matches!(SmtpPassword::from_file(&file), Err(BadSmtpConfig::PasswordFile { .. })));

    for (reply, expected) in [("235 welcome", Ok(Delivery::HandedOver)), ("535 wrong", Err(MailError::Transient(Failure::SignIn(535))))] {
        let sink = Sink::start(Script { sign_in: Some(reply), ..Script::default() }).await;
        let credentials = Some(SmtpCredentials { username: "sunward".to_owned(), password: password.clone() });
        let answer = mailer(SmtpConfig { credentials, ..config(sink.port) }).send(&mail("a", "b")).await;
        assert_eq!(answer, expected);
        // base64 of "\0sunward\0sesame"
        assert!(sink.received().commands.contains(&"AUTH PLAIN AHN1bndhcmQAc2VzYW1l".to_owned()));
    }
}

#[tokio::test]
async fn without_a_relay_nothing_is_sent_and_nothing_is_claimed() {
    assert_eq!(Mailer::None.send(&mail("a", "b")).await, Ok(Delivery::NoRelay));
    assert!(!format!("{:?}", mail("a", "b")).contains("ana"));
}
