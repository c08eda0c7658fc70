//! Text from outside is run as a program.

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
    id: "code-from-input",
    title: Words { en: "Text from outside is run as a program", es: "Un texto de fuera se ejecuta como programa" },
    done: Words { en: "Follows what reaches eval and the like.", es: "Se sigue lo que llega a eval y a funciones parecidas." },
    why: Words { en: "An attacker runs his own program inside yours.", es: "Un atacante ejecuta su propio programa dentro del suyo." },
    fix: Words {
        en: "Parse data with a parser for data; choose functions from a fixed table.",
        es: "Lea los datos con un analizador de datos; elija las funciones de una tabla fija.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 1, of_2021: 3, of_2025: 5 },
    cwe: &[95, 94],
    asvs: &["V1.3.2"],
    controls: &["SC-006"],
    examine: Examine::Source {
        languages: Language::WEB,
        words: &[
            "eval(",
            "exec(",
            "new function",
            "compile(",
            "vm.",
            "settimeout(",
            "setinterval(",
            "importlib",
            "__import__",
            "import(",
            "require(req",
            "require(`",
            "runin",
            "evaluate(",
            "execfile",
            ".run(",
            "write(",
        ],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "app/calc.py",
                r#"from fastapi import FastAPI
app = FastAPI()

@app.post("/calc")
async def calc(expression: str):
    return eval(expression)
"#,
            ),
            (
                "site/lab.py",
                r#"import os
from PIL import ImageMath
def save(request):
    code = request.POST.get("code")
    out = open(os.path.join(HERE, "lab/task.py"), "w")
    out.write(code)
    return ImageMath.eval(request.POST["formula"], a=1)
"#,
            ),
            (
                "app/rules.py",
                r#"# Unlike those of sys.argv, rules stand in the database.
HELP = "sys.argv names no rules"
def run(rule):
    exec(rule.text)
"#,
            ),
            (
                "web/calc.js",
                r#"app.post('/calc', (req, res) => res.json(new Function('return ' + req.body.formula)()));
"#,
            ),
            (
                "web/load.ts",
                r#"export function POST(request: NextRequest) {
  const plugin = request.nextUrl.searchParams.get('plugin');
  return import(plugin);
}
"#,
            ),
        ],
        green: &[
            (
                "tools/run.py",
                r#"import sys
def run(path):
    exec(open(sys.argv[1]).read() + path)
"#,
            ),
            (
                "app/calc.py",
                r#"import ast, re
from fastapi import FastAPI
app = FastAPI()

@app.post("/calc")
async def calc(expression: str):
    pattern = re.compile("a+")
    model.eval()
    out = open("notes.txt", "w")
    out.write(expression)
    exec(code, {"name": name})
    return ast.literal_eval(expression)
"#,
            ),
            (
                "web/calc.js",
                r#"app.post('/calc', (req, res) => { setTimeout(() => res.end(), 10); res.json(JSON.parse(req.body.formula)); });
app.post('/yaml', (req, res) => { const box = { yaml, data: req.body.text }; vm.createContext(box); res.json(vm.runInContext('yaml.load(data)', box, { timeout: 500 })); });
const hit = /x/.exec(req.body.formula);
"#,
            ),
            (
                "web/load.ts",
                r#"const PLUGINS = { pdf: './pdf', csv: './csv' };
export function POST(request: NextRequest) {
  const plugin = request.nextUrl.searchParams.get('plugin');
  return import(PLUGINS[plugin]);
}
"#,
            ),
        ],
    },
};

const RUNNERS: &[&str] = &[
    "eval",
    "exec",
    "compile",
    "execfile",
    "builtins.eval",
    "builtins.exec",
    "Function",
    "vm.runInNewContext",
    "vm.runInThisContext",
    "vm.runInContext",
    "vm.Script",
    "vm2.VM().run",
    "VM().run",
    "safe-eval",
    "safeEval",
    "static-eval",
    "mathjs.evaluate",
    "math.evaluate",
    "mathjs.eval",
    "numexpr.evaluate",
    "PIL.ImageMath.eval",
    "PIL.ImageMath.unsafe_eval",
    "pandas.eval",
    "code.interact",
    "execScript",
    "vm.compileFunction",
    "eval_js",
    "asteval.Interpreter()",
];
const LOADERS: &[&str] = &["importlib.import_module", "__import__", "require", "import", "runpy.run_path", "imp.load_source"];

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        if call.is(RUNNERS) {
            // What a fixed text is run on is data, unless that text runs it in its turn.
            let data = call.begins("vm.")
                && call.argument(0).and_then(|code| code.literal()).is_some_and(|code| !code.to_ascii_lowercase().contains("eval("));
            let of = |argument: View<'_, '_>| argument.origin(Context::Code);
            let worst = if data { Origin::Literal } else { call.arguments().map(of).max().unwrap_or(Origin::Literal) };
            // `exec` of a regular expression, and `compile` of one, are other functions.
            let own = call.receiver().is_none() || call.callee().contains('.');
            match worst {
                Origin::Input if own => call.note(None, seen),
                Origin::Unknown
                    if own
                        && call.is(&["eval", "exec", "execfile", "builtins.eval", "builtins.exec"])
                        && !has_closed_names(call)
                        && (module.serves() || !module.reads_arguments()) =>
                {
                    call.note(Some(Severity::Medium), seen);
                }
                _ => {}
            }
        } else if matches!(call.callee(), "setTimeout" | "setInterval") {
            if call.argument(0).is_some_and(|code| code.is_built() && code.origin(Context::Code) >= Origin::Unknown) {
                call.note(Some(Severity::High), seen);
            }
        } else if call.call.method == "write" && module.language == Language::Python {
            let program = call
                .receiver()
                .and_then(|to| to.call())
                .filter(|to| to.is(&["open"]))
                .and_then(|to| to.argument(0))
                .is_some_and(is_program);
            if program && call.argument(0).is_some_and(|text| text.origin(Context::Code) == Origin::Input) {
                call.note(None, seen);
            }
        } else if (call.is(LOADERS) || matches!(call.call.method, "require" | "import"))
            && call.argument(0).is_some_and(|name| name.origin(Context::Path) == Origin::Input)
        {
            call.note(None, seen);
        }
    }
}

/// Whether the name of a file is that of a program.
fn is_program(path: View<'_, '_>) -> bool {
    let last = path.call().filter(|call| call.ends(&["path.join"])).and_then(|call| call.arguments().last()).unwrap_or(path);
    last.literal().is_some_and(|name| [".py", ".sh", ".php", ".js", ".rb", ".pl", ".ps1", ".bat"].iter().any(|end| name.ends_with(end)))
}

/// What is compiled from our own syntax tree or file is ours.
fn has_closed_names(call: CallView<'_, '_>) -> bool {
    let code = call.argument(0).map(|code| code.source()).unwrap_or_default();
    // Whoever gives names of its own to the code writes a program that writes programs.
    let names = call.argument(1).is_some();
    names || code.starts_with("compile(") || code.contains(".read()") || code.contains("co_code")
}
