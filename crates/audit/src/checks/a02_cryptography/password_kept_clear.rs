//! Passwords are kept as they are typed.

use std::collections::{HashMap, HashSet};

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        CallView, Language, Module, View,
        origin::{Context, Origin},
        value::{Kind, ValueId},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "password-kept-clear",
    title: Words { en: "Passwords are kept as they are typed", es: "Las contraseñas se guardan tal como se escriben" },
    done: Words {
        en: "Looks for stored passwords that are compared with typed ones as text, for rows that are looked up by a password, and for documents that are stored with the password as it came.",
        es: "Se buscan contraseñas guardadas que se comparan como texto con las escritas, filas que se buscan por una contraseña y documentos que se guardan con la contraseña tal como llegó.",
    },
    why: Words {
        en: "Whoever reads one copy of the database has every password, also for the other sites where people use it.",
        es: "Quien lea una copia de la base de datos tiene todas las contraseñas, también para los demás sitios donde la gente las usa.",
    },
    fix: Words {
        en: "Keep only a slow, salted hash, such as argon2id, and let its library compare.",
        es: "Guarde solo un resumen lento y con sal, como argon2id, y deje que su biblioteca compare.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[256, 522],
    asvs: &["V11.4.2"],
    controls: &["SC-031"],
    examine: Examine::Source { languages: Language::WEB, words: &["password", "passwd", "pwd"], look },
    mutant: Mutant {
        red: &[
            (
                "web/login.js",
                r#"app.post('/login', async (req, res) => {
  const user = await users.findOne({ email: String(req.body.email) });
  if (user && user.password === req.body.password) res.redirect('/');
});
"#,
            ),
            (
                "web/users.js",
                r#"function Users(db) {
  const collection = db.collection('users');
  this.add = (name, password, done) => { const user = { name, password }; collection.insert(user, done); };
}
"#,
            ),
            (
                "app/login.py",
                r#"from flask import request
def login():
    user = User.query.filter_by(name=request.form["name"]).first()
    return user.password == request.form["password"]
"#,
            ),
            (
                "site/views.py",
                r#"def enter(request):
    name = request.POST["name"]
    word = request.POST["pass"]
    if Account.objects.filter(name=name, password=word):
        return redirect("/")
"#,
            ),
            (
                "app/login.py",
                r#"from flask import request
@app.route("/login", methods=["POST"])
def login():
    data = request.json
    user = User.query.filter_by(username=data["username"], password=data["password"]).first()
"#,
            ),
            (
                "app/find.py",
                r#"from flask import request
def found():
    word = request.form["password"]
    words = md5(request.form["words"])
    seen = md5(word_list())
    return Account.objects.filter(name=request.form["name"], password=word).first()
"#,
            ),
        ],
        green: &[
            (
                "site/views.py",
                r#"from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
def enter(request):
    name, word = request.POST["name"], request.POST["pass"]
    user = authenticate(request, username=name, password=word)
    User.objects.create_user(username=name, password=word)
    Account.objects.create(name=name, password=make_password(word))
def enter_by_digest(request):
    word = request.POST["password"]
    try:
        word = md5(word.encode()).hexdigest()
        account = Account.objects.filter(name=request.POST["name"], password=word).first()
    except ValueError:
        account = None
def join(request):
    user = User.objects.create(name=request.POST["name"], password=request.POST["password"])
    user.set_password(request.POST["password"])
"#,
            ),
            (
                "web/login.js",
                r#"app.post('/register', async (req, res) => {
  if (req.body.password !== req.body.confirm) return res.sendStatus(400);
  const user = await users.findOne({ email: String(req.body.email) });
  if (user.password !== null && user.password !== undefined && await bcrypt.compare(req.body.password, user.password)) res.redirect('/');
  if (user.password === hash(req.body.password)) res.redirect('/');
});
"#,
            ),
            (
                "web/users.js",
                r#"function Users(db) {
  const collection = db.collection('users');
  this.add = (name, password, done) => { const user = { name, password: bcrypt.hashSync(password, 12) }; collection.insert(user, done); };
}
"#,
            ),
            (
                "app/login.py",
                r#"from flask import request
def login():
    user = User.query.filter_by(name=request.form["name"]).first()
    return check_password_hash(user.password, request.form["password"]) and request.form["password"] == request.form["again"]
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    if module.is_test {
        return;
    }
    looked_up(module, seen);
    for (at, value) in module.values.iter().enumerate() {
        let Kind::Compare { operator: "==" | "===" | "!=" | "!==", left, right } = value.kind else { continue };
        let (left, right) = (module.view(left), module.view(right));
        if is_kept(left) && is_typed(right) || is_kept(right) && is_typed(left) {
            module.note(ValueId(at), None, seen);
        }
    }
    // A driver without models stores what it is given; models may hash before they store.
    for call in module.calls() {
        let stores = matches!(call.call.method, "insert" | "insertOne" | "insert_one" | "save") && call.callee().contains(".collection()");
        let password = call.argument(0).filter(|_| stores).and_then(|document| document.entry("password"));
        if password.is_some_and(|password| {
            matches!(password.resolved().kind, Kind::Parameter { .. })
                || password.origin(Context::Code) == Origin::Input && password.call().is_none()
        }) {
            call.note(None, seen);
        }
    }
}

fn names_password(view: View<'_, '_>) -> bool {
    matches!(view.last_name().to_ascii_lowercase().as_str(), "password" | "passwd" | "pwd" | "pass")
}

/// The password of a record: a member of something that is not the request.
fn is_kept(view: View<'_, '_>) -> bool {
    let Kind::Member { object, .. } = view.value().kind else { return false };
    let of = view.module.view(object);
    let record = ["user", "row", "account", "customer", "member", "doc", "result", "admin", "found", "data"]
        .iter()
        .any(|name| of.last_name().to_ascii_lowercase().contains(name))
        || matches!(of.value().kind, Kind::Index { .. });
    names_password(view)
        && record
        && of.origin(Context::Code) != Origin::Input
        && !matches!(of.last_name(), "body" | "form" | "state" | "props" | "values")
}

/// A password as it was typed: of a request, or a parameter of that name.
fn is_typed(view: View<'_, '_>) -> bool {
    names_password(view) && (view.origin(Context::Code) == Origin::Input || matches!(view.resolved().kind, Kind::Parameter { .. }))
}

/// Rows that are looked up, or made, by the password itself: a hash with salt cannot be looked up.
fn looked_up(module: &Module<'_>, seen: &mut Observations) {
    let digested = digested(module);
    for call in module.calls() {
        let looks_up = matches!(call.call.method, "filter" | "filter_by" | "find_one" | "exclude")
            || (matches!(call.call.method, "get" | "create" | "get_or_create" | "update") && call.callee().contains(".objects."));
        let Some(given) = password(call).filter(|_| looks_up) else { continue };
        let hashed = ["set_password", "make_password", "hash", "bcrypt", "argon2", "pbkdf2", "scrypt"]
            .iter()
            .any(|word| call.around().contains(word));
        // Hashed in a branch it still goes by the same name.
        let digested = digested.get(&call.call.function).is_some_and(|sources| sources.contains(given.source()));
        if !hashed && !digested && given.origin(Context::Query) == Origin::Input {
            call.note(None, seen);
        }
    }
}

/// What each function gives to functions that hash.
fn digested<'a>(module: &'a Module<'_>) -> HashMap<Option<usize>, HashSet<&'a str>> {
    // No password is written so long, and calls within calls hold each other's text.
    let is_short = |source: &&str| source.len() <= 200;
    let mut sources: HashMap<Option<usize>, HashSet<&str>> = HashMap::new();
    for call in module.calls().filter(|call| ["hash", "md5", "sha", "crypt"].iter().any(|word| call.callee().contains(word))) {
        let of_function = sources.entry(call.call.function).or_default();
        for argument in call.arguments() {
            of_function.extend([argument.source()].into_iter().filter(is_short));
            // Encoded first: `word.encode()`.
            let of = argument.call().and_then(|call| call.receiver()).map(|receiver| receiver.source());
            of_function.extend(of.filter(is_short));
        }
    }
    sources
}

/// What is given as the password.
fn password<'m, 'a>(call: CallView<'m, 'a>) -> Option<View<'m, 'a>> {
    ["password", "passwd", "pwd", "password__exact"].iter().find_map(|name| call.named(name))
}
