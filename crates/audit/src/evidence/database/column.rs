//! Columns.

use serde::{Deserialize, Serialize};

use super::Shapes;

/// One column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Column {
    /// Its schema.
    pub schema: String,
    /// Its table.
    pub table: String,
    /// Its name.
    pub name: String,
    /// Its type, such as `varchar`.
    pub data_type: String,
    /// What a sample of it looks like.
    pub shapes: Shapes,
}

/// What a column holds, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Passwords or hashes of them.
    Password,
    /// E-mail addresses.
    Email,
    /// Telephone numbers.
    Phone,
    /// Days of birth.
    Birth,
    /// Where somebody lives.
    Address,
    /// A number of an identity document or a tax number.
    Document,
    /// Account numbers.
    Bank,
    /// A card number.
    Card,
}

impl Column {
    /// As a server writes it.
    #[must_use]
    pub fn place(&self) -> String {
        format!("{}.{}.{}", self.schema, self.table, self.name)
    }

    /// Whether passwords or their hashes are here: by its name, or as the hash of a table of accounts.
    #[must_use]
    pub fn hashes_passwords(&self) -> bool {
        let of_accounts = words(&self.table)
            .iter()
            .any(|word| ["users", "user", "accounts", "account", "customers", "staff", "members", "employees"].contains(&word.as_str()));
        self.meaning() == Some(Meaning::Password) || (of_accounts && words(&self.name) == ["hash"])
    }

    /// What the name says that it holds.
    #[must_use]
    pub fn meaning(&self) -> Option<Meaning> {
        let name = words(&self.name);
        let has = |word: &str| name.iter().any(|part| part == word);
        let all = |both: [&str; 2]| both.iter().all(|word| has(word));
        // `password_changed_at`, `email_verified`, `phone_count` are about it and are not it.
        let about = [
            "at",
            "on",
            "verified",
            "count",
            "sent",
            "type",
            "kind",
            "id",
            "is",
            "has",
            "enabled",
            "expires",
            "reset",
            "hint",
            "confirmed",
            "status",
            "opt",
        ];
        if about.iter().any(|word| has(word)) && !has("identity") {
            return None;
        }
        if has("password")
            || has("passwd")
            || has("passwort")
            || has("contrasena")
            || has("contraseña")
            || has("clave")
            || has("pwd")
            || has("passphrase")
        {
            Some(Meaning::Password)
        } else if has("email") || has("mail") || has("correo") {
            Some(Meaning::Email)
        } else if has("phone")
            || has("telephone")
            || has("mobile")
            || has("telefono")
            || has("teléfono")
            || has("movil")
            || has("cellphone")
        {
            Some(Meaning::Phone)
        } else if has("dob") || has("birthday") || has("birthdate") || all(["birth", "date"]) || all(["fecha", "nacimiento"]) {
            Some(Meaning::Birth)
        } else if (has("address") && !has("ip") && !has("mac")) || has("street") || has("direccion") || has("dirección") || has("calle") {
            Some(Meaning::Address)
        } else if has("ssn")
            || has("dni")
            || has("nif")
            || has("passport")
            || has("curp")
            || all(["national", "number"])
            || all(["tax", "number"])
        {
            Some(Meaning::Document)
        } else if has("iban") || all(["account", "number"]) || all(["bank", "account"]) {
            Some(Meaning::Bank)
        } else if all(["card", "number"]) || has("pan") || has("cardnumber") || has("ccnumber") {
            Some(Meaning::Card)
        } else {
            None
        }
    }
}

/// The words of a name: `homeAddress`, `home_address` and `HOME-ADDRESS` are two.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut small = false;
    for character in name.chars() {
        let begins = !character.is_alphanumeric() || (small && character.is_uppercase());
        if begins {
            words.push(String::new());
        }
        small = character.is_lowercase() || character.is_ascii_digit();
        if let Some(word) = words.last_mut().filter(|_| character.is_alphanumeric()) {
            word.extend(character.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::{Column, Meaning};

    #[test]
    fn a_name_tells_what_a_column_holds() {
        let meaning = |name: &str| Column { name: name.to_owned(), ..Column::default() }.meaning();
        assert_eq!(meaning("userPassword"), Some(Meaning::Password));
        assert_eq!(meaning("hashed_password"), Some(Meaning::Password));
        assert_eq!(meaning("home_address"), Some(Meaning::Address));
        assert_eq!(meaning("date_of_birth"), None.or(Some(Meaning::Birth)));
        for none in ["password_changed_at", "email_verified", "ip_address", "company", "emailId", "span"] {
            assert_eq!(meaning(none), None, "{none}");
        }
    }
}
