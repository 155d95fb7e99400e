//! Components and templates that call themselves: what would never come to an end is found before
//! anything is rendered.

use std::collections::BTreeMap;
use std::ops::Range;

use super::scan::Scan;

/// How deep components and included templates may stand in each other; those of the built-in theme
/// stand three deep.
const DEEPEST: usize = 24;

/// Templates by the name that others call them by.
pub(super) type Scans<'s> = BTreeMap<String, &'s Scan>;

/// A way through templates that does not end.
#[derive(Debug, PartialEq)]
pub(super) struct Endless {
    /// The template in which the way turns back.
    pub template: String,
    /// The place at which it does.
    pub place: Range<usize>,
    /// What calls what.
    pub chain: Vec<String>,
    /// Whether it turns back to itself; else it is merely too long.
    pub turns_back: bool,
}

/// Something that is rendered: a template, or a component by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Piece<'s> {
    Template(&'s str),
    Component(&'s str),
}

impl Piece<'_> {
    fn name(&self) -> String {
        match self {
            Self::Template(name) => (*name).to_owned(),
            Self::Component(name) => format!("<{name}>"),
        }
    }
}

/// A call: of what, and where it stands.
struct Call<'s> {
    of: Piece<'s>,
    template: &'s str,
    place: Range<usize>,
}

/// Finds what never ends. Templates that include or extend each other without a component are left
/// out: the engine reports them.
pub(super) fn endless(scans: &Scans<'_>, resolve: impl Fn(&str) -> Option<String>) -> Vec<Endless> {
    let calls = calls(scans, resolve);
    let mut search = Search { calls: &calls, done: Vec::new(), way: Vec::new(), found: Vec::new() };
    for piece in calls.keys() {
        search.follow(*piece);
    }
    search.found
}

/// What every piece calls.
fn calls<'s>(
    scans: &'s Scans<'_>,
    resolve: impl Fn(&str) -> Option<String>,
) -> BTreeMap<Piece<'s>, Vec<Call<'s>>> {
    let mut calls: BTreeMap<Piece<'_>, Vec<Call<'_>>> = BTreeMap::new();
    // Of two components of one name that of the site's own theme counts; its templates come last here.
    let mut homes: BTreeMap<&str, &str> = BTreeMap::new();
    let own_last = |name: &&String| (!name.starts_with(super::BUILT_IN_PREFIX), (*name).clone());
    let mut names: Vec<&String> = scans.keys().collect();
    names.sort_by_key(own_last);
    for &name in &names {
        homes.extend(scans[name].defines.iter().map(|it| (it.name.as_str(), name.as_str())));
    }
    for &name in &names {
        let scan = scans[name];
        let of_template =
            |found: &str| scans.get_key_value(found).map(|(name, _)| Piece::Template(name));
        let includes =
            scan.includes.iter().filter_map(|it| Some((it, of_template(&resolve(&it.name)?)?)));
        let components = scan.calls.iter().filter_map(|it| {
            let (name, _) = homes.get_key_value(it.name.as_str())?;
            Some((it, Piece::Component(name)))
        });
        for (reference, of) in includes.chain(components) {
            let from = match &reference.within {
                Some(within) if homes.get(within.as_str()) == Some(&name.as_str()) => {
                    Piece::Component(within)
                }
                // A component that another one of its name has replaced.
                Some(_) => continue,
                None => Piece::Template(name),
            };
            let call = Call { of, template: name, place: reference.place.clone() };
            calls.entry(from).or_default().push(call);
        }
    }
    calls
}

struct Search<'c, 's> {
    calls: &'c BTreeMap<Piece<'s>, Vec<Call<'s>>>,
    /// What leads nowhere bad.
    done: Vec<Piece<'s>>,
    way: Vec<Piece<'s>>,
    found: Vec<Endless>,
}

impl<'s> Search<'_, 's> {
    fn follow(&mut self, piece: Piece<'s>) {
        if self.done.contains(&piece) {
            return;
        }
        self.way.push(piece);
        for call in self.calls.get(&piece).into_iter().flatten() {
            let turn = self.way.iter().position(|it| *it == call.of);
            let from = turn.unwrap_or(0);
            let chain = &self.way[from..];
            let has_component = chain.iter().any(|it| matches!(it, Piece::Component(_)));
            if turn.is_some() && !has_component {
                continue;
            }
            if turn.is_some() || self.way.len() >= DEEPEST {
                let chain = chain.iter().chain([&call.of]).map(Piece::name).collect();
                let (template, place) = (call.template.to_owned(), call.place.clone());
                self.found.push(Endless { template, place, chain, turns_back: turn.is_some() });
                // One report a way is enough.
                break;
            }
            self.follow(call.of);
        }
        self.way.pop();
        self.done.push(piece);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::scan::scan;

    /// What never ends among some templates: `chain @ place`.
    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let scans: Vec<(String, Scan)> =
            files.iter().map(|(name, text)| ((*name).to_owned(), scan(text))).collect();
        let scans: Scans<'_> = scans.iter().map(|(name, scan)| (name.clone(), scan)).collect();
        let resolve = |name: &str| {
            let prefixed = format!("default/{name}");
            [name.to_owned(), prefixed].into_iter().find(|name| scans.contains_key(name))
        };
        let text =
            |name: &str| files.iter().find(|(it, _)| *it == name).map_or("", |(_, text)| text);
        endless(&scans, resolve)
            .iter()
            .map(|it| format!("{} @ {}", it.chain.join(" "), &text(&it.template)[it.place.clone()]))
            .collect()
    }

    #[test]
    fn what_calls_itself_is_found() {
        let check = |files: &[(&str, &str)], expected: &[&str]| assert_eq!(found(files), expected);
        check(&[("a", "{% component x() %}{{ <x /> }}{% endcomponent %}")], &["<x> <x> @ x"]);
        check(
            &[(
                "a",
                "{% component x() %}{{ <y /> }}{% endcomponent %}{% component y() %}{% if a %}{{ <x /> }}{% endif %}{% endcomponent %}",
            )],
            &["<x> <y> <x> @ x"],
        );
        check(
            &[
                ("a", "{% component x() %}{% include \"b\" %}{% endcomponent %}"),
                ("b", "{{ <x /> }}"),
            ],
            &["b <x> b @ b"],
        );
        // Those without a component are the engine's to report.
        check(&[("a", "{% include \"b\" %}"), ("b", "{% include \"a\" %}")], &[]);
        check(
            &[(
                "a",
                "{{ <x /> }}{% component x() %}{{ <y /> }}{{ <y /> }}{% endcomponent %}{% component y() %}{% endcomponent %}",
            )],
            &[],
        );
    }

    #[test]
    fn the_own_component_counts() {
        let built_in = (
            "default/a",
            "{% component x() %}{{ <y /> }}{% endcomponent %}{% component y() %}{% endcomponent %}",
        );
        let own = ("b", "{% component y() %}{{ <x /> }}{% endcomponent %}");
        assert_eq!(found(&[built_in, own]), ["<x> <y> <x> @ x"]);
        let harmless = (
            "b",
            "{% component x() %}{% endcomponent %}{% component y() %}{{ <x /> }}{% endcomponent %}",
        );
        assert_eq!(found(&[built_in, harmless]), [""; 0]);
    }

    #[test]
    fn a_very_long_way_is_found() {
        let component = |at: usize| {
            format!("{{% component x{at}() %}}{{{{ <x{} /> }}}}{{% endcomponent %}}", at + 1)
        };
        let text: String = (100..100 + DEEPEST + 9).map(component).collect();
        assert_eq!(found(&[("a", &text)]).len(), 1);
    }
}
