//! Listens whether the site calls back.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    task::JoinHandle,
};

/// More calls with our mark are not remembered; what strangers call is not at all.
const MOST: usize = 1000;

/// Ends listening when it is dropped.
pub(super) struct Listener {
    heard: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Listener {
    /// Remembers calls with this mark.
    pub(super) async fn begin(address: SocketAddr, mark: &str) -> std::io::Result<Self> {
        let mark: Arc<str> = Arc::from(mark);
        let listener = TcpListener::bind(address).await?;
        let heard = Arc::new(Mutex::new(Vec::new()));
        let memory = Arc::clone(&heard);
        let task = tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (memory, mark) = (Arc::clone(&memory), Arc::clone(&mark));
                tokio::spawn(async move {
                    let mut head = [0_u8; 2048];
                    let read = tokio::time::timeout(std::time::Duration::from_secs(2), stream.read(&mut head)).await;
                    let length = read.ok().and_then(Result::ok).unwrap_or(0);
                    let text = String::from_utf8_lossy(head.get(..length).unwrap_or_default()).into_owned();
                    if text.contains(&*mark) {
                        let mut memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
                        if memory.len() < MOST {
                            memory.push(text);
                        }
                    }
                    let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n").await;
                });
            }
        });
        Ok(Self { heard, task })
    }
    /// Whether somebody asked for something with this word in it.
    pub(super) fn heard(&self, word: &str) -> bool {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).iter().any(|head| head.contains(word))
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}
