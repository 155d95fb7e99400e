//! `hoshin completions` and `hoshin man`: scripts that shells can read, a page that `man` can.

use std::io::ErrorKind;
use std::process::Command;

use crate::project::Project;

/// Holds a script to being understood by its shell, where the shell is installed; says whether it is.
fn parses(shell: &str, arguments: &[&str], script: &str) -> bool {
    let site = Project::new().file("script", script);
    let output = Command::new(shell).args(arguments).arg(site.path("script")).output();
    match output {
        Ok(output) => {
            assert!(
                output.status.success(),
                "{shell}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
            true
        }
        Err(error) if error.kind() == ErrorKind::NotFound => false,
        Err(error) => panic!("{shell}: {error}"),
    }
}

fn completions(shell: &str, language: &str) -> String {
    Project::new().run(["completions", shell, "--lang", language]).ended_with(0).stdout
}

#[test]
fn scripts_are_read_by_their_shells() {
    let load = "$ErrorActionPreference = 'Stop'; . $args[0]";
    for language in ["ja", "en"] {
        for (name, program, arguments) in [
            ("bash", "bash", ["-n"].as_slice()),
            ("zsh", "zsh", &["-n"]),
            ("fish", "fish", &["--no-execute"]),
            ("powershell", "pwsh", &["-NoProfile", "-CommandWithArgs", load]),
        ] {
            let script = completions(name, language);
            for word in ["init", "outline", "completions", "explain", "municipality"] {
                assert!(script.contains(word), "{name} does not know {word}");
            }
            let tried = parses(program, arguments, &script);
            assert!(tried || name != "bash" || cfg!(windows), "bash is everywhere");
        }
    }
}

#[test]
fn descriptions_are_in_the_language_of_the_messages() {
    for shell in ["zsh", "fish", "powershell"] {
        assert!(completions(shell, "ja").contains("新しいサイトを作る"), "{shell}");
        let english = completions(shell, "en");
        assert!(english.contains("Makes a new site") && english.is_ascii(), "{shell}");
    }
    let output = Project::new().run(["completions", "x"]).ended_with(2);
    assert!(output.stderr.contains("使えるのは bash、zsh、fish、powershell です"), "{output}");
}

#[test]
fn bash_completes_commands() {
    let script = completions("bash", "ja");
    let ask = "\nCOMP_WORDS=(hoshin ini); COMP_CWORD=1; _hoshin hoshin ini hoshin; echo \"${COMPREPLY[@]}\"\n";
    let site = Project::new().file("script", &(script + ask));
    let Ok(output) = Command::new("bash").arg(site.path("script")).output() else { return };
    assert_eq!(String::from_utf8_lossy(&output.stdout), "init\n");
}

fn page(language: &str) -> String {
    Project::new().run(["man", "--lang", language]).ended_with(0).stdout
}

#[test]
fn the_manual_page_is_in_the_language_of_the_messages() {
    let head = |text: String| text.lines().skip(2).take(12).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(head(page("ja")), @r#"
    hoshin \- 自治体の方針や計画をウェブサイトにする
    .SH 書式
    \fBhoshin\fR [オプション] <コマンド>
    .SH コマンド
    .SS "hoshin init"
    新しいサイトを作る
    .PP
    \fBhoshin init\fR [オプション] <DIR>
    .TP
    \fIDIR\fR
    サイトのフォルダー（なければ作る。あるファイルには書かない）
    .TP
    "#);
    insta::assert_snapshot!(head(page("en")), @r#"
    hoshin \- Turns the policy documents of municipalities into a web site
    .SH SYNOPSIS
    \fBhoshin\fR [OPTIONS] <COMMAND>
    .SH COMMANDS
    .SS "hoshin init"
    Makes a new site
    .PP
    \fBhoshin init\fR [OPTIONS] <DIR>
    .TP
    \fIDIR\fR
    The site's folder; it is made if need be, and files in it are never overwritten
    .TP
    "#);
}

#[test]
fn the_manual_page_has_every_command() {
    let (ja, en) = (page("ja"), page("en"));
    let version = format!(".TH hoshin 1 \" \" \"hoshin {}\"\n", env!("CARGO_PKG_VERSION"));
    assert!(ja.contains(&version), "{ja}");
    let help = Project::new().run(["--help", "--lang", "en"]).ended_with(0).stdout;
    let commands = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    assert!(commands.lines().count() >= 7, "{commands}");
    for command in commands.lines().filter_map(|line| line.split_whitespace().next()) {
        for page in [&ja, &en] {
            assert!(page.contains(&format!(".SS \"hoshin {command}\"\n")), "{command}");
        }
    }
    for option in ["municipality", "base\\-url", "explain", "color", "version"] {
        assert!(ja.contains(option), "{option}");
    }
}
