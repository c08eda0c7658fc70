//! A password is kept, or looked for, as it was typed.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        CallView, Language, Module, View,
        origin::{Context, Origin},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "password-kept-plain",
    title: Words {
        en: "A password is kept in the database as it was typed",
        es: "Una contraseña se guarda en la base de datos tal como se escribió",
    },
    done: Words {
        en: "Follows passwords of requests into what looks rows up and what stores them.",
        es: "Se siguen las contraseñas de las peticiones hasta lo que busca filas y lo que las guarda.",
    },
    why: Words {
        en: "Whoever copies the table has every password at once, and tries it at other sites too.",
        es: "Quien copie la tabla tiene todas las contraseñas de inmediato y las prueba también en otros sitios.",
    },
    fix: Words {
        en: "Keep a hash by Argon2id. Look the account up by its name alone, then verify the password.",
        es: "Guarde un hash de Argon2id. Busque la cuenta solo por su nombre y después verifique la contraseña.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[256, 312],
    asvs: &["V11.4.2"],
    controls: &["SC-031"],
    examine: Examine::Source { languages: &[Language::Python], words: &["password", "passwd", "pwd"], look },
    mutant: Mutant {
        red: &[
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
        ],
        green: &[(
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
        )],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let looks_up = matches!(call.call.method, "filter" | "filter_by" | "find_one" | "exclude")
            || (matches!(call.call.method, "get" | "create" | "get_or_create" | "update") && call.callee().contains(".objects."));
        let hashed = ["set_password", "make_password", "hash", "bcrypt", "argon2", "pbkdf2", "scrypt"]
            .iter()
            .any(|word| call.around().contains(word));
        // Hashed in a branch it still goes by the same name.
        let digested = password(call).is_some_and(|given| {
            module.calls().any(|made| {
                made.call.function == call.call.function
                    && ["hash", "md5", "sha", "crypt"].iter().any(|word| made.callee().contains(word))
                    && made.arguments().any(|argument| argument.source().starts_with(given.source()))
            })
        });
        if looks_up && !hashed && !digested && password(call).is_some_and(|given| given.origin(Context::Query) == Origin::Input) {
            call.note(None, seen);
        }
    }
}

fn password<'m, 'a>(call: CallView<'m, 'a>) -> Option<View<'m, 'a>> {
    ["password", "passwd", "pwd", "password__exact"].iter().find_map(|name| call.named(name))
}
