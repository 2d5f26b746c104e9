//! What goes in, and what comes out.

mod refused;

use proptest::prelude::*;

use crate::attachment::clean;
use crate::public::Media;

fn svg(inner: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"200\" height=\"100\" viewBox=\"0 0 200 100\">{inner}</svg>"
    )
}

fn cleaned(text: &str) -> String {
    let cleaned = clean(text.as_bytes()).unwrap_or_else(|unclean| panic!("{unclean:?}: {text}"));
    assert_eq!(cleaned.media, Media::Svg);
    let again = clean(&cleaned.bytes).unwrap();
    assert_eq!(
        String::from_utf8_lossy(&again.bytes),
        String::from_utf8_lossy(&cleaned.bytes),
        "cleaning twice is cleaning once"
    );
    assert_eq!(again, cleaned);
    String::from_utf8(cleaned.bytes).unwrap()
}

#[test]
fn a_drawing_is_written_anew() {
    let text = format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n<!-- SECRET -->\n{}",
        svg(
            "<title>SECRET</title><metadata><a xmlns=\"urn:x\">SECRET</a></metadata><!-- SECRET -->\
            <n:view xmlns:n=\"http://sodipodi\" n:path=\"/home/SECRET\"/>\
            <style>.b{fill:#123;font-family:'SECRET Sans'} text{font-size:10pt}</style>\
            <defs><path id='unused' d='M0 0'/><text id='hidden'>SECRET</text><linearGradient id='g'><stop offset='50%' stop-color='red' SECRET='x'/></linearGradient></defs>\
            <g id='SECRET' class='SECRET' data-x='SECRET' inkscape='SECRET'><text class='b' x='10mm' y='50'>Open  <a href='https://example.org/SECRET'>words</a></text></g>\
            <rect x='1' y='60' width='10%' height='5' style='fill:url(#g);-x:SECRET'/>"
        )
    );
    let out = cleaned(&text);
    assert!(!out.contains("SECRET"), "{out}");
    assert_eq!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" height=\"100\" viewBox=\"0 0 200 100\" width=\"200\"><defs><linearGradient id=\"a1\"><stop offset=\"0.5\" stop-color=\"#ff0000\"/></linearGradient></defs><text fill=\"#112233\" font-family=\"sans-serif\" font-size=\"13.3333\" x=\"37.7953\" y=\"50\">Open <tspan>words</tspan></text><rect fill=\"url(#a1)\" height=\"5\" width=\"20\" x=\"1\" y=\"60\"/></svg>\n"
    );
    assert_eq!(clean(text.as_bytes()).unwrap().text, "Open words");
}

#[test]
fn what_is_plain_passes() {
    for inner in [
        "<g transform='rotate(90 50 50)'><text x='40' y='50'>turned</text></g>",
        "<rect width='200' height='100' fill='navy'/><text x='10' y='50' fill='white'>white on blue</text>",
        "<defs><path id='p' d='M0 0h5v5z'/></defs><use xlink:href='#p' x='5' y='5'/><use href='#p' x='15' y='5'/>",
        "<symbol id='s'><circle r='3' cx='5' cy='5'/></symbol><use href='#s'/>",
        "<clipPath id='c'><rect width='100' height='100'/></clipPath><g clip-path='url(#c)'><text x='10' y='50'>in</text></g>",
        "<text x='10' y='50'>struck<tspan x='10' dy='20'>below</tspan></text><path d='M8 47h60' stroke='black'/>",
        "<linearGradient id='l'><stop stop-color='#fff'/><stop offset='1' stop-color='#ccc'/></linearGradient><rect width='200' height='100' fill='url(#l)'/><text x='10' y='50'>on a light gradient</text>",
        "<path d='M10 10C20 20 30 20 40 10S60 0 70 10Q80 20 90 10T110 10A5 5 0 0 1 120 10' fill='none' stroke='#000'/>",
        "<rect x='0' y='30' width='200' height='30' fill='yellow' fill-opacity='.3'/><text x='10' y='50'>marked</text>",
        "<text x='10' y='50'>marked</text><rect x='0' y='30' width='200' height='30' fill='yellow' fill-opacity='.3'/>",
        "<line x1='10' y1='10' x2='190' y2='90' stroke='black'/>",
        "<text x='10' y='50' letter-spacing='5' word-spacing='-2'>set wide</text>",
        "<text x='150' y='50' text-anchor='end' letter-spacing='10'>secret</text>",
        "<text x='2' y='50' letter-spacing='10'>secret</text>",
        "<text x='2' y='50' word-spacing='30'>a b c d e</text>",
        "<text x='2' y='50' word-spacing='30'>abcdefgh ij</text>",
        "<g letter-spacing='90'><text x='10' y='50' letter-spacing='normal'>set close</text></g>",
        "<g transform='scale(.5 1)'><text x='10' y='50'>narrow</text></g>",
        "<path d='M0 47H200' stroke='black' stroke-width='30'/><text x='10' y='50' fill='white'>on a line</text>",
        "<circle cx='50' cy='50' r='90'/><text x='10' y='50' fill='white'>on a disc</text>",
        "<ellipse cx='50' cy='50' rx='90' ry='40'/><text x='10' y='50' fill='white'>on a disc</text>",
        "<symbol id='s' overflow='visible'><text x='-60' y='50'>above its corner</text></symbol><use href='#s' x='100'/>",
        "<clipPath id='c'><path clip-rule='nonzero' d='M0 0H200V100H0zM5 20H195V90H5z'/></clipPath><text clip-path='url(#c)' x='10' y='50'>in</text>",
        &"<linearGradient id='g'>STOPS</linearGradient><rect width='200' height='100' fill='url(#g)'/><text x='10' y='50' fill='white'>dark</text>".replace("STOPS", &"<stop offset='1' stop-color='#101010'/>".repeat(16)),
        "<text x='10' y='50' fill='none' stroke='black' stroke-width='.5'>thin</text>",
        "<g transform='scale(.1)'><text x='100' y='500' font-size='160' fill='none' stroke='black' stroke-width='5'>thin</text></g>",
        // Arcs bulge to the side that they are drawn on.
        "<text x='10' y='50'>above</text><path d='M0 52A60 60 0 0 0 120 52Z'/>",
        "<text x='10' y='50' fill='none' stroke='black'>drawn round</text>",
        // Long words that are squeezed into the page.
        "<text x='10' y='50' textLength='150' lengthAdjust='spacingAndGlyphs'>sixty letters that are narrow enough, so that they all fit in</text>",
        "<text x='10' y='50' textLength='170'>forty letters, a little closer than usual</text>",
        "<text x='10' y='50' textLength='180' lengthAdjust='spacing'>set apart</text>",
        // Letters with marks are no wider than those without.
        "<text x='10' y='50'>\u{1ec7}\u{1ec7}\u{1ec7}\u{1ec7}\u{1ec7}\u{1ec7}\u{1ec7}\u{1ec7}\u{1ec7}\u{1ec7}\u{1ec7}\u{1ec7}\u{1ec7}\u{1ec7}\u{1ec7}\u{1ec7}</text>",
        // Lines round letters that leave most of them.
        "<text x='10' y='50' stroke='white' stroke-width='1.5'>on paper</text>",
        "<text x='10' y='50' stroke='white' stroke-width='9' stroke-opacity='.4'>on paper</text>",
        "<text x='10' y='50' stroke='red' stroke-width='2' fill='white'>on paper</text>",
        // A shadow, and labels that touch.
        "<text x='11' y='51' fill='gray'>twice</text><text x='10' y='50'>twice</text>",
        "<text x='10' y='50'>2014</text><text x='26' y='50'>2015</text>",
        // Letters that hang from their line, or are cut in two by it.
        "<text x='10' y='0' dominant-baseline='hanging'>at the top</text>",
        "<text x='10' y='89' dominant-baseline='text-before-edge'>at the bottom</text>",
        "<text x='10' y='2.5' dominant-baseline='middle'>at the top</text>",
        "<text x='10' y='96' dominant-baseline='central'>at the bottom</text>",
        "<text x='10' y='96' dominant-baseline='mathematical'>at the bottom</text>",
        // Small, and not too small.
        "<text x='10' y='50' font-size='3'>small</text>",
        "<text x='150' y='50'>illillillill</text>",
        "<text x='150' dx='-140' y='90' dy='-80'>moved into the page</text>",
        // A hole in what lies upon the words, and what lets them through.
        "<text x='10' y='50'>in a hole</text><path fill-rule='evenodd' d='M0 0H200V100H0zM5 20H195V90H5z'/>",
        "<text x='10' y='50'>below</text><g opacity='.5'><rect width='200' height='100' fill-opacity='.8'/></g>",
        "<text x='10' y='50'>struck</text><g transform='scale(10)'><path d='M0 4.6H20' stroke='black' stroke-width='.1'/></g>",
        "<clipPath id='c' transform='translate(-500 0)'><rect x='500' width='200' height='100'/></clipPath><text clip-path='url(#c)' x='10' y='50'>in</text>",
        "<linearGradient id='g'><stop stop-opacity='1' stop-color='#101010'/></linearGradient><rect width='200' height='100' fill='url(#g)'/><text x='10' y='50' fill='white'>dark</text>",
        // Words that say nothing.
        "<g clip-path='none'><text x='10' y='50'>in</text></g>",
        "<path d='M0 10H9' stroke='black' stroke-dasharray='none'/>",
        // A link in a picture leads nowhere.
        "<a href='https://example.org/'><text x='10' y='50'>linked</text></a>",
    ] {
        cleaned(&svg(inner));
    }
}

/// Properties in one form, wherever they come from.
#[test]
fn properties_have_one_form() {
    for (inner, kept) in [
        (
            "<text x='10' y='50' font-weight='bold'>x</text>",
            " font-weight=\"bold\" ",
        ),
        (
            "<text x='10' y='50' font-weight='bolder'>x</text>",
            " font-weight=\"bold\" ",
        ),
        (
            "<text x='10' y='50' font-weight='600'>x</text>",
            " font-weight=\"bold\" ",
        ),
        (
            "<text x='10' y='50' font-weight='599'>x</text>",
            " font-weight=\"normal\" ",
        ),
        (
            "<text x='10' y='50' font-weight='lighter'>x</text>",
            " font-weight=\"normal\" ",
        ),
        (
            "<g font-weight='bold'><text x='10' y='50'>x<tspan font-weight='normal'>y</tspan></text></g>",
            "<tspan font-weight=\"normal\">",
        ),
        (
            "<text x='10' y='50' font-weight='inherit' font-style='unset'>x</text>",
            "<text x=",
        ),
        (
            "<text x='10' y='50' fill='' stroke-width='auto'>x</text>",
            "<text x=",
        ),
        ("<path d=''/>", "<path d=\"\"/>"),
        ("<text x='10' y='50'> <tspan/></text>", " width=\"200\"/>\n"),
        (
            "<defs><g id='p'><defs/><rect width='9' height='9'/></g></defs><use href='#p'/>",
            "<defs><g id=\"a1\"><rect ",
        ),
        (
            "<g color='red' fill='blue'><rect width='9' height='9' fill='CurrentColor'/></g>",
            "<rect fill=\"#ff0000\" ",
        ),
        ("<circle cx='10' cy='10' r='10%'/>", " r=\"15.8114\"/>"),
        (
            "<text x='10%' y='50%' dx='1%' dy='1%'>x</text>",
            "<text dx=\"2\" dy=\"1\" x=\"20\" y=\"50\">",
        ),
        (
            "<symbol id='s' overflow='visible'><path d='M0 0'/></symbol><use href='#s'/>",
            "<symbol id=\"a1\" overflow=\"visible\">",
        ),
        (
            "<rect width='9' height='9' opacity='7'/>",
            " opacity=\"1\" ",
        ),
        (
            "<rect width='9' height='9' opacity='-7'/>",
            " opacity=\"0\" ",
        ),
        (
            "<rect width='9' height='9' fill-opacity='70%'/>",
            " fill-opacity=\"0.7\" ",
        ),
        (
            "<linearGradient id='g' x2='300' gradientUnits='userSpaceOnUse' transform='scale(2)'><stop offset='1'/></linearGradient><rect width='9' height='9' fill='url(#g)'/>",
            "<linearGradient gradientUnits=\"userSpaceOnUse\" id=\"a1\" x2=\"300\">",
        ),
        (
            "<g letter-spacing='2'><text x='10' y='50' letter-spacing='normal'>x</text></g>",
            "<text letter-spacing=\"0\" x=",
        ),
        (
            "<g font-size='12'><text x='10' y='50' font-size='smaller'>x</text></g>",
            " font-size=\"10\" ",
        ),
        (
            "<g font-size='10'><text x='10' y='50' font-size='larger'>x</text></g>",
            " font-size=\"12\" ",
        ),
        (
            "<text x='10' y='50' font-size='small'>x</text>",
            " font-size=\"13\" ",
        ),
        (
            "<text x='10' y='50' font-size='medium'>x</text>",
            " font-size=\"16\" ",
        ),
        (
            "<text x='10' y='50' font-size='large'>x</text>",
            " font-size=\"18\" ",
        ),
        (
            "<text x='10' y='50' font-size='150%'>x</text>",
            " font-size=\"24\" ",
        ),
        ("<text x='2em' y='50' font-size='10'>x</text>", " x=\"20\" "),
        (
            "<style>#a{fill:red}</style><rect id='a' width='9' height='9'/><rect id='b' width='9' height='9'/>",
            "<rect fill=\"#ff0000\" height=\"9\" width=\"9\"/><rect height=\"9\" width=\"9\"/>",
        ),
        (
            "<style>rect{fill:lime}*{fill:red}</style><rect width='9' height='9'/>",
            "<rect fill=\"#00ff00\" ",
        ),
        (
            "<style>.s{fill:red}#a.s{fill:blue}rect{fill:lime}</style><rect id='a' class='s' width='9' height='9'/><rect class='s' width='9' height='9'/>",
            "<rect fill=\"#0000ff\" height=\"9\" width=\"9\"/><rect fill=\"#ff0000\" height=\"9\" width=\"9\"/>",
        ),
    ] {
        let out = cleaned(&svg(inner));
        assert!(out.contains(kept), "{inner}: {out}");
    }
    let heavy = clean(svg("<text x='10' y='50' font-weight='heavy'>x</text>").as_bytes());
    assert_eq!(heavy.unwrap_err().code, "svg-part");
}

/// A drawing that is shown ten times as large as its numbers say: lines are as thin as they are seen.
#[test]
fn lines_are_as_wide_as_they_are_shown() {
    let large = |inner: &str| {
        let text = svg(inner).replace(
            "width=\"200\" height=\"100\"",
            "width=\"2000\" height=\"1000\"",
        );
        clean(text.as_bytes()).map_err(|unclean| unclean.code)
    };
    let thin = "<text x='10' y='50' fill='none' stroke='black' stroke-width='WIDE'>thin</text>";
    assert!(large(&thin.replace("WIDE", ".05")).is_ok());
    assert_eq!(
        large(&thin.replace("WIDE", ".005")),
        Err("attachment-text-faint")
    );
}

/// A drawing says how large it is: by numbers that a page can be made of.
#[test]
fn a_drawing_has_a_size() {
    let sized = |width: &str, height: &str, view: &str| {
        let text = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' viewBox='{view}'/>"
        );
        clean(text.as_bytes())
    };
    for (width, height, view, size) in [
        ("200", "100", "0 0 200 100", (200, 100)),
        ("20.6", "10.3", "-5 -5 2 1", (21, 10)),
        ("0.5", "0.5", "0 0 9 9", (1, 1)),
        ("100%", "100%", "0 0 30 40", (30, 40)),
    ] {
        let cleaned = sized(width, height, view).unwrap();
        assert_eq!(cleaned.size, Some(size), "{width} {height} {view}");
    }
    for (width, height, view, why) in [
        ("9", "9", "0 0 0 9", "no size that can be read"),
        ("9", "9", "0 0 9 0", "no size that can be read"),
        ("9", "9", "0 0 -9 -9", "no size that can be read"),
        ("9", "9", "0 0 9", "no size that can be read"),
        ("0.4", "9", "0 0 9 9", "no size that can be read"),
        ("9", "0.4", "0 0 9 9", "no size that can be read"),
        ("-9", "-9", "0 0 9 9", "no size that can be read"),
        ("9", "20", "0 0 9 9", "do not fit its viewBox"),
        ("20001", "20001", "0 0 9 9", "larger than 20,000 pixels"),
    ] {
        let unclean = sized(width, height, view).unwrap_err();
        assert!(unclean.message.contains(why), "{view}: {unclean:?}");
    }
}

/// Each text is a line of its own, whatever it is made of.
#[test]
fn the_text_of_a_drawing_is_read_by_line() {
    let text = svg(
        "<text x='10' y='20'>One  <tspan>and a</tspan> half</text><g><text x='10' y='40'>Two</text></g>",
    );
    let cleaned = clean(text.as_bytes()).unwrap();
    assert_eq!(cleaned.text, "One and a half\nTwo");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_change_gives_a_drawing_or_a_refusal(cuts in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..3), 1..6)) {
        let text = svg("<style>.a{fill:red}</style><g transform='scale(2)'><text class='a' x='10' y='20'>Words</text><path d='M1 1C2 2 3 3 4 4z'/></g>");
        let mut bytes = text.into_bytes();
        for (at, byte, how) in cuts {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => { bytes.remove(at); }
            }
        }
        if let Ok(cleaned) = clean(&bytes) {
            prop_assert_eq!(clean(&cleaned.bytes), Ok(cleaned));
        }
    }
}
