//! Secrets by their shapes: keys, tokens, addresses with a password. Only what kind it is and its first four characters
//! are ever told.

use super::{
    TextFile,
    entropy::{bits, is_random},
    place::{is_example, is_generated},
};
use crate::{evidence::credential::is_written_out, finding::Observations};

/// A kind of secret that can be known by its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Its name.
    pub kind: &'static str,
    /// How it begins.
    pub start: &'static str,
    /// How many characters follow, at least.
    pub least: usize,
    /// How many follow, at most.
    pub most: usize,
    /// Whether characters beyond letters and digits belong to it.
    pub also: &'static str,
}

const fn shape(kind: &'static str, start: &'static str, least: usize, most: usize, also: &'static str) -> Shape {
    Shape { kind, start, least, most, also }
}

/// Keys of clouds.
pub const CLOUDS: &[Shape] = &[
    shape("AWS access key", "AKIA", 16, 16, ""),
    shape("Google API key", "AIza", 35, 35, "-_"),
    shape("Google OAuth secret", "GOCSPX-", 28, 28, "-_"),
    shape("DigitalOcean token", "dop_v1_", 64, 64, ""),
    shape("HashiCorp Vault token", "hvs.", 90, 200, "-_"),
    shape("Terraform token", "atlasv1.", 60, 90, "-_="),
    shape("Databricks token", "dapi", 32, 32, ""),
    shape("Alibaba access key", "LTAI5t", 18, 18, ""),
];

/// Keys of those who move money or messages.
pub const SERVICES: &[Shape] = &[
    shape("Stripe secret key", "sk_live_", 20, 250, ""),
    shape("Stripe restricted key", "rk_live_", 20, 250, ""),
    shape("Stripe webhook secret", "whsec_", 32, 64, "+/="),
    shape("Slack token", "xoxb-", 40, 80, "-"),
    shape("Slack token", "xoxp-", 40, 90, "-"),
    shape("Slack webhook", "hooks.slack.com/services/T", 30, 80, "/"),
    shape("SendGrid key", "SG.", 66, 66, "-_."),
    shape("Mailgun key", "key-", 32, 32, ""),
    shape("Twilio API key", "SK", 32, 32, ""),
    shape("Square token", "sq0atp-", 22, 22, "-_"),
    shape("Square secret", "sq0csp-", 43, 43, "-_"),
    shape("Shopify token", "shpat_", 32, 32, ""),
    shape("OpenAI key", "sk-proj-", 40, 200, "-_"),
    shape("Anthropic key", "sk-ant-api03-", 80, 120, "-_"),
    shape("Telegram bot token", "bot_token=", 40, 50, ":-_"),
    shape("New Relic key", "NRAK-", 27, 27, ""),
    shape("Mapbox secret token", "sk.eyJ", 60, 120, "-_."),
];

/// Keys of those who keep or publish code.
pub const FORGES: &[Shape] = &[
    shape("GitHub token", "ghp_", 36, 36, ""),
    shape("GitHub OAuth token", "gho_", 36, 36, ""),
    shape("GitHub app token", "ghs_", 36, 36, ""),
    shape("GitHub refresh token", "ghr_", 36, 76, ""),
    shape("GitHub token", "github_pat_", 82, 82, "_"),
    shape("GitLab token", "glpat-", 20, 40, "-_."),
    shape("npm token", "npm_", 36, 36, ""),
    shape("PyPI token", "pypi-AgEIcHlwaS5vcmc", 50, 250, "-_"),
    shape("Docker token", "dckr_pat_", 27, 27, "-_"),
    shape("crates.io token", "cio", 32, 32, ""),
    shape("RubyGems key", "rubygems_", 48, 48, ""),
];

/// A secret that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// From 1.
    pub line: usize,
    /// Its kind and how it begins: all that may be told.
    pub told: String,
}

/// More secrets in one file are not told.
const MOST: usize = 50;

/// What may be told of a secret: its kind and its first four characters.
fn tell(kind: &str, value: &str) -> String {
    let start: String = value.chars().take(4).collect();
    format!("{kind}: {start}***")
}

/// The lines of a file with their numbers.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(index, line)| (index + 1, line))
}

/// Notes secrets of a file.
pub fn note(file: &TextFile<'_>, secrets: Vec<Secret>, seen: &mut Observations) {
    if secrets.len() > MOST {
        seen.partly(file.name);
    }
    for secret in secrets.iter().take(MOST) {
        seen.line(file.name, secret.line, &secret.told);
    }
}

/// Whether a token is shown and opens nothing: the manuals' examples, repetitions, words.
fn is_shown(token: &str, of: &Shape) -> bool {
    let rest = token.strip_prefix(of.start).unwrap_or(token);
    let upper = token.to_ascii_uppercase();
    [
        "EXAMPLE",
        "XXXX",
        "FAKE",
        "DUMMY",
        "PLACEHOLDER",
        "REDACTED",
        "YOUR",
        "SAMPLE",
        "NOTREAL",
        "1234567890",
        "ABCDEFGH",
        "0000000",
        "DEADBEEF",
    ]
    .iter()
    .any(|word| upper.contains(word))
        || bits(rest) < 2.8
        || rest.bytes().filter(u8::is_ascii_digit).count() == 0
}

/// Every secret of some shapes.
#[must_use]
pub fn find(file: &TextFile<'_>, shapes: &[Shape]) -> Vec<Secret> {
    let mut found = Vec::new();
    if is_generated(file.name) {
        return found;
    }
    for (number, line) in lines(file.text) {
        for of in shapes {
            for (at, _) in line.match_indices(of.start) {
                let before = line.get(..at).and_then(|before| before.chars().next_back());
                let inside = before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_') && !of.start.contains('.');
                let Some(rest) = line.get(at + of.start.len()..) else { continue };
                let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || of.also.as_bytes().contains(byte);
                // One more than the longest tells that it is longer.
                let length = rest.bytes().take(of.most + 1).take_while(is_part).count();
                let Some(token) = line.get(at..at + of.start.len() + length) else { continue };
                if inside || length < of.least || length > of.most || !is_alphabet_kept(of, token) || is_shown(token, of) {
                    continue;
                }
                found.push(Secret { line: number, told: file.told(&tell(of.kind, token)) });
            }
        }
    }
    found
}

/// Kinds whose few characters would otherwise be met by chance.
fn is_alphabet_kept(of: &Shape, token: &str) -> bool {
    let rest = token.strip_prefix(of.start).unwrap_or(token);
    match of.start {
        "AKIA" => rest.bytes().all(|byte| byte.is_ascii_uppercase() || (b'2'..=b'7').contains(&byte)),
        "SK" | "key-" | "dapi" | "dop_v1_" => rest.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)),
        _ => true,
    }
}

/// Private keys that stand in the clear, with a body.
#[must_use]
pub fn private_keys(file: &TextFile<'_>) -> Vec<Secret> {
    let mut found = Vec::new();
    if is_example(file.name) {
        return found;
    }
    let all: Vec<(usize, &str)> = lines(file.text).collect();
    for (index, (number, line)) in all.iter().enumerate() {
        let mut blocks = line.split("-----BEGIN ").skip(1).peekable();
        while let Some(block) = blocks.next() {
            let Some((kind, after)) = block.split_once("-----") else { continue };
            let is_private = kind.ends_with("PRIVATE KEY") || kind == "PGP PRIVATE KEY BLOCK";
            if !is_private || kind.contains("ENCRYPTED") {
                continue;
            }
            // The body follows on its own lines, or behind `\n` on the same one.
            let same = after.split("\\n").find(|part| part.len() >= 40);
            let lines_below = if blocks.peek().is_none() { 8 } else { 0 };
            let below = all.iter().skip(index + 1).take(lines_below).map(|(_, line)| line.trim());
            let mut encrypted = after.contains("ENCRYPTED");
            let mut body = same.unwrap_or_default();
            for line in below.take_while(|line| !line.contains("-----END")) {
                encrypted |= line.contains("ENCRYPTED");
                let line = line.trim_matches(['"', '\'', ',', '+', ' ', '\\']);
                if body.is_empty() && line.len() >= 40 && line.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=\\n".contains(&byte))
                {
                    body = line;
                }
            }
            let is_real = bits(body) > 3.5 && !body.to_ascii_lowercase().contains("example");
            if !encrypted && is_real {
                found.push(Secret { line: *number, told: file.told(&format!("-----BEGIN {kind}-----")) });
            }
        }
    }
    found
}

/// Addresses that carry a password.
#[must_use]
pub fn addresses(file: &TextFile<'_>) -> Vec<Secret> {
    let mut found = Vec::new();
    if is_example(file.name) || is_generated(file.name) {
        return found;
    }
    for (number, line) in lines(file.text) {
        let comment = line.trim_start();
        if comment.starts_with("//") || comment.starts_with('#') || comment.starts_with('*') {
            continue;
        }
        for (at, _) in line.match_indices("://") {
            let scheme_start =
                line.get(..at).and_then(|before| before.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '+')).map_or(0, |at| at + 1);
            let scheme = line.get(scheme_start..at).unwrap_or_default();
            let rest = line.get(at + 3..).unwrap_or_default();
            let authority = rest.split(['/', '?', '#', '"', '\'', ' ', '`', '<', '>', ')', ',']).next().unwrap_or_default();
            let Some((user, host)) = authority.rsplit_once('@') else { continue };
            let Some((name, password)) = user.split_once(':') else { continue };
            if scheme.len() < 2 || host.is_empty() || !opens_something(name, password, host) {
                continue;
            }
            found.push(Secret { line: number, told: file.told(&format!("{scheme}://…:***@{}", host.split(':').next().unwrap_or(host))) });
        }
    }
    found
}

/// Whether a password in an address is one, and the host is not the developer's own machine.
fn opens_something(name: &str, password: &str, host: &str) -> bool {
    let host = host.split(':').next().unwrap_or(host).to_ascii_lowercase();
    let own = [
        "localhost",
        "127.0.0.1",
        "0.0.0.0",
        "::1",
        "[",
        "host",
        "hostname",
        "host.docker.internal",
        "db",
        "mysql",
        "postgres",
        "redis",
        "mongo",
        "server",
        "proxy",
    ];
    let shown =
        host.contains("example") || host.ends_with(".test") || host.ends_with(".invalid") || host.starts_with('$') || host.starts_with('{');
    let lower = password.to_ascii_lowercase();
    let words = [
        "password",
        "pass",
        "passwd",
        "pwd",
        "secret",
        "user",
        "username",
        "postgres",
        "root",
        "changeme",
        "token",
        "xxx",
        "mypassword",
        "p4ssw0rd",
        // Oracle's demonstration account, which half of all manuals connect as.
        "tiger",
    ];
    let templated = password.contains(['{', '}', '$', '<', '>', '%', '[', '(']) && !password.contains("%2") && !password.contains("%4");
    is_written_out(password)
        && !templated
        && !words.contains(&lower.as_str())
        && lower != name.to_ascii_lowercase()
        && !own.contains(&host.as_str())
        && !shown
}

/// JSON Web Tokens that somebody signed.
#[must_use]
pub fn web_tokens(file: &TextFile<'_>) -> Vec<Secret> {
    let mut found = Vec::new();
    if is_example(file.name) || is_generated(file.name) {
        return found;
    }
    for (number, line) in lines(file.text) {
        for run in line.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))) {
            let parts: Vec<&str> = run.split('.').collect();
            for token in parts.windows(3) {
                let [head, claims, signature] = token else { continue };
                let Some(head) = head.find("eyJ").and_then(|at| head.get(at..)) else { continue };
                // The token that every manual shows begins with `{"sub":"1234567890"`, or is signed with a known word.
                let shown = claims.starts_with("eyJzdWIiOiIxMjM0NTY3ODkw") || signature.starts_with("SflKxwRJ");
                // What is public by intent says so: Supabase's anonymous role.
                let public =
                    claims.contains("InJvbGUiOiJhbm9u") || claims.contains("JvbGUiOiJhbm9uI") || claims.contains("cm9sZSI6ImFub24i");
                if head.len() >= 16 && claims.starts_with("eyJ") && signature.len() >= 32 && is_random(signature) && !shown && !public {
                    found.push(Secret { line: number, told: file.told(&tell("JSON Web Token", head)) });
                }
            }
        }
    }
    found
}

/// Whether a value that is set under a secret's name was drawn at random, rather than being words about it.
#[must_use]
pub fn is_drawn(value: &str) -> bool {
    is_written_out(value) && is_random(value) && !value.contains([' ', '/']) && !value.contains("://")
}
