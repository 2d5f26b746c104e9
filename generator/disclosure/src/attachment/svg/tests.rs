//! What goes in, what comes out, and what is refused.

use proptest::prelude::*;

use super::super::clean;
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
        "<text x='10' y='50' textLength='150'>sixty letters that stand close to each other, so that they fit</text>",
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
        (
            &format!("{text}<path d='M0 30H200V60H0z'/>"),
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
            "<text x='10' y='50' textLength='5'>secret</text>",
            "attachment-text-tiny",
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
