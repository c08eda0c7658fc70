//! What a member of a value says about where it comes from.

use super::is_constant;
use crate::evidence::source::{
    Module,
    origin::{Context, Facts},
    value::{Kind, ValueId},
};

/// What is taken from a request is input.
const REQUEST_MEMBERS: &[&str] = &[
    "args",
    "form",
    "values",
    "json",
    "data",
    "cookies",
    "headers",
    "files",
    "get_json",
    "get_data",
    "query_string",
    "GET",
    "POST",
    "FILES",
    "COOKIES",
    "META",
    "body",
    "query_params",
    "path_params",
    "query",
    "match_info",
    "full_path",
    "path",
    "stream",
    "post",
    "text",
    "read",
    "get_argument",
    "get_query_argument",
    "get_body_argument",
    "arguments",
    "referrer",
    "host",
    "params",
    "param",
    "header",
    "get",
    "signedCookies",
    "url",
    "originalUrl",
    "hostname",
    "file",
    "formData",
    "nextUrl",
    "searchParams",
    "rawBody",
    "uri",
    "cookie",
    "into_body",
    "arrayBuffer",
    "request_body",
    "view_args",
    "raw_path",
    "rel_url",
    "environ",
    "content_type",
    "quer",
    "baseUrl",
    "rawHeaders",
    "getlist",
];

/// What these ask of a value says little about its text.
const MEASURES: &[&str] = &[
    "length",
    "size",
    "len",
    "count",
    "startswith",
    "endswith",
    "startsWith",
    "endsWith",
    "includes",
    "has",
    "test",
    "indexOf",
    "isdigit",
    "isalnum",
    "exists",
    "is_file",
    "exists_ok",
    "is_empty",
    "is_some",
    "is_none",
    "is_ok",
    "is_err",
    "contains",
    "contains_key",
    "starts_with",
    "ends_with",
    "isnumeric",
    "status",
    "status_code",
    "byteLength",
    "valueOf",
    "getTime",
    "every",
    "some",
    "timestamp",
    "is_valid",
    "isValid",
    "hexdigest",
    "digest",
    "toFixed",
    "mimetype",
    "content_length",
    "__class__",
    "method",
    "index",
];

pub(in crate::evidence::source) fn of_member(module: &Module<'_>, object: ValueId, name: &str) -> Facts {
    let of = module.value(object);
    if of.facts.request {
        let name = name.trim_start_matches('_');
        return match name {
            "request" | "req" => Facts::REQUEST,
            _ if REQUEST_MEMBERS.contains(&name) => Facts::INPUT,
            _ => Facts::UNKNOWN,
        };
    }
    if MEASURES.contains(&name) {
        return Facts::LITERAL;
    }
    // Whatever the whole address is fit for, a part of its query is not.
    if of.facts.is_input() && matches!(name, "searchParams" | "hash" | "search") {
        return Facts::INPUT;
    }
    // The origin of the request that Next.js has parsed is the site's own.
    if matches!(name, "origin" | "basePath") && matches!(module.definition(object).kind, Kind::Member { name: "nextUrl", .. }) {
        return Facts::LITERAL;
    }
    match of.kind {
        Kind::Name { name: root, definition: None, .. } => match (root, name) {
            ("process", "env" | "argv") | ("os", "environ") | ("sys", "argv") => return Facts::LOCAL,
            ("location", "href") => return Facts::INPUT.fit_for(&[Context::Url]),
            ("location", "hash" | "search" | "pathname")
            | ("document", "URL" | "referrer" | "documentURI" | "cookie")
            | ("window", "name") => {
                return Facts::INPUT;
            }
            ("self" | "cls" | "this", "request" | "req") => return Facts::REQUEST,
            ("self" | "cls" | "this", _) if is_constant(name) => return Facts::LITERAL,
            ("self", "get_argument" | "get_query_argument" | "get_body_argument") => return Facts::INPUT,
            _ => {}
        },
        Kind::Name { definition: Some(_), .. } | Kind::Parameter { .. } if of.facts.is_literal() => return of.facts,
        // Where the page is already leads nowhere else; a part of it may.
        Kind::Member { name: "location", .. } if name == "href" => return Facts::INPUT.fit_for(&[Context::Url]),
        Kind::Member { name: "location", .. } if matches!(name, "hash" | "search" | "pathname") => return Facts::INPUT,
        Kind::Map(ref entries) => {
            if let Some((_, value)) = entries.iter().find(|(key, _)| *key == name) {
                return module.value(*value).facts;
            }
        }
        _ => {}
    }
    if is_constant(name) && !of.facts.is_input() {
        return Facts::LITERAL;
    }
    of.facts
}
