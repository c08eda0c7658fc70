//! The demo's mailbox: mails that would have been sent.

use domain::{
    Timestamp,
    id::{Id, MailId, PersonId},
};
use policy::{Permit, act};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{Cursor, Page, Private, Store, StoreError, Tx, row::row};

row!("mail" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    person: Uuid,
    recipient_sealed: Vec<u8>,
    subject_sealed: Vec<u8>,
    body_sealed: Vec<u8>,
    sent_at: i64,
});

const TABLE: &str = "mail";

/// A mail in the mailbox.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Its id.
    pub id: MailId,
    /// To whom.
    pub recipient: Private<String>,
    /// Subject.
    pub subject: Private<String>,
    /// Plain text.
    pub body: Private<String>,
    /// When.
    pub sent_at: Timestamp,
}

/// Puts a mail into the mailbox under its job's id, so that a job done twice is one mail. Its leaf is the job's.
///
/// # Errors
/// [`StoreError::Taken`] when it is there already.
pub async fn insert(
    tx: &Tx,
    _: &Permit<act::OutboxDrain>,
    id: MailId,
    person: PersonId,
    recipient: &str,
    subject: &str,
    body: &str,
) -> Result<(), StoreError> {
    let close = |column, value: &str| Private::close(tx.store(), TABLE, column, id.uuid(), person, &value.to_owned());
    let model = row::ActiveModel {
        id: Set(id.uuid()),
        person: Set(person.uuid()),
        recipient_sealed: Set(close("recipient", recipient)?.bytes()),
        subject_sealed: Set(close("subject", subject)?.bytes()),
        body_sealed: Set(close("body", body)?.bytes()),
        sent_at: Set(tx.now().micros()),
    };
    row::Entity::insert(model).exec_without_returning(tx.writing()).await?;
    Ok(())
}

impl Store {
    /// Mails, newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn mails(&self, _: &Permit<act::MailboxRead>, cursor: Cursor) -> Result<Page<Mail>, StoreError> {
        let mut query = row::Entity::find().order_by_desc(row::Column::Id).limit(cursor.limit + 1);
        if let Some(before) = cursor.before {
            query = query.filter(row::Column::Id.lt(before));
        }
        let mails = query.all(self.reader()).await?.into_iter().map(|row| Mail {
            id: MailId::from_uuid(row.id),
            recipient: Private::stored(TABLE, "recipient", row.id, row.person, row.recipient_sealed),
            subject: Private::stored(TABLE, "subject", row.id, row.person, row.subject_sealed),
            body: Private::stored(TABLE, "body", row.id, row.person, row.body_sealed),
            sent_at: Timestamp::from_micros(row.sent_at),
        });
        Ok(Page::cut(mails.collect(), cursor.limit, |mail| mail.id.uuid()))
    }
}
