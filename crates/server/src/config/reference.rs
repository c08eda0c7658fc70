//! The reference of all settings, made from their types, so that it cannot be out of date.

use std::fmt::Write as _;

use serde_json::Value;

use super::Config;

/// A whole configuration to begin with.
pub(super) const EXAMPLE: &str = r#"[company]
name = "Front Range Solar"
address = "1 Sample Plaza, Denver, CO 80202"
email = "hello@frontrange.example"
state = "CO"
zone = "America/Denver"
security_contact = "mailto:security@frontrange.example"

[listen]
address = "127.0.0.1:8080"
base_url = "https://solar.frontrange.example"
behind_proxy = true

[database]
url = "mysql://sunward@db.frontrange.example/sunward?ssl-mode=VERIFY_IDENTITY"
password_file = "/run/secrets/database"

[keys]
file = "/var/lib/sunward/key"

[mail]
host = "smtp.frontrange.example"
username = "sunward"
password_file = "/run/secrets/mail"
from = "hello@frontrange.example"
"#;

const BEGIN: &str = "# Configuration

<!-- Made by `sunward config reference` from crates/server/src/config; change it there. -->

`sunward serve` and `sunward migrate` read one TOML file. A key that is not listed here is an error, and so is a value that
would be unsafe: the program then does not start, and says which line and why. Secrets stand in files of their own, which
others must not be able to read.

That the program is a demo, and how somebody signed in, cannot be configured.

```toml
";

const SECTIONS: [&str; 6] = ["company", "listen", "database", "keys", "mail", "limits"];

/// The reference as Markdown.
pub(crate) fn reference() -> String {
    let schema = schemars::schema_for!(Config).to_value();
    let mut page = format!("{BEGIN}{EXAMPLE}```\n");
    for name in SECTIONS {
        let section = at(at(&schema, "properties"), name);
        let _ = write!(page, "\n## `[{name}]`\n\n{}\n\n", prose(section));
        page.push_str("| Key | What it is | Expected | Default |\n|---|---|---|---|\n");
        let table = resolve(&schema, section);
        let required: Vec<&str> = at(table, "required").as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for (key, property) in at(table, "properties").as_object().into_iter().flatten() {
            let default = if required.contains(&key.as_str()) { "required".to_owned() } else { default(section, key, property) };
            let _ = writeln!(page, "| `{key}` | {} | {} | {default} |", prose(property), expected(&schema, property));
        }
    }
    page
}

/// What stands under `key`; nothing where there is no such key.
fn at<'a>(value: &'a Value, key: &str) -> &'a Value {
    static NOTHING: Value = Value::Null;
    value.get(key).unwrap_or(&NOTHING)
}

/// A property is described where it stands, its shape perhaps elsewhere.
fn resolve<'a>(schema: &'a Value, property: &'a Value) -> &'a Value {
    let reference = at(property, "$ref").as_str().and_then(|path| path.strip_prefix('#'));
    reference.and_then(|path| schema.pointer(path)).unwrap_or(property)
}

fn expected(schema: &Value, property: &Value) -> String {
    let shape = resolve(schema, property);
    if let Some(choices) = at(shape, "oneOf").as_array() {
        let choice = |choice: &Value| format!("`{}`: {}", at(choice, "const"), prose(choice));
        return choices.iter().map(choice).collect::<Vec<_>>().join("<br>");
    }
    match (at(shape, "type").as_str(), at(shape, "minimum").as_u64(), at(shape, "maximum").as_u64()) {
        (Some("boolean"), ..) => "true or false".to_owned(),
        (Some("integer"), Some(min), Some(max)) => format!("{min} to {max}"),
        (Some("integer"), ..) => "a number".to_owned(),
        _ => "text".to_owned(),
    }
}

fn default(section: &Value, key: &str, property: &Value) -> String {
    match (at(property, "default"), at(at(section, "default"), key)) {
        (Value::Null, Value::Null) => "none".to_owned(),
        (Value::Null, value) | (value, _) => format!("`{value}`"),
    }
}

/// The comment of a type or field as one line of a table.
fn prose(described: &Value) -> String {
    let text = at(described, "description").as_str().unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}
