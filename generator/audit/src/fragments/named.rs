//! Names of what is private, and data of private files.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;

use crate::places::Place;
use crate::split::Split;
use crate::words::{LONGEST, end, shingle, words};
use crate::{hex, picture};

/// How many bytes of a picture's data are sought at a time.
const PIECE: usize = 32;

/// A private name with the shingles of its first words and of its last.
pub(super) struct Name {
    pub(super) text: String,
    pub(super) key: u64,
    pub(super) end: u64,
    /// The ends of both.
    pub(super) ends: [u64; 2],
    pub(super) place: Place,
}

/// The names that are sought: those of files and entries, and the digests of whole files.
pub(super) fn names(split: &Split) -> Vec<Name> {
    let mut names: Vec<(String, Place)> = split.names.clone();
    let digested = split.hidden.iter().chain(&split.secret_files);
    for (bytes, place) in digested {
        names.push((hex::digest(bytes), *place));
    }
    names.sort_unstable();
    names.dedup_by(|a, b| a.0 == b.0);
    names
        .into_iter()
        .map(|(text, place)| {
            let all = words(&text);
            let first = all.get(..all.len().min(LONGEST)).unwrap_or_default();
            let last = all.get(all.len().saturating_sub(LONGEST)..);
            let last = last.unwrap_or_default();
            Name {
                key: shingle(first),
                end: shingle(last),
                ends: [end(first), end(last)],
                text,
                place,
            }
        })
        .collect()
}

/// Pieces of the data of private pictures, from their middle, where files of one kind differ.
pub(super) fn pieces(split: &Split) -> Vec<(Vec<u8>, Place)> {
    let mut pieces: Vec<(Vec<u8>, Place)> = Vec::new();
    for (bytes, place) in &split.secret_files {
        let picture = picture::read(bytes);
        let data = picture
            .as_ref()
            .map_or(bytes.as_slice(), |picture| picture.data.as_slice());
        for part in 1..8 {
            let at = data.len() / 8 * part;
            let Some(piece) = data.get(at..at + PIECE) else {
                continue;
            };
            let different: BTreeSet<u8> = piece.iter().copied().collect();
            if different.len() >= 12 {
                pieces.push((piece.to_vec(), *place));
            }
        }
    }
    pieces.sort_unstable();
    pieces.dedup_by(|a, b| a.0 == b.0);
    if let Ok(finder) = AhoCorasick::new(pieces.iter().map(|(piece, _)| piece)) {
        let mut open = vec![false; pieces.len()];
        for file in &split.open_files {
            for found in finder.find_overlapping_iter(file) {
                if let Some(slot) = open.get_mut(found.pattern().as_usize()) {
                    *slot = true;
                }
            }
        }
        pieces = pieces
            .into_iter()
            .zip(open)
            .filter(|(_, open)| !open)
            .map(|(piece, _)| piece)
            .collect();
    }
    pieces
}
