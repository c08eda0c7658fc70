//! Policies of AWS: JSON in a text, an object, or a data source.

use super::{Block, Terraform, section::Section, value::Value};

/// A statement of a policy.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The name of the file it stands in.
    pub file: String,
    /// Its line, or that of the policy.
    pub line: usize,
    /// Whether it allows; otherwise it denies.
    pub allows: bool,
    /// What may be done.
    pub actions: Vec<String>,
    /// What may not be done while everything else may.
    pub other_actions: Vec<String>,
    /// On what.
    pub resources: Vec<String>,
    /// By whom: `*` for everybody, `AWS:…`, `Service:…`, `Federated:…`.
    pub principals: Vec<String>,
    /// Under which conditions.
    pub conditions: Vec<Condition>,
    /// Whether some of it could not be worked out.
    pub unclear: bool,
}

/// A condition of a statement.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Such as `StringEquals`.
    pub operator: String,
    /// Such as `aws:SourceArn`.
    pub key: String,
    /// The values to compare with.
    pub values: Vec<String>,
}

impl Statement {
    /// Whether it is for everybody, without a condition that narrows it.
    #[must_use]
    pub fn is_for_everybody(&self) -> bool {
        let anyone = self.principals.iter().any(|principal| matches!(principal.as_str(), "*" | "AWS:*"));
        let narrows = self.conditions.iter().any(|condition| {
            !matches!(condition.key.to_ascii_lowercase().as_str(), "aws:securetransport" | "aws:useragent" | "aws:referer")
        });
        self.allows && anyone && !narrows
    }
    /// Whether it refuses what comes without TLS.
    #[must_use]
    pub fn denies_plain_transport(&self) -> bool {
        !self.allows
            && self.conditions.iter().any(|condition| {
                let value = |wanted: &str| condition.values.iter().any(|value| value == wanted);
                condition.key.eq_ignore_ascii_case("aws:SecureTransport") && value("false")
                    || condition.key.eq_ignore_ascii_case("s3:TlsVersion")
            })
    }
    /// The statement in one line.
    #[must_use]
    pub fn quoted(&self) -> String {
        let actions = if self.actions.is_empty() {
            format!("NotAction [{}]", self.other_actions.join(", "))
        } else {
            format!("Action [{}]", self.actions.join(", "))
        };
        format!("{actions} Resource [{}]", self.resources.join(", "))
    }
}

impl Terraform {
    /// The statements of the policy that a setting of a block holds. None: there is no such setting, or it is not known.
    #[must_use]
    pub fn statements(&self, block: &Block, setting: &str) -> Option<Vec<Statement>> {
        let setting = block.section.get(setting)?;
        let mut statements = Vec::new();
        self.collect(block, &setting.value, setting.line, 0, &mut statements).then_some(statements)
    }

    fn collect(&self, block: &Block, value: &Value, line: usize, depth: usize, statements: &mut Vec<Statement>) -> bool {
        match value {
            Value::Map(_) => {
                for statement in many(value.get("Statement")) {
                    statements.push(of_value(statement, &block.file, line));
                }
                true
            }
            Value::Text(text) => {
                let Ok(json) = serde_json::from_str::<serde_json::Value>(text) else { return false };
                self.collect(block, &of_json(&json), line, depth + 1, statements)
            }
            Value::Reference(reference) if depth < 4 => {
                let Some(data) = self.data(block, reference).filter(|data| data.kind() == "aws_iam_policy_document") else {
                    return false;
                };
                statements.extend(data.section.blocks("statement").iter().map(|section| of_section(section, &data.file)));
                for inherited in ["source_policy_documents", "override_policy_documents", "source_json", "override_json"] {
                    let Some(setting) = data.section.get(inherited) else { continue };
                    for value in many(Some(&setting.value)) {
                        if value != &Value::Reference(reference.clone()) {
                            self.collect(data, value, setting.line, depth + 1, statements);
                        }
                    }
                }
                true
            }
            _ => false,
        }
    }
}

/// A list, or what stands in its place.
fn many(value: Option<&Value>) -> Vec<&Value> {
    match value {
        Some(Value::List(items)) => items.iter().collect(),
        Some(other) => vec![other],
        None => Vec::new(),
    }
}

fn texts(value: Option<&Value>) -> Vec<String> {
    many(value).into_iter().map(|value| value.text().map_or_else(|| "${…}".to_owned(), ToOwned::to_owned)).collect()
}

fn of_value(value: &Value, file: &str, line: usize) -> Statement {
    let principals = match value.get("Principal") {
        Some(Value::Map(kinds)) => {
            kinds.iter().flat_map(|(kind, who)| texts(Some(who)).into_iter().map(move |who| format!("{kind}:{who}"))).collect()
        }
        other => texts(other),
    };
    let conditions = match value.get("Condition") {
        Some(Value::Map(operators)) => operators
            .iter()
            .flat_map(|(operator, keys)| match keys {
                Value::Map(keys) => keys
                    .iter()
                    .map(|(key, values)| Condition { operator: operator.clone(), key: key.clone(), values: condition_values(values) })
                    .collect(),
                _ => vec![Condition { operator: operator.clone(), key: String::new(), values: Vec::new() }],
            })
            .collect(),
        Some(_) => vec![Condition { operator: String::new(), key: String::new(), values: Vec::new() }],
        None => Vec::new(),
    };
    Statement {
        file: file.to_owned(),
        line,
        allows: value.get("Effect").and_then(Value::text) == Some("Allow"),
        actions: texts(value.get("Action")),
        other_actions: texts(value.get("NotAction")),
        resources: texts(value.get("Resource")),
        principals,
        conditions,
        unclear: value.has_unknown(),
    }
}

fn condition_values(values: &Value) -> Vec<String> {
    many(Some(values))
        .into_iter()
        .map(|value| value.bool().map_or_else(|| value.text().unwrap_or("${…}").to_owned(), |value| value.to_string()))
        .collect()
}

fn of_section(section: &Section, file: &str) -> Statement {
    let list = |name: &str| texts(section.get(name).map(|setting| &setting.value));
    let principals = section
        .blocks("principals")
        .iter()
        .flat_map(|principals| {
            let kind = principals.text("type").unwrap_or("?").to_owned();
            let who = texts(principals.get("identifiers").map(|setting| &setting.value));
            who.into_iter().map(move |who| if kind == "*" { who } else { format!("{kind}:{who}") })
        })
        .collect();
    let conditions = section.blocks("condition");
    Statement {
        file: file.to_owned(),
        line: section.line,
        allows: section.text("effect").unwrap_or("Allow") == "Allow",
        actions: list("actions"),
        other_actions: list("not_actions"),
        resources: list("resources"),
        principals,
        conditions: conditions
            .iter()
            .map(|condition| Condition {
                operator: condition.text("test").unwrap_or_default().to_owned(),
                key: condition.text("variable").unwrap_or_default().to_owned(),
                values: condition.get("values").map_or_else(Vec::new, |setting| condition_values(&setting.value)),
            })
            .collect(),
        unclear: section.settings.iter().any(|setting| setting.value.has_unknown()),
    }
}

fn of_json(json: &serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(value) => Value::Bool(*value),
        serde_json::Value::Number(number) => number.as_f64().map_or(Value::Unknown, Value::Number),
        serde_json::Value::String(text) => Value::Text(text.clone()),
        serde_json::Value::Array(items) => Value::List(items.iter().map(of_json).collect()),
        serde_json::Value::Object(entries) => Value::Map(entries.iter().map(|(key, value)| (key.clone(), of_json(value))).collect()),
    }
}
