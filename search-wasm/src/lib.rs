//! The browser's door to the search engine. It holds no logic: bytes and queries come in, JSON goes out.
//!
//! All that goes through it are numbers, so that a page needs no more than `glue.js` to use it. What a call is about is put
//! into the module's memory first, part by part: `room` makes room for a part and says where. What a call says is a length,
//! or [`DAMAGED`]; the text of it is where `said` says.

use std::cell::RefCell;

use vitrine_search::{Engine, Options, Stemmer};
use wasm_bindgen::prelude::wasm_bindgen;

/// The standard library's allocator is a tenth of the whole.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// What a call says where files do not fit. The page says in its own language what is amiss.
pub const DAMAGED: u32 = u32::MAX;

thread_local! {
    static PARTS: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
    static SAID: RefCell<String> = const { RefCell::new(String::new()) };
    static ENGINES: RefCell<Vec<Engine>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for a part of so many bytes. Returns its address.
#[wasm_bindgen]
#[must_use]
pub fn room(length: u32) -> u32 {
    PARTS.with_borrow_mut(|parts| {
        let part = vec![0; length as usize];
        let at = part.as_ptr().expose_provenance();
        parts.push(part);
        address(at)
    })
}

/// The address of what was said last.
#[wasm_bindgen]
#[must_use]
pub fn said() -> u32 {
    SAID.with_borrow(|said| address(said.as_ptr().expose_provenance()))
}

/// SHA-256 of the sources that this module was built from.
#[wasm_bindgen]
#[must_use]
pub fn digest() -> u32 {
    say(env!("VITRINE_SOURCES").to_owned())
}

/// Opens an engine on the root of an index. The parts are the name of the root, which carries the digest of its bytes,
/// these, and the stemmer of its language where that is a file of its own, or nothing. Returns the number of the engine, or
/// [`DAMAGED`], also where a stemmer that the index needs is missing.
#[wasm_bindgen]
#[must_use]
pub fn open() -> u32 {
    let stemmer = part();
    let root = part();
    let name = text();
    let Ok(engine) = Engine::with(&name, &root, Stemmer::read(&stemmer).ok()) else {
        return DAMAGED;
    };
    ENGINES.with_borrow_mut(|engines| {
        engines.push(engine);
        length(engines.len() - 1)
    })
}

/// Gives an engine a file that it asked for. The parts are the name of the file, and its bytes. Returns 0 or [`DAMAGED`].
#[wasm_bindgen]
#[must_use]
pub fn supply(engine: u32) -> u32 {
    let bytes = part();
    let name = text();
    ENGINES.with_borrow_mut(|engines| {
        let engine = engines.get_mut(engine as usize);
        match engine.map(|engine| engine.supply(&name, &bytes)) {
            Some(Ok(())) => 0,
            _ => DAMAGED,
        }
    })
}

/// Answers a query as JSON: `{"needs":[…]}` with names of files, or the answer. The parts are the query, and what narrows it:
/// facets and values by turns, a line each: `kind`, `mission`, `year`, `2016`. `wishes` is a sum: 1 for the newest first, 2 for
/// snippets, 4 for facets, 8 for words as they were typed, 16 for the first results before all that match are counted.
#[wasm_bindgen]
#[must_use]
pub fn search(engine: u32, offset: u32, limit: u32, wishes: u32) -> u32 {
    let filters = text();
    let query = text();
    let mut filters = filters.split('\n').map(str::to_owned);
    let mut pairs = Vec::new();
    while let (Some(facet), Some(value)) = (filters.next(), filters.next()) {
        pairs.push((facet, value));
    }
    let options = Options {
        filters: pairs,
        offset: offset as usize,
        limit: limit.min(1000) as usize,
        by_date: wishes & 1 != 0,
        snippets: wishes & 2 != 0,
        facets: wishes & 4 != 0,
        literal: wishes & 8 != 0,
        early: wishes & 16 != 0,
    };
    ENGINES.with_borrow(|engines| {
        let reply = engines
            .get(engine as usize)
            .map(|engine| engine.search(&query, &options));
        match reply {
            Some(Ok(reply)) => say(vitrine_search::json(&reply)),
            _ => DAMAGED,
        }
    })
}

/// The terms of a text, which is the part, as the engine of an index makes them, in one line: to compare engines with.
#[wasm_bindgen]
#[must_use]
pub fn terms(engine: u32) -> u32 {
    let text = text();
    ENGINES.with_borrow(|engines| {
        let engine = engines.get(engine as usize);
        engine.map_or(DAMAGED, |engine| say(engine.terms(&text)))
    })
}

/// Takes the last part.
fn part() -> Vec<u8> {
    PARTS.with_borrow_mut(Vec::pop).unwrap_or_default()
}

fn text() -> String {
    String::from_utf8(part()).unwrap_or_default()
}

fn say(text: String) -> u32 {
    SAID.with_borrow_mut(|said| {
        *said = text;
        length(said.len())
    })
}

/// What is longer than a number cannot be in the module's memory.
fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(DAMAGED)
}

fn address(at: usize) -> u32 {
    u32::try_from(at).unwrap_or_default()
}
