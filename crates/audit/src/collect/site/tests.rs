//! Sites of a few lines, on the loopback interface: a broken one and its mended twin.

mod server;
mod shop;
mod tls;

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use jiff::civil::date;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use self::{
    server::{Request, http, serve},
    shop::{ACCOUNTS, DESCRIPTION, shop},
};
use super::{Accounts, Description, Options, collect};
use crate::{
    Subject,
    evidence::site::{Site, read, write},
    finding::Verdict,
    run,
};

fn options(address: SocketAddr) -> Options {
    let mut options = Options::new(format!("http://{address}"), "zq7mark");
    options.per_second = 100_000;
    options.most = 400;
    options.timeout = Duration::from_secs(5);
    options.today = Some(date(2026, 11, 21));
    options
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(future)
}

fn verdicts(site: &Site) -> Vec<(&'static str, Verdict)> {
    let subject = Subject { site: Some(site.clone()), ..Subject::default() };
    run(subject, &|_, _| ())
        .outcomes
        .into_iter()
        .filter(|outcome| outcome.check.id.starts_with("site-"))
        .map(|outcome| (outcome.check.id, outcome.verdict))
        .collect()
}

async fn asked(broken: bool) -> Site {
    let address = serve(shop(broken, Arc::default(), Arc::default())).await;
    let mut options = options(address);
    options.accounts = Some(Accounts::read(ACCOUNTS, |_| None).unwrap());
    options.description = Some(Description::read(DESCRIPTION).unwrap());
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    options.listener = Some((free, free.to_string()));
    collect(&options).await.unwrap()
}

/// What a plain server on the loopback interface cannot show, or what takes an account that may change things.
const ELSEWHERE: [&str; 6] = [
    "site-without-https",
    "site-http-not-redirected",
    "site-hsts-missing",
    "site-tls-version-old",
    "site-mixed-content",
    "site-object-of-others-changed",
];

#[test]
fn a_broken_site_is_found_out_and_its_mended_twin_is_not_accused() {
    block_on(async {
        let broken = verdicts(&asked(true).await);
        let failed: Vec<&str> = broken.iter().filter(|(_, verdict)| matches!(verdict, Verdict::Fail(_))).map(|(id, _)| *id).collect();
        for id in [
            "site-cookie-not-secure",
            "site-cookie-readable-by-script",
            "site-csp-missing",
            "site-framing-allowed",
            "site-types-guessed",
            "site-cors-any-origin",
            "site-trace-method",
            "site-changing-methods-offered",
            "site-version-told",
            "site-directory-listing",
            "site-repository-open",
            "site-secrets-open",
            "site-backup-open",
            "site-diagnostics-open",
            "site-source-map-open",
            "site-stack-trace-shown",
            "site-open-redirect",
            "site-input-reflected",
            "site-template-evaluated",
            "site-sql-error",
            "site-path-traversal",
            "site-host-header-believed",
            "site-private-pages-cached",
            "site-guessing-not-slowed",
            "site-accounts-enumerable",
            "site-reset-tells-accounts",
            "site-default-credentials",
            "site-session-fixed",
            "site-session-survives-sign-out",
            "site-forged-request-accepted",
            "site-graphql-introspection",
            "site-no-security-contact",
            "site-operation-without-sign-in",
            "site-operation-of-other-role",
            "site-object-of-others",
            "site-calls-any-address",
        ] {
            assert!(failed.contains(&id), "{id} was not found: {:?}", broken.iter().find(|(known, _)| *known == id));
        }
        let sound = asked(false).await;
        for (id, verdict) in verdicts(&sound) {
            match verdict {
                Verdict::Fail(seen) => panic!("{id}: {seen:?}"),
                Verdict::NotTested(_) if failed.contains(&id) && !ELSEWHERE.contains(&id) => {
                    panic!("{id} was not tested on the sound site: {:?}", sound.left_out)
                }
                _ => {}
            }
        }
        let text = write(&sound);
        assert!(!text.contains("open-sesame") && !text.contains("ana@example"), "no secret and no name is kept");
        assert_eq!(read(&text).unwrap().exchanges.len(), sound.exchanges.len());
    });
}

#[test]
fn requests_are_bounded_and_stay_with_the_host_that_was_named() {
    block_on(async {
        let hosts = Arc::new(Mutex::new(Vec::new()));
        let memory = Arc::clone(&hosts);
        let address = serve(Arc::new(move |request: &Request| {
            memory.lock().unwrap().push(request.target.clone());
            http(302, &["location: http://elsewhere.invalid/"], "<a href=http://elsewhere.invalid/>x</a>")
        }))
        .await;
        let mut options = options(address);
        options.most = 30;
        let site = collect(&options).await.unwrap();
        assert!(hosts.lock().unwrap().len() <= 30 && site.exchanges.len() <= 30);
        assert!(!site.left_out.is_empty(), "what was not asked is told");
        assert_eq!(
            collect(&Options::new("ftp://a", "m")).await.unwrap_err().to_string(),
            "the address is no http:// or https:// address of a host"
        );
        assert!(collect(&Options { timeout: Duration::from_millis(300), ..Options::new("http://127.0.0.1:1", "m") }).await.is_err());
    });
}

#[test]
fn a_hostile_site_costs_bounded_time_and_memory() {
    block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                tokio::spawn(async move {
                    // A body without end.
                    let _ = stream.read(&mut [0_u8; 4096]).await;
                    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n").await;
                    while stream.write_all(&[b'<'; 65536]).await.is_ok() {}
                });
            }
        });
        let mut options = options(address);
        options.most = 5;
        options.timeout = Duration::from_secs(3);
        let site = collect(&options).await.unwrap();
        assert!(site.exchanges.iter().all(|exchange| exchange.body.len() <= 16 << 10));
        // And one that never says a word.
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        options.url = format!("http://{}", silent.local_addr().unwrap());
        options.timeout = Duration::from_millis(200);
        assert!(collect(&options).await.is_err());
    });
}
