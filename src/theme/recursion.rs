//! Components and templates that call themselves: what would never come to an end is found before
//! anything is rendered.

use std::collections::BTreeMap;
use std::ops::Range;

use super::scan::Scan;

/// How deep components, included templates and blocks may stand in each other, for each takes its part
/// of the stack; those of the built-in theme stand five deep.
const DEEPEST: usize = 12;

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
    /// How much deeper it leads.
    depth: usize,
}

/// Finds what never ends. Templates that include or extend each other without a component are left
/// out: the engine reports them.
pub(super) fn endless(scans: &Scans<'_>, resolve: impl Fn(&str) -> Option<String>) -> Vec<Endless> {
    let calls = calls(scans, resolve);
    let mut search =
        Search { calls: &calls, scans, done: BTreeMap::new(), way: Vec::new(), found: Vec::new() };
    for (name, scan) in scans {
        let deep = scan.blocks.iter().find(|block| block.depth >= DEEPEST);
        search.found.extend(deep.map(|block| Endless {
            template: name.clone(),
            place: block.place.clone(),
            chain: vec![name.clone(), block.name.clone()],
            turns_back: false,
        }));
    }
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
        let templates = scan.includes.iter().chain(&scan.extends);
        let templates = templates.filter_map(|it| Some((it, of_template(&resolve(&it.name)?)?)));
        let components = scan.calls.iter().filter_map(|it| {
            let (name, _) = homes.get_key_value(it.name.as_str())?;
            Some((it, Piece::Component(name)))
        });
        for (reference, of) in templates.chain(components) {
            let from = match &reference.within {
                Some(within) if homes.get(within.as_str()) == Some(&name.as_str()) => {
                    Piece::Component(within)
                }
                // A component that another one of its name has replaced.
                Some(_) => continue,
                None => Piece::Template(name),
            };
            // What a template builds on comes around all of its blocks.
            let is_parent = scan.extends.as_ref() == Some(reference);
            let depth = 1 + if is_parent { scan.depth } else { reference.depth };
            let call = Call { of, template: name, place: reference.place.clone(), depth };
            calls.entry(from).or_default().push(call);
        }
    }
    calls
}

struct Search<'c, 's> {
    calls: &'c BTreeMap<Piece<'s>, Vec<Call<'s>>>,
    scans: &'c Scans<'c>,
    /// How deep it goes from here on, of what leads nowhere bad.
    done: BTreeMap<Piece<'s>, usize>,
    way: Vec<Piece<'s>>,
    found: Vec<Endless>,
}

impl<'s> Search<'_, 's> {
    /// Follows all ways from a piece and tells how deep they go.
    fn follow(&mut self, piece: Piece<'s>) -> usize {
        if let Some(&depth) = self.done.get(&piece) {
            return depth;
        }
        let mut deepest = match piece {
            Piece::Template(name) => self.scans.get(name).map_or(0, |scan| scan.depth),
            Piece::Component(_) => 0,
        };
        self.way.push(piece);
        for call in self.calls.get(&piece).into_iter().flatten() {
            let turn = self.way.iter().position(|it| *it == call.of);
            let chain = &self.way[turn.unwrap_or(0)..];
            let has_component = chain.iter().any(|it| matches!(it, Piece::Component(_)));
            if turn.is_some() && !has_component {
                continue;
            }
            // A longer way is not followed: each step takes its part of the stack here, too.
            let is_long = self.way.len() > DEEPEST;
            let ends = turn.is_some() || is_long;
            let depth = if ends { 0 } else { call.depth + self.follow(call.of) };
            if ends || depth > DEEPEST {
                let chain = &self.way[turn.unwrap_or(0)..];
                let chain = chain.iter().chain([&call.of]).map(Piece::name).collect();
                let (template, place) = (call.template.to_owned(), call.place.clone());
                self.found.push(Endless { template, place, chain, turns_back: turn.is_some() });
                // One report a way is enough.
                deepest = 0;
                break;
            }
            deepest = deepest.max(depth);
        }
        self.way.pop();
        self.done.insert(piece, deepest);
        deepest
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
    fn blocks_count_like_what_is_called() {
        let blocks = |depth: usize| -> String {
            let blocks: Vec<_> = (0..depth).map(|at| format!("{{% block b{at} %}}")).collect();
            blocks.concat()
        };
        let template = blocks(DEEPEST + 3);
        assert_eq!(found(&[("a", &template)]), ["a b12 @ b12"]);
        let template = blocks(DEEPEST - 1);
        assert_eq!(found(&[("a", &template)]), [""; 0]);
        let calls = format!(
            "{template}{{{{ <x /> }}}}{{% component x() %}}{{{{ <y /> }}}}{{% endcomponent %}}{{% component y() %}}{{% endcomponent %}}"
        );
        assert_eq!(found(&[("a", &calls)]), ["a <x> @ x"]);
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
