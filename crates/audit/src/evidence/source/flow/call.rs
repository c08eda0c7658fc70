//! What a call says about where its result comes from.

use super::role::{self, Role};
use crate::evidence::source::{
    Language, Module,
    origin::Facts,
    value::{Argument, Kind, ValueId},
};

/// A method of a literal or a built text gives what it is given.
const COMBINES: &[&str] = &[
    "format",
    "join",
    "concat",
    "replace",
    "replaceAll",
    "append",
    "push_str",
    "arg",
    "merge",
    "extend",
    "update",
    "joinpath",
    "with_suffix",
    "assign",
    "set",
    "push",
    "raw",
    "bind",
    "zfill",
    "ljust",
    "format_map",
    "where",
    "filter",
];

/// What modules and objects are called whose methods make digests.
const DIGESTING: &[&str] = &["crypt", "argon", "hash", "digest", "hmac", "sha1", "sha2", "sha5", "md5", "security", "passlib", "blake"];

/// Whether what a method is called on says that it makes digests.
fn digests(callee: &str) -> bool {
    let of = callee.rsplit_once(['.', ':']).map_or("", |(of, _)| of).trim_end_matches(':');
    let last = of.rsplit(['.', ':']).next().unwrap_or(of).trim_end_matches("()").to_ascii_lowercase();
    DIGESTING.iter().any(|word| last.contains(word) || of.to_ascii_lowercase().starts_with(word))
}

pub(in crate::evidence::source) fn of_call(
    module: &Module<'_>,
    callee: &str,
    method: &str,
    receiver: Option<ValueId>,
    target: ValueId,
    arguments: &[Argument<'_>],
) -> Facts {
    let given = || arguments.iter().fold(Facts::LITERAL, |facts, argument| facts.join(module.value(argument.value).facts));
    match role::of(callee, if receiver.is_none() { method } else { "" }) {
        Some(Role::Casts) => return Facts::LITERAL,
        Some(Role::Fits(contexts)) => return given().fit_for(contexts),
        Some(Role::Passes) => return given(),
        None => {}
    }
    match callee {
        "input" | "os.getenv" | "os.environ.get" | "std::env::args" | "std::env::var" | "env::args" | "env::var" => return Facts::LOCAL,
        "next/navigation.useSearchParams"
        | "next/navigation.useParams"
        | "next/headers.headers"
        | "next/headers.cookies"
        | "useSearchParams"
        | "react-router-dom.useParams"
        | "react-router-dom.useSearchParams"
        | "prompt" => return Facts::INPUT,
        "next/router.useRouter" | "useRouter" | "react-router-dom.useLocation" => return Facts::REQUEST,
        "type" | "require" => return Facts::UNKNOWN,
        _ => {}
    }
    let Some(receiver) = receiver else { return Facts::UNKNOWN };
    // A digest is letters and figures; what an object of no known kind calls so may be anything.
    if matches!(method, "hash" | "hashSync" | "sha256" | "sha512" | "md5" | "hmac" | "hexdigest")
        && !arguments.is_empty()
        && digests(callee)
    {
        return Facts::LITERAL;
    }
    if module.language == Language::Rust && method == "parse" {
        return if module.text_of(target).contains("::<") { Facts::LITERAL } else { module.value(receiver).facts };
    }
    let of = module.value(receiver);
    // What is cut out of the page's address may be anything.
    if matches!(method, "split" | "match" | "substring" | "substr" | "slice" | "replace")
        && module
            .text
            .get(module.definition(receiver).span.0..module.definition(receiver).span.1)
            .is_some_and(|shown| shown.ends_with("location.href"))
    {
        return Facts::INPUT;
    }
    match &of.kind {
        // The only way to a value of a closed table is through one of its keys.
        Kind::Text(_) | Kind::Built(_) | Kind::List(_) => of.facts.join(given()),
        // What a module or a service makes of its arguments is not known.
        Kind::Name { import: Some(_), .. } if !of.facts.request && !of.facts.is_input() => Facts::UNKNOWN,
        _ if COMBINES.contains(&method) => module.value(target).facts.join(given()),
        _ => module.value(target).facts,
    }
}
