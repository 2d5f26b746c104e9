//! G8: a site is published as a whole or not at all, also by a run that is killed and on a disk that fails.

#![allow(clippy::unwrap_used, reason = "tests stop where they fail")]

use vitrine_tests::crash::{faults, kills};
use vitrine_tests::proof::Run;

#[test]
fn a_build_that_is_killed_leaves_a_whole_site() {
    let command = kills::command(None);
    let outcome = kills::run(&command, 60, 24, 1, &|_| {});
    assert!(outcome.broken.is_empty(), "{outcome:?}");
    assert!(outcome.strange.is_empty(), "{outcome:?}");
    assert!(outcome.remains.is_empty(), "{outcome:?}");
    assert_eq!(outcome.old + outcome.new, 24);
    let run = Run::short("kills", &["generator"])
        .count("kills", outcome.kills)
        .count("files", outcome.files)
        .count("broken", outcome.broken.len());
    run.write().unwrap();
}

#[test]
fn a_disk_that_fails_at_any_step_leaves_a_whole_site() {
    let outcome = faults::run(24);
    assert!(outcome.broken.is_empty(), "{:#?}", outcome.broken);
    assert!(outcome.strange.is_empty(), "{:#?}", outcome.strange);
    assert!(outcome.remains.is_empty(), "{:#?}", outcome.remains);
    assert!(outcome.steps > 100 && outcome.faults > 400, "{outcome:?}");
}
