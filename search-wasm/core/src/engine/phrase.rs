//! Words that stand side by side.

use super::plan::Plan;
use super::{Engine, File, Needs};
use crate::format::{Damaged, Posting, places};
use crate::query::Word;

/// Entries in order, each with places in order.
type Places = Vec<(u32, Vec<u32>)>;
/// For each phrase the entries that hold it, in order, and whether it is barred.
pub(super) type Holding = Vec<(Vec<u32>, bool)>;

impl Engine {
    /// For each phrase the entries that hold it, in order, and whether it is barred; `None` while files are missing.
    pub(super) fn phrases(
        &self,
        plan: &Plan,
        needs: &mut Needs,
    ) -> Result<Option<Holding>, Damaged> {
        let mut all = Vec::new();
        let mut whole = true;
        for phrase in &plan.phrases {
            let words = plan.words.get(phrase.words.clone()).unwrap_or_default();
            let first = words.first().map_or(0, |sought| sought.word.position);
            let mut found: Option<Places> = None;
            for sought in words {
                let Some(places) = self.places(&sought.word, needs)? else {
                    whole = false;
                    continue;
                };
                // Where the phrase would begin, as this word sees it.
                let offset = sought.word.position.saturating_sub(first);
                let starts = places.into_iter().map(|(document, places)| {
                    let starts = places.into_iter().filter_map(|at| at.checked_sub(offset));
                    (document, starts.collect::<Vec<u32>>())
                });
                found = Some(match found {
                    None => starts.collect(),
                    Some(before) => both(before, &starts.collect()),
                });
            }
            let documents = found.unwrap_or_default().into_iter();
            all.push((
                documents.map(|(document, _)| document).collect(),
                phrase.barred,
            ));
        }
        Ok(whole.then_some(all))
    }

    /// Where a word stands, entry by entry.
    fn places(&self, word: &Word, needs: &mut Needs) -> Result<Option<Places>, Damaged> {
        let Some(at) = self.shard_of(&word.term) else {
            return Ok(Some(Vec::new()));
        };
        let Some(shard) = self.shard(at, needs) else {
            return Ok(None);
        };
        let Some(number) = shard.find(&word.term) else {
            return Ok(Some(Vec::new()));
        };
        let term = shard.terms.get(number).ok_or(Damaged)?;
        let file = self.file('p', shard.positions, needs);
        let mut documents = Vec::new();
        let mut note = |posting: Posting| documents.push(posting.document);
        let whole = self.postings(shard, term, &mut note, needs)?;
        let Some(File::Places(bytes)) = file.filter(|_| whole) else {
            return Ok(None);
        };
        documents.sort_unstable();
        let places = places(bytes, number, term.count)?;
        Ok(Some(documents.into_iter().zip(places).collect()))
    }
}

/// Places that stand in both, entry by entry.
fn both(before: Places, other: &Places) -> Places {
    let mut all = Vec::new();
    for (document, mut places) in before {
        let Ok(at) = other.binary_search_by_key(&document, |(document, _)| *document) else {
            continue;
        };
        let there = other.get(at).map_or(&[][..], |(_, places)| places);
        places.retain(|place| there.binary_search(place).is_ok());
        if !places.is_empty() {
            all.push((document, places));
        }
    }
    all
}
