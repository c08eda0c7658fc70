//! The mails we send: short, in the reader's language, with nothing personal but what she asked for.

use domain::{
    Language,
    id::{AccountId, PersonId},
    text::Email,
};
use serde::{Deserialize, Serialize};
use store::{Tx, account::Account};
use vault::Token;

use crate::{App, Error};

/// Subject and text of a mail.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    pub(crate) subject: String,
    pub(crate) body: String,
}

/// To whom a mail in the outbox goes.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Recipient {
    /// The address that was typed, as it is or is to be an account's.
    Address(String),
    /// The address that an account has when the mail is sent: whoever lets it be told need not be allowed to see it.
    Account(AccountId),
}

/// A mail in the outbox.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Queued {
    pub(crate) to: Recipient,
    pub(crate) subject: String,
    pub(crate) body: String,
}

/// Kind of the outbox's jobs that are mails.
pub(crate) const JOB: &str = "mail";

/// Puts a letter into the outbox, in the transaction of what it tells of.
pub(crate) async fn push(tx: &Tx, person: PersonId, to: &Email, letter: &Letter) -> Result<(), Error> {
    queue(tx, person, Recipient::Address(to.as_str().to_owned()), letter).await
}

/// Puts a letter to somebody with an account into the outbox; only the worker that sends it opens her address.
pub(crate) async fn push_to(tx: &Tx, account: &Account, letter: &Letter) -> Result<(), Error> {
    queue(tx, account.person, Recipient::Account(account.id), letter).await
}

async fn queue(tx: &Tx, person: PersonId, to: Recipient, letter: &Letter) -> Result<(), Error> {
    let queued = Queued { to, subject: letter.subject.clone(), body: letter.body.clone() };
    let payload = serde_json::to_string(&queued).map_err(|e| Error::Internal(Box::new(e)))?;
    store::outbox::push(tx, JOB, person, &payload).await?;
    Ok(())
}

fn letter(language: Language, english: (&str, String), spanish: (&str, String)) -> Letter {
    let (subject, body) = match language {
        Language::English => english,
        Language::Spanish => spanish,
    };
    Letter { subject: subject.to_owned(), body }
}

pub(crate) fn confirm(app: &App, language: Language, token: &Token) -> Letter {
    let link = format!("{}/confirm/{}", app.base_url(), token.text().as_str());
    letter(
        language,
        (
            "Confirm your e-mail address",
            format!(
                "Please confirm your e-mail address within 24 hours:\n\n{link}\n\nIf you did not open an account with us, do nothing; it will not be used."
            ),
        ),
        (
            "Confirme su correo electrónico",
            format!(
                "Confirme su dirección de correo en las próximas 24 horas:\n\n{link}\n\nSi usted no abrió una cuenta con nosotros, no haga nada; no se usará."
            ),
        ),
    )
}

pub(crate) fn somebody_signed_up_again(app: &App, language: Language) -> Letter {
    let link = format!("{}/reset", app.base_url());
    letter(
        language,
        (
            "You already have an account",
            format!(
                "Somebody, probably you, tried to open an account with this address. You already have one.\n\nIf you forgot your password, set a new one here:\n\n{link}"
            ),
        ),
        (
            "Usted ya tiene una cuenta",
            format!(
                "Alguien, probablemente usted, intentó abrir una cuenta con esta dirección. Usted ya tiene una.\n\nSi olvidó su contraseña, puede crear una nueva aquí:\n\n{link}"
            ),
        ),
    )
}

pub(crate) fn reset(app: &App, language: Language, token: &Token) -> Letter {
    let link = format!("{}/reset/{}", app.base_url(), token.text().as_str());
    letter(
        language,
        (
            "Set a new password",
            format!(
                "Set a new password within 15 minutes:\n\n{link}\n\nIf you did not ask for this, do nothing; your password stays as it is."
            ),
        ),
        (
            "Cree una contraseña nueva",
            format!(
                "Cree una contraseña nueva en los próximos 15 minutos:\n\n{link}\n\nSi usted no lo pidió, no haga nada; su contraseña no cambia."
            ),
        ),
    )
}

pub(crate) fn password_changed(app: &App, language: Language) -> Letter {
    let link = format!("{}/reset", app.base_url());
    letter(
        language,
        (
            "Your password was changed",
            format!("Your password was changed and all devices were signed out.\n\nIf this was not you, set a new one now:\n\n{link}"),
        ),
        (
            "Su contraseña fue cambiada",
            format!("Su contraseña fue cambiada y se cerraron todas las sesiones.\n\nSi no fue usted, cree una nueva ahora:\n\n{link}"),
        ),
    )
}

/// News about an order: what it is stands on the page, not in the mail.
pub(crate) fn order_news(app: &App, language: Language, order: domain::id::OrderId) -> Letter {
    let link = format!("{}/orders/{order}", app.base_url());
    letter(
        language,
        ("There is news about your order", format!("There is news about your solar order:\n\n{link}")),
        ("Hay novedades de su pedido", format!("Hay novedades de su pedido solar:\n\n{link}")),
    )
}

/// An offer waits for a crew.
pub(crate) fn offer_waits(app: &App, language: Language) -> Letter {
    let link = format!("{}/offers", app.base_url());
    letter(
        language,
        ("A job is offered to your crew", format!("A job is offered to your crew alone, for a limited time:\n\n{link}")),
        ("Hay un trabajo para su cuadrilla", format!("Se ofrece un trabajo solo a su cuadrilla, por tiempo limitado:\n\n{link}")),
    )
}
