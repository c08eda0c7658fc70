use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::{
        credential::{has_secret_shape, is_secret},
        terraform::{Block, Section, Terraform, Value},
    },
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "secret-in-terraform",
    title: Words { en: "A secret stands in a Terraform file", es: "Un secreto está en un archivo de Terraform" },
    done: Words {
        en: "Settings, defaults of variables, environments, user data and containers are read for secrets by name and by shape.",
        es: "Se buscan secretos, por nombre y por forma, en ajustes, valores por omisión, entornos, user data y contenedores.",
    },
    why: Words {
        en: "Everybody who reads the repository or the state has it.",
        es: "Lo tiene cualquiera que lea el repositorio o el estado.",
    },
    fix: Words {
        en: "Change it; take it from Secrets Manager, or let RDS keep it (`manage_master_user_password`).",
        es: "Cambiarlo; tomarlo de Secrets Manager, o dejar que RDS lo guarde (`manage_master_user_password`).",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[798],
    asvs: &["V13.3.1"],
    controls: &["SC-100"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_db_instance" "shop" {
  username = "app"
  password = "hunter2hunter2"
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"variable "password" {
  type      = string
  sensitive = true
}
resource "aws_db_instance" "shop" {
  username = "app"
  password = var.password
}
"#,
        )],
    },
};

/// Types whose settings have the names of secrets and hold rules about them.
const RULES: [&str; 4] =
    ["aws_iam_account_password_policy", "aws_cognito_user_pool", "random_password", "aws_secretsmanager_secret_rotation"];
/// Nesting that is followed.
const DEEPEST: usize = 8;

fn look(terraform: &Terraform) -> Verdict {
    let all = terraform.as_written();
    let none = Words { en: "because the files hold no blocks", es: "porque los archivos no contienen bloques" };
    Verdict::over(&all, none, |block, seen| {
        if RULES.contains(&block.kind()) {
            return;
        }
        if block.section.kind == "variable" {
            let default = block.section.get("default");
            if let Some(setting) = default.filter(|setting| setting.value.text().is_some_and(|text| is_secret(block.name(), text))) {
                block.note(setting.line, "default = ***", seen);
            }
            if let Some(setting) = default {
                value(block, setting.line, &setting.value, 0, seen);
            }
            return;
        }
        section(block, &block.section, 0, seen);
    })
}

fn section(block: &Block, of: &Section, depth: usize, seen: &mut Observations) {
    for setting in &of.settings {
        match setting.value.text() {
            Some(text) if is_secret(&setting.name, text) && !is_prose(text) => {
                block.note(setting.line, &format!("{} = ***", setting.name), seen)
            }
            Some(text) => lines(block, setting.line, text, seen),
            None => value(block, setting.line, &setting.value, depth, seen),
        }
    }
    if depth < DEEPEST {
        for inner in &of.sections {
            section(block, inner, depth + 1, seen);
        }
    }
}

fn value(block: &Block, line: usize, of: &Value, depth: usize, seen: &mut Observations) {
    if depth >= DEEPEST {
        return;
    }
    match of {
        Value::Map(entries) => {
            // The way of ECS: {name = "DB_PASSWORD", value = "…"}.
            if let (Some(name), Some(text)) = (of.get("name").and_then(Value::text), of.get("value").and_then(Value::text))
                && is_secret(name, text)
            {
                block.note(line, &format!("{name} = ***"), seen);
            }
            for (key, inner) in entries {
                match inner.text() {
                    Some(text) if is_secret(key, text) && !is_prose(text) => block.note(line, &format!("{key} = ***"), seen),
                    _ => value(block, line, inner, depth + 1, seen),
                }
            }
        }
        Value::List(items) => items.iter().for_each(|item| value(block, line, item, depth + 1, seen)),
        _ => {}
    }
}

/// Descriptions speak about secrets in sentences.
fn is_prose(text: &str) -> bool {
    text.contains(' ') && !has_secret_shape(text)
}

/// Scripts and JSON within a text: one setting a line.
fn lines(block: &Block, line: usize, text: &str, seen: &mut Observations) {
    if !text.contains(['\n', '=', '{']) {
        return;
    }
    for part in text.lines() {
        let assigned = part.trim().trim_start_matches("export ").trim_start_matches("set ").split_once(['=', ':']);
        if let Some((name, value)) = assigned {
            let name = name.trim().trim_matches(['"', '\'']);
            let value = value.trim().trim_matches(['"', '\'', ',']);
            let word = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
            if word && !value.contains([' ', '(']) && is_secret(name, value) {
                block.note(line, &format!("{name}=***"), seen);
            }
        } else if has_secret_shape(part) {
            block.note(line, "***", seen);
        }
    }
}
