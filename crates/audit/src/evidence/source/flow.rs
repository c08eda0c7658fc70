//! Where values come from: members, calls, and names that nothing in the file binds.

use super::{
    Language, Module,
    origin::{Context, Facts},
    value::{Argument, Kind, ValueId},
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

/// Functions that give what they are given.
const PASSES: &[&str] = &[
    "str",
    "String",
    "bytes",
    "list",
    "tuple",
    "set",
    "dict",
    "sorted",
    "reversed",
    "map",
    "filter",
    "zip",
    "iter",
    "next",
    "unicode",
    "json.loads",
    "json.dumps",
    "ujson.loads",
    "orjson.loads",
    "JSON.parse",
    "JSON.stringify",
    "urllib.parse.unquote",
    "urllib.parse.unquote_plus",
    "decodeURIComponent",
    "decodeURI",
    "unescape",
    "base64.b64decode",
    "base64.urlsafe_b64decode",
    "atob",
    "Buffer.from",
    "os.path.join",
    "os.path.abspath",
    "os.path.normpath",
    "os.path.expanduser",
    "path.join",
    "path.resolve",
    "path.normalize",
    "pathlib.Path",
    "pathlib.PurePath",
    "urllib.parse.urljoin",
    "urllib.parse.urlparse",
    "urllib.parse.urlsplit",
    "urllib.parse.parse_qs",
    "URL",
    "URLSearchParams",
    "Object.assign",
    "Array.from",
    "Object.keys",
    "Object.values",
    "Object.entries",
    "Object.fromEntries",
    "String::from",
    "Some",
    "Ok",
    "Box::new",
    "sqlalchemy.text",
    "sqlalchemy.sql.text",
    "sqlalchemy.sql.expression.text",
    "copy.copy",
    "copy.deepcopy",
    "io.BytesIO",
    "io.StringIO",
    "typing.cast",
    "PathBuf::from",
    "Path::new",
    "std::path::PathBuf::from",
    "std::path::Path::new",
    "querystring.parse",
    "qs.parse",
    "url.parse",
    "String.raw",
    "Promise.resolve",
    "String::from_utf8",
    "String::from_utf8_lossy",
    "Cow::from",
    "asyncio.wait_for",
    "force_str",
    "force_text",
    "smart_str",
    "textwrap.dedent",
    "to_string",
    "util.format",
    "format",
    "repr",
    "psycopg2.sql.SQL",
    "django.utils.encoding.force_str",
    "quote_plus_decode",
    "URL.createObjectURL",
    "Url::parse",
    "url::Url::parse",
    "reqwest::Url::parse",
    "Request",
    "urllib.request.Request",
    "formatdoc",
    "structuredClone",
    "codecs.decode",
    "file.filename",
    "_.merge",
    "_.template",
    "django.db.models.expressions.RawSQL",
];

/// Functions whose result is a number, a date, an id, a digest: nothing that could do harm as text.
const CASTS: &[&str] = &[
    "int",
    "float",
    "bool",
    "len",
    "abs",
    "round",
    "ord",
    "hash",
    "id",
    "sum",
    "min_length",
    "isinstance",
    "complex",
    "Number",
    "parseInt",
    "parseFloat",
    "Boolean",
    "BigInt",
    "Number.parseInt",
    "Number.parseFloat",
    "Math.floor",
    "Math.round",
    "Math.max",
    "Math.min",
    "Math.abs",
    "Math.trunc",
    "Date",
    "Date.parse",
    "uuid.UUID",
    "uuid.uuid4",
    "uuid.v4",
    "Uuid::parse_str",
    "uuid::Uuid::parse_str",
    "ObjectId",
    "mongoose.Types.ObjectId",
    "mongodb.ObjectId",
    "bson.ObjectId",
    "bson.objectid.ObjectId",
    "decimal.Decimal",
    "datetime.datetime.strptime",
    "datetime.datetime.fromisoformat",
    "datetime.date.fromisoformat",
    "ipaddress.ip_address",
    "ipaddress.ip_network",
    "hashlib.sha256",
    "hashlib.sha1",
    "hashlib.md5",
    "hashlib.sha512",
    "hashlib.new",
    "crypto.createHash",
    "secrets.token_hex",
    "secrets.token_urlsafe",
    "range",
    "enumerate_len",
    "isNaN",
    "type",
    "hasattr",
    "callable",
    "bcrypt.hashSync",
    "bcrypt.hash",
    "argon2.hash",
    "crypto.randomUUID",
    "crypto.randomBytes",
    "randomUUID",
    "nanoid",
    "time.time",
    "datetime.now",
    "datetime.datetime.now",
    "Date.now",
    "psycopg2.sql.Identifier",
    "psycopg2.sql.Literal",
    "psycopg.sql.Identifier",
    "_",
    "gettext",
    "ngettext",
    "t",
    "i18n.t",
    "url_for",
    "flask.url_for",
    "django.urls.reverse",
    "reverse",
    "django.shortcuts.resolve_url",
    "escape_literal",
    "werkzeug.security.generate_password_hash",
    "quote_ident",
    "sql.Identifier",
    "globals",
    "locals",
    "__import__",
    "Symbol",
    "tempfile.mkdtemp",
    "tempfile.mkstemp",
    "tempfile.NamedTemporaryFile",
    "tempfile.TemporaryDirectory",
    "os.getcwd",
    "os.getpid",
    "process.cwd",
];

/// Functions that make a value fit for one kind of place.
const FITTERS: &[(&[&str], &[Context])] = &[
    (
        &[
            "html.escape",
            "markupsafe.escape",
            "flask.escape",
            "escape",
            "django.utils.html.escape",
            "django.utils.html.format_html",
            "format_html",
            "DOMPurify.sanitize",
            "dompurify.sanitize",
            "isomorphic-dompurify.sanitize",
            "sanitizeHtml",
            "sanitize-html",
            "bleach.clean",
            "nh3.clean",
            "he.encode",
            "he.escape",
            "_.escape",
            "lodash.escape",
            "escapeHtml",
            "escape-html",
            "escapeHTML",
            "xss",
            "xss.filterXSS",
            "validator.escape",
            "sanitize",
            "sanitizeHTML",
            "purify.sanitize",
            "html_escape::encode_text",
            "html_escape::encode_safe",
            "ammonia::clean",
            "strip_tags",
            "django.utils.html.strip_tags",
            "conditional_escape",
            "xml.sax.saxutils.escape",
            "cgi.escape",
            "encode_text",
            "sanitizer.sanitize",
        ],
        &[Context::Html],
    ),
    (
        &["shlex.quote", "pipes.quote", "shell-quote.quote", "shellescape", "shell_escape::escape", "escapeshellarg", "shlex.join"],
        &[Context::Shell],
    ),
    (
        &[
            "os.path.basename",
            "path.basename",
            "werkzeug.utils.secure_filename",
            "secure_filename",
            "sanitize-filename",
            "sanitizeFilename",
            "sanitize",
            "werkzeug.security.safe_join",
            "flask.safe_join",
            "safe_join",
            "django.utils._os.safe_join",
            "get_valid_filename",
        ],
        &[Context::Path, Context::Line],
    ),
    (
        &[
            "encodeURIComponent",
            "urllib.parse.quote",
            "urllib.parse.quote_plus",
            "quote_plus",
            "urllib.parse.urlencode",
            "urlencoding::encode",
        ],
        &[Context::Url, Context::Html, Context::Line, Context::Path, Context::Shell, Context::Query],
    ),
    (&["encodeURI"], &[Context::Html, Context::Line]),
    (
        &[
            "re.escape",
            "regex::escape",
            "escapeRegExp",
            "_.escapeRegExp",
            "lodash.escapeRegExp",
            "escape-string-regexp",
            "escapeStringRegexp",
            "RegExp.escape",
        ],
        &[Context::Pattern],
    ),
    (
        &[
            "mysql.escape",
            "mysql.escapeId",
            "connection.escape",
            "pool.escape",
            "db.escape",
            "sqlstring.escape",
            "SqlString.escape",
            "pg-format",
            "escapeId",
            "client.escapeIdentifier",
            "client.escapeLiteral",
            "escape_filter_chars",
            "ldap.filter.escape_filter_chars",
            "ldap3.utils.conv.escape_filter_chars",
            "mongo-sanitize",
            "sanitize",
            "mongoSanitize",
        ],
        &[Context::Query],
    ),
    (&["JSON.stringify", "json.dumps", "repr", "serialize-javascript", "serialize"], &[Context::Line, Context::Html, Context::Pattern]),
];

/// A name in capitals is a constant, wherever it is written.
pub(super) fn is_constant(name: &str) -> bool {
    name.len() > 1
        && name.bytes().any(|b| b.is_ascii_uppercase())
        && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
}

pub(super) fn of_unbound(language: Language, name: &str) -> Facts {
    let script = matches!(language, Language::JavaScript | Language::TypeScript);
    match name {
        _ if is_constant(name) => Facts::LITERAL,
        "config" | "settings" | "conf" => Facts::LOCAL,
        "__file__" | "__name__" | "__dirname" | "__filename" | "undefined" | "NaN" | "Infinity" if name.starts_with("__") || script => {
            Facts::LITERAL
        }
        _ => Facts::UNKNOWN,
    }
}

pub(super) fn of_member(module: &Module<'_>, object: ValueId, name: &str) -> Facts {
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
    match of.kind {
        Kind::Name { name: root, definition: None, .. } => match (root, name) {
            ("process", "env" | "argv") | ("os", "environ") | ("sys", "argv") => return Facts::LOCAL,
            ("location", "hash" | "search" | "href" | "pathname")
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
        Kind::Member { name: "location", .. } if matches!(name, "hash" | "search" | "href" | "pathname") => return Facts::INPUT,
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

pub(super) fn of_call(
    module: &Module<'_>,
    callee: &str,
    method: &str,
    receiver: Option<ValueId>,
    target: ValueId,
    arguments: &[Argument<'_>],
) -> Facts {
    let given = || arguments.iter().fold(Facts::LITERAL, |facts, argument| facts.join(module.value(argument.value).facts));
    if CASTS.contains(&callee) || (receiver.is_none() && CASTS.contains(&method)) {
        return Facts::LITERAL;
    }
    for (names, contexts) in FITTERS {
        if names.contains(&callee) || (receiver.is_none() && names.contains(&method)) {
            return given().fit_for(contexts);
        }
    }
    if PASSES.contains(&callee) || (receiver.is_none() && PASSES.contains(&method)) {
        return given();
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
    if module.language == Language::Rust && method == "parse" {
        return if module.text_of(target).contains("::<") { Facts::LITERAL } else { module.value(receiver).facts };
    }
    let of = module.value(receiver);
    match &of.kind {
        // The only way to a value of a closed table is through one of its keys.
        Kind::Text(_) | Kind::Built(_) | Kind::List(_) => of.facts.join(given()),
        // What a module or a service makes of its arguments is not known.
        Kind::Name { import: Some(_), .. } if !of.facts.request && !of.facts.is_input() => Facts::UNKNOWN,
        _ if COMBINES.contains(&method) => module.value(target).facts.join(given()),
        _ => module.value(target).facts,
    }
}
