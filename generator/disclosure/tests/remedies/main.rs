//! What each message says to do, done: the site then has nothing of the kind. `codes.rs` sees to it that none is left out.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

#[path = "../common/draw.rs"]
mod draw;
#[path = "../common/pdf.rs"]
mod pdf;
#[path = "../common/pictures.rs"]
mod pictures;

mod archives;
mod assessments;
mod attachments;
mod case;
mod detectors;
mod documents;
mod emergencies;
mod findings;
mod headers;
mod history;
mod links;
mod markup;
mod mosaic;
mod policy;
mod portions;
mod settings;
mod texts;
mod waivers;
mod yaml;

use case::drawn;

/// A snapshot for each theme, by its name.
macro_rules! themes {
    ($($theme:ident)*) => {$(
        #[test]
        fn $theme() {
            insta::assert_snapshot!(stringify!($theme), drawn(&$theme::all()));
        }
    )*};
}

themes! {
    archives assessments attachments detectors documents emergencies findings headers history links markup mosaic policy
    portions settings waivers yaml
}
