use proptest::prelude::*;

use super::{Pipeline, read};

fn pipeline(name: &str, text: &str) -> Pipeline {
    read(name, text).unwrap().unwrap()
}

#[test]
fn every_system_tells_its_commands_with_lines() {
    for (name, text, command, line) in [
        (
            ".github/workflows/a.yml",
            "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n          one\n          two\n",
            "two",
            8,
        ),
        (".gitlab-ci.yml", "test:\n  script:\n    - one\n    - two\n", "two", 4),
        ("azure-pipelines.yml", "steps:\n- script: one\n- bash: |\n    two\n", "two", 4),
        ("bitbucket-pipelines.yml", "pipelines:\n  default:\n    - step:\n        script:\n          - two\n", "two", 5),
        (".circleci/config.yml", "jobs:\n  a:\n    steps:\n      - run: one\n      - run:\n          command: two\n", "two", 6),
        ("Jenkinsfile", "pipeline {\n  sh 'one'\n  sh '''\n    two\n  '''\n}\n", "two", 4),
        ("ci/build.sh", "#!/bin/sh\n# one\ntwo\n", "two", 3),
    ] {
        let of = pipeline(name, text);
        assert!(of.commands().any(|found| found == (command, line)), "{name}: {:?}", of.commands().collect::<Vec<_>>());
    }
}

proptest! {
    #[test]
    fn no_reader_falls_over(text in "(?s).{0,300}", yaml in "([a-z:\\n &*!|>'\"-]|on: |jobs:\n|steps:\n|run: |  ){0,60}") {
        for name in [".github/workflows/a.yml", "action.yml", ".gitlab-ci.yml", "azure-pipelines.yml", ".circleci/config.yml", "Jenkinsfile", "ci/a.sh"] {
            let _ = read(name, &text);
            let _ = read(name, &yaml);
        }
    }
}
