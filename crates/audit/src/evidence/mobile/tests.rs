use proptest::prelude::*;

use super::{Form, read};

const LIST: &str = "<?xml version=\"1.0\"?>\n<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n<plist version=\"1.0\">\n<dict>\n<key>A</key>\n<true/>\n</dict></plist>";

#[test]
fn a_property_list_is_read_and_declares_nothing() {
    let Form::Apple(list) = read("ios/Info.plist", LIST).unwrap().unwrap().form else { panic!() };
    assert_eq!(list.root.yes("A"), Some(5));
    let hostile = LIST.replace("<!DOCTYPE plist", "<!DOCTYPE plist [<!ENTITY a \"b\">]").replace("PUBLIC", "");
    assert!(read("ios/Info.plist", &hostile).unwrap().is_err());
    let bomb = "<!DOCTYPE a [<!ENTITY b \"c\">]><manifest>&b;</manifest>";
    assert!(read("AndroidManifest.xml", bomb).unwrap().is_err());
}

#[test]
fn what_is_too_deep_is_refused() {
    for depth in [100, 10_000, 200_000] {
        let deep = format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
        assert!(read("AndroidManifest.xml", &deep).unwrap().is_err());
    }
}

#[test]
fn build_files_know_their_blocks() {
    let text = "android {\n  defaultConfig { minSdk = 21 }\n  buildTypes {\n    getByName(\"release\") {\n      isDebuggable = true\n    }\n    debug {\n      debuggable true\n    }\n  }\n}\n";
    let Form::Gradle(words) = read("app/build.gradle.kts", text).unwrap().unwrap().form else { panic!() };
    let words: Vec<_> = words.iter().map(|(word, value, line)| (word.as_str(), value.as_str(), *line)).collect();
    assert_eq!(words, [("release.isDebuggable", "true", 5), ("debug.debuggable", "true", 8)]);
}

proptest! {
    #[test]
    fn no_reader_falls_over(text in "(?s).{0,200}", xml in "(<a>|</a>|<plist>|<dict>|<key>|</key>|<true/>|&a;|<!--|-->|\\]\\]>|[a-z\"= \n]){0,60}") {
        for name in ["AndroidManifest.xml", "ios/Info.plist", "res/xml/n.xml", "build.gradle"] {
            for text in [text.clone(), format!("android <network-security-config <plist {text}"), format!("<plist><network-security-config/>{xml}</plist>"), xml.clone()] {
                let _ = read(name, &text);
            }
        }
    }
}
