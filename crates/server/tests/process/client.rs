//! A small client: one request a connection, from a source address of its own, because sources are limited one by one.

use std::net::{Ipv4Addr, SocketAddr};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpSocket,
};

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.body))
    }
}

/// Somebody with a session.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    address: SocketAddr,
    source: Ipv4Addr,
    cookie: Option<String>,
}

impl Client {
    pub(crate) fn new(address: SocketAddr, source: u16) -> Self {
        let [high, low] = source.to_be_bytes();
        Self { address, source: Ipv4Addr::new(127, 7, high, low.max(1)), cookie: None }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The same person from another place.
    pub(crate) fn at(&self, address: SocketAddr, source: u16) -> Self {
        Self { cookie: self.cookie.clone(), ..Self::new(address, source) }
    }

    /// One request. An error is a connection that broke: nobody knows what became of the request.
    pub(crate) async fn send(&self, method: &str, path: &str, kind: &str, key: Option<&str>, body: &str) -> std::io::Result<Answer> {
        let socket = TcpSocket::new_v4()?;
        socket.bind((self.source, 0).into())?;
        let mut stream = socket.connect(self.address).await?;
        let cookie = self.cookie.as_ref().map(|c| format!("Cookie: {c}\r\n")).unwrap_or_default();
        let key = key.map(|k| format!("Idempotency-Key: {k}\r\n")).unwrap_or_default();
        let content = if body.is_empty() { String::new() } else { format!("Content-Type: {kind}\r\n") };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nSec-Fetch-Site: same-origin\r\n{cookie}{key}{content}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}",
            host = self.address,
            length = body.len(),
        );
        stream.write_all(request.as_bytes()).await?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let broken = || std::io::Error::new(std::io::ErrorKind::UnexpectedEof, "the answer is not whole");
        let (head, body) = text.split_once("\r\n\r\n").ok_or_else(broken)?;
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or_else(broken)?;
        let length = head
            .lines()
            .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ").and_then(|n| n.trim().parse::<usize>().ok()));
        if length.is_some_and(|length| body.len() < length) {
            return Err(broken());
        }
        Ok(Answer { status, head: head.to_owned(), body: body.to_owned() })
    }

    pub(crate) async fn get(&self, path: &str) -> std::io::Result<Answer> {
        self.send("GET", path, "", None, "").await
    }

    pub(crate) async fn post(&self, path: &str, key: Option<&str>, body: &Value) -> std::io::Result<Answer> {
        self.send("POST", path, "application/json", key, &body.to_string()).await
    }

    /// Signs in by a link of the demo.
    pub(crate) async fn enter(&mut self, link: &str) {
        let answer = self.send("POST", link, "application/x-www-form-urlencoded", None, "x=1").await.unwrap();
        assert_eq!(answer.status, 303, "{}", answer.body);
        let cookie = answer.head.lines().find_map(|line| line.strip_prefix("set-cookie: ").or_else(|| line.strip_prefix("Set-Cookie: ")));
        self.cookie = cookie.and_then(|c| c.split(';').next()).map(str::to_owned);
        assert!(self.cookie.is_some(), "{}", answer.head);
    }
}
