use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-sql-error",
    title: Words { en: "A quote in a parameter upsets the database", es: "Una comilla en un parámetro altera la base de datos" },
    done: Words {
        en: "One quote is sent after a word in every known parameter, by GET; it counts when the database's own error shows, or only the quote ends in an error of the server.",
        es: "Se envía una comilla tras una palabra en cada parámetro conocido, por GET; cuenta si aparece el error de la base de datos, o si solo la comilla acaba en un error del servidor.",
    },
    why: Words {
        en: "Whoever can end a string can read and change the database.",
        es: "Quien puede cerrar una cadena puede leer y cambiar la base de datos.",
    },
    fix: Words {
        en: "Bind parameters; never write values into the text of a query.",
        es: "Enlazar parámetros; nunca escribir valores en el texto de una consulta.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 1, of_2021: 3, of_2025: 5 },
    cwe: &[89],
    asvs: &["V1.2.4"],
    controls: &["SC-001"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== sql/plain parameter=q
> GET /search?q=a
< 200
=== sql/quote parameter=q
> GET /search?q=a%27
< 500
| You have an error in your SQL syntax
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== sql/plain parameter=q
> GET /search?q=a
< 200
=== sql/quote parameter=q
> GET /search?q=a%27
< 200
| <p>Nothing found
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("sql/quote", |exchange, seen| {
        let parameter = exchange.fact("parameter").unwrap_or("?");
        let path = |target: &str| target.split('?').next().unwrap_or_default().to_owned();
        let plain = site
            .of("sql/plain")
            .find(|plain| plain.fact("parameter") == exchange.fact("parameter") && path(&plain.target) == path(&exchange.target));
        let sign = ERRORS.iter().find(|sign| exchange.body.contains(*sign) && plain.is_none_or(|plain| !plain.body.contains(*sign)));
        if let Some(sign) = sign {
            seen.url(&site.url(exchange), &format!("parameter {parameter}: {sign}"));
        } else if exchange.status == 500 && plain.is_some_and(|plain| plain.status < 500) {
            let told =
                format!("parameter {parameter}: status 500 with a quote, {} without", plain.map(|plain| plain.status).unwrap_or_default());
            seen.note(Place::Url(site.url(exchange)), &told, Some(Severity::Medium));
        }
    })
}

/// What databases and their libraries say of a broken query.
const ERRORS: [&str; 16] = [
    "You have an error in your SQL syntax",
    "check the manual that corresponds to your",
    "mysql_fetch_",
    "pymysql.err.",
    "MySQLdb.",
    "sqlalchemy.exc.",
    "SQLSTATE[",
    "ORA-0",
    "PG::SyntaxError",
    "psycopg2.errors",
    "unterminated quoted string",
    "syntax error at or near",
    "SQLite3::SQLException",
    "sqlite3.OperationalError",
    "unrecognized token: \"",
    "Unclosed quotation mark after the character string",
];
