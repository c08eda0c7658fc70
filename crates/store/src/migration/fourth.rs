//! Migration 4: runs of the audit, their reports, and whose turn it is.

use super::table::Table;

pub(super) fn tables() -> Vec<Table> {
    vec![
        Table::new("audit_run")
            .id("id")
            .uuid_or_none("asked_by")
            .int("asked_at")
            .text("state", 16)
            .int_or_none("started_at")
            .int_or_none("finished_at")
            .text_or_none("reason", 32)
            .long_text("summary")
            .text_or_none("report_hash", 64)
            .uuid_or_none("leaf")
            .int("version")
            .index(&["asked_at"]),
        // The primary key keeps a second one out; the row is there as long as a run waits or is under way.
        Table::new("audit_turn").id_text("name", 16).uuid("run"),
        // A report is longer than one column may be, so it lies in parts.
        Table::new("audit_report").id("run").id64("part").bytes("bytes"),
    ]
}
