//! A server of a few lines.

use std::{net::SocketAddr, sync::Arc};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpListener,
};

/// A request as the small servers read it.
#[derive(Clone, Debug, Default)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) target: String,
    pub(super) head: String,
    pub(super) body: String,
}

impl Request {
    pub(super) fn field(&self, name: &str) -> &str {
        let line = self.head.lines().find(|line| line.to_lowercase().starts_with(&format!("{name}:")));
        line.and_then(|line| line.split_once(':')).map(|(_, value)| value.trim()).unwrap_or_default()
    }
    pub(super) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        let query = self.target.split_once('?')?.1;
        let value = query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")))?;
        let mut bytes = Vec::new();
        let mut rest = value.bytes();
        while let Some(byte) = rest.next() {
            let hex = |digit: Option<u8>| char::from(digit.unwrap()).to_digit(16).unwrap();
            bytes.push(if byte == b'%' { u8::try_from(hex(rest.next()) * 16 + hex(rest.next())).unwrap() } else { byte });
        }
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }
}

pub(super) type Answering = Arc<dyn Fn(&Request) -> String + Send + Sync>;

pub(super) async fn answer(mut stream: impl AsyncRead + AsyncWrite + Unpin, answering: &Answering) {
    let mut bytes = Vec::new();
    let mut buffer = [0_u8; 4096];
    let request = loop {
        let length = stream.read(&mut buffer).await.unwrap_or(0);
        bytes.extend_from_slice(&buffer[..length]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let mut first = head.lines().next().unwrap_or_default().split(' ');
            let request = Request {
                method: first.next().unwrap().into(),
                target: first.next().unwrap_or("/").into(),
                head: head.into(),
                body: body.into(),
            };
            if request.body.len() >= request.field("content-length").parse().unwrap_or(0) {
                break request;
            }
        }
        if length == 0 {
            return;
        }
    };
    let _ = stream.write_all(answering(&request).as_bytes()).await;
    let _ = stream.shutdown().await;
}

pub(super) async fn serve(answering: Answering) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let answering = Arc::clone(&answering);
            tokio::spawn(async move { answer(stream, &answering).await });
        }
    });
    address
}

pub(super) fn http(status: u16, fields: &[&str], body: &str) -> String {
    let fields: String = fields.iter().map(|field| format!("{field}\r\n")).collect();
    format!("HTTP/1.1 {status} X\r\n{fields}content-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
}
