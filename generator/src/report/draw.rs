//! Draws a diagnostic as rustc does: file, line, a caret under the text, what to do.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use vitrine_disclosure::{Diagnostic, Severity, SourceTree};

/// The longest line that is drawn, in bytes: a caret far to the right helps nobody.
const LINE: usize = 400;

pub(super) fn draw(diagnostic: &Diagnostic, source: &SourceTree, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code);
    let Some(file) = &diagnostic.file else {
        let group = title.elements(
            diagnostic
                .help
                .as_deref()
                .map(|help| Level::HELP.message(help)),
        );
        return renderer.render(&[group]);
    };
    let bytes = source.bytes(file).unwrap_or_default();
    let excerpt = Excerpt::around(bytes, &diagnostic.span);
    let snippet = Snippet::source(excerpt.text.as_str())
        .path(file.as_str())
        .line_start(excerpt.line)
        .annotation(AnnotationKind::Primary.span(excerpt.span));
    let mut group = title.element(snippet);
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// The lines that a diagnostic is about, as text.
struct Excerpt {
    text: String,
    line: usize,
    span: Range<usize>,
}

impl Excerpt {
    fn around(bytes: &[u8], span: &Range<usize>) -> Self {
        let start = span.start.min(bytes.len());
        let end = span.end.clamp(start, bytes.len());
        let before = bytes.get(..start).unwrap_or_default();
        let line_start = before
            .iter()
            .rposition(|&byte| byte == b'\n')
            .map_or(0, |newline| newline + 1);
        let above = bytes.get(..line_start).unwrap_or_default();
        let line = above.split(|&byte| byte == b'\n').count();
        // The first line of the span is enough: a caret under it says where to look.
        let rest = bytes.get(line_start..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|&byte| byte == b'\n')
            .unwrap_or(rest.len());
        let end = end
            .min(line_start + length)
            .max(start.min(line_start + length));
        let lossy = |range: Range<usize>| {
            String::from_utf8_lossy(bytes.get(range).unwrap_or_default()).replace('\r', "")
        };
        let cut = |text: String| {
            if text.len() > LINE {
                text.chars().take(LINE / 4).collect()
            } else {
                text
            }
        };
        let (head, marked) = (lossy(line_start..start), cut(lossy(start..end)));
        let head = if head.len() > LINE {
            format!("… {}", tail(&head))
        } else {
            head
        };
        let behind = cut(lossy(end..line_start + length));
        let span = head.len()..head.len() + marked.len();
        Self {
            text: format!("{head}{marked}{behind}"),
            line,
            span,
        }
    }
}

fn tail(text: &str) -> String {
    let count = text.chars().count();
    text.chars().skip(count.saturating_sub(LINE / 8)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caret_stands_under_the_text() {
        let source: SourceTree = [("a.md", "---\ntitle: x\nsensitivity: publik\n---\n")]
            .into_iter()
            .collect();
        let diagnostic = Diagnostic::error(
            "sensitivity-unknown",
            "a.md",
            26..32,
            "this is not a level of the policy",
        )
        .help("did you mean `public`?");
        let drawn = draw(&diagnostic, &source, false);
        assert!(
            drawn.contains("error[sensitivity-unknown]: this is not a level of the policy"),
            "{drawn}"
        );
        assert!(
            drawn.contains("a.md:3:14")
                && drawn.contains("^^^^^^")
                && drawn.contains("help: did you mean `public`?"),
            "{drawn}"
        );
    }

    #[test]
    fn nothing_is_too_odd_to_draw() {
        let long = "x".repeat(100_000);
        let odd: Vec<u8> = [b"\xff\xfe\n".as_slice(), long.as_bytes(), b"\r\nend"].concat();
        let source: SourceTree = [("a.md", odd)].into_iter().collect();
        for span in [
            0..1,
            2..2,
            50_000..50_010,
            100_003..100_009,
            999_999..1_000_000,
            5..100_000,
        ] {
            let drawn = draw(
                &Diagnostic::error("x", "a.md", span, "message"),
                &source,
                false,
            );
            assert!(drawn.len() < 2_000, "{}", drawn.len());
        }
        let _ = draw(
            &Diagnostic::error("x", "missing.md", 3..9, "message"),
            &source,
            true,
        );
    }
}
