//! Migration 3: sign-ups wait beside the accounts until their link is proved; clocks that fail are put off.

use super::table::Table;

pub(super) fn tables() -> Vec<Table> {
    vec![
        // Not unique by address: whoever else signed up with it, the one who proves the address gets the account.
        Table::new("sign_up")
            .id("id")
            .uuid("person")
            .hash("email_index")
            .sealed("email_sealed")
            .sealed("name_sealed")
            .sealed_or_none("phone_sealed")
            .sealed("password_sealed")
            .text("language", 2)
            .int("created_at")
            .index(&["email_index"])
            .index(&["created_at"]),
        Table::new("timer_failure").id("timer").int("failures").int("not_before").index(&["not_before"]),
    ]
}
