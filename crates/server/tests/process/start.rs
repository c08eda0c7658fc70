//! Starting, stopping, and refusing to start.

use std::os::unix::fs::PermissionsExt as _;

use crate::{
    client::Client,
    program::{Demo, Scratch, run},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ctrl_c_ends_it_clean_and_a_second_start_finds_everything_as_it_was() {
    let scratch = Scratch::new("start");
    let data = scratch.path().join("demo");
    let demo = Demo::start(&data);
    let mut customer = Client::new(demo.address, 1);
    customer.enter(&demo.link("customer")).await;
    let before = customer.get("/api/v1/orders?limit=100").await.unwrap().json();
    assert!(demo.interrupt().success());

    let demo = Demo::start(&data);
    // The session is a row, so she is still signed in.
    let after = customer.at(demo.address, 2).get("/api/v1/orders?limit=100").await.unwrap().json();
    assert_eq!(before, after);
    assert_eq!(customer.at(demo.address, 3).get("/readyz").await.unwrap().status, 200);

    let mode = |name: &str| std::fs::metadata(data.join(name)).map(|m| m.permissions().mode() & 0o777);
    assert_eq!(std::fs::metadata(&data).unwrap().permissions().mode() & 0o777, 0o700);
    for entry in std::fs::read_dir(&data).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert_eq!(mode(&name).unwrap() & 0o077, 0, "{name} can be read by others");
    }
    // The same directory again, and the same port again.
    let twice = run(&["demo", "--small", "--data", data.to_str().unwrap(), "--listen", "127.0.0.1:0"]);
    assert!(!twice.status.success());
    let other = scratch.path().join("other");
    let port = run(&["demo", "--small", "--data", other.to_str().unwrap(), "--listen", &demo.address.to_string()]);
    assert!(!port.status.success());
    assert!(String::from_utf8_lossy(&port.stderr).starts_with("sunward: "), "{}", String::from_utf8_lossy(&port.stderr));
}

#[test]
fn the_demo_listens_on_this_machine_only() {
    let scratch = Scratch::new("listen");
    let output = run(&["demo", "--data", scratch.path().join("demo").to_str().unwrap(), "--listen", "0.0.0.0:0"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!scratch.path().join("demo").exists(), "nothing was made");
}

#[test]
fn an_unsafe_configuration_is_refused_with_the_reason() {
    let scratch = Scratch::new("config");
    let file = scratch.path().join("sunward.toml");
    for (text, reason) in
        [("[listen]\naddress = \"127.0.0.1:0\"\nenv = \"demo\"\n", "env"), ("colour = 1\n", "colour"), ("[listen\n", "sunward.toml")]
    {
        std::fs::write(&file, text).unwrap();
        let output = run(&["serve", "--config", file.to_str().unwrap()]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{text}: {said}");
        assert!(said.contains(reason), "{text}: {said}");
    }
}
