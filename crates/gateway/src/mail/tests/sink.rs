//! A relay of our own on loopback: says what its script says and remembers what it hears.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What the relay answers.
#[derive(Clone, Copy)]
pub(super) struct Script {
    pub(super) greeting: &'static str,
    pub(super) recipient: &'static str,
    /// Offers AUTH PLAIN and answers it so.
    pub(super) sign_in: Option<&'static str>,
    /// Accepts the connection and says nothing.
    pub(super) silent: bool,
}

impl Default for Script {
    fn default() -> Self {
        Self { greeting: "220 sink", recipient: "250 ok", sign_in: None, silent: false }
    }
}

/// What the relay heard.
#[derive(Clone, Debug, Default)]
pub(super) struct Received {
    pub(super) commands: Vec<String>,
    pub(super) from: String,
    pub(super) to: Vec<String>,
    /// The message without its transparency dots and without the final dot.
    pub(super) data: String,
}

pub(super) struct Sink {
    pub(super) port: u16,
    received: Arc<Mutex<Received>>,
}

impl Sink {
    pub(super) async fn start(script: Script) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let received = Arc::new(Mutex::new(Received::default()));
        let heard = Arc::clone(&received);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // A client that hangs up ends its conversation, not the relay.
                let _ = converse(stream, script, &heard).await;
            }
        });
        Self { port, received }
    }

    pub(super) async fn unused_port() -> u16 {
        TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port()
    }

    pub(super) fn received(&self) -> Received {
        self.received.lock().unwrap().clone()
    }
}

async fn converse(stream: TcpStream, script: Script, heard: &Mutex<Received>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    if script.silent {
        while stream.read_line(&mut line).await? > 0 {}
        return Ok(());
    }
    say(&mut stream, script.greeting).await?;
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let command = line.trim_end().to_owned();
        heard.lock().unwrap().commands.push(command.clone());
        let reply = match command.split([' ', ':']).next().unwrap_or("") {
            "EHLO" if script.sign_in.is_some() => "250-sink\r\n250 AUTH PLAIN",
            "EHLO" => "250 sink",
            "AUTH" => script.sign_in.unwrap_or("502 no"),
            "MAIL" => {
                heard.lock().unwrap().from = argument(&command);
                "250 ok"
            }
            "RCPT" => {
                heard.lock().unwrap().to.push(argument(&command));
                script.recipient
            }
            "DATA" => {
                say(&mut stream, "354 go on").await?;
                loop {
                    line.clear();
                    if stream.read_line(&mut line).await? == 0 {
                        return Ok(());
                    }
                    assert!(line.ends_with("\r\n"), "a bare line feed: {line:?}");
                    if line == ".\r\n" {
                        break;
                    }
                    heard.lock().unwrap().data.push_str(line.strip_prefix('.').unwrap_or(&line));
                }
                "250 taken"
            }
            "QUIT" => {
                say(&mut stream, "221 bye").await?;
                return Ok(());
            }
            _ => "502 unknown",
        };
        say(&mut stream, reply).await?;
    }
}

async fn say(stream: &mut BufReader<TcpStream>, reply: &str) -> std::io::Result<()> {
    stream.write_all(format!("{reply}\r\n").as_bytes()).await
}

fn argument(command: &str) -> String {
    command.split(':').nth(1).and_then(|rest| rest.split(' ').next()).unwrap_or("").to_owned()
}

/// Decodes quoted-printable text.
pub(super) fn quoted_printable(text: &str) -> String {
    let mut bytes = Vec::new();
    let joined = text.replace("=\r\n", "");
    let mut rest = joined.as_bytes();
    while let [first, after @ ..] = rest {
        if *first == b'=' {
            bytes.push(u8::from_str_radix(std::str::from_utf8(&after[..2]).unwrap(), 16).unwrap());
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap()
}
