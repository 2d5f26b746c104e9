//! What may not be public together, who accepts it, and what a site's own rules can say.

use crate::case::{Remedy, of};
use crate::texts::{PUBLIC, fields};

pub(crate) fn all() -> Vec<Remedy> {
    let policy = |code: &'static str, text: &str| of(code, PUBLIC).with("policy.toml", text);
    let forecast = "facets = [\"date\", \"route\"]";
    vec![
        of(
            "mosaic-combined",
            fields("subject: Here\ndiscloses: ‹[route, endpoints«, schedule⇒»]›"),
        ),
        // An acceptance by two persons is another way out.
        accepted(
            "mosaic-combined",
            "accepts: {rule: «transport-pattern⇒transport-forecast», subject: Here, facets: [route, schedule]}",
            "decided_by: Ann Lee\nsecond_by: Bo Mar\non: 2026-10-01\nexpires: 2026-12-01\n",
            "‹[route, schedule]›",
        ),
        accepted(
            "acceptance-unsigned",
            "accepts: ‹{rule: transport-forecast, subject: Here, facets: [route, schedule]}›",
            "decided_by: Ann Lee\n«⇒second_by: Bo Mar\n»on: 2026-10-01\nexpires: 2026-12-01\n",
            "[route, schedule]",
        )
        .also("mosaic-combined"),
        accepted(
            "acceptance-one-person",
            "accepts: {rule: transport-forecast, subject: Here, facets: [route, schedule]}",
            "decided_by: Ann Lee\nsecond_by: «ANN LEE⇒Bo Mar»\non: 2026-10-01\nexpires: 2026-12-01\n",
            "[route, schedule]",
        )
        .also("mosaic-combined"),
        accepted(
            "acceptance-endless",
            "accepts: ‹{rule: transport-forecast, subject: Here, facets: [route, schedule]}›",
            "decided_by: Ann Lee\nsecond_by: Bo Mar\non: 2026-10-01\n«⇒expires: 2026-12-01\n»",
            "[route, schedule]",
        )
        .also("mosaic-combined"),
        accepted(
            "acceptance-future",
            "accepts: {rule: transport-forecast, subject: Here, facets: [route, schedule]}",
            "decided_by: Ann Lee\nsecond_by: Bo Mar\non: «2026-11-02⇒2026-10-02»\nexpires: 2026-12-01\n",
            "[route, schedule]",
        )
        .also("mosaic-combined"),
        of("facet-unknown", fields("subject: Here\ndiscloses: [«routes⇒route»]")),
        of("subject-unknown", fields("subject: «Her⇒Here»\ndiscloses: [general]"))
            .with("policy.toml", "[mosaic]\nsubjects = [\"Here\"]\n"),
        of("subject-alike", fields("subject: «Fort Hedghog⇒Fort Hedgehog»\ndiscloses: [general]"))
            .with(
                "b.md",
                "---\ntitle: B\nkind: page\nsensitivity: public\nsubject: Fort Hedgehog\ndiscloses: [general]\n---\n\nText.\n",
            ),
        policy(
            "mosaic-name",
            "[mosaic.facets.«Water⇒water»]\nwords = \"where its water comes from\"\n",
        ),
        policy(
            "mosaic-words",
            "[mosaic.facets.‹water›]\n«⇒words = \"where its water comes from\"\n»",
        ),
        policy(
            "mosaic-field",
            "[mosaic.facets.water]\nwords = \"where its water comes from\"\nfields = [«\"event.day\"⇒\"event.date\"»]\n",
        ),
        policy(
            "mosaic-facets",
            "[mosaic.rules.water]\nwords = \"when it has none\"\nfacets = «[\"date\"]⇒[\"date\", \"route\"]»\n",
        ),
        policy(
            "mosaic-at-most",
            &format!("[mosaic.rules.water]\nwords = \"when it has none\"\n{forecast}\nat_most = «2⇒1»\n"),
        ),
    ]
}

/// An entry that says too much, and a decision that accepts it.
fn accepted(code: &'static str, accepts: &str, signed: &str, discloses: &str) -> Remedy {
    let decision = format!(
        "---\ntitle: What may be said\nkind: decision\nsensitivity: sensitive\n{signed}{accepts}\n---\n"
    );
    of(
        code,
        fields(&format!("subject: Here\ndiscloses: {discloses}")),
    )
    .with("d.md", decision)
}
