//! Certificates and versions.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use jiff::{ToSpan, civil::date};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{TlsAcceptor, rustls};

use super::{
    block_on, collect, options,
    server::{Answering, answer, http},
    verdicts,
};
use crate::{
    evidence::site::{Site, TlsVersion, Trust},
    finding::Verdict,
};

/// A server with a certificate of its own for `localhost`, until a day.
async fn encrypted(
    versions: &[&'static rustls::SupportedProtocolVersion],
    until: jiff::civil::Date,
) -> (SocketAddr, rustls::pki_types::CertificateDer<'static>) {
    let key = rcgen::KeyPair::generate().unwrap();
    let mut parameters = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    parameters.not_before = rcgen::date_time_ymd(2020, 1, 1);
    parameters.not_after =
        rcgen::date_time_ymd(until.year().into(), u8::try_from(until.month()).unwrap(), u8::try_from(until.day()).unwrap());
    let certificate = parameters.self_signed(&key).unwrap().der().clone();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let key = rustls::pki_types::PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = rustls::ServerConfig::builder_with_provider(provider).with_protocol_versions(versions).unwrap().with_no_client_auth();
    let acceptor = TlsAcceptor::from(Arc::new(config.with_single_cert(vec![certificate.clone()], key).unwrap()));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let answering: Answering =
        Arc::new(|_| http(200, &["content-type: text/html", "strict-transport-security: max-age=63072000"], "<p>Hello"));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, answering) = (acceptor.clone(), Arc::clone(&answering));
            tokio::spawn(async move {
                if let Ok(stream) = acceptor.accept(stream).await {
                    answer(stream, &answering).await;
                }
            });
        }
    });
    (address, certificate)
}

#[test]
fn certificates_and_versions_are_seen_for_what_they_are() {
    block_on(async {
        let today = date(2026, 11, 21);
        let both: &[&'static rustls::SupportedProtocolVersion] = &[&rustls::version::TLS12, &rustls::version::TLS13];
        for (until, root, trust) in [
            (today.checked_add(1.year()).unwrap(), true, Trust::Trusted),
            (today.checked_sub(1.day()).unwrap(), true, Trust::Expired),
            (today.checked_add(1.year()).unwrap(), false, Trust::UnknownIssuer),
        ] {
            let (address, certificate) = encrypted(both, until).await;
            let mut options = options(address);
            options.url = format!("https://localhost:{}", address.port());
            options.most = 6;
            options.roots = if root { vec![certificate] } else { Vec::new() };
            let site = collect(&options).await.unwrap();
            let tls = site.tls.clone().unwrap();
            assert_eq!(tls.versions, [TlsVersion::V12, TlsVersion::V13]);
            assert_eq!((tls.trust, tls.ends), (Some(trust), Some(until)));
            let failed = |id: &str| verdicts(&site).into_iter().any(|(known, verdict)| known == id && matches!(verdict, Verdict::Fail(_)));
            assert_eq!(failed("site-certificate-not-trusted"), trust != Trust::Trusted);
            assert!(!failed("site-tls-version-old") && !failed("site-hsts-missing") && !failed("site-without-https"));
        }
    });
}

#[test]
fn a_server_that_agrees_to_tls_1_0_is_seen() {
    block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let mut served: Vec<TcpStream> = Vec::new();
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut hello = [0_u8; 11];
                if stream.read_exact(&mut hello).await.is_ok() && hello[9] == 3 && hello[10] == 1 {
                    // The beginning of a server's hello of the same version.
                    let _ = stream.write_all(&[22, 3, 1, 0, 42, 2, 0, 0, 38, 3, 1]).await;
                }
                served.push(stream);
            }
        });
        let mut options = options(address);
        options.url = format!("https://localhost:{}", address.port());
        options.timeout = Duration::from_millis(300);
        let client = crate::collect::site::Client::new(&options).unwrap();
        let mut asking =
            crate::collect::site::Asking { options: &options, client, site: Site::default(), form_at: None, sessions: Vec::new() };
        asking.tls().await;
        let tls = asking.site.tls.unwrap();
        assert_eq!((tls.versions.as_slice(), tls.tried.len()), ([TlsVersion::V10].as_slice(), 4));
    });
}
