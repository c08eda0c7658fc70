use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-tables-clear",
    title: Words { en: "Tables are written to the disk unencrypted", es: "Las tablas se escriben en el disco sin cifrar" },
    done: Words {
        en: "`default_table_encryption` (MySQL) or `innodb_encrypt_tables` (MariaDB) is read; encryption of the disk itself cannot be seen from here.",
        es: "Se lee `default_table_encryption` (MySQL) o `innodb_encrypt_tables` (MariaDB); el cifrado del propio disco no se ve desde aquí.",
    },
    why: Words {
        en: "A copied disk, snapshot or discarded drive shows all customers.",
        es: "Un disco copiado, una instantánea o una unidad desechada muestran a todos los clientes.",
    },
    fix: Words {
        en: "Turn encryption of tables on with a key from a keyring, or encrypt the volume and waive this check with that reason.",
        es: "Activar el cifrado de tablas con una clave de un almacén, o cifrar el volumen y eximir esta comprobación con ese motivo.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 4, of_2025: 6 },
    cwe: &[311, 312],
    asvs: &["V14.2.4"],
    controls: &["SC-037", "SC-041"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[("database.json", r#"{"version": "8.4.3", "variables": {"default_table_encryption": "OFF"}}"#)],
        green: &[("database.json", r#"{"version": "8.4.3", "variables": {"default_table_encryption": "ON"}}"#)],
    },
};

fn look(database: &Database) -> Verdict {
    let name = if database.maria() { "innodb_encrypt_tables" } else { "default_table_encryption" };
    database.on_variable(name, |value| value.eq_ignore_ascii_case("off") || value == "0")
}
