//! The matrix of leaks and checks, as a document.

use super::{CHANNELS, Caught, Check, Saboteur};

/// The document `tests/proof/SABOTEURS.md`.
#[must_use]
pub fn document(saboteurs: &[Saboteur], caught: &[Caught]) -> String {
    let twice = caught.iter().filter(|one| one.twice()).count();
    let mut out = format!(
        "# Deliberate leaks, and what catches them\n\n\
         Written by `proof saboteurs`; do not edit. {} leaks stand behind the feature `sabotage`, each on the real path of\n\
         a build, where a defect would sit. Every check is tried alone, while the others look away. {twice} of them are\n\
         caught by two checks or more.\n\n\
         - **public source**: the site is a function of the archive that it publishes, which projects to itself (each build)\n\
         - **audit**: the second pair of eyes, with the codes of its findings (each build)\n\
         - **`check --prove`**: the own site with other private texts, names and entries, and from its archive alone\n\
         - **pairs**: how many random pairs of sites, equal but for what is not public, notice it; after the first 200\n\
         \x20 no more are tried than it takes to notice it once\n\
         - **sums**: `SHA256SUMS`, which anyone can check\n\n",
        saboteurs.len()
    );
    out.push_str("| channel | the generator … | ");
    out.push_str(&Check::ALL.map(Check::name).join(" | "));
    out.push_str(" |\n| --- | --- | --- | --- | --- | --- | --- |\n");
    for (saboteur, caught) in saboteurs.iter().zip(caught) {
        let channel = CHANNELS.iter().find(|one| one.0 == saboteur.channel);
        let channel = channel.map_or("", |one| one.1);
        let cell = |check: Check| match caught.by.get(&check) {
            Some(said) if check == Check::Pairs || check == Check::Audit => said.clone(),
            Some(_) => "caught".to_owned(),
            None => "–".to_owned(),
        };
        let cells = Check::ALL.map(cell).join(" | ");
        out.push_str(&format!(
            "| {} {channel} | {} (`{}`) | {cells} |\n",
            saboteur.channel, saboteur.does, saboteur.name
        ));
    }
    out.push_str("\n## Leaks that random pairs do not notice\n\n");
    for (saboteur, caught) in saboteurs.iter().zip(caught) {
        if caught.noticed == 0 {
            let why = if saboteur.unseen.is_empty() {
                "not explained"
            } else {
                saboteur.unseen
            };
            out.push_str(&format!("- `{}`: {why}.\n", saboteur.name));
        }
    }
    out.push_str("\n## Channels without a deliberate leak\n\n");
    for (number, name, why) in CHANNELS.iter().filter(|one| !one.2.is_empty()) {
        out.push_str(&format!("- {number}, {name}: {why}.\n"));
    }
    out
}
