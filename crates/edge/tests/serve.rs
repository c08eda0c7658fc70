//! The accept loop over real sockets on loopback.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{convert::Infallible, net::SocketAddr, time::Duration};

use edge::{Limits, Outcome, Peer, serve};
use http_body_util::Full;
use hyper::{Request, Response, body::Bytes, body::Incoming};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::{mpsc, oneshot},
    task::JoinHandle,
};
use tower::service_fn;

struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<Outcome>,
    /// A request for `/slow` says here that it has begun.
    begun: mpsc::UnboundedReceiver<()>,
}

/// Answers with the peer; `/slow` takes 150 ms, `/never` for ever.
async fn start(limits: Limits) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let (tell, begun) = mpsc::unbounded_channel();
    let service_for = move |_: Peer| {
        let tell = tell.clone();
        service_fn(move |request: Request<Incoming>| {
            let tell = tell.clone();
            async move {
                let peer = request.extensions().get::<Peer>().unwrap().0;
                match request.uri().path() {
                    "/slow" => {
                        tell.send(()).unwrap();
                        tokio::time::sleep(Duration::from_millis(150)).await;
                    }
                    "/never" => {
                        tell.send(()).unwrap();
                        std::future::pending::<()>().await;
                    }
                    _ => {}
                }
                Ok::<_, Infallible>(Response::new(Full::new(Bytes::from(peer.to_string()))))
            }
        })
    };
    let ended = tokio::spawn(serve(listener, service_for, limits, async { stopped.await.unwrap_or(()) }));
    Running { address, stop, ended, begun }
}

async fn ask(stream: &mut TcpStream, path: &str) {
    stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes()).await.unwrap();
}

/// One answer with a body of known length.
async fn answer(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    while !text.contains("\r\n\r\n") || text.split("\r\n\r\n").nth(1) == Some("") {
        let mut some = [0; 1024];
        let read = stream.read(&mut some).await.unwrap();
        if read == 0 {
            break;
        }
        text.push_str(std::str::from_utf8(some.get(..read).unwrap()).unwrap());
    }
    text
}

/// Whether the other side has closed: nothing more to read, or a reset.
async fn is_closed(stream: &mut TcpStream) -> bool {
    matches!(stream.read(&mut [0; 64]).await, Ok(0) | Err(_))
}

#[tokio::test]
async fn the_service_sees_the_address_of_the_socket() {
    let running = start(Limits::default()).await;
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    ask(&mut stream, "/").await;
    assert!(answer(&mut stream).await.ends_with(&stream.local_addr().unwrap().to_string()));
}

#[tokio::test]
async fn a_header_that_never_ends_is_cut_and_so_is_an_idle_connection() {
    let running = start(Limits { header_timeout: Duration::from_millis(200), ..Limits::default() }).await;
    for begin in ["GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", "G", ""] {
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        stream.write_all(begin.as_bytes()).await.unwrap();
        let closed = async { while !is_closed(&mut stream).await {} };
        assert!(tokio::time::timeout(Duration::from_secs(5), closed).await.is_ok(), "{begin:?} was kept");
    }
    let mut kept = TcpStream::connect(running.address).await.unwrap();
    ask(&mut kept, "/").await;
    assert!(answer(&mut kept).await.starts_with("HTTP/1.1 200"));
    assert!(is_closed(&mut kept).await, "idle after an answer");
}

#[tokio::test]
async fn a_header_larger_than_the_buffer_is_refused() {
    let running = start(Limits { max_buffer: 8 * 1024, ..Limits::default() }).await;
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    let header = format!("GET / HTTP/1.1\r\nHost: x\r\nX-Long: {}\r\n\r\n", "a".repeat(16 * 1024));
    let _ = stream.write_all(header.as_bytes()).await;
    assert!(answer(&mut stream).await.starts_with("HTTP/1.1 431"));
}

#[tokio::test]
async fn the_65th_connection_of_a_source_is_refused_until_one_leaves() {
    let running = start(Limits::default()).await;
    let mut open = Vec::new();
    for _ in 0..64 {
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        ask(&mut stream, "/").await;
        assert!(answer(&mut stream).await.starts_with("HTTP/1.1 200"));
        open.push(stream);
    }
    let mut refused = TcpStream::connect(running.address).await.unwrap();
    assert!(is_closed(&mut refused).await);
    let first = open.first_mut().unwrap();
    ask(first, "/").await;
    assert!(answer(first).await.starts_with("HTTP/1.1 200"), "those inside are not disturbed");
    drop(open.pop());
    let again = async {
        loop {
            let mut stream = TcpStream::connect(running.address).await.unwrap();
            let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
            let mut some = [0; 12];
            if stream.read_exact(&mut some).await.is_ok() {
                return some;
            }
        }
    };
    let head = tokio::time::timeout(Duration::from_secs(5), again).await.unwrap();
    assert_eq!(&head, b"HTTP/1.1 200");
}

#[tokio::test]
async fn a_connection_is_closed_after_its_share_of_requests() {
    let running = start(Limits { requests_per_connection: 2, ..Limits::default() }).await;
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    ask(&mut stream, "/").await;
    assert!(!answer(&mut stream).await.contains("connection: close"));
    ask(&mut stream, "/").await;
    assert!(answer(&mut stream).await.contains("connection: close"));
    assert!(is_closed(&mut stream).await);
}

#[tokio::test]
async fn shutdown_finishes_what_is_under_way_and_takes_nothing_new() {
    let mut running = start(Limits::default()).await;
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    ask(&mut stream, "/slow").await;
    running.begun.recv().await.unwrap();
    running.stop.send(()).unwrap();
    assert!(answer(&mut stream).await.starts_with("HTTP/1.1 200"));
    assert_eq!(running.ended.await.unwrap(), Outcome { cut: 0 });
    assert!(TcpStream::connect(running.address).await.is_err());
}

#[tokio::test]
async fn shutdown_does_not_wait_for_ever() {
    let mut running = start(Limits { drain: Duration::from_millis(100), ..Limits::default() }).await;
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    ask(&mut stream, "/never").await;
    running.begun.recv().await.unwrap();
    running.stop.send(()).unwrap();
    assert_eq!(running.ended.await.unwrap(), Outcome { cut: 1 });
    assert!(is_closed(&mut stream).await);
}
