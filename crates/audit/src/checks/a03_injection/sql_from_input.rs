//! SQL is built from text that is not fixed.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        CallView, Language, Module,
        origin::{Context, Origin},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "sql-from-input",
    title: Words { en: "SQL is built from text that is not fixed", es: "Se arma SQL con texto que no es fijo" },
    done: Words {
        en: "Follows what reaches the functions that run SQL. A query made of parts is a finding; one made of request data is a severe one.",
        es: "Se sigue lo que llega a las funciones que ejecutan SQL. Una consulta hecha de partes es un hallazgo; una hecha con datos de la petición es un hallazgo grave.",
    },
    why: Words {
        en: "An attacker adds his own SQL and reads, changes or deletes any row, often the whole database.",
        es: "Un atacante añade su propio SQL y lee, cambia o borra cualquier fila, a menudo toda la base de datos.",
    },
    fix: Words {
        en: "Pass values as bound parameters. Choose table and column names from a fixed list.",
        es: "Pase los valores como parámetros vinculados. Elija los nombres de tablas y columnas de una lista fija.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 1, of_2021: 3, of_2025: 5 },
    cwe: &[89],
    asvs: &["V1.2.4"],
    controls: &["SC-001", "SC-006"],
    examine: Examine::Source {
        languages: Language::ALL,
        words: &[
            "sql",
            "execute",
            "query",
            "raw(",
            "literal(",
            "prepare(",
            "fetchrow",
            "fetchval",
            "select ",
            "insert into",
            "delete from",
        ],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "web/model/products.js",
                r#"const db = require('pg-promise')()(process.env.DATABASE);
app.get('/products', async (req, res) => {
  const found = "SELECT * FROM products WHERE name ILIKE '%" + req.query.q + "%'";
  res.json(await db.manyOrNone(found));
});
"#,
            ),
            (
                "app/orders.py",
                r#"from fastapi import FastAPI, Depends
from sqlalchemy import text

app = FastAPI()

@app.get("/orders")
def orders(city: str, db=Depends(session)):
    query = f"SELECT * FROM orders WHERE city = '{city}'"
    return db.execute(text(query)).all()
"#,
            ),
            (
                "app/people.py",
                r#"def named(cursor, name, limit):
    cursor.execute("SELECT * FROM people WHERE name = '%s'" % name)
"#,
            ),
            (
                "app/filter.py",
                r#"def filtered(cursor, condition):
    return cursor.execute(f"SELECT * FROM people WHERE {condition} ORDER BY name")
"#,
            ),
            (
                "app/change.py",
                r#"def change(cursor, changes, number):
    return cursor.execute(f"UPDATE people SET {changes} WHERE id = 1")
"#,
            ),
            (
                "app/run.py",
                r#"from flask import request
def run(cursor, statement):
    cursor.execute(statement)
@app.route("/orders")
def orders():
    run(cursor, "SELECT * FROM orders WHERE city = '" + request.args["city"] + "'")
"#,
            ),
            (
                "web/orders.js",
                r#"const db = require('./db');
app.get('/orders', (req, res) => {
  db.query("SELECT * FROM orders WHERE city = '" + req.query.city + "'", (e, rows) => res.json(rows));
});
"#,
            ),
            (
                "web/hashed.js",
                r#"const db = require('./db');
app.get('/orders', (req, res) => db.query(`SELECT * FROM orders WHERE city = '${shop.hash(req.query.city)}'`, (e, rows) => res.json(rows)));
"#,
            ),
            (
                "web/sorted.js",
                r#"const { Sequelize } = require('sequelize');
app.get('/orders', async (req, res) => res.json(await Order.findAll({ order: Sequelize.literal(req.query.sort + ' DESC') })));
"#,
            ),
            (
                "web/found.js",
                r#"const knex = require('knex')(config);
app.get('/orders', async (req, res) => res.json(await knex('orders').whereRaw(`city = '${req.query.city}'`)));
"#,
            ),
            (
                "src/orders.rs",
                r#"async fn orders(Query(q): Query<Search>, State(db): State<Pool>) -> Json<Vec<Order>> {
    sqlx::query_as(&format!("SELECT * FROM orders WHERE city = '{}'", q.city)).fetch_all(&db).await
}
"#,
            ),
        ],
        green: &[
            (
                "app/orders.py",
                r#"from fastapi import FastAPI, Depends
from sqlalchemy import text

app = FastAPI()
COLUMNS = "id, city"

@app.get("/orders")
def orders(city: str, sort: str = "id", db=Depends(session)):
    if sort not in ("id", "city"):
        raise ValueError("sort")
    query = f"SELECT {COLUMNS} FROM orders WHERE city = :city ORDER BY {sort}"
    return db.execute(text(query), {"city": city}).all()

def many(cursor, ids: list):
    marks = ", ".join("?" for _ in ids)
    cursor.execute(f"SELECT * FROM orders WHERE id IN ({marks})", ids)

def drop(cursor, table, column):
    cursor.execute("DROP TABLE %s" % quote_name(table))
    cursor.execute("SELECT %s FROM %s WHERE %s = %%s" % (column, table, column), [1])
    cursor.execute(f"SELECT {column} FROM {table} WHERE {column} = %s", [1])
"#,
            ),
            (
                "web/orders.js",
                r#"const db = require('./db');
app.get('/orders', (req, res) => {
  db.query('SELECT * FROM orders WHERE city = ?', [req.query.city], (e, rows) => res.json(rows));
  prisma.$queryRaw`SELECT * FROM orders WHERE city = ${req.query.city}`;
  knex('orders').whereRaw('city = ?', [req.query.city]);
  db.query(`SELECT * FROM users WHERE email = $1 AND password = '${security.hash(req.body.password)}'`, { bind: [req.body.email] });
});
"#,
            ),
            (
                "src/orders.rs",
                r#"async fn orders(Query(q): Query<Search>, State(db): State<Pool>) -> Json<Vec<Order>> {
    sqlx::query_as("SELECT * FROM orders WHERE city = $1").bind(q.city).fetch_all(&db).await
}
"#,
            ),
        ],
    },
};

/// What runs a query, whatever the library.
const METHODS: &[&str] = &[
    "execute",
    "executemany",
    "executescript",
    "exec_driver_sql",
    "raw",
    "query",
    "queryRawUnsafe",
    "$queryRawUnsafe",
    "$executeRawUnsafe",
    "sql_query",
    "query_as",
    "query_scalar",
    "from_string",
    "execute_unprepared",
    "prepare",
    "fetch",
    "fetchrow",
    // pg-promise.
    "one",
    "oneOrNone",
    "many",
    "manyOrNone",
    "any",
    "none",
    "fetchval",
    "fetch_all",
    "fetch_one",
    "read_sql",
    "read_sql_query",
    "RawSQL",
    "extra",
    "text",
    "whereRaw",
    "orWhereRaw",
    "orderByRaw",
    "havingRaw",
    "groupByRaw",
    "joinRaw",
    "fromRaw",
    "literal",
    "where",
    "andWhere",
    "orWhere",
    "query_drop",
    "query_iter",
    "exec_drop",
    "exec",
    "run",
    "all",
    "each",
    "query_row",
    "fetch_val",
    "filter",
    "get",
];
/// Methods that run other things too: only a text that reads like SQL counts.
const STARTS: &[&str] = &[
    "select ",
    "insert ",
    "update ",
    "delete ",
    "replace into",
    "create ",
    "drop ",
    "alter ",
    "with ",
    "call ",
    "exec ",
    "truncate ",
    "merge ",
    "show ",
    "grant ",
];

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let method = call.call.method;
        if !METHODS.contains(&method) {
            continue;
        }
        let Some(query) = call.named("sql").or_else(|| call.named("text")).or_else(|| call.argument(0)) else { continue };
        // A connection as the first argument, as in diesel and tokio-postgres, is no text.
        let query = if matches!(method, "query_drop" | "exec_drop") { call.argument(1).unwrap_or(query) } else { query };
        let (text, built) = query.texts();
        if built && reads_like_sql(&text) {
            match query.origin(Context::Query) {
                Origin::Input => call.note(Some(Severity::Critical), seen),
                Origin::Unknown if holds_values(&text) => call.note(Some(Severity::Medium), seen),
                Origin::Unknown => {}
                Origin::Local => call.note(Some(Severity::Low), seen),
                Origin::Literal => {}
            }
        } else if query.origin(Context::Query) == Origin::Input && takes_whole_queries(call) && (text == "{}" || built) {
            call.note(Some(Severity::Critical), seen);
        }
    }
}

/// Whether a value may stand where the text is open, and not only the name of a table or a column, which no stranger chooses.
fn holds_values(text: &str) -> bool {
    let text = text.to_ascii_lowercase().replace("%%", "  ");
    // `"… %s" % x` keeps its marks, and what they stand for follows the text.
    let percent = text.strip_suffix("{}").filter(|marked| marked.contains("%s") || marked.contains("%(") || marked.contains("%d"));
    let (text, mark) = percent.map_or((text.as_str(), '{'), |marked| (marked, '%'));
    text.match_indices(mark).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default().trim_end();
        let statement = before.rsplit(';').next().unwrap_or_default();
        let words = ["like", "between", "limit", "offset", "by", "values", "then", "else", "default", "identified with"];
        let opened = before.trim_end_matches(['(', '"']).trim_end();
        before.ends_with(['\'', '=', '<', '>', '%', '~'])
            || (before.ends_with('"') && opened.ends_with(['=', '<', '>']))
            || words.iter().any(|word| opened.strip_suffix(word).is_some_and(|rest| rest.ends_with([' ', '\n', ')', '"'])))
            || opened.ends_with(" in")
            // A mark is `{}`, `%s` or `%d`.
            || is_condition(opened, text.get(at + 2..).unwrap_or_default())
            || statement.split_once("values").is_some_and(|(_, list)| list.contains('('))
    })
}

/// Whether what is open is a whole condition or assignment: the name of a column is followed by what it is compared with.
fn is_condition(before: &str, after: &str) -> bool {
    let begins = ["where", "and", "or", "not", "having", "set"]
        .iter()
        .any(|word| before.strip_suffix(word).is_some_and(|rest| rest.ends_with([' ', '\n', '\t', ')', '"'])));
    let after = after.trim_start_matches(['"', '`', ']', ')']).trim_start();
    let ends = after.is_empty()
        || after.starts_with([')', ';'])
        || ["and ", "or ", "order ", "group ", "limit ", "where ", "having ", "returning ", "union "]
            .iter()
            .any(|word| after.starts_with(word));
    begins && ends
}

fn reads_like_sql(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '(').to_ascii_lowercase();
    let followed = |verb: &str| match verb {
        "select " => text.contains("from") || text.contains("{}"),
        "update " => text.contains(" set"),
        "delete " => text.contains("from"),
        "insert " => text.contains("into"),
        "with " => text.contains("select"),
        "create " | "drop " | "alter " => ["table", "database", "index", "user", "view", "schema"].iter().any(|word| text.contains(word)),
        "show " => text.contains("table") || text.contains("column"),
        "grant " => text.contains(" on "),
        "call " | "exec " => false,
        _ => true,
    };
    let text = text.replace(['\n', '\t', '\r'], " ");
    STARTS.iter().any(|verb| text.starts_with(verb) && followed(verb))
}

/// Functions that are given nothing but SQL: even a whole query, or a part of one, from outside is wrong there.
fn takes_whole_queries(call: CallView<'_, '_>) -> bool {
    call.ends(&[
        "sequelize.literal",
        "Sequelize.literal",
        "knex.raw",
        "whereRaw",
        "orWhereRaw",
        "orderByRaw",
        "havingRaw",
        "groupByRaw",
        "joinRaw",
        "fromRaw",
        "createQueryBuilder().where",
        "createQueryBuilder().andWhere",
        "createQueryBuilder().orWhere",
        "cursor.execute",
        "cursor().execute",
        "executescript",
        "exec_driver_sql",
        "sql_query",
        "$queryRawUnsafe",
        "$executeRawUnsafe",
        "sqlalchemy.text",
    ])
}
