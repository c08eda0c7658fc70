use clap::{CommandFactory as _, error::ErrorKind};

use super::*;

fn parse(line: &str) -> Result<Cli, ErrorKind> {
    Cli::try_parse_from(line.split_whitespace()).map_err(|error| error.kind())
}

/// Every command's help, one after the other. `sunward help` in one file, reviewed as one.
fn manual(command: &mut clap::Command, page: &mut String) {
    let help = command.render_long_help();
    page.push_str(&format!("$ {} --help\n{help}\n", command.get_bin_name().unwrap_or_default()));
    for inner in command.get_subcommands_mut().filter(|inner| inner.get_name() != "help") {
        manual(inner, page);
    }
}

#[test]
fn the_command_line_contradicts_itself_nowhere() {
    Cli::command().debug_assert();
}

#[test]
fn the_manual_is_as_it_was_reviewed() {
    let mut command = Cli::command().term_width(100);
    command.build();
    let mut page = String::new();
    manual(&mut command, &mut page);
    // Clap leaves spaces at the ends of some lines.
    let page: String = page.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    let reviewed = concat!(env!("CARGO_MANIFEST_DIR"), "/src/cli/manual.txt");
    if std::env::var_os("SUNWARD_REVIEW").is_some() {
        std::fs::write(reviewed, &page).unwrap();
    }
    let known = std::fs::read_to_string(reviewed).unwrap();
    assert!(page == known, "the help has changed; run the tests with SUNWARD_REVIEW=1, read the difference, commit it:\n{page}");
}

#[test]
fn without_a_command_there_is_the_demo() {
    assert!(parse("sunward").unwrap().command.is_none());
    let (Demo { directory, listen, small, tour, command }, Some(Command::Demo(said))) =
        (Demo::default(), parse("sunward demo").unwrap().command)
    else {
        panic!()
    };
    assert_eq!((directory.path, listen, command.is_none()), (said.directory.path, said.listen, said.command.is_none()));
    assert_eq!((small, tour), (said.small, said.tour));
}

#[test]
fn every_person_can_be_signed_in_as_and_no_machine() {
    for role in Role::ALL {
        let outcome = parse(&format!("sunward demo sign-in {} --data /tmp/x", role.name()));
        if !Role::PEOPLE.contains(&role) {
            assert_eq!(outcome.unwrap_err(), ErrorKind::InvalidValue, "{role:?}");
            continue;
        }
        let Some(Command::Demo(Demo { directory, command: Some(DemoCommand::SignIn { role: parsed, order: None }), .. })) =
            outcome.unwrap().command
        else {
            panic!()
        };
        assert_eq!((parsed.0, directory.path), (role, PathBuf::from("/tmp/x")));
    }
}

#[test]
fn a_command_that_says_too_little_or_too_much_is_refused() {
    for (line, kind) in [
        ("sunward serve", ErrorKind::MissingRequiredArgument),
        ("sunward migrate", ErrorKind::MissingRequiredArgument),
        ("sunward quote verify", ErrorKind::MissingRequiredArgument),
        ("sunward places import x", ErrorKind::MissingRequiredArgument),
        ("sunward places import x --config a --data b", ErrorKind::ArgumentConflict),
        ("sunward demo --listen nowhere", ErrorKind::ValueValidation),
        ("sunward demo --tour sign-in support", ErrorKind::ArgumentConflict),
        ("sunward demo --env production", ErrorKind::UnknownArgument),
        ("sunward serve --config x --demo", ErrorKind::UnknownArgument),
        ("sunward estimate --tilt 30 --azimuth 180", ErrorKind::MissingRequiredArgument),
        ("sunward estimate --lat 40 --tilt 30 --azimuth 180", ErrorKind::MissingRequiredArgument),
        ("sunward estimate --lat 40 --lon -105", ErrorKind::MissingRequiredArgument),
        ("sunward estimate --lat 40 --lon -105 --tilt 30", ErrorKind::MissingRequiredArgument),
        ("sunward estimate --lat 40 --lon -105 --plane 30:180:5 --kw 5", ErrorKind::MissingRequiredArgument),
        ("sunward estimate --weather x --lat 40 --lon -105 --tilt 30 --azimuth 180", ErrorKind::ArgumentConflict),
        ("sunward estimate --weather x --lon -105 --tilt 30 --azimuth 180", ErrorKind::ArgumentConflict),
        ("sunward estimate --lat 91 --lon -105 --tilt 30 --azimuth 180", ErrorKind::ValueValidation),
        ("sunward estimate --lat 40 --lon NaN --tilt 30 --azimuth 180", ErrorKind::ValueValidation),
        ("sunward estimate --lat 40 --lon -105 --tilt 30 --azimuth 180 --kw 0", ErrorKind::ValueValidation),
        ("sunward estimate --lat 40 --lon -105 --tilt 30 --azimuth 180 --kw -5", ErrorKind::ValueValidation),
        ("sunward estimate --lat 40 --lon -105 --plane 30:180", ErrorKind::ValueValidation),
        ("sunward estimate --lat 40 --lon -105 --plane 30:400:5", ErrorKind::ValueValidation),
        ("sunward dance", ErrorKind::InvalidSubcommand),
    ] {
        assert_eq!(parse(line).unwrap_err(), kind, "{line}");
    }
}

#[test]
fn planes_are_those_of_the_tilt_and_all_further_ones() {
    let Some(Command::Estimate(asked)) =
        parse("sunward estimate --lat -33.97 --lon 18.6 --tilt 0 --azimuth 0 --kw 2.5 --plane 30:360:1 --plane 90:270:0.5")
            .unwrap()
            .command
    else {
        panic!()
    };
    assert_eq!(asked.sky.latitude.zip(asked.sky.longitude), Some((-33.97, 18.6)));
    let plane = |tilt_deg, azimuth_deg, kw_dc| Plane { tilt_deg, azimuth_deg, kw_dc };
    assert_eq!(asked.all_planes(), [plane(0.0, 0.0, 2.5), plane(30.0, 360.0, 1.0), plane(90.0, 270.0, 0.5)]);
    let Some(Command::Estimate(one)) = parse("sunward estimate --weather x --tilt 30 --azimuth 180").unwrap().command else { panic!() };
    assert_eq!(one.all_planes(), [plane(30.0, 180.0, 1.0)], "a kilowatt where nothing is said");
}
