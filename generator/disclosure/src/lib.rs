//! From raw text to public tree: the one door of Vitrine.
//!
//! A site folder holds entries that are public and entries that are not. [`SourceTree`] is that folder in memory. This
//! crate decides what of it everyone may read, prints that as the *public source* (an archive that anyone can build
//! into the same site), and reads the archive back into a [`PublicTree`]. Rendering takes nothing else, so a site is a
//! function of the archive that it publishes.

mod archive;
mod assessment;
mod attachment;
pub mod changes;
mod diagnostic;
pub mod dialect;
mod disclose;
mod entry;
mod history;
pub mod ledger;
pub mod officer;
mod policy;
mod public;
pub mod release;
pub mod retract;
pub mod schema;
mod settings;
mod slug;
mod source;
pub mod vocabulary;
mod waived;

pub use archive::NAME as ARCHIVE;
pub use assessment::{Assessed, Assessor, NotAssessed, assess};
pub use diagnostic::{Diagnostic, Diagnostics, Severity};
#[cfg(feature = "sabotage")]
pub use disclose::sabotage;
pub use disclose::{Disclosure, disclose, listed_attachments, open};
pub use history::{History, NAME as HISTORY, Release, Retraction};
pub use policy::{Fact, PastFact};
pub use public::{
    Address, Kind, Media, PublicAttachment, PublicDate, PublicEntry, PublicSettings, PublicText,
    PublicTree, RuleFacts, Value,
};
pub use settings::{state_name, utc_offset};
pub use source::{SourceFile, SourceTree};
pub use waived::{NAME as WAIVERS, Waivers};
