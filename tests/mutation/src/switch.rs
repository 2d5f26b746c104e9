//! Where in a file the switches of its mutants go.

use std::collections::BTreeMap;
use std::ops::Range;

use proc_macro2::{LineColumn, Span};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::list::{Mutant, Place};
use crate::text::{Change, Edit, Lines, Region};

/// Why there is no switch for a mutant.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Without {
    /// The compiler would refuse it: `||` between conditions that bind names.
    Unviable,
    /// It stands where no function can be asked: in a constant, or in a place that this program does not know.
    Place,
    /// The function's type is hidden, and the mutant's would be another one.
    Hidden,
}

/// The regions of a file, and the mutants that got none.
#[derive(Debug, Default)]
pub(crate) struct Switches {
    pub(crate) regions: Vec<Region>,
    pub(crate) without: Vec<(usize, Without)>,
}

/// Finds the places of mutants, given by their index, in the text of a file.
pub(crate) fn switches(text: &str, mutants: &[(usize, &Mutant)]) -> Result<Switches, String> {
    let file = syn::parse_file(text).map_err(|error| error.to_string())?;
    let mut wanted = BTreeMap::<(&str, Place), Vec<(usize, &Mutant)>>::new();
    for &(index, mutant) in mutants {
        wanted
            .entry((mutant.genre.as_str(), mutant.start))
            .or_default()
            .push((index, mutant));
    }
    let mut finder = Finder {
        lines: Lines::of(text),
        wanted,
        constant: false,
        found: Switches::default(),
    };
    finder.visit_file(&file);
    for mutants in finder.wanted.into_values() {
        for (index, _) in mutants {
            finder.found.without.push((index, Without::Place));
        }
    }
    Ok(finder.found)
}

struct Finder<'a> {
    lines: Lines<'a>,
    wanted: BTreeMap<(&'a str, Place), Vec<(usize, &'a Mutant)>>,
    /// Within what is computed when it is compiled.
    constant: bool,
    found: Switches,
}

fn place(at: LineColumn) -> Place {
    (at.line, at.column + 1)
}

impl<'a> Finder<'a> {
    fn range(&self, span: Span) -> Option<Range<usize>> {
        let start = self.lines.byte(place(span.start()))?;
        let end = self.lines.byte(place(span.end()))?;
        Some(start..end)
    }

    /// Takes the mutants that begin at a place, if a switch can be there.
    fn take(&mut self, genre: &'static str, span: Span) -> Vec<(usize, &'a Mutant)> {
        if self.constant {
            return Vec::new();
        }
        self.wanted
            .remove(&(genre, place(span.start())))
            .unwrap_or_default()
    }

    fn changes(&self, mutants: Vec<(usize, &'a Mutant)>) -> Vec<Change> {
        let change = |(index, mutant): (usize, &Mutant)| {
            Some(Change {
                mutant: index,
                range: self.lines.byte(mutant.start)?..self.lines.byte(mutant.end)?,
                by: mutant.replacement.clone(),
            })
        };
        mutants.into_iter().filter_map(change).collect()
    }

    fn put(&mut self, range: Option<Range<usize>>, edit: Edit) {
        if let Some(range) = range {
            self.found.regions.push(Region { range, edit });
        }
    }

    fn choice(&mut self, span: Span, mutants: Vec<(usize, &'a Mutant)>) {
        if !mutants.is_empty() {
            let changes = self.changes(mutants);
            let range = self.range(span);
            self.put(range, Edit::Choice(changes));
        }
    }

    fn without(&mut self, mutants: Vec<(usize, &'a Mutant)>, why: Without) {
        let all = mutants.into_iter().map(|(index, _)| (index, why));
        self.found.without.extend(all);
    }

    /// Visits something that is computed when it is compiled.
    fn constantly(&mut self, visit: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.constant, true);
        visit(self);
        self.constant = before;
    }

    fn function(&mut self, signature: &'a syn::Signature, block: &'a syn::Block) {
        let before = self.constant;
        if signature.constness.is_some() {
            self.constant = true;
        }
        if let Some(first) = block.stmts.first() {
            let mutants = self.take("FnValue", first.span());
            if hides_type(&signature.output) {
                self.without(mutants, Without::Hidden);
            } else if !mutants.is_empty() {
                let changes = self.changes(mutants);
                let open = block.brace_token.span.open();
                let end = self.lines.byte(place(open.end()));
                self.put(end.map(|end| end..end), Edit::Leaves(changes));
            }
        }
        self.visit_block(block);
        self.constant = before;
    }

    fn guard(&mut self, guard: &'a syn::Expr) {
        let mutants = self.take("MatchArmGuard", guard.span());
        if binds(guard) {
            self.without(mutants, Without::Place);
        } else if !mutants.is_empty() {
            let of = |word: &str| {
                let found = mutants
                    .iter()
                    .find(|(_, mutant)| mutant.replacement == word);
                found.map(|&(index, _)| index)
            };
            let (truth, falsehood) = (of("true"), of("false"));
            let range = self.range(guard.span());
            self.put(range, Edit::Guard { truth, falsehood });
        }
        self.visit_expr(guard);
    }

    /// Takes the operators of a chain, and visits what stands between them.
    fn chain(&mut self, node: &'a syn::ExprBinary, taken: &mut Vec<(usize, &'a Mutant)>) {
        for side in [&node.left, &node.right] {
            match side.as_ref() {
                syn::Expr::Binary(inner) => self.chain(inner, taken),
                other => self.visit_expr(other),
            }
        }
        taken.extend(self.take("BinaryOperator", node.op.span()));
    }
}

/// Whether a function does not say which type it returns.
fn hides_type(output: &syn::ReturnType) -> bool {
    struct Hides(bool);
    impl Visit<'_> for Hides {
        fn visit_type_impl_trait(&mut self, _: &syn::TypeImplTrait) {
            self.0 = true;
        }
    }
    let mut hides = Hides(false);
    hides.visit_return_type(output);
    hides.0
}

/// Whether an expression is a chain of conditions of which one binds names.
fn binds(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Let(_) => true,
        syn::Expr::Binary(chain) => {
            matches!(chain.op, syn::BinOp::And(_)) && (binds(&chain.left) || binds(&chain.right))
        }
        _ => false,
    }
}

impl<'a> Visit<'a> for Finder<'a> {
    fn visit_item_fn(&mut self, node: &'a syn::ItemFn) {
        self.function(&node.sig, &node.block);
    }

    fn visit_impl_item_fn(&mut self, node: &'a syn::ImplItemFn) {
        self.function(&node.sig, &node.block);
    }

    fn visit_trait_item_fn(&mut self, node: &'a syn::TraitItemFn) {
        if let Some(block) = &node.default {
            self.function(&node.sig, block);
        }
    }

    fn visit_expr_binary(&mut self, node: &'a syn::ExprBinary) {
        if matches!(node.op, syn::BinOp::And(_)) && (binds(&node.left) || binds(&node.right)) {
            let mutants = self.take("BinaryOperator", node.op.span());
            self.without(mutants, Without::Unviable);
            self.visit_expr(&node.left);
            self.visit_expr(&node.right);
            return;
        }
        let mut taken = Vec::new();
        self.chain(node, &mut taken);
        self.choice(node.span(), taken);
    }

    fn visit_expr_unary(&mut self, node: &'a syn::ExprUnary) {
        let mutants = self.take("UnaryOperator", node.op.span());
        self.choice(node.span(), mutants);
        self.visit_expr(&node.expr);
    }

    fn visit_expr_match(&mut self, node: &'a syn::ExprMatch) {
        self.visit_expr(&node.expr);
        let rest = |arm: &&syn::Arm| arm.guard.is_none() && matches!(arm.pat, syn::Pat::Wild(_));
        let rest = node.arms.iter().find(rest).is_some();
        for arm in &node.arms {
            let deleted = self.take("MatchArm", arm.span());
            if !rest {
                self.without(deleted, Without::Unviable);
            } else if let Some(&(mutant, _)) = deleted.first() {
                let end = self.lines.byte(place(arm.pat.span().end()));
                self.put(end.map(|end| end..end), Edit::Guarded(mutant));
            }
            if let Some((_, guard)) = &arm.guard {
                self.guard(guard);
            }
            self.visit_expr(&arm.body);
        }
    }

    fn visit_expr_struct(&mut self, node: &'a syn::ExprStruct) {
        let mut taken = Vec::new();
        for field in &node.fields {
            taken.extend(self.take("StructField", field.span()));
        }
        self.choice(node.span(), taken);
        visit::visit_expr_struct(self, node);
    }

    fn visit_expr_closure(&mut self, node: &'a syn::ExprClosure) {
        // A closure in a constant runs later.
        let before = std::mem::replace(&mut self.constant, false);
        self.visit_expr(&node.body);
        self.constant = before;
    }

    fn visit_pat(&mut self, _: &'a syn::Pat) {}

    fn visit_item_const(&mut self, node: &'a syn::ItemConst) {
        self.constantly(|finder| finder.visit_expr(&node.expr));
    }

    fn visit_impl_item_const(&mut self, node: &'a syn::ImplItemConst) {
        self.constantly(|finder| finder.visit_expr(&node.expr));
    }

    fn visit_item_static(&mut self, node: &'a syn::ItemStatic) {
        self.constantly(|finder| finder.visit_expr(&node.expr));
    }

    fn visit_expr_repeat(&mut self, node: &'a syn::ExprRepeat) {
        self.visit_expr(&node.expr);
        self.constantly(|finder| finder.visit_expr(&node.len));
    }

    fn visit_expr_const(&mut self, node: &'a syn::ExprConst) {
        self.constantly(|finder| finder.visit_block(&node.block));
    }

    fn visit_type(&mut self, node: &'a syn::Type) {
        self.constantly(|finder| visit::visit_type(finder, node));
    }

    fn visit_variant(&mut self, node: &'a syn::Variant) {
        self.constantly(|finder| visit::visit_variant(finder, node));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::switched;

    /// A mutant of a text: the place of the first `from` is found in it.
    fn mutant(text: &str, genre: &str, from: &str, replacement: &str) -> Mutant {
        let at = text.find(from).unwrap();
        let place = |at: usize| {
            let before = text.get(..at).unwrap();
            let start = before.rfind('\n').map_or(0, |end| end + 1);
            (
                before.matches('\n').count() + 1,
                before.get(start..).unwrap().chars().count() + 1,
            )
        };
        Mutant {
            package: "p".to_owned(),
            file: "a.rs".to_owned(),
            function: "f".to_owned(),
            genre: genre.to_owned(),
            start: place(at),
            end: place(at + from.len()),
            replacement: replacement.to_owned(),
            name: String::new(),
            what: String::new(),
            nth: 1,
        }
    }

    fn placed(text: &str, mutants: &[Mutant]) -> (String, Vec<(usize, Without)>) {
        let mutants: Vec<(usize, &Mutant)> = mutants.iter().enumerate().collect();
        let switches = switches(text, &mutants).unwrap();
        let number = |mutant: usize| u32::try_from(mutant + 1).ok();
        let out = switched(text, switches.regions, &number);
        syn::parse_file(&out.text).unwrap();
        (out.text, switches.without)
    }

    #[test]
    fn a_chain_is_changed_as_text_and_keeps_what_is_switched_within() {
        let text = "fn f() -> u8 { a - b + g(c + 1) }";
        let (out, without) = placed(
            text,
            &[
                mutant(text, "BinaryOperator", "- b", "*").one_byte(),
                mutant(text, "BinaryOperator", "+ g", "*").one_byte(),
                mutant(text, "BinaryOperator", "+ 1", "-").one_byte(),
            ],
        );
        assert_eq!(
            out,
            "fn f() -> u8 { (if crate::mutants::none(1, 2) { (a - b + g((if crate::mutants::none(3, 3) { (c + 1) } \
             else { (c - 1) }))) } else if crate::mutants::on(1) { (a * b + g(c + 1)) } else { (a - b * g(c + 1)) }) }"
        );
        assert!(without.is_empty());
    }

    #[test]
    fn bodies_arms_guards_and_signs_get_switches() {
        let text = "fn f() -> u8 {\n    match -a { 'ä' if !b => 1, 2 => 2, _ => 3 }\n}";
        let (out, without) = placed(
            text,
            &[
                mutant(
                    text,
                    "FnValue",
                    "match -a { 'ä' if !b => 1, 2 => 2, _ => 3 }",
                    "0",
                ),
                mutant(text, "UnaryOperator", "-a", "").one_byte(),
                mutant(text, "MatchArmGuard", "!b", "true"),
                mutant(text, "UnaryOperator", "!", ""),
                mutant(text, "MatchArm", "2 => 2,", ""),
            ],
        );
        assert_eq!(
            out,
            "fn f() -> u8 { if crate::mutants::on(1) { return 0; }\n    match (if crate::mutants::none(2, 2) { (-a) } \
             else { (a) }) { 'ä' if (crate::mutants::on(3) || ((if crate::mutants::none(4, 4) \
             { (!b) } else { (b) }))) => 1, 2 if crate::mutants::none(5, 5) => 2, _ => 3 }\n}"
        );
        assert!(without.is_empty());
    }

    #[test]
    fn conditions_that_bind_constants_and_hidden_types_get_none() {
        let text = "const N: u8 = 1 + 2; const fn g() -> u8 { 2 * 3 }\nfn f() -> impl Fn() { if let Some(x) = y && a == b { g() } }";
        let (out, without) = placed(
            text,
            &[
                mutant(text, "BinaryOperator", "+", "-"),
                mutant(text, "BinaryOperator", "&&", "||"),
                mutant(text, "BinaryOperator", "==", "!="),
                mutant(text, "FnValue", "if let Some(x) = y && a == b { g() }", "h"),
                mutant(text, "BinaryOperator", "*", "+"),
            ],
        );
        assert!(out.contains(
            "if let Some(x) = y && (if crate::mutants::none(3, 3) { (a == b) } else { (a != b) }) {"
        ));
        let mut without = without;
        without.sort_by_key(|(index, _)| *index);
        assert_eq!(
            without,
            [
                (0, Without::Place),
                (1, Without::Unviable),
                (3, Without::Hidden),
                (4, Without::Place)
            ]
        );
    }

    impl Mutant {
        /// The first byte of what was found alone.
        fn one_byte(mut self) -> Self {
            self.end = (self.start.0, self.start.1 + 1);
            self
        }
    }
}
