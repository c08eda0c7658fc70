//! What holds of the model in every language, and of every check over source.

use std::fmt::Write;

use proptest::prelude::*;

use super::{Language, Module, origin::Context, origin::Origin};
use crate::{
    check::{Examine, all},
    finding::{Observations, Verdict},
};

fn parsed<'a>(name: &'a str, text: &'a str) -> Module<'a> {
    Module::parse(name, Language::of(name).unwrap(), text).unwrap()
}

/// The callee and the origin of the first argument of every call of `sink`.
fn sinks(name: &str, text: &str) -> Vec<Origin> {
    let module = parsed(name, text);
    module.calls().filter(|call| call.call.method == "sink").map(|call| call.argument(0).unwrap().origin(Context::Query)).collect()
}

fn callees(name: &str, text: &str) -> Vec<String> {
    parsed(name, text).calls().map(|call| call.callee().to_owned()).collect()
}

/// `const { a0, a1, …, q } = req.query`, and what becomes of the last.
fn taken_apart(names: usize) -> String {
    let many: String = (0..names).map(|number| format!("a{number}, ")).collect();
    format!("app.get('/', (req, res) => {{ const {{ {many}q }} = req.query; sink(q); }});\n")
}

#[test]
fn many_names_of_a_pattern_hide_none() {
    let text = taken_apart(900);
    assert!(!parsed("a.js", &text).is_cut);
    assert_eq!(sinks("a.js", &text), [Origin::Input]);
    assert!(parsed("a.js", &taken_apart(2_000)).is_cut);
}

#[test]
fn a_digest_is_known_by_who_makes_it() {
    let text = "app.get('/', (req, res) => { sink(bcrypt.hash(req.query.q, 12)); sink(shop.hash(req.query.q)); sink(this.crypto.md5(req.query.q)); });";
    assert_eq!(sinks("a.js", text), [Origin::Literal, Origin::Unknown, Origin::Literal]);
}

#[test]
fn arguments_are_read_by_programs_and_not_by_comments() {
    for text in ["import sys\nsys.argv[1]\n", "from sys import argv\nargv[1]\n", "import sys as s\nx = s.argv\n"] {
        assert!(parsed("a.py", text).reads_arguments(), "{text}");
    }
    for text in ["# sys.argv\n", "x = 'sys.argv'\n", "own.argv\n"] {
        assert!(!parsed("a.py", text).reads_arguments(), "{text}");
    }
}

#[test]
fn every_file_of_a_mutant_is_found_by_itself_and_every_file_of_its_twin_is_sound() {
    let mut wrong = Vec::new();
    for check in all() {
        let Examine::Source { languages, words, look } = check.examine else { continue };
        let verdict = |name: &str, text: &str| {
            let language = Language::of(name).unwrap();
            let awake = words.is_empty() || words.iter().any(|word| text.to_ascii_lowercase().contains(&word.to_ascii_lowercase()));
            let mut seen = Observations::new();
            if languages.contains(&language) && awake {
                look(&Module::parse(name, language, text).unwrap(), &mut seen);
            }
            Verdict::of(seen)
        };
        for (name, text) in check.mutant.red {
            if !matches!(verdict(name, text), Verdict::Fail(_)) {
                wrong.push(format!("{}: {name} is not found", check.id));
            }
        }
        for (name, text) in check.mutant.green {
            if let Verdict::Fail(seen) = verdict(name, text) {
                wrong.push(format!("{}: {name} is sound: {seen:?}", check.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn callees_are_known_by_where_they_come_from() {
    assert_eq!(callees("a.py", "import hashlib as h\nh.md5(b'')"), ["hashlib.md5"]);
    assert_eq!(callees("a.py", "from os import system as s\ns('ls')"), ["os.system"]);
    assert_eq!(
        callees("a.py", "import sqlite3\ndb = sqlite3.connect('x')\ncur = db.cursor()\ncur.execute('x')"),
        ["sqlite3.connect", "sqlite3.connect().cursor", "sqlite3.connect().cursor().execute"]
    );
    assert_eq!(callees("a.js", "const cp = require('child_process'); cp.exec('ls')"), ["child_process.exec"]);
    assert_eq!(callees("a.js", "const { exec: e } = require('node:child_process'); e('ls')"), ["child_process.exec"]);
    assert_eq!(callees("a.ts", "import * as cp from 'node:child_process'; cp.exec('ls')"), ["child_process.exec"]);
    assert_eq!(callees("a.rs", "use std::process::Command as C; fn f() { C::new(\"ls\"); }"), ["std::process::Command::new"]);
    assert_eq!(
        callees("a.rs", "use std::process; fn f() { process::Command::new(\"ls\").arg(x); }"),
        ["std::process::Command::new", "std::process::Command::new().arg"]
    );
}

#[test]
fn origins_follow_values_through_a_function() {
    use Origin::{Input, Literal, Local, Unknown};
    let flask = "from flask import request\n";
    for (body, expected) in [
        ("sink('a' + 'b')", Literal),
        ("sink(request.args['a'])", Input),
        ("a = request.args.get('a')\nb = f'x {a}'\nsink(b)", Input),
        ("a = int(request.args['a'])\nsink(f'x {a}')", Literal),
        ("a = [request.form['x']]\nsink(', '.join(a))", Input),
        ("a = []\na.append(request.form['x'])\nsink(a)", Input),
        ("a = {}\na['x'] = request.form['x']\nsink(a)", Input),
        ("a = request.args['a']\nif a not in ('x', 'y'):\n    raise E\nsink(a)", Literal),
        ("T = {'a': 'b'}\nsink(T[request.args['a']])", Literal),
        ("a = 'x'\nif b:\n    a = request.args['a']\nsink(a)", Input),
        ("a = request.args['a']\na = 'x'\nsink(a)", Literal),
        ("for a in ('x', 'y'):\n    sink(a)", Literal),
        ("for a in request.args:\n    sink(a)", Input),
        ("sink(load())", Unknown),
        ("sink(TABLE)", Literal),
        ("import os\nsink(os.environ['A'])", Local),
        ("a = request.args['a'] or 'x'\nsink(a)", Input),
        ("sink('%s' % request.args['a'])", Input),
        ("sink('{}'.format(request.args['a']))", Input),
        ("sink(request.args['a'] == 'x')", Literal),
        ("with open(request.args['a']) as f:\n    sink(f)", Unknown),
    ] {
        assert_eq!(sinks("a.py", &format!("{flask}{body}")), [expected], "{body}");
    }
    for (text, expected) in [
        ("function f(req, res) { const { a } = req.query; sink(`x ${a}`); }", Input),
        ("app.get('/x', (rq, rs) => { sink(rq.body.a); });", Input),
        ("app.get('/x', (rq, rs) => { sink(Number(rq.body.a)); });", Literal),
        ("app.get('/x', async (req, res) => { const a = req.params.a; if (!['x'].includes(a)) return; sink(a); });", Literal),
        ("function g(a) { sink(a); }", Unknown),
        ("const a = location.hash; sink(a.slice(1));", Input),
        ("window.addEventListener('message', (event) => sink(event.data));", Input),
        ("sink(a ? 'x' : 'y')", Literal),
        ("sink(process.env.A)", Local),
    ] {
        assert_eq!(sinks("a.js", text), [expected], "{text}");
    }
    for (text, expected) in [
        ("export async function POST(request: NextRequest) { const b = await request.json(); sink(b.x); }", Input),
        ("export default function Page({ searchParams }: { searchParams: { q: string } }) { sink(searchParams.q); }", Input),
        ("export async function save(formData: FormData) { sink(formData.get('x') as string); }", Input),
        ("export class C { @Get() f(@Query('q') q: string) { sink(q); } }", Input),
        ("export class C { @Get() f(@Param('id', ParseIntPipe) id: number) { sink(id); } }", Literal),
        ("const resolvers = { Query: { user: (_, args) => sink(args.id) } };", Input),
        ("import { Server } from 'socket.io'; io.on('connection', (socket) => { socket.on('say', (text) => sink(text)); });", Input),
        ("const list = ['a']; function f(req: Request) { const a = req.query.a; sink(list.includes(a) ? a : 'a'); }", Literal),
        ("sink(new URL(location.href).searchParams.get('next'));", Input),
    ] {
        assert_eq!(sinks("app/page.ts", text), [expected], "{text}");
    }
    for (text, expected) in [
        ("async fn f(Query(q): Query<Q>) { sink(format!(\"x {}\", q.a)); }", Input),
        ("async fn f(Query(q): Query<Q>) { let a = q.a; sink(format!(\"x {a}\")); }", Input),
        ("async fn f(Path(id): Path<u64>) { sink(format!(\"x {id}\")); }", Literal),
        ("fn f(a: &str) { sink(a); }", Unknown),
        ("fn f(path: &Path) { sink(path); }", Unknown),
        ("#[cfg(test)] mod tests { fn f() { other(a); } } fn g() { sink(\"x\"); }", Literal),
    ] {
        assert_eq!(sinks("a.rs", text), [expected], "{text}");
    }
    let fastapi = "from fastapi import APIRouter\nrouter = APIRouter()\n";
    for (parameters, expected) in [
        ("a: str", Input),
        ("a: int", Literal),
        ("a: Item", Input),
        ("a=Depends(x)", Unknown),
        ("a: str | None = None", Input),
        ("a: uuid.UUID", Literal),
    ] {
        assert_eq!(
            sinks("a.py", &format!("{fastapi}@router.get('/')\nasync def f({parameters}):\n    sink(a)")),
            [expected],
            "{parameters}"
        );
    }
}

#[test]
fn what_is_too_deep_is_refused_and_soon() {
    for (name, open) in [
        ("a.py", "["),
        ("a.py", "("),
        ("a.js", "{"),
        ("a.ts", "(("),
        ("a.tsx", "<a>"),
        ("a.rs", "{"),
        ("a.js", "!"),
        ("a.py", "not "),
        ("a.rs", "&"),
        ("a.js", "a+"),
    ] {
        let text = open.repeat(100_000);
        let _ = Module::parse(name, Language::of(name).unwrap(), &text);
    }
    let deep = "[".repeat(100_000);
    assert!(Module::parse("a.py", Language::Python, &deep).unwrap_err().reason.contains("deeper"));
    let mut chain = String::from("x = 1");
    for at in 0..1500 {
        write!(chain, " + a{at}").unwrap();
    }
    assert_eq!(parsed("a.py", &chain).assignments().count(), 1, "a long sum is no deep nest");
}

#[test]
fn names_that_grow_by_themselves_stay_bounded() {
    let mut text = String::from("from flask import request\na = request.args['x']\n");
    for _ in 0..200 {
        text.push_str("a = a + a + f(a)\n");
    }
    text.push_str("cursor.execute('select ' + a)\n");
    assert_eq!(parsed("a.py", &text).calls().last().unwrap().argument(0).unwrap().origin(Context::Query), Origin::Input);
}

#[test]
fn what_is_asked_again_is_answered_as_the_first_time() {
    let text = "const a = require('a');\nfunction outer(x) { const inner = (y) => { one(y); }; two(x); return inner; }\nimport b from 'b/c';\nthree();\n";
    let module = parsed("a.js", text);
    for _ in 0..2 {
        assert!(module.imports("a") && module.imports("b") && !module.imports("c") && module.says("three()") && !module.says("four"));
    }
    for value in &module.values {
        let around = |at: &usize| {
            let span = module.functions[*at].span;
            span.0 <= value.span.0 && value.span.1 <= span.1
        };
        let innermost =
            (0..module.functions.len()).filter(around).min_by_key(|at| module.functions[*at].span.1 - module.functions[*at].span.0);
        assert_eq!(module.function_around(value.span), innermost, "{}", &text[value.span.0..value.span.1]);
    }
    for at in 0..module.functions.len() {
        let calls: Vec<&str> = module.calls_of(at).map(|call| call.callee()).collect();
        assert_eq!(calls, module.calls().filter(|call| call.call.function == Some(at)).map(|call| call.callee()).collect::<Vec<_>>());
    }
    let mut asked = 0;
    for function in [None, Some(0), None, Some(0)] {
        assert!(module.once(function, "a question", || {
            asked += 1;
            true
        }));
    }
    assert_eq!(asked, 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_bytes_can_upset_the_model_or_a_check(bytes in proptest::collection::vec(any::<u8>(), 0..400), words in proptest::collection::vec(0_usize..40, 0..60)) {
        const WORDS: [&str; 40] = [
            "def f(a):\n    ", "import os\n", "request.", "args", "(", ")", "[", "]", "{", "}", "'", "\"", "`", "${", "f'", "=", "+", "%", ",", "=>", "function f(req)",
            "const {a} = ", "fn f(Query(q): Query<Q>)", "format!(\"{a}\", ", "use a::{b", "from x import (y", "#[test]", "unsafe ", "<a b=", "/>", "\n", "if ", "for a in ", "exec",
            "select ", "password", "return ", "try:", "except:", ";",
        ];
        let mut text = String::from_utf8_lossy(&bytes).into_owned();
        for word in words {
            text.push_str(WORDS[word]);
        }
        for name in ["a.py", "a.js", "a.ts", "a.tsx", "a.rs"] {
            if let Ok(module) = Module::parse(name, Language::of(name).unwrap(), &text) {
                for check in all() {
                    if let Examine::Source { look, .. } = check.examine {
                        look(&module, &mut Observations::new());
                    }
                }
            }
        }
    }
}
