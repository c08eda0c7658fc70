//! Greets a server by TLS 1.0 and 1.1, which the library that speaks TLS here has long unlearned.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_rustls::{TlsConnector, rustls, rustls::pki_types::ServerName};

use super::{Asking, client::Client};
use crate::evidence::site::{Tls, TlsVersion};

/// Cipher suites of the time, those with elliptic curves first.
const SUITES: [u16; 9] = [0xc013, 0xc014, 0xc009, 0xc00a, 0x0033, 0x0039, 0x002f, 0x0035, 0x000a];

impl Asking<'_> {
    /// Which versions the server speaks, and what its certificate is worth.
    pub(super) async fn tls(&mut self) {
        if !self.client.place().tls {
            return;
        }
        let mut tls = Tls::default();
        for version in TlsVersion::ALL {
            self.client.turn().await;
            let spoken = match version {
                TlsVersion::V10 => old(&self.client, 1).await,
                TlsVersion::V11 => old(&self.client, 2).await,
                TlsVersion::V12 => new(&self.client, &rustls::version::TLS12).await,
                TlsVersion::V13 => new(&self.client, &rustls::version::TLS13).await,
            };
            if let Some(spoken) = spoken {
                tls.tried.push(version);
                if spoken {
                    tls.versions.push(version);
                }
            }
        }
        if let Some((trust, ends)) = self.client.verifier().seen() {
            (tls.trust, tls.ends) = (Some(trust), ends);
        }
        self.site.tls = Some(tls);
    }
}

/// Whether a handshake comes about; none where nothing listens.
async fn new(client: &Client, version: &'static rustls::SupportedProtocolVersion) -> Option<bool> {
    let place = client.place();
    let stream = client.connect(place.port).await.ok()?;
    let connector = TlsConnector::from(client.verifier().config(&[version]).ok()?);
    let name = ServerName::try_from(place.host.clone()).ok()?;
    Some(tokio::time::timeout(client.timeout(), connector.connect(name, stream)).await.is_ok_and(|handshake| handshake.is_ok()))
}

/// Whether the server answers a greeting of an old version with one of the same.
async fn old(client: &Client, minor: u8) -> Option<bool> {
    let place = client.place();
    let mut stream = client.connect(place.port).await.ok()?;
    let greeting = greeting(&place.host, minor)?;
    let answer = async {
        stream.write_all(&greeting).await?;
        let mut head = [0_u8; 11];
        stream.read_exact(&mut head).await?;
        Ok::<_, std::io::Error>(head)
    };
    // A handshake record with a server's hello of the version that was asked for. Everything else is a refusal.
    Some(match tokio::time::timeout(client.timeout(), answer).await {
        Ok(Ok([22, _, _, _, _, 2, _, _, _, major, said])) => (major, said) == (3, minor),
        _ => false,
    })
}

/// A client's hello. Its random bytes are fixed: no secret is ever agreed on.
fn greeting(host: &str, minor: u8) -> Option<Vec<u8>> {
    let mut extensions = Vec::new();
    if host.parse::<std::net::IpAddr>().is_err() {
        let mut name = vec![0];
        name.extend(sized(host.as_bytes())?);
        extension(&mut extensions, 0, &sized(&name)?)?;
    }
    extension(&mut extensions, 10, &[0, 4, 0, 23, 0, 24])?;
    extension(&mut extensions, 11, &[1, 0])?;
    let mut hello = vec![3, minor];
    hello.extend([0x5a; 32]);
    hello.push(0);
    hello.extend(sized(&SUITES.iter().flat_map(|suite| suite.to_be_bytes()).collect::<Vec<u8>>())?);
    hello.extend([1, 0]);
    hello.extend(sized(&extensions)?);
    let mut message = vec![1, 0];
    message.extend(sized(&hello)?);
    let mut record = vec![22, 3, 1];
    record.extend(sized(&message)?);
    Some(record)
}

fn extension(into: &mut Vec<u8>, number: u16, content: &[u8]) -> Option<()> {
    into.extend(number.to_be_bytes());
    into.extend(sized(content)?);
    Some(())
}

/// Bytes after their number in two bytes.
fn sized(content: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = u16::try_from(content.len()).ok()?.to_be_bytes().to_vec();
    bytes.extend_from_slice(content);
    Some(bytes)
}
