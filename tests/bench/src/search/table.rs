//! The tables of a result, as Markdown, and their place in the README.

#![allow(
    clippy::indexing_slicing,
    reason = "a field that a JSON value has not is null"
)]

use serde_json::Value;

const FROM: &str = "<!-- search: what the last run wrote -->\n";
const TO: &str = "<!-- /search -->";

/// A text with the tables in their place; nothing where it has none.
pub(super) fn within(text: &str, tables: &str) -> Option<String> {
    let (before, rest) = text.split_once(FROM)?;
    let (_, after) = rest.split_once(TO)?;
    Some(format!("{before}{FROM}{tables}{TO}{after}"))
}

fn kilobytes(value: &Value) -> String {
    format!("{:.1}", value.as_f64().unwrap_or_default() / 1000.0)
}

fn rounded(value: &Value) -> String {
    let number = value.as_f64().unwrap_or_default();
    if number >= 100.0 {
        format!("{number:.0}")
    } else {
        format!("{number:.1}")
    }
}

/// A pair of a median and a worst or a ninety-fifth.
fn pair(value: &Value, tell: fn(&Value) -> String) -> String {
    if value.is_null() {
        return "–".to_owned();
    }
    format!("{} / {}", tell(&value[0]), tell(&value[1]))
}

/// The tables.
pub(super) fn markdown(result: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut out = format!(
        "{}, commit {}, seed {}.\n\n",
        text(&result["date"]),
        text(&result["commit"]),
        result["seed"]
    );
    out.push_str("| part | kB | gzip -9 | brotli |\n| --- | --- | --- | --- |\n");
    for (name, what) in [
        ("module", "engine, WebAssembly, with ar en es fr ru zh"),
        (
            "script",
            "engine as the script that is loaded, with its glue",
        ),
        ("bindings", "glue alone"),
        ("page", "the page's own script"),
    ] {
        let part = &result["engine"][name];
        out.push_str(&format!(
            "| {what} | {} | {} | {} |\n",
            kilobytes(&part["bytes"]),
            kilobytes(&part["gzip"]),
            kilobytes(&part["brotli"])
        ));
    }
    let stemmers = &result["engine"]["stemmers"];
    out.push_str(&format!(
        "\nStemmers as scripts: {}, of {} to {} kB (gzip -9).\n",
        stemmers["count"],
        kilobytes(&stemmers["smallest_gzip"]),
        kilobytes(&stemmers["largest_gzip"])
    ));
    let sizes: Vec<&Value> = result["sizes"].as_array().into_iter().flatten().collect();
    out.push_str("\nOurs | Pagefind's, where it takes part.\n\n| entries |");
    for size in &sizes {
        out.push_str(&format!(" {} |", size["entries"]));
    }
    out.push_str(&format!("\n| --- |{}\n", " --- |".repeat(sizes.len())));
    for (what, cell) in ROWS {
        out.push_str(&format!("| {what} |"));
        for size in &sizes {
            out.push_str(&format!(" {} |", cell(size)));
        }
        out.push('\n');
    }
    out
}

/// A row of the second table: what it says, and how it is told of one size.
type Row = (&'static str, fn(&Value) -> String);

const ROWS: [Row; 16] = [
    (
        "cold kB to ten titles, engine included: median / most",
        |size| both(size, "bytes", kilobytes),
    ),
    (
        "the same of ours, computed for 200 queries: median (root, shards, cards of it)",
        |size| match &size["cold"] {
            Value::Null => "–".to_owned(),
            cold => format!(
                "{} ({}, {}, {})",
                kilobytes(&cold["all"]),
                kilobytes(&cold["r"]),
                kilobytes(&cold["t"]),
                kilobytes(&cold["c"])
            ),
        },
    ),
    ("the same, most", |size| {
        computed(&size["cold"]["most"]["all"])
    }),
    ("the same for the two most common words", |size| {
        computed(&size["common"]["all"])
    }),
    (
        "files of the index in it, and rounds of asking: median / most",
        |size| {
            let of = |part: &str| {
                let cold = &size["cold"];
                format!("{} / {}", cold[part], cold["most"][part])
            };
            match &size["cold"] {
                Value::Null => "–".to_owned(),
                _ => format!("{}, {}", of("files"), of("rounds")),
            }
        },
    ),
    ("the same with texts and facets", |size| {
        both(size, "all", kilobytes)
    }),
    ("requests to ten titles: median / most", |size| {
        both(size, "requests", rounded)
    }),
    ("hops after focus: median / most", |size| {
        both(size, "hops", rounded)
    }),
    ("query, warm, in Chromium, ms: p50 / p95", |size| {
        both(size, "compute_ms", rounded)
    }),
    ("keystroke to painted titles, warm, ms: p50 / p95", |size| {
        both(size, "painted_ms", rounded)
    }),
    ("query, warm, natively, ms: p50 / p95", |size| {
        let millis = |name: &str| size["native"][name].as_f64().unwrap_or_default() / 1000.0;
        format!("{:.2} / {:.2}", millis("p50_us"), millis("p95_us"))
    }),
    ("index build, seconds", |size| {
        against(
            &size["build"]["seconds"],
            &size["pagefind_build"]["seconds"],
        )
    }),
    ("index build, MB of text a second", |size| {
        against(
            &size["build"]["mb_per_second"],
            &size["pagefind_build"]["mb_per_second"],
        )
    }),
    (
        "ours, MB of text a second of one processor",
        |size| match &size["build"]["mb_per_processor_second"] {
            Value::Null => "–".to_owned(),
            rate => rounded(rate),
        },
    ),
    (
        "index build, MiB at most (ours with the texts in memory)",
        |size| {
            against(
                &size["build"]["peak_mib"],
                &size["pagefind_build"]["peak_mib"],
            )
        },
    ),
    ("files", |size| {
        against(&size["build"]["files"], &size["pagefind_build"]["files"])
    }),
];

fn computed(bytes: &Value) -> String {
    if bytes.is_null() {
        "–".to_owned()
    } else {
        kilobytes(bytes)
    }
}

fn both(size: &Value, name: &str, tell: fn(&Value) -> String) -> String {
    let browser = &size["browser"];
    if browser.is_null() {
        return "–".to_owned();
    }
    let (ours, theirs) = (&browser["ours"][name], &browser["pagefind"][name]);
    format!("{} \\| {}", pair(ours, tell), pair(theirs, tell))
}

fn against(ours: &Value, theirs: &Value) -> String {
    if theirs.is_null() {
        rounded(ours)
    } else {
        format!("{} \\| {}", rounded(ours), rounded(theirs))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn tables_stand_in_their_place() {
        let text = format!("before\n{FROM}old\n{TO}\nafter");
        let placed = within(&text, "new\n").unwrap();
        assert_eq!(placed, format!("before\n{FROM}new\n{TO}\nafter"));
        assert_eq!(within("none", "new"), None);
    }

    #[test]
    fn what_was_not_measured_is_a_dash() {
        let tables = markdown(&json!({
            "date": "2026-11-29", "commit": "0", "seed": 1, "engine": {},
            "sizes": [
                {"entries": 10, "browser": {"ours": {"bytes": [1000, 2000]}, "pagefind": {"bytes": [3000, 4000]}}},
                {"entries": 20, "build": {"seconds": 1.25}},
            ],
        }));
        assert!(
            tables.contains("| 1.0 / 2.0 \\| 3.0 / 4.0 | – |"),
            "{tables}"
        );
        assert!(
            tables.contains("| 0.0 \\| 0.0 | 1.2 |") || tables.contains(" 1.2 |"),
            "{tables}"
        );
    }
}
