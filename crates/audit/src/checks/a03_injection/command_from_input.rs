//! A command line is built from text that is not fixed.

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
    id: "command-from-input",
    title: Words {
        en: "A command line is built from text that is not fixed", es: "Se arma una línea de órdenes con texto que no es fijo"
    },
    done: Words {
        en: "Follows what reaches shells and process starters.",
        es: "Se sigue lo que llega a los intérpretes de órdenes y a las funciones que inician procesos.",
    },
    why: Words {
        en: "An attacker runs his own programs on the server with its rights.",
        es: "Un atacante ejecuta sus propios programas en el servidor, con los permisos de este.",
    },
    fix: Words {
        en: "Start the program without a shell and pass the arguments as a list. Check each against a fixed list or pattern.",
        es: "Inicie el programa sin intérprete de órdenes y pase los argumentos como lista. Compruebe cada uno con una lista o un patrón fijo.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 1, of_2021: 3, of_2025: 5 },
    cwe: &[78, 77],
    asvs: &["V1.2.5"],
    controls: &["SC-005"],
    examine: Examine::Source {
        languages: Language::ALL,
        words: &[
            "subprocess",
            "os.system",
            "popen",
            "child_process",
            "command::new",
            "execsync",
            "execa",
            "shelljs",
            "exec_command",
            "getoutput",
            "os.spawn",
            "os.exec",
            "pty.spawn",
        ],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "app/report.py",
                r#"import subprocess as sp
from flask import request

@app.route("/ping")
def ping():
    host = request.args.get("host")
    return sp.check_output("ping -c 1 " + host, shell=True)
"#,
            ),
            (
                "app/helpers.py",
                r#"import os
from flask import request

def host():
    return request.args["host"]

class Pinger:
    def run(self, line):
        os.system(line)

    def ping(self, request):
        self.run("ping -c 1 " + request.args["host"])

@app.route("/ping")
def ping():
    os.system("ping -c 1 " + host())
"#,
            ),
            (
                "shop/tasks.py",
                r#"import os
from celery import shared_task

@shared_task
def convert(name):
    os.system(f"convert /uploads/{name} /pictures/{name}")
"#,
            ),
            (
                "web/ping.ts",
                r#"import { exec } from 'node:child_process';
app.get('/ping', (req: Request, res: Response) => exec(`ping -c 1 ${req.query.host}`, (e, out) => res.send(out)));
"#,
            ),
            (
                "src/ping.rs",
                r#"use std::process::Command;
async fn ping(Query(q): Query<Ping>) -> String {
    let line = format!("ping -c 1 {}", q.host);
    Command::new("sh").arg("-c").arg(line).output();
}
"#,
            ),
        ],
        green: &[
            (
                "tasks.py",
                r#"import os
from invoke import task

@task
def release(context, version):
    os.system(f"git tag v{version}")
"#,
            ),
            (
                "Gruntfile.js",
                r#"const { exec } = require('child_process');
module.exports = (grunt) => grunt.registerTask('reset', function (arg) { exec('NODE_ENV=' + (process.env.NODE_ENV || arg) + ' node reset.js'); });
"#,
            ),
            (
                "app/report.py",
                r#"import subprocess as sp, shlex, os
from flask import request

@app.route("/ping")
def ping():
    host = request.args.get("host")
    sp.check_output("ping -c 1 " + shlex.quote(host), shell=True)
    os.system("uptime")
    return sp.check_output(["ping", "-c", "1", "--", host])
"#,
            ),
            (
                "web/ping.ts",
                r#"import { execFile } from 'node:child_process';
const found = /a/.exec(name);
app.get('/ping', (req: Request, res: Response) => execFile('ping', ['-c', '1', '--', String(req.query.host)], (e, out) => res.send(out)));
"#,
            ),
            (
                "src/ping.rs",
                r#"use std::process::Command;
async fn ping(Query(q): Query<Ping>) -> String {
    Command::new("ping").arg("-c").arg("1").arg(q.host).output();
}
"#,
            ),
        ],
    },
};

/// Everything that is given here goes through a shell.
const SHELLS: &[&str] = &[
    "os.system",
    "os.popen",
    "commands.getoutput",
    "commands.getstatusoutput",
    "subprocess.getoutput",
    "subprocess.getstatusoutput",
    "popen2.popen2",
    "child_process.exec",
    "child_process.execSync",
    "shelljs.exec",
    "asyncio.create_subprocess_shell",
    "execa.command",
    "execa.execaCommand",
    "execa.execaCommandSync",
    "child_process.promises.exec",
];
/// A shell only when it is asked for.
const STARTERS: &[&str] = &[
    "subprocess.run",
    "subprocess.call",
    "subprocess.check_call",
    "subprocess.check_output",
    "subprocess.Popen",
    "child_process.spawn",
    "child_process.spawnSync",
    "child_process.execFile",
    "child_process.execFileSync",
    "child_process.fork",
    "execa",
    "execa.execa",
    "os.execl",
    "os.execv",
    "os.execvp",
    "os.spawnl",
    "os.spawnv",
    "pty.spawn",
    "asyncio.create_subprocess_exec",
];

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        // `exec = promisify(child_process.exec)` is the same function.
        let promised = call.receiver().is_none() && call.is(&["util.promisify()", "promisify()"]) && module.says("child_process");
        if call.is(SHELLS) || promised {
            if let Some(line) = call.either(0, "cmd").or_else(|| call.named("command")) {
                note(call, line, seen);
            }
        } else if call.is(STARTERS) {
            let Some(line) = call.either(0, "args") else { continue };
            let shell = call.named("shell").is_some_and(|shell| shell.boolean() == Some(true));
            let items = line.items();
            let runs_shell = |text: Option<&str>| {
                text.is_some_and(|text| matches!(text.rsplit('/').next(), Some("sh" | "bash" | "zsh" | "cmd" | "cmd.exe" | "powershell")))
            };
            let by_hand = runs_shell(items.first().and_then(|item| item.literal())) || runs_shell(line.literal());
            if shell || by_hand {
                let given = if by_hand { call.argument(1).unwrap_or(line) } else { line };
                note(call, given, seen);
                if by_hand {
                    note_of_origin(call, line.origin(Context::Shell).max(given.origin(Context::Shell)), false, seen);
                }
            } else if items
                .first()
                .map_or(!line.is_built() || call.argument(1).is_some(), |program| program.origin(Context::Shell) == Origin::Input)
                && items.first().copied().unwrap_or(line).origin(Context::Shell) == Origin::Input
            {
                // The program itself is chosen by the request.
                call.note(None, seen);
            }
        } else if matches!(call.call.method, "arg" | "args")
            && module.language == Language::Rust
            && call.callee().contains("Command::new()")
        {
            let chain = call.source();
            let shell = ["\"sh\"", "\"bash\"", "\"/bin/sh\"", "\"/bin/bash\"", "\"cmd\""]
                .iter()
                .any(|name| chain.contains(&format!("new({name})")));
            if shell && let Some(line) = call.argument(0) {
                note(call, line, seen);
            }
        } else if call.ends(&["Command::new"]) && module.language == Language::Rust {
            if call.argument(0).is_some_and(|program| program.origin(Context::Shell) == Origin::Input) {
                call.note(None, seen);
            }
        } else if call.call.method == "exec_command" && call.argument(0).is_some_and(|line| line.is_built()) {
            note(call, call.argument(0).unwrap_or(module.view(call.call.value)), seen);
        }
    }
}

fn note(call: CallView<'_, '_>, line: View<'_, '_>, seen: &mut Observations) {
    note_of_origin(call, line.origin(Context::Shell), line.is_built() && !call.module.is_tooling(), seen);
}

fn note_of_origin(call: CallView<'_, '_>, origin: Origin, built: bool, seen: &mut Observations) {
    match origin {
        Origin::Input => call.note(None, seen),
        Origin::Unknown if built => call.note(Some(Severity::Medium), seen),
        Origin::Local if built => call.note(Some(Severity::Low), seen),
        _ => {}
    }
}
