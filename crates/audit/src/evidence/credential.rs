//! Which names and values are those of secrets, in settings of any kind.

/// Words that a secret's name ends with, or has before a harmless one.
const SECRET_WORDS: [&str; 18] = [
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "secrets",
    "token",
    "apikey",
    "api_key",
    "access_key",
    "secret_key",
    "private_key",
    "auth_key",
    "encryption_key",
    "signing_key",
    "credentials",
    "pass",
    "account_key",
];

/// Last words of names that speak about a secret and do not hold it.
const HARMLESS_ENDS: [&str; 36] = [
    "file",
    "path",
    "name",
    "arn",
    "url",
    "uri",
    "endpoint",
    "ttl",
    "length",
    "policy",
    "type",
    "enabled",
    "header",
    "ref",
    "version",
    "expiry",
    "expires",
    "expiration",
    "lifetime",
    "id",
    "ids",
    "count",
    "dir",
    "field",
    "method",
    "algorithm",
    "rotation",
    "hash",
    "issuer",
    "audience",
    "namespace",
    "prefix",
    "provider",
    "store",
    "manager",
    "days",
];

/// Whether a name is that of something secret, such as `DB_PASSWORD` or `stripeApiKey`.
#[must_use]
pub fn is_secret_name(name: &str) -> bool {
    let snake = snake_case(name);
    let words: Vec<&str> = snake.split('_').filter(|word| !word.is_empty()).collect();
    let Some(last) = words.last() else { return false };
    if HARMLESS_ENDS.contains(last) && !snake.ends_with("access_key_id") {
        return false;
    }
    let public = words
        .iter()
        .any(|word| matches!(*word, "public" | "require" | "required" | "enable" | "disable" | "allow" | "max" | "min" | "policy"));
    let bounded = format!("_{}_", words.join("_"));
    !public && SECRET_WORDS.iter().any(|word| bounded.contains(&format!("_{word}_")))
}

/// `dbPassword` and `DB-PASSWORD` are `db_password`.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    let mut lower = false;
    for c in name.chars().take(200) {
        if c.is_ascii_uppercase() && lower {
            snake.push('_');
        }
        lower = c.is_ascii_lowercase() || c.is_ascii_digit();
        snake.push(if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' });
    }
    snake
}

/// Whether a value is one, rather than the place of one: a reference, a placeholder, a path, nothing.
#[must_use]
pub fn is_written_out(value: &str) -> bool {
    let value = value.trim();
    let lower = value.to_ascii_lowercase();
    let elsewhere = [
        "$",
        "{{",
        "<",
        "/",
        "./",
        "vault:",
        "ref+",
        "enc[",
        "arn:",
        "ssm:",
        "secretsmanager:",
        "file:",
        "sops:",
        "%",
        "((",
        "__",
        "@",
        "env:",
    ];
    let placeholders = ["placeholder", "replace", "your-", "your_", "yourpass", "todo", "redacted", "fill-in", "dummy", "not-a-real"];
    let nothing = ["", "null", "none", "nil", "true", "false", "undefined", "yes", "no"];
    value.len() >= 3
        && !nothing.contains(&lower.as_str())
        && !elsewhere.iter().any(|start| lower.starts_with(start))
        && !placeholders.iter().any(|word| lower.contains(word))
        && !value.contains("${")
        && !value.contains("{{")
        && !value.chars().all(|c| matches!(c, '*' | 'x' | 'X' | '.' | '-' | '_' | '#'))
}

/// Whether a value is secret by its shape alone, whatever its name.
#[must_use]
pub fn has_secret_shape(value: &str) -> bool {
    let starts = ["ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "sk_live_", "rk_live_", "xoxb-", "xoxp-", "npm_", "AIza", "SG."];
    let word = |word: &str| starts.iter().any(|start| word.starts_with(start) && word.len() >= start.len() + 16) || is_aws_key(word);
    let private = value.contains("-----BEGIN ") && value.contains("PRIVATE KEY-----");
    private
        || value
            .split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '=' | ',' | ';'))
            .any(|part| word(part) || has_password_in_address(part))
}

/// The identifier of an AWS access key. Those of the manual are nobody's.
fn is_aws_key(word: &str) -> bool {
    (word.starts_with("AKIA") || word.starts_with("ASIA"))
        && word.len() == 20
        && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// Whether an address carries a password: `scheme://user:password@host`.
fn has_password_in_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let Some((user, _)) = authority.rsplit_once('@') else { return false };
    let password = user.split_once(':').map_or("", |(_, password)| password);
    scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-')) && is_written_out(password)
}

/// Whether a setting holds a secret in the clear.
#[must_use]
pub fn is_secret(name: &str, value: &str) -> bool {
    is_secret_name(name) && is_written_out(value) || has_secret_shape(value)
}

#[cfg(test)]
mod tests {
    use super::{has_secret_shape, is_secret, is_secret_name};

    #[test]
    fn names_of_secrets_and_names_that_only_speak_of_them() {
        for name in [
            "DB_PASSWORD",
            "stripeApiKey",
            "password",
            "AWS_SECRET_ACCESS_KEY",
            "MYSQL_ROOT_PASSWORD",
            "JWT_SECRET",
            "auth-token",
            "AWS_ACCESS_KEY_ID",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in [
            "DB_PASSWORD_FILE",
            "secretName",
            "TOKEN_URL",
            "MAX_TOKENS",
            "password_policy",
            "tokenizer",
            "public_key",
            "COMPASS",
            "require_password",
            "kms_key_id",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
    }

    #[test]
    fn a_place_of_a_secret_is_none() {
        for value in [
            "",
            "${DB_PASSWORD}",
            "$(PASSWORD)",
            "<password>",
            "/run/secrets/db",
            "{{ .Values.password }}",
            "xxxx",
            "arn:aws:secretsmanager:eu:1:secret:db",
        ] {
            assert!(!is_secret("PASSWORD", value), "{value}");
        }
        assert!(is_secret("PASSWORD", "hunter2"));
        assert!(is_secret("DATABASE_URL", "mysql://app:hunter2@db/shop"));
        assert!(!is_secret("DATABASE_URL", "mysql://app:${PASSWORD}@db/shop"));
        assert!(!is_secret("DATABASE_URL", "mysql://db/shop"));
        assert!(has_secret_shape("-----BEGIN RSA PRIVATE KEY-----\nabc"));
    }
}
