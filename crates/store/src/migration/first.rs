//! Migration 1: everything from an estimate to an accepted order.
//!
//! Instants are microseconds UTC, money is minor units with its currency, days are ISO 8601 text, a name ending
//! in `_sealed` is a personal value under its person's key, one that ends in `_mac` a commitment to such a value under the
//! same key.

use sea_orm::sea_query::{Alias, Expr, ExprTrait};

use super::table::Table;

pub(super) fn tables() -> Vec<Table> {
    [people(), shopping(), orders(), dispatch(), machinery()].into_iter().flatten().collect()
}

fn people() -> Vec<Table> {
    vec![
        Table::new("account")
            .id("id")
            .uuid("person")
            .text("role", 16)
            .hash("email_index")
            .sealed("email_sealed")
            .sealed("name_sealed")
            .sealed_or_none("phone_sealed")
            .sealed_or_none("password_sealed")
            .boolean("confirmed")
            .boolean("active")
            .text("language", 2)
            .uuid_or_none("crew")
            .int("created_at")
            .int("version")
            .unique(&["email_index"])
            .unique(&["person"])
            .index(&["role"]),
        Table::new("session")
            .id_hash("token_hash")
            .uuid_or_none("account")
            .uuid("person")
            .text("amr", 16)
            .int("created_at")
            .int("last_seen_at")
            .int("expires_at")
            .index(&["account"])
            .index(&["expires_at"]),
        Table::new("link")
            .id_hash("token_hash")
            .text("purpose", 24)
            .uuid("account")
            .int("created_at")
            .int("expires_at")
            .int_or_none("used_at")
            .index(&["account"]),
        Table::new("throttle").id_hash("key").int("failures").int("window_started_at").int("blocked_until"),
        Table::new("access_log")
            .id("id")
            .uuid("person")
            .uuid_or_none("order_id")
            .uuid("account")
            .text("role", 16)
            .text("what", 32)
            .sealed("reason_sealed")
            .int("at")
            .index(&["person", "at"]),
    ]
}

fn shopping() -> Vec<Table> {
    vec![
        Table::new("estimate").id("id").uuid("person").sealed("document_sealed").int("created_at").index(&["person"]),
        Table::new("quote")
            .id("id")
            .uuid("person")
            .sealed("receipt_sealed")
            .hash("receipt_mac")
            .int("price_minor")
            .text("currency", 3)
            .text("state", 16)
            .int("valid_until")
            .text("earliest_date", 10)
            .int("created_at")
            .int("version")
            .index(&["person"]),
        Table::new("contract")
            .id("order_id")
            .uuid("person")
            .sealed("text_sealed")
            .hash("text_mac")
            .hash("receipt_mac")
            .text("terms_version", 24)
            .text("language", 2)
            .int("consented_at"),
    ]
}

fn orders() -> Vec<Table> {
    vec![
        Table::new("sales_order")
            .id("id")
            .uuid("quote")
            .uuid("account")
            .uuid("person")
            .text("stage", 16)
            .int("process_version")
            .int("price_minor")
            .int("paid_minor")
            .text("currency", 3)
            .hash("receipt_mac")
            .sealed("address_sealed")
            .sealed("coordinates_sealed")
            .text("zone", 40)
            .text("language", 2)
            .int("panels")
            .int("system_watts")
            .int("work_days")
            .text("skills", 120)
            .text("earliest_date", 10)
            .text_or_none("install_date", 10)
            .uuid_or_none("crew")
            .int("signed_at")
            .int("cooling_off_ends_at")
            .int("version")
            .unique(&["quote"])
            .index(&["person"])
            .index(&["crew"])
            .index(&["stage"]),
        Table::new("workstream").id("order_id").id_text("kind", 16).text("state", 24).int_or_none("due_at").index(&["due_at"]),
        Table::new("order_event")
            .id("id")
            .uuid("order_id")
            .text("kind", 48)
            .text("actor_role", 16)
            .long_text("detail")
            .int("at")
            .int("order_version")
            .index(&["order_id", "order_version"])
            .index(&["at"]),
        Table::new("change_request")
            .id("id")
            .uuid("order_id")
            .uuid("person")
            .uuid("author")
            .uuid_or_none("approver")
            .long_text("change_json")
            .hash("payload_hash")
            .sealed("reason_sealed")
            .int("base_version")
            .text("state", 16)
            .int("created_at")
            .int("expires_at")
            .int_or_none("answered_at")
            .int("version")
            // The last ring: even a wrong program cannot store a person's yes to her own request.
            .check(Expr::col(Alias::new("approver")).is_null().or(Expr::col(Alias::new("approver")).ne(Expr::col(Alias::new("author")))))
            .index(&["order_id"])
            .index(&["state"]),
    ]
}

fn dispatch() -> Vec<Table> {
    vec![
        Table::new("company").id("id").text("name", 120),
        Table::new("crew")
            .id("id")
            .uuid("company")
            .text("name", 120)
            .sealed("base_sealed")
            .int("radius_km")
            .int("max_open_jobs")
            .int("quality_per_mille")
            .int("quality_judged")
            .int("travel_cents_per_km")
            .text_or_none("last_job", 10)
            .text("licence_valid_until", 10)
            .text("insurance_valid_until", 10)
            .long_text("certificates")
            .boolean("active")
            .int("version"),
        // The primary key is what keeps two orders off one crew's day.
        Table::new("crew_day").id("crew").id_text("day", 10).uuid("order_id").index(&["order_id"]),
        Table::new("offer")
            .id("id")
            .uuid("order_id")
            .uuid("crew")
            // Equal to `order_id` while the offer is open and empty afterwards: one open offer an order.
            .uuid_or_none("open_order")
            .int("round")
            .text("state", 16)
            .int("pay_minor")
            .text("currency", 3)
            .text("install_date", 10)
            .int("work_days")
            .int("distance_km")
            .int("created_at")
            .int("expires_at")
            .int_or_none("answered_at")
            .int("version")
            .unique(&["open_order"])
            .index(&["crew", "state"])
            .index(&["order_id"]),
        Table::new("assessment")
            .id("order_id")
            .id64("round")
            .id("crew")
            .boolean("eligible")
            .int("score")
            .text_or_none("start_date", 10)
            .long_text("detail"),
    ]
}

fn machinery() -> Vec<Table> {
    vec![
        Table::new("idempotency").id_hash("key").hash("request_hash").text("result", 120).int("created_at").index(&["created_at"]),
        Table::new("outbox")
            .id("id")
            .text("kind", 24)
            .uuid("person")
            .sealed("payload_sealed")
            .int("created_at")
            .int("not_before")
            .int("attempts")
            .int("lease_until")
            .int_or_none("done_at")
            .index(&["done_at", "not_before"]),
        Table::new("mail").id("id").uuid("person").sealed("recipient_sealed").sealed("subject_sealed").sealed("body_sealed").int("sent_at"),
        Table::new("timer")
            .id("id")
            .text("kind", 24)
            .uuid("object")
            .int("due_at")
            .text("state", 12)
            .index(&["state", "due_at"])
            .index(&["object"]),
        Table::new("leaf").id("id").long_text("bytes").hash("hash"),
        Table::new("pending").id("id"),
        Table::new("setting").id_text("name", 48).text("value", 255),
        Table::new("place")
            .id_text("country", 2)
            .id_text("code", 12)
            .text("town", 120)
            .text("region", 12)
            .int32("latitude_e6")
            .int32("longitude_e6")
            .index(&["region", "town"]),
    ]
}
