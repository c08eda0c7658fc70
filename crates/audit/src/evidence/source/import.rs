//! Imports: which name in a file stands for which thing of which module.

/// A name, and what it stands for, with `.` between the parts (`::` in Rust).
pub(super) type Import<'a> = (&'a str, String);

/// `import a.b as c, d` and `from x import (y as z, w)`.
pub(super) fn of_python(statement: &str) -> Vec<Import<'_>> {
    let mut imports = Vec::new();
    if let Some(rest) = statement.strip_prefix("from") {
        let Some((module, names)) = rest.split_once("import") else { return imports };
        let module = module.trim();
        for item in names.split([',', '\n']) {
            let item =
                item.split('#').next().unwrap_or_default().trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '\\'));
            let (name, alias) = renamed(item, " as ");
            if !name.is_empty() && name != "*" {
                imports.push((alias, format!("{module}.{name}")));
            }
        }
    } else if let Some(names) = statement.strip_prefix("import") {
        for item in names.split(',') {
            let (name, alias) = renamed(item.trim(), " as ");
            if alias == name {
                // `import a.b` binds `a`.
                let first = name.split('.').next().unwrap_or(name);
                imports.push((first, first.to_owned()));
            } else {
                imports.push((alias, name.to_owned()));
            }
        }
    }
    imports
}

/// `import d, { a as b } from 'm'`, `import * as n from 'm'`, `import x = require('m')`.
pub(super) fn of_javascript(statement: &str) -> Vec<Import<'_>> {
    let mut imports = Vec::new();
    let Some(rest) = statement.trim_start().strip_prefix("import") else { return imports };
    let Some((names, module)) = rest.rsplit_once("from").or_else(|| rest.split_once("= require(")) else { return imports };
    let module = module_name(module.trim().trim_matches(|c| matches!(c, '\'' | '"' | ';' | ')' | '`')));
    let (plain, braced) = names.split_once('{').unwrap_or((names, ""));
    for item in plain.split(',').map(str::trim).filter(|item| !item.is_empty()) {
        let item = item.strip_prefix("type ").unwrap_or(item);
        let name = item.strip_prefix("*").map_or(item, |star| star.trim().strip_prefix("as").unwrap_or_default().trim());
        imports.push((name, module.to_owned()));
    }
    for item in braced.split(['}', ',']).map(str::trim).filter(|item| !item.is_empty()) {
        let (name, alias) = renamed(item.strip_prefix("type ").unwrap_or(item), " as ");
        imports.push((alias, if name == "default" { module.to_owned() } else { format!("{module}.{name}") }));
    }
    imports
}

/// The name of a module without its scheme: `node:fs` is `fs`.
pub(super) fn module_name(module: &str) -> &str {
    module.strip_prefix("node:").unwrap_or(module)
}

/// `use a::{b, c::{d as e, self}};`. Braces nest to a bounded depth.
pub(super) fn of_rust(statement: &str) -> Vec<Import<'_>> {
    let start = statement.find("use ").map_or(0, |at| at + 4);
    let tree = statement.get(start..).unwrap_or_default().trim().trim_end_matches(';');
    let mut imports = Vec::new();
    // What stands before each open brace, whole.
    let mut open: Vec<&str> = Vec::new();
    let mut from = 0;
    for (at, byte) in tree.bytes().enumerate().chain([(tree.len(), b',')]) {
        if !matches!(byte, b'{' | b',' | b'}') {
            continue;
        }
        let item = tree.get(from..at).unwrap_or_default().trim();
        from = at + 1;
        match byte {
            b'{' if open.len() == 16 => return Vec::new(),
            b'{' => open.push(item),
            _ => {
                let (name, alias) = renamed(item, " as ");
                let prefix = open.concat();
                if name == "self" {
                    let module = open.last().map(|prefix| prefix.trim_end_matches("::")).unwrap_or_default();
                    let last = module.rsplit("::").next().unwrap_or(module);
                    imports.push((if alias == name { last } else { alias }, prefix.trim_end_matches("::").to_owned()));
                } else if !name.is_empty() && !name.ends_with('*') {
                    imports.push((alias.rsplit("::").next().unwrap_or(alias), format!("{prefix}{name}")));
                }
                if byte == b'}' {
                    open.pop();
                }
            }
        }
    }
    imports
}

/// `a as b` taken apart; without `as` the alias is the name.
fn renamed<'a>(item: &'a str, by: &str) -> (&'a str, &'a str) {
    item.split_once(by).map_or((item, item), |(name, alias)| (name.trim(), alias.trim()))
}

#[cfg(test)]
mod tests {
    use super::{of_javascript, of_python, of_rust};

    fn pairs(imports: &[(&str, String)]) -> Vec<String> {
        imports.iter().map(|(name, path)| format!("{name}={path}")).collect()
    }

    #[test]
    fn imports_are_resolved_in_every_spelling() {
        assert_eq!(pairs(&of_python("import hashlib as h, os.path, subprocess")), ["h=hashlib", "os=os", "subprocess=subprocess"]);
        assert_eq!(pairs(&of_python("from x.y import (a as b,\n  c, # d\n)")), ["b=x.y.a", "c=x.y.c"]);
        assert_eq!(pairs(&of_javascript("import d, { a as b, type T } from 'node:fs';")), ["d=fs", "b=fs.a", "T=fs.T"]);
        assert_eq!(pairs(&of_javascript("import * as cp from \"child_process\"")), ["cp=child_process"]);
        assert_eq!(pairs(&of_javascript("import 'side-effect'")), Vec::<String>::new());
        assert_eq!(
            pairs(&of_rust("pub use std::{process::Command, fs::{self, File as F}};")),
            ["Command=std::process::Command", "fs=std::fs", "F=std::fs::File"]
        );
        assert_eq!(pairs(&of_rust("use reqwest;")), ["reqwest=reqwest"]);
    }
}
