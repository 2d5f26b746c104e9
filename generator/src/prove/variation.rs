//! The ways in which a site is varied.

use super::edit::Edit;
use super::knife::{self, Parts};
use super::noise;
use super::standing::{Standing, Survey};

/// Fields of free text; they hold no word that decides anything.
const TEXTS: &[&str] = &[
    "title",
    "summary",
    "text_public",
    "action_public",
    "responsible",
    "problem",
    "measure",
    "result",
    "conditions_for_transfer",
    "brief",
    "impact_public",
    "radiological_public",
    "advice",
    "issuer",
    "host",
    "released_by",
    "location",
    "target",
    "legal_basis",
];

/// All variations, each with its edits.
pub(super) fn all(survey: &Survey<'_>) -> Vec<(&'static str, Vec<Edit>)> {
    let noise = noise(survey);
    let renamed = renamed(survey);
    let strangers = strangers(survey);
    let mut together = noise.clone();
    together.extend(renamed.iter().cloned());
    together.extend(strangers.iter().cloned());
    vec![
        ("texts replaced by noise", noise),
        ("emptied and deleted", gone(survey)),
        ("written twice", doubled(survey)),
        ("under other names, in another order", renamed),
        ("at other levels", releveled(survey)),
        ("with private entries between the public ones", strangers),
        ("all of it together", together),
    ]
}

fn parts<'a>(survey: &Survey<'a>) -> Vec<(&'a str, Standing, Parts<'a>)> {
    let entries = survey.entries.iter();
    entries
        .filter_map(|(path, (standing, text))| Some((*path, *standing, knife::split(text)?)))
        .collect()
}

/// Other words wherever words are private.
fn noise(survey: &Survey<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (number, (path, standing, parts)) in parts(survey).into_iter().enumerate() {
        let (text, portions) = match standing {
            Standing::Public | Standing::Deciding => open_noise(number, &parts, &survey.levels),
            Standing::Record | Standing::Withheld => (closed_noise(number, &parts), 0),
            // What was assessed of it must stay what was assessed.
            Standing::Dated if parts.head.contains("digest") || parts.body.trim().is_empty() => {
                continue;
            }
            Standing::Dated => (
                format!(
                    "{}{}{}",
                    parts.head,
                    parts.end,
                    noise::lines(number, 7, parts.end)
                ),
                0,
            ),
        };
        if text != format!("{}{}", parts.head, parts.body) {
            edits.push(Edit::Replace(path.to_owned(), text.into_bytes(), portions));
        }
    }
    for (number, path) in survey.files.iter().enumerate() {
        let bytes = noise::lines(number, 3 + number % 5, "\n").into_bytes();
        edits.push(Edit::Replace((*path).to_owned(), bytes, 0));
    }
    edits
}

/// An entry that may be public: noise in its portions, its private fields, and the words of those who judged it.
fn open_noise(number: usize, parts: &Parts<'_>, levels: &[String]) -> (String, usize) {
    let portions = knife::portions(parts.body, levels);
    let body = fill(parts.body, &portions, |at, lines| {
        if lines {
            noise::lines(number + at, 1 + at % 4, parts.end)
        } else {
            noise::words(number + at, 2 + at % 3)
        }
    });
    (
        format!("{}{body}", private_fields(number, parts)),
        portions.len(),
    )
}

fn fill(
    body: &str,
    portions: &[(bool, std::ops::Range<usize>)],
    with: impl Fn(usize, bool) -> String,
) -> String {
    let mut out = body.to_owned();
    for (at, (lines, range)) in portions.iter().enumerate().rev() {
        out = knife::replace(&out, range, &with(at, *lines));
    }
    out
}

/// The front matter with other words in what nobody publishes.
fn private_fields(number: usize, parts: &Parts<'_>) -> String {
    let mut head = parts.head.to_owned();
    let again = |head: &str| knife::split(head).is_some();
    for key in ["assessment", "exception"] {
        let Some(block) = (Parts {
            head: &head,
            ..*parts
        })
        .block(key) else {
            continue;
        };
        let mut text = head.get(block.clone()).unwrap_or_default().to_owned();
        // One more word behind each name, so that two persons stay two.
        for (name, with) in [("basis", 7), ("by", 11), ("approved_by", 13)] {
            text = knife::set_within(&text, name, &noise::words(number + with, 2));
        }
        head = knife::replace(&head, &block, &text);
    }
    if let Some(block) = (Parts {
        head: &head,
        ..*parts
    })
    .block("internal")
    {
        let words = noise::words(number, 3);
        let text = if head
            .get(block.clone())
            .is_some_and(|text| text.starts_with('['))
        {
            format!("[internal]{}note = \"{words}\"{}", parts.end, parts.end)
        } else if parts.toml {
            format!("internal = {{note = \"{words}\"}}{}", parts.end)
        } else {
            format!("internal: {{note: \"{words}\"}}{}", parts.end)
        };
        head = knife::replace(&head, &block, &text);
    }
    if again(&head) {
        head
    } else {
        parts.head.to_owned()
    }
}

/// An entry that is not public: noise for its body and its free texts.
fn closed_noise(number: usize, parts: &Parts<'_>) -> String {
    let mut head = private_fields(number, parts);
    let assign = if parts.toml { " = " } else { ": " };
    for (at, key) in TEXTS.iter().enumerate() {
        let Some(block) = (Parts {
            head: &head,
            ..*parts
        })
        .block(key) else {
            continue;
        };
        // A table of this name is no text.
        if head
            .get(block.clone())
            .is_some_and(|text| !text.starts_with('['))
        {
            let line = format!(
                "{key}{assign}\"{}\"{}",
                noise::words(number + at, 1 + number % 5),
                parts.end
            );
            head = knife::replace(&head, &block, &line);
        }
    }
    format!(
        "{head}{}{}",
        parts.end,
        noise::lines(number, 1 + number % 9, parts.end)
    )
}

/// Nothing where something private was: portions empty, entries and files gone, records alone.
fn gone(survey: &Survey<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (path, standing, parts) in parts(survey) {
        match standing {
            Standing::Public | Standing::Deciding => {
                let portions = knife::portions(parts.body, &survey.levels);
                let without = parts.without("internal");
                let body = fill(parts.body, &portions, |_, lines| {
                    if lines { String::new() } else { "x".to_owned() }
                });
                let head = without
                    .get(..without.len() - parts.body.len())
                    .unwrap_or(parts.head);
                let text = format!("{head}{body}");
                if text != format!("{}{}", parts.head, parts.body) {
                    edits.push(Edit::Replace(
                        path.to_owned(),
                        text.into_bytes(),
                        portions.len(),
                    ));
                }
            }
            Standing::Withheld | Standing::Dated => edits.push(Edit::Remove(path.to_owned())),
            Standing::Record => edits.push(Edit::Replace(
                path.to_owned(),
                record_alone(&parts).into_bytes(),
                0,
            )),
        }
    }
    edits.extend(
        survey
            .files
            .iter()
            .map(|path| Edit::Remove((*path).to_owned())),
    );
    edits
}

/// The least that an entry must have, its record, and what people signed for it.
fn record_alone(parts: &Parts<'_>) -> String {
    let (assign, fence, end) = if parts.toml {
        (" = ", "+++", parts.end)
    } else {
        (": ", "---", parts.end)
    };
    let level = parts.value("sensitivity").unwrap_or_default();
    let mut out = format!(
        "{fence}{end}title{assign}\"x\"{end}kind{assign}\"page\"{end}sensitivity{assign}\"{level}\"{end}"
    );
    let mut tables = String::new();
    for key in [
        "not_before",
        "expires",
        "completed_on",
        // A record that says what it discloses says about which subject.
        "subject",
        "public_record",
        "assessment",
        "exception",
    ] {
        if let Some(block) = parts.block(key).and_then(|block| parts.head.get(block)) {
            let into = if block.starts_with('[') {
                &mut tables
            } else {
                &mut out
            };
            into.push_str(block);
        }
    }
    format!("{out}{tables}{fence}{end}")
}

/// Other levels, none of them public: those of portions, and the tags of what is withheld.
fn releveled(survey: &Survey<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (path, standing, parts) in parts(survey) {
        let portions = knife::portions(parts.body, &survey.levels).len();
        let text = match standing {
            Standing::Public => {
                format!(
                    "{}{}",
                    parts.head,
                    knife::relevel(parts.body, &survey.levels)
                )
            }
            // A portion is above its entry, so an entry that has some stays where it is.
            Standing::Withheld if portions == 0 => retagged(&parts, &survey.levels),
            _ => continue,
        };
        if text != format!("{}{}", parts.head, parts.body) {
            let count = if standing == Standing::Public {
                portions
            } else {
                0
            };
            edits.push(Edit::Replace(path.to_owned(), text.into_bytes(), count));
        }
    }
    edits
}

/// The entry with the next level as its tag.
fn retagged(parts: &Parts<'_>, levels: &[String]) -> String {
    let tag = parts.value("sensitivity").unwrap_or_default();
    let (Some(next), Some(block)) = (knife::next(tag, levels), parts.block("sensitivity")) else {
        return format!("{}{}", parts.head, parts.body);
    };
    let line = if parts.toml {
        format!("sensitivity = \"{next}\"{}", parts.end)
    } else {
        format!("sensitivity: {next}{}", parts.end)
    };
    format!(
        "{}{}",
        knife::replace(parts.head, &block, &line),
        parts.body
    )
}

/// A second copy of what is not public.
fn doubled(survey: &Survey<'_>) -> Vec<Edit> {
    let entries = survey
        .entries
        .iter()
        .filter(|(_, (standing, _))| matches!(standing, Standing::Withheld | Standing::Dated));
    let entries = entries.map(|(path, _)| *path);
    entries
        .chain(survey.files.iter().copied())
        .map(|path| {
            Edit::Copy(
                path.to_owned(),
                beside(path, |stem| format!("{stem}-nxq-copy")),
            )
        })
        .collect()
}

/// Other names, which sort the other way round.
fn renamed(survey: &Survey<'_>) -> Vec<Edit> {
    let moves = |standing: &Standing| {
        matches!(
            standing,
            Standing::Withheld | Standing::Dated | Standing::Record
        )
    };
    let entries: Vec<&str> = survey
        .entries
        .iter()
        .filter(|(_, (standing, _))| moves(standing))
        .map(|(path, _)| *path)
        .collect();
    let count = entries.len();
    entries
        .into_iter()
        .enumerate()
        .map(|(number, path)| {
            let side = if number % 2 == 0 { "0-nxq" } else { "zz-nxq" };
            Edit::Move(
                path.to_owned(),
                beside(path, |_| format!("{side}-{}", count - number)),
            )
        })
        .collect()
}

/// Private twins of public entries: the same title, date and address, before and behind them.
fn strangers(survey: &Survey<'_>) -> Vec<Edit> {
    let Some(level) = survey.levels.last() else {
        return Vec::new();
    };
    let mut edits = Vec::new();
    for (number, (path, standing, parts)) in parts(survey).into_iter().enumerate() {
        if standing != Standing::Public {
            continue;
        }
        let mut text = format!("---\nkind: page\nsensitivity: {level}\ntopics: [transport]\n");
        let title = parts
            .value("title")
            .filter(|title| !title.contains(['"', '\\']))
            .unwrap_or("nxq");
        text.push_str(&format!("title: \"{title}\"\n"));
        for key in ["date", "slug", "id"] {
            let word = parts.value(key).filter(|word| {
                word.bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            });
            text.push_str(
                &word
                    .map(|word| format!("{key}: {word}\n"))
                    .unwrap_or_default(),
            );
        }
        text.push_str(&format!(
            "---\n\n{}",
            noise::lines(number, 1 + number % 6, "\n")
        ));
        let other = beside(path, |stem| {
            if number % 2 == 0 {
                format!("0-nxq-{stem}")
            } else {
                format!("{stem}-nxq-twin")
            }
        });
        edits.push(Edit::Add(other, text.into_bytes()));
    }
    edits
}

/// Another name in the same folder, with the same ending.
fn beside(path: &str, name: impl Fn(&str) -> String) -> String {
    let (folder, file) = path
        .rsplit_once('/')
        .map_or(("", path), |(folder, file)| (folder, file));
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    let slash = if folder.is_empty() { "" } else { "/" };
    let dot = if ending.is_empty() { "" } else { "." };
    format!("{folder}{slash}{}{dot}{ending}", name(stem))
}
