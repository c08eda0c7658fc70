use proptest::prelude::{any, prop, proptest};

use super::{Block, Terraform, Value, read};
use crate::finding::{Observations, Verdict};

fn terraform(files: &[(&str, &str)]) -> Terraform {
    Terraform { files: files.iter().map(|(name, text)| read(name, text).unwrap().unwrap()).collect(), ..Terraform::default() }
}

#[test]
fn variables_locals_and_conditions_are_worked_out() {
    let all = terraform(&[(
        "main.tf",
        "variable \"on\" {\n  default = true\n}\nvariable \"open\" {}\nlocals {\n  tags = { a = { b = \"deep\" } }\n  size = var.on ? 5 : 6\n}\nresource \"aws_x\" \"y\" {\n  on   = var.on\n  open = var.open\n  deep = local.tags.a.b\n  size = local.size\n  name = \"db-${var.on}-${var.open}\"\n  key  = aws_kms_key.k[0].arn\n  off  = !var.on\n  none = var.open && !var.on\n  any  = var.open || var.on\n  open_too = var.open && var.on\n  some = length(keys(local.tags)) > 0\n}\n",
    )]);
    let block = all.resources(&["aws_x"])[0];
    let value = |name: &str| block.section.get(name).map(|setting| setting.value.clone());
    assert_eq!(block.section.line, 9);
    assert_eq!((value("on"), block.section.line_of("on")), (Some(Value::Bool(true)), 10));
    assert_eq!(value("open"), Some(Value::Unknown));
    assert_eq!(
        (value("deep"), value("size"), value("off")),
        (Some(Value::Text("deep".into())), Some(Value::Number(5.0)), Some(Value::Bool(false)))
    );
    assert_eq!((value("none"), value("any"), value("open_too")), (Some(Value::Bool(false)), Some(Value::Bool(true)), Some(Value::Unknown)));
    assert_eq!(value("some"), Some(Value::Bool(true)));
    assert_eq!(value("name"), Some(Value::Text("db-true-${…}".into())));
    assert_eq!(value("key"), Some(Value::Reference("aws_kms_key.k.arn".into())));
}

#[test]
fn callers_of_a_module_give_its_variables_and_files_of_variables_count() {
    let module = "variable \"encrypted\" {\n  default = false\n}\nresource \"aws_x\" \"y\" {\n  encrypted = var.encrypted\n}\n";
    let call = |value: &str| format!("module \"m\" {{\n  source    = \"./modules/db\"\n  encrypted = {value}\n}}\n");
    let of = |files: &[(&str, &str)]| terraform(files).resources(&["aws_x"])[0].section.get("encrypted").unwrap().value.clone();
    assert_eq!(of(&[("modules/db/main.tf", module)]), Value::Bool(false));
    assert_eq!(of(&[("modules/db/main.tf", module), ("main.tf", &call("true"))]), Value::Bool(true));
    assert_eq!(of(&[("a/main.tf", module), ("a/terraform.tfvars", "encrypted = true\n")]), Value::Bool(true));
}

#[test]
fn a_module_is_worked_out_for_each_caller_through_modules_between() {
    let module =
        "variable \"on\" {\n  default = false\n}\nvariable \"key\" {}\nresource \"aws_x\" \"y\" {\n  on  = var.on\n  key = var.key\n}\n";
    let between = "variable \"on\" {}\nmodule \"inner\" {\n  source = \"../x\"\n  on     = var.on\n  key    = aws_kms_key.k.arn\n}\n";
    let root = "module \"a\" {\n  source = \"./modules/between\"\n  on     = true\n}\nmodule \"b\" {\n  source = \"./modules/x\"\n}\nmodule \"c\" {\n  source = \"./modules/x\"\n  count  = 0\n}\n";
    let files = [("modules/x/main.tf", module), ("modules/between/main.tf", between), ("main.tf", root)];
    let all = terraform(&files);
    let off = |block: &Block, seen: &mut Observations| {
        assert_eq!(block.section.get("key").map(|setting| &setting.value), Some(&Value::Unknown));
        if block.section.bool("on") == Some(false) {
            block.note(block.section.line_of("on"), "on = false", seen);
        }
    };
    let evidence = |all: &Terraform| match all.gathered(all.over(&["aws_x"], off)) {
        Verdict::Fail(seen) => seen.into_iter().map(|observation| observation.evidence).collect(),
        _ => Vec::new(),
    };
    assert_eq!(all.resources(&["aws_x"]).len(), 2);
    assert_eq!(evidence(&all), ["aws_x.y: on = false, called by module.b at main.tf:5"]);
    // What every caller has is the module's own.
    let both = root.replace("= true", "= false");
    assert_eq!(evidence(&terraform(&[files[0], files[1], ("main.tf", &both)])), ["aws_x.y: on = false"]);
}

#[test]
fn circles_and_masses_of_calls_end() {
    let call = |name: &str, source: &str| format!("module \"{name}\" {{\n  source = \"{source}\"\n}}\n");
    let circle = terraform(&[
        (
            "a/main.tf",
            &format!("variable \"v\" {{\n  default = 1\n}}\nresource \"aws_x\" \"y\" {{\n  v = var.v\n}}\n{}", call("b", "../b")),
        ),
        ("b/main.tf", &call("a", "../a")),
    ]);
    assert_eq!(circle.resources(&["aws_x"])[0].section.get("v").unwrap().value, Value::Unknown);
    let many: String = (0..5000).map(|index| call(&format!("m{index}"), "./m")).collect();
    let mass = terraform(&[("main.tf", &many), ("m/main.tf", &format!("{}resource \"aws_x\" \"y\" {{}}\n", call("own", "./")))]);
    assert!(mass.resources(&["aws_x"]).len() <= 1000);
}

#[test]
fn what_a_bound_cuts_off_has_not_passed_and_takes_no_room() {
    let text = "x".repeat(1 << 20);
    let module = format!("resource \"aws_x\" \"y\" {{\n  text = \"{text}\"\n}}\n");
    let calls: String = (0..1_000).map(|number| format!("module \"m{number}\" {{\n  source = \"./m\"\n}}\n")).collect();
    let all = terraform(&[("m/main.tf", &module), ("main.tf", &calls)]);
    let kept = |block: &Block| block.section.text("text").map_or(0, str::len);
    assert!(all.blocks().iter().map(kept).sum::<usize>() < 256 << 20);
    assert_eq!(all.cut().collect::<Vec<_>>(), ["m"]);
    assert!(matches!(all.gathered(Verdict::Pass), Verdict::NotTested(_)));
    // Switched off here, on elsewhere: what it is by default is what it would be.
    let off = "module \"m\" {\n  source = \"./m\"\n  count  = 0\n}\n";
    let module = "variable \"open\" {\n  default = true\n}\nresource \"aws_x\" \"y\" {\n  open = var.open\n}\n";
    let all = terraform(&[("m/main.tf", module), ("main.tf", off)]);
    assert_eq!(all.resources(&["aws_x"])[0].section.bool("open"), Some(true));
    assert_eq!(all.gathered(Verdict::Pass), Verdict::Pass);
}

#[test]
fn companions_are_found_by_reference_and_by_name() {
    let all = terraform(&[(
        "main.tf",
        "resource \"aws_s3_bucket\" \"a\" {\n  bucket = \"one\"\n}\nresource \"aws_s3_bucket\" \"ab\" {\n  bucket = \"two\"\n}\nresource \"aws_s3_bucket_versioning\" \"v\" {\n  bucket = aws_s3_bucket.a.id\n}\nresource \"aws_s3_bucket_versioning\" \"w\" {\n  bucket = \"two\"\n}\n",
    )]);
    let buckets = all.resources(&["aws_s3_bucket"]);
    let companions = all.companions(&["aws_s3_bucket_versioning"], "bucket");
    let names: Vec<Vec<&str>> =
        buckets.iter().map(|bucket| companions.of(bucket, "bucket").iter().map(|block| block.name()).collect()).collect();
    assert_eq!(names, [["v"], ["w"]]);
}

#[test]
fn policies_are_read_in_every_spelling() {
    let all = terraform(&[(
        "main.tf",
        "resource \"aws_iam_policy\" \"a\" {\n  policy = jsonencode({ Statement = { Effect = \"Allow\", Action = \"*\", Resource = \"*\" } })\n}\nresource \"aws_iam_policy\" \"b\" {\n  policy = <<-EOT\n    {\"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"*\"], \"Resource\": \"*\"}]}\n  EOT\n}\nresource \"aws_iam_policy\" \"c\" {\n  policy = data.aws_iam_policy_document.c.json\n}\ndata \"aws_iam_policy_document\" \"c\" {\n  statement {\n    actions   = [\"*\"]\n    resources = [\"*\"]\n  }\n}\nresource \"aws_iam_policy\" \"d\" {\n  policy = file(\"d.json\")\n}\n",
    )]);
    let read: Vec<Option<(usize, bool, usize)>> = all
        .resources(&["aws_iam_policy"])
        .into_iter()
        .map(|block| all.statements(block, "policy").map(|list| (list.len(), list[0].allows && list[0].actions == ["*"], list[0].line)))
        .collect();
    assert_eq!(read, [Some((1, true, 2)), Some((1, true, 5)), Some((1, true, 13)), None]);
}

#[test]
fn dynamic_blocks_and_json_are_blocks() {
    let all = terraform(&[
        (
            "main.tf",
            "resource \"aws_x\" \"y\" {\n  dynamic \"ingress\" {\n    for_each = var.ports\n    content {\n      from_port = ingress.value\n      cidr = [\"0.0.0.0/0\"]\n    }\n  }\n}\n",
        ),
        ("more.tf.json", "{\"resource\": {\"aws_x\": {\"z\": {\n\"ingress\": [{\"from_port\": 22, \"cidr\": [\"0.0.0.0/0\"]}]}}}}"),
    ]);
    for block in all.resources(&["aws_x"]) {
        assert_eq!(block.section.blocks("ingress")[0].texts("cidr"), ["0.0.0.0/0"], "{}", block.file);
    }
}

#[test]
fn circles_and_doublings_end() {
    let mut text = "locals {\n  a = local.b\n  b = local.a\n  n0 = [\"x\", \"x\"]\n".to_owned();
    for level in 1..60 {
        text.push_str(&format!("  n{level} = [local.n{0}, local.n{0}]\n", level - 1));
    }
    text.push_str("}\nresource \"aws_x\" \"y\" {\n  a = local.a\n  n = local.n59\n}\n");
    let all = terraform(&[("main.tf", &text)]);
    assert_eq!(all.resources(&["aws_x"])[0].section.get("a").unwrap().value, Value::Unknown);
    let deep = format!("a = {}{}\n", "[".repeat(10_000), "]".repeat(10_000));
    assert!(read("deep.tf", &deep).unwrap().is_err());
    assert!(read("deep.tf.json", &format!("{{\"a\": {}{}}}", "[".repeat(10_000), "]".repeat(10_000))).unwrap().is_err());
}

proptest! {
    #[test]
    fn no_bytes_can_upset_it(text in prop::collection::vec(any::<char>(), 0..300)) {
        let text: String = text.into_iter().collect();
        let _ = read("a.tf", &text);
        let _ = read("a.tf.json", &text);
    }
    #[test]
    fn no_hcl_can_upset_it(parts in prop::collection::vec(prop::sample::select(vec!["a", " = ", "\n", "{", "}", "[", "]", "\"", "${", "local.a", "resource \"x\" \"y\" ", "locals ", "<<EOF\n", "EOF\n", "? ", ": ", "!", "(", ")", ".b", "[0]", "1"]), 0..80)) {
        if let Some(Ok(file)) = read("a.tf", &parts.concat()) {
            let all = Terraform { files: vec![file], ..Terraform::default() };
            let _ = all.blocks().len();
        }
    }
}
