//! The stemmer of one language, which a page loads where an index needs it. A word goes in and its stem comes out letter
//! by letter: so the module needs no bindings and little else than the stemmer.

use std::cell::RefCell;

use frostem::{Algorithm, Stemmer};
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: lol_alloc::LockedAllocator<lol_alloc::FreeListAllocator> =
    lol_alloc::LockedAllocator::new(lol_alloc::FreeListAllocator::new());

thread_local! {
    static WORD: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Adds a letter to the word, by its code.
#[wasm_bindgen]
pub fn put(code: u32) {
    if let Some(letter) = char::from_u32(code) {
        WORD.with_borrow_mut(|word| word.push(letter));
    }
}

/// Makes the stem of the word.
#[wasm_bindgen]
pub fn stem() {
    // A build has one language.
    let Some(algorithm) = Algorithm::all().first() else {
        return;
    };
    WORD.with_borrow_mut(|word| *word = Stemmer::new(*algorithm).stem(word).into_owned());
}

/// Takes the last letter off the word; 0 where there is none left.
#[wasm_bindgen]
#[must_use]
pub fn pop() -> u32 {
    WORD.with_borrow_mut(|word| word.pop().map_or(0, u32::from))
}
