use proptest::prelude::*;

use super::{
    TextFile, dump,
    secret::{CLOUDS, FORGES, SERVICES, addresses, find, private_keys, web_tokens},
};

fn file<'a>(name: &'a str, text: &'a str) -> TextFile<'a> {
    TextFile { name, text, commit: None }
}

/// Put together here, so that no scanner takes the tests for a leak.
fn token(start: &str, rest: &str) -> String {
    format!("{start}{rest}")
}

#[test]
fn tokens_are_known_and_what_manuals_show_is_not() {
    for (start, rest) in [
        ("AKIA", "QYLPMN5HHHFPZAM2"),
        ("ghp_", "a8Kd02lPqZm4XvRt7YbNc1WsEj9UhGf3ToIk"),
        ("glpat-", "Zk3x9Qw_7Lm2Vb5Nc8Rt"),
        ("sk_live_", "4eC39HqLyjWDarjtT1zdp7dc"),
    ] {
        let text = format!("key = \"{}\"\n", token(start, rest));
        let all: Vec<_> = [CLOUDS, SERVICES, FORGES].into_iter().flat_map(|shapes| find(&file("a.py", &text), shapes)).collect();
        assert_eq!(all.len(), 1, "{start}");
        assert!(!all[0].told.contains(rest) && all[0].told.ends_with("***"), "{}", all[0].told);
    }
    for text in [
        token("AKIA", "IOSFODNN7EXAMPLE"),
        token("ghp_", &"x".repeat(36)),
        token("sk_test_", "4eC39HqLyjWDarjtT1zdp7dc"),
        "TASKAKIAQYLPMN5HHHFPZAM2".to_owned(),
    ] {
        let all = [CLOUDS, SERVICES, FORGES].into_iter().flat_map(|shapes| find(&file("a.py", &text), shapes)).count();
        assert_eq!(all, 0, "{text}");
    }
}

#[test]
fn addresses_with_passwords_of_others_machines() {
    for text in ["mysql://app:gT7-kd9w@db.prod.solar.mx/app", "DATABASE_URL=postgres://u:S3cr%21etX@10.1.2.3:5432/x"] {
        assert_eq!(addresses(&file("settings.py", text)).len(), 1, "{text}");
    }
    for text in [
        "mysql://root:root@localhost/app",
        "postgres://user:password@host/db",
        "postgres://app:${DB_PASSWORD}@db.prod.solar.mx/app",
        "https://user:pass@example.com",
        "f\"mysql://{user}:{password}@{host}\"",
        "https://solar.mx/a:b@c",
    ] {
        assert_eq!(addresses(&file("settings.py", text)), [], "{text}");
    }
}

#[test]
fn long_lines_hide_none() {
    let key = token("AKIA", "QYLPMN5HHHFPZAM2");
    let long = format!("{}\"{key}\"", "a ".repeat(100_000));
    assert_eq!(find(&file("a.js", &long), CLOUDS).len(), 1);
    let body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";
    let certificate = token("-----BEGIN ", "CERTIFICATE-----\\nMIID\\n-----END CERTIFICATE-----\\n");
    let both = format!("{certificate}{}", token("-----BEGIN ", &format!("PRIVATE KEY-----\\n{body}\\n-----END PRIVATE KEY-----")));
    assert_eq!(private_keys(&file("a.env", &both)).len(), 1);
}

#[test]
fn hostile_lines_take_no_time() {
    for word in ["AKIA", "eyJ", "eyJ.", "a://", "-----BEGIN ", "-----BEGIN PRIVATE KEY-----"] {
        let text = word.repeat(200_000);
        let file = file("a.js", &text);
        let _ = (find(&file, CLOUDS), private_keys(&file), addresses(&file), web_tokens(&file));
    }
}

#[test]
fn every_row_of_a_dump_is_read() {
    let rows = "(1,'ana',NULL),\n".repeat(1_000);
    let hash = token("$2b$12$", &"Qk3x9QwL7m2Vb5Nc8RtYuIoPaSdFgHjKlZxCvBnMqWeRtYuIoPaSd".chars().take(53).collect::<String>());
    let text = format!("insert into `a` VALUES\n{rows}(2,'luis','{hash}');\r\ninsert into b VALUES ('x@gmail.com');\n");
    let found: Vec<_> = dump::inserts(&text).collect();
    assert_eq!(found.iter().map(|insert| insert.table).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(dump::password_hash(found[0].values), Some("bcrypt"));
    assert_eq!((dump::mail_addresses(found[0].values), dump::mail_addresses(found[1].values), found[1].line), (0, 1, 1_003));
}

proptest! {
    #[test]
    fn nothing_falls_over(name in ".{0,30}", text in "(?s).{0,300}", parts in "(-----BEGIN |PRIVATE KEY-----|\n|eyJ|[.]|://|:|@|AKIA|sk_live_|insert into |[a-zA-Z0-9é]){0,80}") {
        for text in [&text, &parts] {
            let file = file(&name, text);
            let _ = (find(&file, CLOUDS), find(&file, SERVICES), find(&file, FORGES), private_keys(&file), addresses(&file), web_tokens(&file));
            for insert in dump::inserts(text) {
                let _ = (dump::mail_addresses(insert.values), dump::password_hash(insert.values));
            }
        }
    }
}
