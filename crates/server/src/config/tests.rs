use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf};

use schemars::schema_for;
use serde_json::Value;
use vault::{SystemRandom, random_bytes};

use super::{Config, MailTls, load, load::parse, reference, reference::EXAMPLE, secret};

/// A configuration that is accepted.
const GOOD: &str = r#"[company]
name = "Front Range Solar"
address = "1 Sample Plaza, Denver, CO 80202"
email = "hello@frontrange.example"
state = "CO"
zone = "America/Denver"

[listen]
address = "127.0.0.1:8080"
base_url = "http://127.0.0.1:8080"

[database]
url = "sqlite:/var/lib/sunward/sunward.sqlite"

[keys]
file = "/var/lib/sunward/key"

[mail]
host = "smtp.example.com"
from = "hello@frontrange.example"

[limits]
drain_seconds = 5
"#;

/// `GOOD` with one line changed; the line's number is told too.
fn with(old: &str, new: &str) -> (String, usize) {
    assert!(GOOD.contains(old), "{old}");
    let before = GOOD.split(old).next().unwrap_or_default();
    (GOOD.replacen(old, new, 1), before.matches('\n').count() + 1)
}

fn wrong(text: &str) -> String {
    let directory = Scratch::new();
    let path = directory.file("sunward.toml", text, 0o600);
    let error = load(&path).unwrap_err().to_string();
    error.replace(&path.display().to_string(), "sunward.toml")
}

struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        let name = u64::from_be_bytes(random_bytes(&SystemRandom).unwrap());
        let path = std::env::temp_dir().join(format!("sunward-config-{name:016x}"));
        fs::create_dir(&path).unwrap();
        Self(path)
    }
    fn file(&self, name: &str, text: &str, mode: u32) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn what_is_not_said_has_its_default() {
    let config = parse(GOOD).unwrap();
    assert_eq!((config.mail.port, config.mail.tls), (587, MailTls::Starttls));
    assert_eq!((config.database.connections, config.company.workmanship_warranty_years), (16, 10));
    assert_eq!((config.limits.drain_seconds, config.limits.connections), (5, 512));
    assert!(config.limits.hashing_threads() >= 1);
    parse(GOOD.split("[limits]").next().unwrap()).unwrap();
}

#[test]
fn unsafe_and_unknown_values_are_refused_with_their_line_and_the_reason() {
    for (old, new, why) in [
        // What cannot be set at all.
        ("[limits]", "env = \"demo\"\n[limits]", "unknown field `env`"),
        ("drain_seconds = 5", "amr = \"demo\"", "unknown field `amr`"),
        // Where it is reached.
        ("address = \"127.0.0.1:8080\"", "address = \"0.0.0.0:8080\"", "listen.address: reaches beyond this machine"),
        ("address = \"127.0.0.1:8080\"", "address = \"localhost\"", "invalid socket address"),
        ("base_url = \"http://127.0.0.1:8080\"", "base_url = \"http://solar.example.com\"", "plain http is for this machine only"),
        ("base_url = \"http://127.0.0.1:8080\"", "base_url = \"https://solar.example.com/app\"", "without a path"),
        // The database.
        ("url = \"sqlite:/var/lib/sunward/sunward.sqlite\"", "url = \"sqlite:here.sqlite\"", "absolute path"),
        ("url = \"sqlite:/var/lib/sunward/sunward.sqlite\"", "url = \"mysql://a:b@localhost/c\"", "password_file"),
        ("url = \"sqlite:/var/lib/sunward/sunward.sqlite\"", "url = \"mysql://a@db.example.com/c\"", "VERIFY_IDENTITY"),
        ("file = \"/var/lib/sunward/key\"", "file = \"key\"", "is not an absolute path"),
        // The company.
        ("name = \"Front Range Solar\"", "name = \"\"", "is required"),
        ("name = \"Front Range Solar\"", "name = \"Front\\nRange\"", "not allowed"),
        ("email = \"hello@frontrange.example\"", "email = \"hello\"", "is not an e-mail address"),
        ("state = \"CO\"", "state = \"Colorado\"", "two capital letters"),
        ("zone = \"America/Denver\"", "zone = \"Mountain\"", "no time zone"),
        ("zone = \"America/Denver\"", "zone = \"America/Denver\"\nsecurity_contact = \"javascript:x\"", "unused"),
        // Mail.
        ("host = \"smtp.example.com\"", "host = \"smtp.example.com\"\ntls = \"none\"", "unused"),
        // TOML itself.
        ("state = \"CO\"", "state = CO", ""),
        ("state = \"CO\"", "state = \"CO\"\nstate = \"CO\"", "unused"),
    ] {
        let (text, line) = with(old, new);
        let error = wrong(&text);
        // A value that was put on a further line is wrong there.
        let line = line + new.matches('\n').count().min(usize::from(why == "unused"));
        let why = if why == "unused" { "" } else { why };
        assert!(error.starts_with(&format!("sunward.toml:{line}: ")) && error.contains(why), "{new}: {error}");
        assert!(!error.contains('\n'), "one line: {error}");
    }
}

#[test]
fn values_that_do_not_go_together_are_refused() {
    for (old, new, why) in [
        ("base_url = \"http://127.0.0.1:8080\"", "base_url = \"https://solar.example.com\"", "listen.behind_proxy: is false"),
        ("base_url = \"http://127.0.0.1:8080\"", "base_url = \"http://localhost\"\nbehind_proxy = true", "listen.base_url: is plain http"),
        ("host = \"smtp.example.com\"", "host = \"smtp.example.com\"\nusername = \"x\"", "mail.password_file: is missing"),
        ("host = \"smtp.example.com\"", "host = \"smtp.example.com\"\npassword_file = \"/x\"", "mail.username: is missing"),
        (
            "host = \"smtp.example.com\"",
            "host = \"smtp.example.com\"\ntls = \"plain_loopback_only\"",
            "mail.tls: is for a relay on this machine",
        ),
        ("[keys]", "password_file = \"/x\"\n[keys]", "database.password_file: is for MySQL"),
    ] {
        let error = wrong(&with(old, new).0);
        assert!(error.starts_with("sunward.toml:") && error.contains(why), "{new}: {error}");
        let line: usize = error.split(':').nth(1).unwrap().parse().unwrap();
        assert!(line > 1, "{error}");
    }
}

#[test]
fn a_missing_section_or_key_is_named() {
    let without = GOOD.replace("[keys]\nfile = \"/var/lib/sunward/key\"\n", "");
    assert_eq!(wrong(&without), "sunward.toml: missing field `keys`");
    let (without, _) = with("from = \"hello@frontrange.example\"\n", "");
    assert!(wrong(&without).contains("missing field `from`"));
    assert_eq!(wrong(""), "sunward.toml: missing field `company`");
}

#[test]
fn every_bound_that_the_reference_tells_holds() {
    let schema = schema_for!(Config).to_value();
    let mut checked = 0;
    for (section, property) in schema["properties"].as_object().unwrap() {
        let definition = schema.pointer(property["$ref"].as_str().unwrap().trim_start_matches('#')).unwrap();
        for (key, shape) in definition["properties"].as_object().unwrap() {
            let bound = |name| shape[name].as_u64();
            let (Some(min), Some(max)) = (bound("minimum"), bound("maximum")) else {
                assert_ne!(shape["type"], Value::from("integer"), "{section}.{key} is a number without bounds");
                continue;
            };
            let with = |number: u64| {
                let others: String =
                    GOOD.lines().filter(|line| !line.starts_with(&format!("{key} ="))).map(|line| format!("{line}\n")).collect();
                parse(&others.replace(&format!("[{section}]\n"), &format!("[{section}]\n{key} = {number}\n")))
            };
            assert!(with(min).is_ok() && with(max).is_ok(), "{section}.{key}");
            assert!(min == 0 || with(min - 1).is_err(), "{section}.{key}");
            assert!(with(max + 1).is_err(), "{section}.{key}");
            checked += 1;
        }
    }
    assert_eq!(checked, 10);
}

#[test]
fn secrets_that_others_can_reach_are_refused_with_the_remedy() {
    let directory = Scratch::new();
    for (mode, is_fine) in [(0o400, true), (0o600, true), (0o640, true), (0o440, true), (0o644, false), (0o660, false), (0o602, false)] {
        let path = directory.file(&format!("{mode:o}"), "secret\n", mode);
        match secret(&path) {
            Ok(text) => assert!(is_fine && text == "secret", "{mode:o}"),
            Err(why) => assert!(!is_fine && why.contains("chmod") && !why.contains("secret\n"), "{mode:o}: {why}"),
        }
    }
    for (name, text) in [("empty", ""), ("break", "\n"), ("two", "a\nb\n"), ("long", &"x".repeat(2_000))] {
        let outcome = secret(&directory.file(name, text, 0o600));
        assert_eq!(outcome.is_ok(), name == "long", "{name}");
    }
    let open = directory.file("password", "secret", 0o644);
    let (text, _) = with("host = \"smtp.example.com\"", &format!("host = \"x.example.com\"\nusername = \"x\"\npassword_file = {open:?}"));
    assert!(wrong(&text).contains("the mail relay's password"), "{}", wrong(&text));
}

#[test]
fn a_file_that_is_not_there_or_no_text_is_refused() {
    let directory = Scratch::new();
    assert!(load(&directory.0.join("nowhere.toml")).unwrap_err().to_string().contains("cannot be read"));
    assert!(load(&directory.0).unwrap_err().to_string().contains("cannot be read"));
    let path = directory.0.join("binary.toml");
    fs::write(&path, b"\xFF\xFE\x00").unwrap();
    assert!(load(&path).unwrap_err().to_string().contains("cannot be read"));
}

#[test]
fn the_example_of_the_reference_is_accepted() {
    let config = parse(EXAMPLE).unwrap();
    assert!(config.listen.behind_proxy);
}

#[test]
fn the_reference_in_the_guide_is_current() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/guide/configuration.md");
    if std::env::var_os("SUNWARD_REVIEW").is_some() {
        fs::write(page, reference()).unwrap();
    }
    let known = fs::read_to_string(page).unwrap_or_default();
    assert!(known == reference(), "run: sunward config reference > docs/guide/configuration.md");
}

#[test]
fn every_setting_is_described() {
    for line in reference().lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.split(" | ").collect();
        assert!(cells.len() == 4 && cells.iter().all(|cell| cell.trim_matches(['|', ' ']).len() > 1), "{line}");
    }
}
