//! Canaries: planted by `vitrine init`, sought by the audit, and looked for here in every byte of the site.

use std::fs;

use vitrine_audit::Canaries;

use crate::{Project, of, today};

/// Begins a site with the command, builds it, and says what became of its canaries; `published` counts those that stand in
/// the output as they are written, too.
///
/// # Panics
///
/// Where the site cannot be begun or built.
#[must_use]
pub fn run() -> Canaries {
    let project = Project::new();
    let _ = project
        .run(&["init", "fresh", "--title", "Canaries"])
        .exits(0);
    let folder = project.folder().join("fresh");
    let tree = vitrine::read::folder(&folder).unwrap();
    let built =
        vitrine::build(&tree, today()).unwrap_or_else(|found| panic!("{}", crate::list(&found)));
    let files = of(&built);
    let mut canaries = match vitrine::audit(&tree, built.output, today()) {
        Ok((_, report)) | Err(report) => report.canaries(),
    };
    for (path, _) in tree
        .iter()
        .filter(|(path, _)| path.starts_with("canaries/"))
    {
        let text = fs::read_to_string(folder.join(path)).unwrap();
        let words: Vec<&str> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.len() == 12)
            .collect();
        let holds = |bytes: &Vec<u8>| {
            let text = String::from_utf8_lossy(bytes).to_lowercase();
            words.iter().any(|word| text.contains(word))
        };
        canaries.published += u32::from(files.values().any(holds));
    }
    canaries
}
