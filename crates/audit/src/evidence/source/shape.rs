//! The kinds of nodes of all four grammars, told apart as far as the model needs.

use std::sync::OnceLock;

use super::Language;

/// What a node is, whatever its grammar calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Skip,
    Operator,
    Separator,
    Name,
    Text,
    Fragment,
    Template,
    Interpolation,
    Concatenation,
    Number,
    True,
    False,
    Bool,
    Null,
    Pattern,
    Member,
    Index,
    Call,
    New,
    Macro,
    TokenTree,
    Arguments,
    Keyword,
    Spread,
    Binary,
    Compare,
    Ternary,
    Pass,
    Cast,
    List,
    Map,
    Pair,
    Assign,
    AddAssign,
    Declare,
    LetCondition,
    For,
    ForClause,
    Comprehension,
    AsPattern,
    Function,
    Parameters,
    Parameter,
    Decorated,
    Decorator,
    Class,
    Block,
    If,
    Statement,
    Return,
    Assert,
    Catch,
    Unsafe,
    Element,
    JsxAttribute,
    Import,
    Comment,
    Type,
    ModItem,
    Root,
    Other,
}

/// The field of its parent that a node stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    None,
    Left,
    Right,
    Name,
    Value,
    Body,
    Function,
    Arguments,
    Object,
    Property,
    Operator,
    Condition,
    Type,
    Key,
    Parameters,
    Handler,
    Alias,
    Other,
}

/// A grammar, with shapes and fields by number.
pub(super) struct Grammar {
    pub(super) language: tree_sitter::Language,
    shapes: Vec<Shape>,
    fields: Vec<Field>,
}

impl Grammar {
    pub(super) fn of(language: Language, jsx: bool) -> &'static Self {
        static GRAMMARS: [OnceLock<Grammar>; 5] = [const { OnceLock::new() }; 5];
        let [rust, python, javascript, typescript, tsx] = &GRAMMARS;
        match (language, jsx) {
            (Language::Rust, _) => rust.get_or_init(|| Self::new(tree_sitter_rust::LANGUAGE.into())),
            (Language::Python, _) => python.get_or_init(|| Self::new(tree_sitter_python::LANGUAGE.into())),
            (Language::JavaScript, _) => javascript.get_or_init(|| Self::new(tree_sitter_javascript::LANGUAGE.into())),
            (Language::TypeScript, false) => typescript.get_or_init(|| Self::new(tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into())),
            (Language::TypeScript, true) => tsx.get_or_init(|| Self::new(tree_sitter_typescript::LANGUAGE_TSX.into())),
        }
    }

    fn new(language: tree_sitter::Language) -> Self {
        let kinds = u16::try_from(language.node_kind_count()).unwrap_or(u16::MAX);
        let shapes = (0..kinds)
            .map(|id| {
                let kind = language.node_kind_for_id(id).unwrap_or_default();
                if language.node_kind_is_named(id) { shape(kind) } else { anonymous(kind) }
            })
            .collect();
        let names = u16::try_from(language.field_count()).unwrap_or(u16::MAX);
        let fields = (0..=names).map(|id| language.field_name_for_id(id).map_or(Field::None, field)).collect();
        Self { language, shapes, fields }
    }

    pub(super) fn shape(&self, id: u16) -> Shape {
        self.shapes.get(usize::from(id)).copied().unwrap_or(Shape::Other)
    }

    pub(super) fn field(&self, id: Option<std::num::NonZeroU16>) -> Field {
        id.and_then(|id| self.fields.get(usize::from(id.get())).copied()).unwrap_or(Field::None)
    }
}

fn anonymous(kind: &str) -> Shape {
    match kind {
        "," => Shape::Separator,
        "+" | "-" | "*" | "/" | "%" | "||" | "&&" | "??" | "or" | "and" | "==" | "===" | "!=" | "!==" | "<" | ">" | "<=" | ">=" | "in"
        | "not in" | "is" | "is not" | "instanceof" | "+=" | "||=" | "??=" | "|" | "|=" | "&" | "^" => Shape::Operator,
        _ => Shape::Skip,
    }
}

fn field(name: &str) -> Field {
    match name {
        "left" | "pattern" => Field::Left,
        "right" => Field::Right,
        "name" | "field" | "attribute" => Field::Name,
        "value" | "argument" => Field::Value,
        "body" | "consequence" | "alternative" => Field::Body,
        "function" | "constructor" | "macro" => Field::Function,
        "arguments" => Field::Arguments,
        "object" => Field::Object,
        "property" | "subscript" | "index" => Field::Property,
        "operator" | "operators" => Field::Operator,
        "condition" => Field::Condition,
        "type" | "return_type" | "type_arguments" | "type_parameters" => Field::Type,
        "key" => Field::Key,
        "parameters" | "parameter" => Field::Parameters,
        "handler" => Field::Handler,
        "alias" => Field::Alias,
        _ => Field::Other,
    }
}

fn shape(kind: &str) -> Shape {
    match kind {
        "identifier"
        | "property_identifier"
        | "private_property_identifier"
        | "field_identifier"
        | "type_identifier"
        | "shorthand_property_identifier"
        | "shorthand_property_identifier_pattern"
        | "shorthand_field_identifier"
        | "scoped_identifier"
        | "scoped_type_identifier"
        | "generic_type"
        | "self"
        | "this"
        | "super"
        | "crate"
        | "metavariable"
        | "import"
        | "primitive_type"
        | "shorthand_field_initializer"
        | "jsx_identifier" => Shape::Name,
        "string" | "string_literal" | "raw_string_literal" | "char_literal" => Shape::Text,
        "string_content" | "string_fragment" => Shape::Fragment,
        "template_string" => Shape::Template,
        "interpolation" | "template_substitution" => Shape::Interpolation,
        "concatenated_string" => Shape::Concatenation,
        "integer" | "float" | "number" | "integer_literal" | "float_literal" => Shape::Number,
        "true" => Shape::True,
        "false" => Shape::False,
        "boolean_literal" => Shape::Bool,
        "none" | "null" | "undefined" | "unit_expression" => Shape::Null,
        "regex" => Shape::Pattern,
        "attribute" | "member_expression" | "field_expression" | "nested_identifier" => Shape::Member,
        "subscript" | "subscript_expression" | "index_expression" => Shape::Index,
        "call" | "call_expression" => Shape::Call,
        "new_expression" => Shape::New,
        "macro_invocation" => Shape::Macro,
        "token_tree" => Shape::TokenTree,
        "argument_list" | "arguments" => Shape::Arguments,
        "keyword_argument" => Shape::Keyword,
        "list_splat" | "dictionary_splat" | "spread_element" | "base_field_initializer" | "rest_pattern" => Shape::Spread,
        "binary_operator" | "binary_expression" | "boolean_operator" => Shape::Binary,
        "comparison_operator" => Shape::Compare,
        "conditional_expression" | "ternary_expression" => Shape::Ternary,
        "await"
        | "await_expression"
        | "parenthesized_expression"
        | "try_expression"
        | "reference_expression"
        | "as_expression"
        | "non_null_expression"
        | "satisfies_expression"
        | "generic_function"
        | "jsx_expression"
        | "yield"
        | "yield_expression"
        | "type_assertion"
        | "mut_pattern"
        | "ref_pattern"
        | "reference_pattern"
        | "as_pattern_target"
        | "computed_property_name"
        | "list_splat_pattern"
        | "dictionary_splat_pattern" => Shape::Pass,
        "struct_expression" => Shape::Pass,
        "type_cast_expression" => Shape::Cast,
        "list" | "tuple" | "set" | "array" | "array_expression" | "tuple_expression" | "expression_list" | "pattern_list"
        | "tuple_pattern" | "list_pattern" | "array_pattern" | "slice_pattern" => Shape::List,
        "dictionary" | "object" | "object_pattern" | "field_initializer_list" => Shape::Map,
        "pair" | "pair_pattern" | "field_initializer" => Shape::Pair,
        "assignment" | "assignment_expression" => Shape::Assign,
        "augmented_assignment" | "augmented_assignment_expression" | "compound_assignment_expr" => Shape::AddAssign,
        "named_expression"
        | "variable_declarator"
        | "let_declaration"
        | "const_item"
        | "static_item"
        | "public_field_definition"
        | "field_definition" => Shape::Declare,
        "let_condition" => Shape::LetCondition,
        "for_statement" | "for_in_statement" | "for_expression" => Shape::For,
        "for_in_clause" => Shape::ForClause,
        "list_comprehension" | "set_comprehension" | "dictionary_comprehension" | "generator_expression" => Shape::Comprehension,
        "as_pattern" => Shape::AsPattern,
        "function_definition"
        | "function_declaration"
        | "function_expression"
        | "arrow_function"
        | "method_definition"
        | "generator_function"
        | "generator_function_declaration"
        | "function_item"
        | "closure_expression"
        | "lambda" => Shape::Function,
        "parameters" | "formal_parameters" | "closure_parameters" | "lambda_parameters" => Shape::Parameters,
        "default_parameter"
        | "typed_parameter"
        | "typed_default_parameter"
        | "required_parameter"
        | "optional_parameter"
        | "parameter"
        | "assignment_pattern"
        | "object_assignment_pattern" => Shape::Parameter,
        "decorated_definition" => Shape::Decorated,
        "decorator" | "attribute_item" => Shape::Decorator,
        "class_definition" | "class_declaration" | "class" | "impl_item" | "trait_item" => Shape::Class,
        "block" | "statement_block" | "else_clause" | "elif_clause" | "match_arm" | "switch_case" | "case_clause" => Shape::Block,
        "if_statement" | "if_expression" | "while_statement" | "while_expression" => Shape::If,
        "return_statement" | "return_expression" => Shape::Return,
        "assert_statement" => Shape::Assert,
        "except_clause" | "catch_clause" => Shape::Catch,
        "unsafe_block" => Shape::Unsafe,
        "jsx_opening_element" | "jsx_self_closing_element" => Shape::Element,
        "jsx_attribute" => Shape::JsxAttribute,
        "import_statement" | "import_from_statement" | "future_import_statement" | "use_declaration" => Shape::Import,
        "comment" | "line_comment" | "block_comment" => Shape::Comment,
        "type"
        | "type_annotation"
        | "type_arguments"
        | "type_parameters"
        | "interface_declaration"
        | "type_alias_declaration"
        | "type_item"
        | "struct_item"
        | "enum_item"
        | "enum_declaration"
        | "union_item"
        | "lifetime"
        | "where_clause"
        | "visibility_modifier"
        | "inner_attribute_item"
        | "extends_type_clause"
        | "implements_clause"
        | "function_signature"
        | "ambient_declaration"
        | "format_specifier"
        | "macro_definition"
        | "reference_type"
        | "array_type"
        | "pointer_type"
        | "tuple_type"
        | "escape_sequence"
        | "function_type"
        | "dynamic_type"
        | "abstract_type" => Shape::Type,
        "expression_statement"
        | "lexical_declaration"
        | "variable_declaration"
        | "try_statement"
        | "with_statement"
        | "with_clause"
        | "raise_statement"
        | "throw_statement"
        | "export_statement"
        | "class_body"
        | "declaration_list"
        | "match_block"
        | "switch_body"
        | "delete_statement"
        | "finally_clause"
        | "switch_statement"
        | "global_statement"
        | "pass_statement"
        | "import_clause" => Shape::Statement,
        "mod_item" => Shape::ModItem,
        "module" | "program" | "source_file" => Shape::Root,
        _ => Shape::Other,
    }
}
