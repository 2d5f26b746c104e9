//! Shrinks a differing pair: takes out whatever can go while the outputs still differ, and shows what is left as files.

use crate::pair::{Build, Difference, built, compare};
use crate::private::{Private, Secret};
use crate::public::{Edge, Public, Show};
use crate::write::write;

/// A pair of sites with one public half.
#[derive(Clone, Debug)]
pub struct Pair {
    /// What everyone may see.
    pub public: Public,
    /// What the one hides.
    pub one: Private,
    /// What the other hides.
    pub other: Private,
}

impl Pair {
    /// Where the outputs part, where both are built and they do.
    #[must_use]
    pub fn difference(&self, build: Build<'_>) -> Option<Difference> {
        let one = built(&self.public, &self.one, build).ok()?;
        let other = built(&self.public, &self.other, build).ok()?;
        compare(&one, &other)
    }

    /// Takes out whatever can go while the outputs still differ.
    #[must_use]
    pub fn shrunk(mut self, build: Build<'_>) -> Self {
        if self.difference(build).is_none() {
            return self;
        }
        loop {
            let steps = self.steps();
            let mut smaller = false;
            // From the back, so that places before a step that was taken stay what they are.
            for step in steps.into_iter().rev() {
                let mut candidate = self.clone();
                if candidate.take(&step) && candidate.difference(build).is_some() {
                    self = candidate;
                    smaller = true;
                }
            }
            if !smaller {
                return self;
            }
        }
    }

    /// The files of both sites: what they share once, and what they do not share twice.
    #[must_use]
    pub fn shown(&self) -> String {
        let (Some(one), Some(other)) = (
            write(&self.public, &self.one),
            write(&self.public, &self.other),
        ) else {
            return "two files at one path\n".to_owned();
        };
        let mut out = String::new();
        let mut show = |which: &str, path: &str, bytes: &[u8]| {
            out.push_str(&format!(
                "=== {which} {path}\n{}\n",
                String::from_utf8_lossy(bytes)
            ));
        };
        for (path, bytes) in &one.files {
            let which = if other.files.get(path) == Some(bytes) {
                "both"
            } else {
                "one "
            };
            show(which, path, bytes);
        }
        for (path, bytes) in other
            .files
            .iter()
            .filter(|(path, bytes)| one.files.get(*path) != Some(bytes))
        {
            show("other", path, bytes);
        }
        out
    }

    fn steps(&self) -> Vec<Step> {
        let mut steps = vec![
            Step::Base,
            Step::Policy,
            Step::Emergency,
            Step::Language,
            Step::Display,
            Step::Remark,
            Step::Strays,
            Step::Floors,
        ];
        for (index, entry) in self.public.entries.iter().enumerate() {
            steps.push(Step::Plain(index));
            steps.push(Step::Undated(index));
            steps.push(Step::Host(index));
            steps.push(Step::Bare(index));
            steps.extend((0..entry.facts.len()).map(|fact| Step::Fact(index, fact)));
            steps.extend((0..entry.files.len()).map(|file| Step::File(index, file)));
            steps.extend((0..entry.pieces.len()).map(|piece| Step::Piece(index, piece)));
        }
        steps.extend((0..self.public.records.len()).map(Step::Record));
        steps.extend(
            (0..self.one.fills.len()).flat_map(|fill| [Step::Fill(fill), Step::Lines(fill)]),
        );
        steps.extend(
            (0..self.one.entries.len())
                .flat_map(|index| [Step::Simple(true, index), Step::Secret(true, index)]),
        );
        steps.extend(
            (0..self.other.entries.len())
                .flat_map(|index| [Step::Simple(false, index), Step::Secret(false, index)]),
        );
        steps.extend((0..self.public.entries.len()).map(Step::Entry));
        steps
    }

    fn take(&mut self, step: &Step) -> bool {
        let public = &mut self.public;
        let (one, other) = (&mut self.one, &mut self.other);
        match *step {
            Step::Base => std::mem::take(&mut public.base_url),
            Step::Policy => std::mem::take(&mut public.policy),
            Step::Emergency => std::mem::take(&mut public.emergency),
            Step::Language => {
                let found = public.languages.len() > 1;
                public.languages.truncate(1);
                found
            }
            Step::Display => {
                let used = public.display.replace(Show::Mark);
                used.is_some_and(|show| show != Show::Mark)
            }
            Step::Remark => {
                let differs = one.remark != "x"
                    || one.levels != other.levels
                    || one.emergency != other.emergency;
                "x".clone_into(&mut one.remark);
                "x".clone_into(&mut other.remark);
                other.levels = one.levels;
                other.emergency = one.emergency.clone();
                differs
            }
            Step::Strays => {
                let found = !one.files.is_empty() || !other.files.is_empty();
                one.files.clear();
                other.files.clear();
                found
            }
            Step::Floors => {
                let found = !one.floors.is_empty() || !other.floors.is_empty();
                one.floors.clear();
                other.floors.clear();
                found
            }
            Step::Entry(index) => {
                index < public.entries.len() && {
                    public.entries.remove(index);
                    true
                }
            }
            Step::Record(index) => {
                index < public.records.len() && {
                    public.records.remove(index);
                    true
                }
            }
            Step::Piece(index, piece) => public.entries.get_mut(index).is_some_and(|entry| {
                piece < entry.pieces.len() && {
                    entry.pieces.remove(piece);
                    true
                }
            }),
            Step::Fact(index, fact) => public.entries.get_mut(index).is_some_and(|entry| {
                fact < entry.facts.len() && {
                    entry.facts.remove(fact);
                    true
                }
            }),
            Step::File(index, file) => {
                let Some(entry) = public
                    .entries
                    .get_mut(index)
                    .filter(|entry| file < entry.files.len())
                else {
                    return false;
                };
                entry.files.remove(file);
                for host in [one.hosts.get_mut(&entry.id), other.hosts.get_mut(&entry.id)]
                    .into_iter()
                    .flatten()
                {
                    if file < host.names.len() {
                        host.names.remove(file);
                    }
                }
                true
            }
            Step::Plain(index) => {
                let Some(entry) = public.entries.get_mut(index) else {
                    return false;
                };
                let plain = entry.edge == Edge::None && !entry.during;
                entry.edge = Edge::None;
                entry.during = false;
                !plain
            }
            Step::Undated(index) => public.entries.get_mut(index).is_some_and(|entry| {
                entry.precision = None;
                entry.date.take().is_some()
            }),
            Step::Host(index) => {
                let Some(entry) = public.entries.get(index) else {
                    return false;
                };
                let same = one.hosts.get(&entry.id) == other.hosts.get(&entry.id);
                if let Some(host) = one.hosts.get(&entry.id).cloned() {
                    other.hosts.insert(entry.id, host);
                }
                !same
            }
            Step::Bare(index) => {
                let Some(entry) = public.entries.get(index) else {
                    return false;
                };
                let mut changed = false;
                for host in [one.hosts.get_mut(&entry.id), other.hosts.get_mut(&entry.id)]
                    .into_iter()
                    .flatten()
                {
                    let before = host.clone();
                    host.internal = None;
                    host.subject = None;
                    host.review_by = None;
                    host.files.clear();
                    host.style.crlf = false;
                    changed |= *host != before;
                }
                changed
            }
            Step::Fill(index) => {
                let Some((slot, fill)) = one
                    .fills
                    .iter()
                    .nth(index)
                    .map(|(slot, fill)| (*slot, fill.clone()))
                else {
                    return false;
                };
                let before = other.fills.insert(slot, fill.clone());
                before.is_some_and(|before| before != fill)
            }
            Step::Lines(index) => {
                let Some(slot) = one.fills.keys().nth(index).copied() else {
                    return false;
                };
                let mut changed = false;
                for fill in [one.fills.get_mut(&slot), other.fills.get_mut(&slot)]
                    .into_iter()
                    .flatten()
                {
                    let lines = vec!["x".to_owned()];
                    changed |= fill.lines != lines || fill.other != lines;
                    fill.lines.clone_from(&lines);
                    fill.other = lines;
                }
                changed
            }
            Step::Secret(first, index) => {
                let entries = if first {
                    &mut one.entries
                } else {
                    &mut other.entries
                };
                index < entries.len() && {
                    entries.remove(index);
                    true
                }
            }
            Step::Simple(first, index) => {
                let entries = if first {
                    &mut one.entries
                } else {
                    &mut other.entries
                };
                entries.get_mut(index).is_some_and(simplify)
            }
        }
    }
}

fn simplify(entry: &mut Secret) -> bool {
    let before = entry.clone();
    entry.topics.clear();
    entry.summary = None;
    entry.related = None;
    entry.translates = None;
    entry.files.clear();
    entry.portion = false;
    entry.lines.clear();
    *entry != before
}

/// Something that may go.
#[derive(Clone, Copy, Debug)]
enum Step {
    Base,
    Policy,
    Emergency,
    Language,
    Display,
    Remark,
    Strays,
    Floors,
    Entry(usize),
    Record(usize),
    Piece(usize, usize),
    Fact(usize, usize),
    File(usize, usize),
    Plain(usize),
    Undated(usize),
    Host(usize),
    Bare(usize),
    Fill(usize),
    Lines(usize),
    Secret(bool, usize),
    Simple(bool, usize),
}
