//! Dumps of databases with people.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::text::{
        TextFile,
        dump::{inserts, mail_addresses},
        place::is_example,
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "dump-with-people",
    title: Words {
        en: "A dump of a database with people in it lies in the repository",
        es: "Un volcado de base de datos con personas está en el repositorio",
    },
    done: Words {
        en: "Reads INSERT statements of SQL files for mail addresses that are not made up: ten or more.",
        es: "Se leen las sentencias INSERT de los archivos SQL en busca de direcciones de correo no inventadas: diez o más.",
    },
    why: Words {
        en: "Everybody with the code has your customers, in every clone and for ever; the law asks you to report it.",
        es: "Quien tenga el código tiene a sus clientes, en cada copia y para siempre; la ley le obliga a notificarlo.",
    },
    fix: Words {
        en: "Remove it from the history, tell the privacy officer, and make sample data with invented people.",
        es: "Quitarlo del historial, avisar al responsable de privacidad y generar datos de prueba con personas inventadas.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 1, of_2025: 1 },
    cwe: &[359, 538],
    asvs: &["V14.2.4"],
    controls: &["SC-100"],
    examine: Examine::Text { words: &["insert into"], look },
    mutant: Mutant {
        red: &[(
            "db/backup.sql",
            r#"INSERT INTO `users` VALUES (0,'ana@gmail.com','ana'),(1,'luis@gmail.com','luis'),(2,'maria@gmail.com','maria'),(3,'jose@gmail.com','jose'),(4,'carmen@gmail.com','carmen'),(5,'pedro@gmail.com','pedro'),(6,'rosa@gmail.com','rosa'),(7,'juan@gmail.com','juan'),(8,'lucia@gmail.com','lucia'),(9,'mateo@gmail.com','mateo'),(10,'sofia@gmail.com','sofia');
"#,
        )],
        green: &[(
            "db/seed.sql",
            r#"INSERT INTO `users` VALUES (0,'user0@example.com'),(1,'user1@example.com'),(2,'user2@example.com'),(3,'user3@example.com'),(4,'user4@example.com'),(5,'user5@example.com'),(6,'user6@example.com'),(7,'user7@example.com'),(8,'user8@example.com'),(9,'user9@example.com'),(10,'user10@example.com'),(11,'user11@example.com'),(12,'user12@example.com'),(13,'user13@example.com'),(14,'user14@example.com'),(15,'user15@example.com'),(16,'user16@example.com'),(17,'user17@example.com'),(18,'user18@example.com'),(19,'user19@example.com');
"#,
        )],
    },
};

/// Fewer are the addresses of the team.
const MANY: usize = 10;

fn look(file: &TextFile<'_>, seen: &mut Observations) {
    if !file.base().contains(".sql") || is_example(file.name) {
        return;
    }
    let mut all = 0;
    let mut first = None;
    for insert in inserts(file.text) {
        let found = mail_addresses(insert.values);
        if found > 0 {
            first.get_or_insert((insert.line, insert.table));
            all += found;
        }
    }
    if let Some((line, table)) = first
        && all >= MANY
    {
        seen.line(file.name, line, &file.told(&format!("table {table}: at least {all} mail addresses in the file")));
    }
}
