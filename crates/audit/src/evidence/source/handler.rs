//! What the frameworks hand to the functions that answer requests, and what vouches for it.

use super::{
    Language, Module,
    literal::is_plain_type,
    origin::{Context, Facts},
    value::{Call, Kind, Parameter, ValueId},
};

const VERBS: &[&str] = &["get", "post", "put", "patch", "delete", "route", "api_route", "websocket", "head", "options", "all"];

/// The longest path of a route that is read for what it says of its parameters, bytes.
const LONGEST_ROUTE: usize = 2_000;

/// Where a parameter's value comes from. `route`: whether a decorator makes the function answer requests, and the path that it
/// names. `callback`: who was handed the function, and the text it was handed with it.
pub(super) fn of_parameter(
    module: &Module<'_>,
    parameter: &Parameter<'_>,
    place: usize,
    route: Option<Option<ValueId>>,
    callback: Option<&str>,
) -> Facts {
    let annotation = parameter.annotation.trim_start_matches(':').trim();
    if is_plain_type(annotation) && module.language != Language::TypeScript {
        return Facts::LITERAL;
    }
    let is_request_name = matches!(parameter.name, "request" | "req" | "_req" | "_request" | "ctx");
    let is_request_type = ["Request", "HttpRequest", "NextRequest", "NextApiRequest", "HTTPConnection", "WebSocket", "FastifyRequest"]
        .iter()
        .any(|name| annotation.split(['<', ',', ' ', '|', '[', '.', ':', '&']).any(|part| part == *name));
    match module.language {
        Language::Rust => of_rust_parameter(annotation),
        Language::Python => {
            if (is_request_name && parameter.name != "ctx") || is_request_type {
                return Facts::REQUEST;
            }
            match route {
                Some(path) => of_python_parameter(module, parameter, annotation, path),
                None => Facts::UNKNOWN,
            }
        }
        Language::JavaScript | Language::TypeScript => {
            if (is_request_name || is_request_type) && place <= 1 {
                return Facts::REQUEST;
            }
            if callback.is_some_and(|callback| callback.ends_with("addEventListener message")) && place == 0 {
                return Facts::INPUT;
            }
            // What comes through a socket, by whatever name the event goes.
            let spoken = callback.and_then(|callback| callback.split_once(".on ")).is_some_and(|(of, event)| {
                matches!(of.rsplit(['.', ')']).next(), Some("socket" | "ws" | "websocket" | "client"))
                    && !matches!(event, "connect" | "disconnect" | "error" | "close" | "open" | "end" | "drain" | "timeout" | "data")
                    && (module.imports("socket.io") || module.imports("ws"))
            });
            if spoken && place == 0 {
                return Facts::INPUT;
            }
            if matches!(parameter.name, "formData") || annotation == "FormData" || matches!(parameter.name, "searchParams") {
                return Facts::INPUT;
            }
            // A handler may name its request anything.
            let handles = callback.is_some_and(|callback| {
                let (path, text) = callback.split_once(' ').unwrap_or((callback, ""));
                let method = path.rsplit('.').next().unwrap_or_default();
                text.starts_with('/')
                    && VERBS.contains(&method)
                    && ["express", "app", "router", "server", "fastify", "route"]
                        .iter()
                        .any(|name| path.to_ascii_lowercase().contains(name))
            });
            if handles && place == 0 { Facts::REQUEST } else { Facts::UNKNOWN }
        }
    }
}

/// What the decorators of NestJS hand to a parameter, by how it is written: `@Query('q') q: string`.
pub(super) fn of_decorated(written: &str) -> Option<Facts> {
    let name = written.strip_prefix('@')?.split('(').next()?;
    if ["ParseIntPipe", "ParseUUIDPipe", "ParseBoolPipe", "ParseFloatPipe", "ParseEnumPipe"].iter().any(|pipe| written.contains(pipe)) {
        return Some(Facts::LITERAL);
    }
    match name {
        "Query" | "Param" | "Body" | "Headers" | "Cookies" | "UploadedFile" | "Args" | "MessageBody" => Some(Facts::INPUT),
        "Req" | "Request" => Some(Facts::REQUEST),
        _ => None,
    }
}

/// A property that a page or a handler takes apart in its parameters.
pub(super) fn of_property(module: &Module<'_>, name: &str) -> Facts {
    let routed =
        ["app/", "pages/", "routes/"].iter().any(|folder| module.name.starts_with(folder) || module.name.contains(&format!("/{folder}")));
    match name {
        "searchParams" => Facts::INPUT,
        "params" | "query" if routed => Facts::INPUT,
        "req" | "request" => Facts::REQUEST,
        _ => Facts::UNKNOWN,
    }
}

/// The decorator that makes a Python function answer requests.
pub(super) fn route_of<'m, 'a>(module: &'m Module<'a>, decorators: &[ValueId]) -> Option<&'m Call<'a>> {
    decorators.iter().find_map(|id| match module.value(*id).kind {
        Kind::Call(at) => module.calls.get(at).filter(|call| VERBS.contains(&call.method) && call.receiver.is_some()),
        _ => None,
    })
}

fn of_python_parameter(module: &Module<'_>, parameter: &Parameter<'_>, annotation: &str, path: Option<ValueId>) -> Facts {
    if matches!(parameter.name, "self" | "cls") {
        return Facts::UNKNOWN;
    }
    // Flask says the type in the path.
    if let Some(Kind::Text(path)) = path.map(|path| &module.value(path).kind)
        && path.len() <= LONGEST_ROUTE
        && ["int:", "float:", "uuid:"].iter().any(|kind| path.contains(&format!("<{kind}{}>", parameter.name)))
    {
        return Facts::LITERAL;
    }
    let default = parameter.default.map(|id| module.text_of(id)).unwrap_or_default();
    let given = ["Depends(", "Security(", "Provide["].iter().any(|word| default.contains(word) || annotation.contains(word));
    let service = [
        "Session",
        "Response",
        "BackgroundTasks",
        "SecurityScopes",
        "Dep",
        "User",
        "Connection",
        "Redis",
        "Settings",
        "Client",
        "Service",
        "Repository",
        "Engine",
        "Enum",
        "Literal",
    ];
    if given || service.iter().any(|word| annotation.ends_with(word)) || annotation.starts_with("Literal[") {
        return Facts::UNKNOWN;
    }
    let inner = annotation.trim_start_matches("Optional[").trim_end_matches("| None").trim().trim_end_matches(']');
    if is_plain_type(inner) || is_plain_type(inner.split([',', '[']).nth(1).unwrap_or_default()) {
        return Facts::LITERAL;
    }
    // An enumeration or a pattern lets nothing through but what it names.
    if default.contains("regex=") || default.contains("pattern=") || annotation.contains("pattern=") {
        return Facts::LITERAL;
    }
    Facts::INPUT
}

fn of_rust_parameter(annotation: &str) -> Facts {
    let bare = annotation.trim_start_matches(['&', ' ']).trim_start_matches("mut ");
    let (outer, inner) = bare.split_once('<').unwrap_or((bare, ""));
    let outer = outer.rsplit("::").next().unwrap_or(outer);
    match outer {
        // Without a type of its own it is the path of a file.
        "Path" if inner.is_empty() => Facts::UNKNOWN,
        "Query" | "Path" | "Json" | "Form" | "TypedHeader" | "Multipart" | "HeaderMap" | "RawQuery" | "OriginalUri" | "Payload"
        | "RawForm" | "TempFile" => {
            let inner = inner.trim_end_matches('>');
            if !inner.is_empty() && inner.trim_matches(['(', ')']).split(',').all(is_plain_type) { Facts::LITERAL } else { Facts::INPUT }
        }
        "HttpRequest" | "Request" => Facts::REQUEST,
        _ => Facts::UNKNOWN,
    }
}

/// A function that says no by an exception.
pub(super) fn is_validator(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [
        "validate",
        "assert_safe",
        "assert_allowed",
        "ensure_",
        "check_allowed",
        "check_url",
        "check_host",
        "verify_url",
        "verify_path",
        "assert_valid",
        "require_allowed",
    ]
    .iter()
    .any(|start| name.starts_with(start))
}

/// What a call in a condition vouches for, and in which contexts.
pub(super) fn vouched(module: &Module<'_>, call: &Call<'_>) -> (Vec<ValueId>, &'static [Context]) {
    const EVERY: &[Context] =
        &[Context::Html, Context::Shell, Context::Path, Context::Url, Context::Query, Context::Pattern, Context::Line, Context::Code];
    let arguments = || call.arguments.iter().map(|argument| argument.value).collect::<Vec<_>>();
    let of_receiver = |contexts: &'static [Context]| (call.receiver.into_iter().collect::<Vec<_>>(), contexts);
    let text = call.arguments.first().and_then(|argument| module.literal(argument.value));
    match call.method {
        "includes" | "has" | "contains" | "contains_key" | "hasOwnProperty" | "some" | "hasOwn" | "binary_search" => {
            // What holds no separator names a file of the folder that it is put behind.
            if matches!(text, Some(".." | "/")) {
                return of_receiver(&[Context::Path]);
            }
            let closed = call.receiver.is_some_and(|receiver| !module.value(receiver).facts.is_input());
            (if closed { arguments() } else { Vec::new() }, EVERY)
        }
        "test" | "fullmatch" | "match" | "is_match" | "matches" => {
            // A pattern that is not tied to both ends lets anything through beside it.
            let pattern = call
                .receiver
                .map(|receiver| module.definition(receiver).span)
                .and_then(|(start, end)| module.text.get(start..end))
                .unwrap_or_default();
            let pattern = if pattern.contains('^') { pattern } else { text.unwrap_or(pattern) };
            let tied = call.method == "fullmatch"
                || call.method == "is_match"
                || (pattern.contains('^') && (pattern.contains('$') || pattern.contains("\\Z")));
            (if tied { arguments() } else { Vec::new() }, EVERY)
        }
        "isalnum" | "isdigit" | "isnumeric" | "isdecimal" | "isidentifier" | "isalpha" | "is_ascii_alphanumeric" => of_receiver(EVERY),
        "startswith" | "startsWith" | "starts_with" | "is_relative_to" => {
            // A scheme alone does not say where an address leads to.
            if text.is_some_and(|text| text.trim_end_matches(['/', ':']).len() <= 5 && text.starts_with("http")) {
                return (Vec::new(), EVERY);
            }
            of_receiver(&[Context::Path, Context::Url])
        }
        "all" | "any" => (arguments(), &[Context::Path]),
        method => {
            let name = method.to_ascii_lowercase();
            let speaks =
                ["valid", "safe", "allow", "permit", "whitelist", "trusted", "is_url", "isurl", "isalphanumeric", "isuuid", "is_local"];
            if speaks.iter().any(|word| name.contains(word)) { (arguments(), EVERY) } else { (Vec::new(), EVERY) }
        }
    }
}
