//! What is refused: what acts, hides or fetches, and what is too much to check.

use super::svg;
use crate::attachment::clean;

#[test]
fn what_acts_hides_or_fetches_is_refused() {
    let text = "<text x='10' y='50'>secret</text>";
    for (inner, code) in [
        ("<script>alert(1)</script>", "svg-script"),
        ("<rect width='1' height='1' onclick='x()'/>", "svg-script"),
        ("<rect width='1' height='1' ONLOAD='x()'/>", "svg-script"),
        (
            "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
            "svg-part",
        ),
        ("<switch><text x='10' y='50'>x</text></switch>", "svg-part"),
        (
            "<image href='data:image/png;base64,AAAA' width='1' height='1'/>",
            "svg-part",
        ),
        ("<animate attributeName='x'/>", "svg-part"),
        ("<svg width='10' height='10'/>", "svg-part"),
        ("<mystery/>", "svg-part"),
        ("stray text", "svg-part"),
        ("<use href='other.svg#a'/>", "svg-outside"),
        ("<use href='https://example.org/a.svg#a'/>", "svg-outside"),
        ("<use href='#nothing'/>", "svg-outside"),
        (
            "<rect width='9' height='9' fill='url(https://example.org/#a)'/>",
            "svg-outside",
        ),
        (
            "<rect width='9' height='9' style='fill:url(data:image/svg+xml,x)'/>",
            "svg-outside",
        ),
        (
            "<style>@import url(https://example.org/a.css);</style>",
            "svg-part",
        ),
        ("<style>@font-face{src:url(x)}</style>", "svg-part"),
        ("<style>text > tspan{fill:red}</style>", "svg-part"),
        (
            "<style>.x{display:none}</style><text class='x' x='10' y='50'>secret</text>",
            "svg-hidden",
        ),
        (
            "<g display='none'><text x='10' y='50'>secret</text></g>",
            "svg-hidden",
        ),
        (
            "<g style='display:none'><rect width='9' height='9'/></g>",
            "svg-hidden",
        ),
        (
            "<text x='10' y='50' visibility='hidden'>secret</text>",
            "svg-hidden",
        ),
        ("<g style='mask:url(#m)'/>", "svg-part"),
        (
            "<g filter='url(#f)'><rect width='9' height='9'/></g>",
            "svg-part",
        ),
        (
            "<text x='10' y='50' opacity='0'>secret</text>",
            "attachment-text-faint",
        ),
        (
            "<g opacity='.01'><text x='10' y='50'>secret</text></g>",
            "attachment-text-faint",
        ),
        (
            "<text x='10' y='50' fill='white'>secret</text>",
            "attachment-text-faint",
        ),
        (
            "<text x='10' y='50' fill='#fdfdfd'>secret</text>",
            "attachment-text-faint",
        ),
        (
            "<rect width='200' height='100'/><text x='10' y='50'>secret</text>",
            "attachment-text-faint",
        ),
        (
            "<text x='10' y='50' fill='none'>secret</text>",
            "attachment-text-invisible",
        ),
        (
            "<text x='10' y='50' font-size='0.5'>secret</text>",
            "attachment-text-tiny",
        ),
        (
            "<g transform='scale(.05)'><text x='10' y='50'>secret</text></g>",
            "attachment-text-tiny",
        ),
        (
            "<text x='-500' y='50'>secret</text>",
            "attachment-text-outside",
        ),
        (
            "<text x='10' y='5000'>secret</text>",
            "attachment-text-outside",
        ),
        (
            "<clipPath id='c'><rect width='5' height='5'/></clipPath><text clip-path='url(#c)' x='10' y='50'>secret</text>",
            "attachment-text-outside",
        ),
        (
            &format!("{text}<rect width='200' height='100'/>"),
            "attachment-text-covered",
        ),
        // Lines round letters that leave nothing of them.
        (
            "<text x='10' y='50' stroke='white' stroke-width='1.6'>secret</text>",
            "attachment-text-faint",
        ),
        (
            "<g transform='scale(10)'><text x='1' y='5' font-size='1.6' stroke='white' stroke-width='.16'>secret</text></g>",
            "attachment-text-faint",
        ),
        (
            &format!("{text}<path d='M0 30H200V60H0z'/>"),
            "attachment-text-covered",
        ),
        (
            &format!("{text}<text x='10' y='50'>XXXXXX</text>"),
            "attachment-text-covered",
        ),
        (
            &format!("{text}<text x='10' y='50'>███</text>"),
            "attachment-text-covered",
        ),
        (
            "<text x='10 10 10 10 10 10' y='50'>secret</text>",
            "attachment-text-covered",
        ),
        (
            &format!("{text}<path d='M0 47H200' stroke='black' stroke-width='30'/>"),
            "attachment-text-covered",
        ),
        (
            &format!("{text}<path d='M0 52A60 60 0 0 1 120 52Z'/>"),
            "attachment-text-covered",
        ),
        (
            &format!("{text}<line y1='47' x2='200' y2='47' stroke='black' stroke-width='30'/>"),
            "attachment-text-covered",
        ),
        (
            "<text x='10' y='50' fill='none' stroke='black' stroke-opacity='.1' opacity='.1'>secret</text>",
            "attachment-text-faint",
        ),
        // Clips that cut away more than one shape tells of.
        (
            "<clipPath id='c' clip-rule='evenodd'><path d='M0 0H200V100H0zM5 20H195V90H5z'/></clipPath><text clip-path='url(#c)' x='10' y='50'>secret</text>",
            "attachment-text-outside",
        ),
        (
            "<clipPath id='c'><path clip-rule='evenodd' d='M0 0H200V100H0zM5 20H195V90H5z'/></clipPath><text clip-path='url(#c)' x='10' y='50'>secret</text>",
            "attachment-text-outside",
        ),
        (
            "<clipPath id='b'><rect width='1' height='1'/></clipPath><clipPath id='c' clip-path='url(#b)'><rect width='200' height='100'/></clipPath><text clip-path='url(#c)' x='10' y='50'>secret</text>",
            "svg-part",
        ),
        (
            "<clipPath id='b'><rect width='1' height='1'/></clipPath><clipPath id='c'><rect clip-path='url(#b)' width='200' height='100'/></clipPath><text clip-path='url(#c)' x='10' y='50'>secret</text>",
            "svg-part",
        ),
        (
            "<clipPath id='c' transform='translate(0 500)'><rect width='200' height='100'/></clipPath><text clip-path='url(#c)' x='10' y='50'>secret</text>",
            "attachment-text-outside",
        ),
        (
            "<clipPath id='c'><rect width='200' height='100'/><rect width='9' height='9'/></clipPath><text clip-path='url(#c)' x='10' y='50'>secret</text>",
            "svg-part",
        ),
        (
            "<clipPath id='c'><text x='10' y='50'>secret</text></clipPath><rect clip-path='url(#c)' width='200' height='100'/>",
            "svg-part",
        ),
        (
            "<clipPath id='c'/><text clip-path='url(#c)' x='10' y='50'>secret</text>",
            "attachment-text-outside",
        ),
        (
            "<symbol id='s'><text x='-60' y='50'>secret</text></symbol><use href='#s' x='100'/>",
            "attachment-text-outside",
        ),
        (
            "<symbol id='s' overflow='hidden'><text x='-60' y='50'>secret</text></symbol><use href='#s' x='100'/>",
            "attachment-text-outside",
        ),
        (
            "<clipPath id='c'><rect width='9' height='9'/></clipPath><symbol id='s' clip-path='url(#c)'><text x='10' y='50'>secret</text></symbol><use href='#s'/>",
            "svg-part",
        ),
        // Shapes that no reader draws.
        (
            "<rect x='200' width='-200' height='100'/><text x='10' y='50' fill='white'>secret</text>",
            "attachment-text-faint",
        ),
        (
            "<rect y='100' width='200' height='-100'/><text x='10' y='50' fill='white'>secret</text>",
            "attachment-text-faint",
        ),
        (
            "<circle cx='50' cy='50' r='-90'/><text x='10' y='50' fill='white'>secret</text>",
            "attachment-text-faint",
        ),
        (
            "<ellipse cx='50' cy='50' rx='90' ry='-90'/><text x='10' y='50' fill='white'>secret</text>",
            "attachment-text-faint",
        ),
        (
            "<clipPath id='c'><rect x='200' width='-200' height='100'/></clipPath><text clip-path='url(#c)' x='10' y='50'>secret</text>",
            "attachment-text-outside",
        ),
        // Under what lies upon them: rings that go the same way round have no hole.
        (
            "<text x='10' y='50'>secret</text><path d='M0 0H200V100H0zM5 20H195V90H5z'/>",
            "attachment-text-covered",
        ),
        (
            "<text x='10' y='50'>secret</text><g opacity='.8'><rect width='200' height='100' fill-opacity='.8'/></g>",
            "attachment-text-covered",
        ),
        (
            "<g opacity='.2'><text x='10' y='50' fill-opacity='.2'>secret</text></g>",
            "attachment-text-faint",
        ),
        // Lines are as wide as the map makes them.
        (
            "<text x='10' y='50'>secret</text><g transform='scale(10)'><path d='M0 4.6H20' stroke='black' stroke-width='.6'/></g>",
            "attachment-text-covered",
        ),
        // One wide letter is hidden where it is, also where it is drawn wider.
        (
            "<text y='80' font-size='100'>W</text><rect x='10' width='50' height='100'/>",
            "attachment-text-covered",
        ),
        (
            "<text y='80' font-size='100' textLength='96' lengthAdjust='spacingAndGlyphs'>W</text><rect x='60' width='30' height='100'/>",
            "attachment-text-covered",
        ),
        (
            "<text x='10' y='50' font-size='2.6'>secret</text>",
            "attachment-text-tiny",
        ),
        (
            "<text x='150' y='50'>mmmmmmmmmmmm</text>",
            "attachment-text-outside",
        ),
        (
            "<text x='150' dx='140' y='50'>secret</text>",
            "attachment-text-outside",
        ),
        (
            "<text x='10' y='90' dy='80'>secret</text>",
            "attachment-text-outside",
        ),
        (
            "<linearGradient id='g'><stop stop-opacity='.5' stop-color='#101010'/></linearGradient><rect width='200' height='100' fill='url(#g)'/><text x='10' y='50' fill='white'>secret</text>",
            "attachment-text-on-picture",
        ),
        (
            "<text x='10' y='50'>secret<rect width='9' height='9'/></text>",
            "svg-part",
        ),
        // Words in the gaps of a line, and on a gradient of more colours than are told apart.
        (
            "<path d='M0 47H200' stroke='black' stroke-width='30' stroke-dasharray='1 900'/><text x='10' y='50' fill='white'>secret</text>",
            "attachment-text-faint",
        ),
        (
            "<g stroke-dasharray='1 900'><path d='M0 47H200' stroke='black' stroke-width='30'/></g><text x='10' y='50' fill='white'>secret</text>",
            "attachment-text-faint",
        ),
        (
            &"<linearGradient id='g'>STOPS</linearGradient><rect width='200' height='100' fill='url(#g)'/><text x='10' y='50' fill='white'>secret</text>".replace("STOPS", &"<stop offset='1' stop-color='#101010'/>".repeat(17)),
            "attachment-text-on-picture",
        ),
        ("<text x='10' y='50' style='transform:translate(0,9px)'>secret</text>", "svg-part"),
        // What covers more than all covers all, and no more.
        (
            "<g opacity='.02'><text x='10' y='50' fill-opacity='50'>secret</text></g>",
            "attachment-text-faint",
        ),
        (
            "<g opacity='.02'><text x='10' y='50' fill='none' stroke='black' stroke-opacity='5000%'>secret</text></g>",
            "attachment-text-faint",
        ),
        // Lines that are too thin, or none.
        (
            "<text x='10' y='50' fill='none' stroke='black' stroke-width='0'>secret</text>",
            "attachment-text-invisible",
        ),
        (
            "<text x='10' y='50' fill='none' stroke='black' stroke-width='.05'>secret</text>",
            "attachment-text-faint",
        ),
        (
            "<g transform='scale(.1)'><text x='100' y='500' font-size='160' fill='none' stroke='black' stroke-width='.5'>secret</text></g>",
            "attachment-text-faint",
        ),
        (
            "<path d='M10 10c1 1 2 2 3 3c1 1 2 2 3 3c1 1 2 2 3 3c1 1 2 2 3 3c1 1 2 2 3 3c1 1 2 2 3 3c1 1 2 2 3 3c1 1 2 2 3 3z' fill='none' stroke='black' stroke-width='0'/>",
            "attachment-drawing-covered",
        ),
        // Letters that are pushed off the page, or squeezed until nothing is left of them.
        (
            "<text x='10' y='50' letter-spacing='90'>secret</text>",
            "attachment-text-outside",
        ),
        (
            "<g letter-spacing='90'><text x='10' y='50'>secret</text></g>",
            "attachment-text-outside",
        ),
        (
            "<text x='10' y='50' word-spacing='180'>a secret</text>",
            "attachment-text-outside",
        ),
        (
            "<text x='100' y='50' text-anchor='end' letter-spacing='10'>secret</text>",
            "attachment-text-outside",
        ),
        (
            "<text x='10' y='50' textLength='5' lengthAdjust='spacingAndGlyphs'>secret</text>",
            "attachment-text-tiny",
        ),
        (
            "<text x='10' y='50' textLength='5'>secret</text>",
            "attachment-text-covered",
        ),
        (
            "<text x='10' y='50' textLength='150'>sixty letters that stand close to each other, so that they fit</text>",
            "attachment-text-covered",
        ),
        (
            "<g transform='scale(.05 1)'><text x='400' y='50'>secret</text></g>",
            "attachment-text-tiny",
        ),
        (
            "<g transform='matrix(1 1 1 1.01 0 0)'><text x='10' y='50'>secret</text></g>",
            "attachment-text-tiny",
        ),
        // Moves that some readers make and some do not.
        (
            "<text x='10' y='50'><tspan transform='translate(0 30)'>secret</tspan></text>",
            "svg-part",
        ),
        (
            "<symbol id='s' transform='translate(0 30)'><text x='10' y='50'>secret</text></symbol><use href='#s'/>",
            "svg-part",
        ),
        (
            "<text x='10' y='50' textLength='500'>secret</text>",
            "attachment-text-outside",
        ),
        (
            "<text x='10' y='0'>secret</text>",
            "attachment-text-outside",
        ),
        (
            "<text x='10' y='2.5'>secret</text>",
            "attachment-text-outside",
        ),
        (
            "<text x='10' y='101' dominant-baseline='hanging'>secret</text>",
            "attachment-text-outside",
        ),
        // Letters that are as wide as they are high.
        (
            "<text x='10' y='50'>秘密秘密秘密秘密秘密秘密秘密</text>",
            "attachment-text-outside",
        ),
        ("<style>.{fill:red}</style>", "svg-part"),
        ("<style>text#{fill:red}</style>", "svg-part"),
        ("<style>{fill:red}</style>", "svg-part"),
        ("<style>#a#b{fill:red}</style>", "svg-part"),
        ("<style>text:hover{fill:red}</style>", "svg-part"),
        (
            &format!("{text}<circle cx='20' cy='48' r='30' fill='red'/>"),
            "attachment-text-covered",
        ),
        (
            "<defs><rect id='r' width='200' height='100'/></defs><text x='10' y='50'>secret</text><use href='#r'/>",
            "attachment-text-covered",
        ),
        (
            "<path d='M10 10c1 1 2 2 3 3c1 1 2 2 3 3c1 1 2 2 3 3c1 1 2 2 3 3c1 1 2 2 3 3c1 1 2 2 3 3c1 1 2 2 3 3c1 1 2 2 3 3z'/><rect width='200' height='100'/>",
            "attachment-drawing-covered",
        ),
        (
            "<rect x='900' width='9' height='9'/>",
            "attachment-drawing-outside",
        ),
        (
            "<text x='10' y='50'>se\u{200b}cret</text>",
            "character-forbidden",
        ),
        (
            "<rect id='a' width='9' height='9'/><rect id='a' width='9' height='9'/><use href='#a'/>",
            "svg-part",
        ),
        ("<g id='a'><use href='#a'/></g>", "svg-part"),
        ("<path d='M 1 1 words'/>", "svg-part"),
        ("<rect width='words' height='9'/>", "svg-part"),
        (
            "<rect width='9' height='9' fill='hsl(0,0%,0%)'/>",
            "svg-part",
        ),
        ("<?xml-stylesheet href='a.css'?>", "svg-part"),
        (
            "<text x='10' y='50' systemLanguage='en'>x</text>",
            "svg-part",
        ),
    ] {
        let got = clean(svg(inner).as_bytes()).map_err(|unclean| unclean.code);
        assert_eq!(got.as_ref().err(), Some(&code), "{inner}: {got:?}");
    }
    for (text, code) in [
        (
            "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
            "svg-doctype",
        ),
        (
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><!DOCTYPE svg></svg>",
            "svg-doctype",
        ),
        (
            "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><!DOCTYPE svg></svg>",
            "svg-doctype",
        ),
        (
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>",
            "svg-damaged",
        ),
        (
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>behind",
            "svg-damaged",
        ),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", "svg-part"),
        ("<svg width='9' height='9'/>", "svg-part"),
        (
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='90' viewBox='0 0 9 9'/>",
            "svg-part",
        ),
        (
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9' transform='scale(2)'/>",
            "svg-part",
        ),
        ("<html><svg/></html>", "attachment-type"),
    ] {
        let got = clean(text.as_bytes()).map_err(|unclean| unclean.code);
        assert_eq!(got.as_ref().err(), Some(&code), "{text}: {got:?}");
    }
}

/// An officer is told what a drawing holds, and not only that it holds something.
#[test]
fn what_is_refused_is_named() {
    for (inner, what, advice) in [
        (
            "<animate attributeName='x'/>",
            "something that moves",
            "one state",
        ),
        (
            "<animateTransform attributeName='x'/>",
            "something that moves",
            "one state",
        ),
        (
            "<set attributeName='x'/>",
            "something that moves",
            "one state",
        ),
        (
            "<mask id='m'/>",
            "a filter, a mask, a pattern or a marker",
            "into paths",
        ),
        (
            "<pattern id='m'/>",
            "a filter, a mask, a pattern or a marker",
            "into paths",
        ),
        (
            "<image href='a.png'/>",
            "a picture within the drawing",
            "by itself",
        ),
        (
            "<foreignObject/>",
            "a web page within the drawing",
            "as SVG text",
        ),
        ("<mystery/>", "on no list", "plain SVG"),
    ] {
        let unclean = clean(svg(inner).as_bytes()).unwrap_err();
        assert!(unclean.message.contains(what), "{inner}: {unclean:?}");
        assert!(unclean.help.contains(advice), "{inner}: {unclean:?}");
    }
}

/// As deep, as large and as many as may be, and one more.
#[test]
fn drawings_have_bounds() {
    let groups = |count: usize| {
        let (open, close) = ("<g opacity='.9'>".repeat(count), "</g>".repeat(count));
        svg(&format!("{open}<rect width='9' height='9'/>{close}"))
    };
    let uses = |count: usize| {
        let mut inner = "<defs><rect id='p0' width='9' height='9'/>".to_owned();
        for at in 1..count {
            let from = at - 1;
            inner.push_str(&format!("<use id='p{at}' href='#p{from}'/>"));
        }
        svg(&format!("{inner}</defs><use href='#p{}'/>", count - 1))
    };
    let large = |length: usize| {
        let plain = svg("<rect width='9' height='9'/>");
        format!("{plain}{}", " ".repeat(length - plain.len()))
    };
    let many = |count: usize| svg(&"<g/>".repeat(count));
    for (fits, fails, code, why) in [
        (groups(62), groups(63), "svg-part", "more groups"),
        (uses(12), uses(13), "svg-part", "without end"),
        (
            large(4 << 20),
            large((4 << 20) + 1),
            "attachment-size",
            "larger than 4 MB",
        ),
        (many(100), many(200_000), "attachment-complex", "more parts"),
    ] {
        let cleaned = clean(fits.as_bytes());
        assert!(cleaned.is_ok(), "{why}: {cleaned:?}");
        let unclean = clean(fails.as_bytes()).unwrap_err();
        assert_eq!(unclean.code, code, "{unclean:?}");
        assert!(unclean.message.contains(why), "{unclean:?}");
    }
}

/// Parts that use parts that use parts: each doubles, so that the whole would be two to the power of their number.
#[test]
fn parts_that_multiply_come_to_an_end() {
    let mut inner = "<defs><rect id='p0' width='1' height='1'/>".to_owned();
    for at in 1..60 {
        let from = at - 1;
        inner.push_str(&format!(
            "<g id='p{at}'><use href='#p{from}'/><use href='#p{from}'/></g>"
        ));
    }
    inner.push_str("</defs><use href='#p59'/>");
    assert!(clean(svg(&inner).as_bytes()).is_err());
    let deep = format!("{}{}", "<g opacity='.9'>".repeat(5000), "</g>".repeat(5000));
    assert!(clean(svg(&deep).as_bytes()).is_err());
}

#[test]
fn what_is_too_much_to_check_is_refused() {
    let mut inner = "<defs><rect id='p0' width='1' height='1'/>".to_owned();
    for at in 1..8 {
        let from = at - 1;
        let uses = format!("<use href='#p{from}'/>").repeat(10);
        inner.push_str(&format!("<g id='p{at}'>{uses}</g>"));
    }
    inner.push_str("</defs><use href='#p7'/>");
    let code = |text: &str| clean(text.as_bytes()).map_err(|unclean| unclean.code);
    assert_eq!(code(&svg(&inner)).unwrap_err(), "attachment-complex");
    let large = svg(&" ".repeat(5 << 20));
    assert_eq!(code(&large).unwrap_err(), "attachment-size");
}
