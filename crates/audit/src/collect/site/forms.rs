//! Forms that take a name and a password.

use super::links::{encoded, resolve};
use crate::evidence::site::{Element, elements};

/// A form of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    /// Where it is sent, as path and query.
    pub(super) action: String,
    /// Names and values of hidden fields: the token against forged requests is one.
    hidden: Vec<(String, String)>,
    user: String,
    password: String,
}

impl Form {
    /// The first form of a page with a field for a password and one before it for a name. A form that also asks for a new
    /// password signs up.
    pub(super) fn sign_in(base: &str, at: &str, page: &str) -> Option<Self> {
        let found = elements(page);
        let mut inside: Option<(&Element, Vec<&Element>)> = None;
        for element in &found {
            match element.name.as_str() {
                "form" => inside = Some((element, Vec::new())),
                "/form" => {
                    if let Some(form) = inside.take().and_then(|(form, fields)| Self::of(base, at, form, &fields)) {
                        return Some(form);
                    }
                }
                "input" => {
                    if let Some((_, fields)) = &mut inside {
                        fields.push(element);
                    }
                }
                _ => {}
            }
        }
        inside.and_then(|(form, fields)| Self::of(base, at, form, &fields))
    }

    fn of(base: &str, at: &str, form: &Element, fields: &[&Element]) -> Option<Self> {
        let kind = |field: &&&Element| field.attribute("type").unwrap_or("text").to_ascii_lowercase();
        let named = |field: &&Element| field.attribute("name").map(str::to_owned);
        let passwords: Vec<&&Element> = fields.iter().filter(|field| kind(field) == "password").collect();
        let [password] = passwords.as_slice() else { return None };
        let user = fields.iter().find(|field| matches!(kind(field).as_str(), "text" | "email" | "tel"))?;
        let hidden = fields.iter().filter(|field| kind(field) == "hidden");
        Some(Self {
            action: resolve(base, at, form.attribute("action").unwrap_or_default())?,
            hidden: hidden.filter_map(|field| Some((named(field)?, field.attribute("value").unwrap_or_default().to_owned()))).collect(),
            user: named(user)?,
            password: named(password)?,
        })
    }

    /// The form filled in.
    pub(super) fn filled(&self, name: &str, password: &str) -> String {
        let own = [(&self.user, name), (&self.password, password)];
        let all = self.hidden.iter().map(|(name, value)| (name, value.as_str())).chain(own);
        all.map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect::<Vec<_>>().join("&")
    }
}

#[cfg(test)]
mod tests {
    use super::Form;

    #[test]
    fn a_form_for_signing_in_is_found_and_filled_in() {
        let page = "<form action=/search><input name=q></form>
            <form method=post action='in'><input type=hidden name=csrf value='a&amp;b'><input type=email name=mail><input type=password name=pw></form>";
        let form = Form::sign_in("https://a", "/account/login", page).unwrap();
        assert_eq!(form.action, "/account/in");
        assert_eq!(form.filled("a@b", "c d"), "csrf=a%26b&mail=a%40b&pw=c%20d");
        assert_eq!(
            Form::sign_in("https://a", "/", "<form><input name=a><input type=password name=b><input type=password name=c></form>"),
            None
        );
    }
}
