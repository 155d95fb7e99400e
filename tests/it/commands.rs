//! Commands as documents show them: held against the program's own help.

use std::collections::BTreeSet;

use crate::project::Project;

/// What is wrong with a line such as `hoshin check --strict`, if anything: a command or an option that
/// the program does not have.
pub(crate) fn complaint(line: &str) -> Option<String> {
    let words = line.split('#').next().unwrap_or_default().split_whitespace().skip(1);
    let (options, names): (Vec<_>, Vec<_>) = words.partition(|word| word.starts_with('-'));
    let mut arguments: Vec<_> = names.first().copied().into_iter().collect();
    arguments.push("--help");
    let help = Project::new().run(&arguments);
    if help.code != Some(0) {
        return Some(format!("no such command: {line}"));
    }
    let known: BTreeSet<_> = help.stdout.split([' ', ',', '\n']).collect();
    let mut options = options.iter().map(|option| option.split('=').next().unwrap_or(option));
    let unknown = options.find(|option| !known.contains(option))?;
    Some(format!("no option {unknown}: {line}"))
}

/// The commands of the program with the long names of their options, the common ones under "".
pub(crate) fn all() -> Vec<(String, BTreeSet<String>)> {
    let long = |help: &str| -> BTreeSet<String> {
        let words = help.split([' ', ',', '\n']).filter(|word| word.starts_with("--"));
        words.map(str::to_owned).collect()
    };
    let root = Project::new().run(["--help"]).ended_with(0).stdout;
    let section = root.split("コマンド:\n").nth(1).expect("the help lists the commands");
    let lines = section.lines().take_while(|line| line.starts_with("  "));
    let names = lines.filter_map(|line| line.split_whitespace().next());
    let common = long(&root);
    let of_command = |name: &str| {
        let help = Project::new().run([name, "--help"]).ended_with(0).stdout;
        (name.to_owned(), long(&help).difference(&common).cloned().collect())
    };
    names.map(of_command).chain([(String::new(), common.clone())]).collect()
}
