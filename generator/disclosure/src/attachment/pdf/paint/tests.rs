//! Spaces of colours, functions and gradients: what is read of them, and what is written.

use super::super::specimen::{dict, object, printed, stream};
use super::*;

fn space(text: &str) -> Result<Space, &'static str> {
    let named = dict(
        "<</Own/DeviceCMYK /Loop/Loop /N1/N2 /N2/N3 /N3/N4 /N4/DeviceRGB /N0/N1 \
         /Profile[/ICCBased 9 0 R] /Table[/Indexed/Own 1 <0000000000000000>]>>",
    );
    Space::read(&File::default(), &object(text), Some(&named), 0).map_err(|unclean| unclean.code)
}

fn indexed(base: Space, table: &[u8]) -> Space {
    Space::Indexed(Box::new(base), table.to_vec())
}

#[track_caller]
fn close(got: &[f64], expected: &[f64], what: &str) {
    let near = got.len() == expected.len()
        && got
            .iter()
            .zip(expected)
            .all(|(got, expected)| (got - expected).abs() < 1e-9);
    assert!(near, "{what}: {got:?}, not {expected:?}");
}

#[test]
fn spaces_become_those_of_devices() {
    for (text, expected) in [
        ("/DeviceGray", Space::Grey),
        ("/G", Space::Grey),
        ("/CalGray", Space::Grey),
        ("/RGB", Space::Rgb),
        ("/CMYK", Space::Cmyk),
        ("/Pattern", Space::Pattern),
        ("/Own", Space::Cmyk),
        ("/N1", Space::Rgb),
        ("[/DeviceGray]", Space::Grey),
        ("[/CalGray<</WhitePoint[1 1 1]>>]", Space::Grey),
        ("[/CalRGB<</WhitePoint[1 1 1]>>]", Space::Rgb),
        ("[/DeviceRGB]", Space::Rgb),
        ("[/DeviceCMYK]", Space::Cmyk),
        ("[/Pattern]", Space::Pattern),
        (
            "[/Indexed/DeviceRGB 1 <000000ffffff>]",
            indexed(Space::Rgb, &[0, 0, 0, 255, 255, 255]),
        ),
        (
            "[/I/G 2 <102030>]",
            indexed(Space::Grey, &[0x10, 0x20, 0x30]),
        ),
        (
            "[/Indexed[/DeviceCMYK]0 <01020304>]",
            indexed(Space::Cmyk, &[1, 2, 3, 4]),
        ),
        // What lies behind the last colour is the colour of nothing.
        (
            "[/Indexed/G 0 <105345435245 54>]",
            indexed(Space::Grey, &[0x10]),
        ),
        ("/Table", indexed(Space::Cmyk, &[0; 8])),
        (
            "[/Separation/SECRET/DeviceRGB<</FunctionType 2>>]",
            Space::Ink(Box::new(Space::Rgb), object("<</FunctionType 2>>")),
        ),
    ] {
        assert_eq!(space(text), Ok(expected), "{text}");
    }
    for (text, code) in [
        ("/Lab", "pdf-unknown"),
        ("1", "pdf-unknown"),
        ("[]", "pdf-unknown"),
        ("[/Lab<<>>]", "pdf-unknown"),
        ("[/DeviceN[/A/B]/DeviceRGB 1]", "pdf-unknown"),
        ("[/ICCBased]", "pdf-unknown"),
        ("/Profile", "pdf-unknown"),
        ("/Loop", "pdf-unknown"),
        // One name leads to another, and not without end.
        ("/N0", "pdf-unknown"),
        ("[/Indexed]", "pdf-unknown"),
        ("[/Indexed/Pattern 0 <00>]", "pdf-unknown"),
        ("[/Indexed/DeviceRGB 1 3]", "pdf-unknown"),
        ("[/Indexed/DeviceRGB -1 <000000>]", "pdf-unknown"),
        ("[/Indexed/DeviceRGB 1 <0000000000>]", "pdf-picture"),
        ("[/Separation/A/DeviceRGB]", "pdf-unknown"),
        ("[/Separation/A]", "pdf-unknown"),
    ] {
        assert_eq!(space(text), Err(code), "{text}");
    }
    // A byte counts up to 255.
    let table = |last: usize| format!("[/Indexed/G {last} <{}>]", "07".repeat(last + 1));
    assert_eq!(space(&table(255)), Ok(indexed(Space::Grey, &[7; 256])));
    assert_eq!(space(&table(256)), Err("pdf-unknown"));
}

#[test]
fn profiles_and_tables_may_be_streams() {
    let read = |items: Vec<Object>| {
        Space::read(&File::default(), &Object::List(items), None, 0).map_err(|unclean| unclean.code)
    };
    let profile = |dict: &str| read(vec![Object::named("ICCBased"), stream(dict, b"SECRET")]);
    assert_eq!(profile("<</N 1>>"), Ok(Space::Grey));
    assert_eq!(profile("<</N 3>>"), Ok(Space::Rgb));
    assert_eq!(profile("<</N 4>>"), Ok(Space::Cmyk));
    assert_eq!(profile("<</N 2>>"), Err("pdf-unknown"));
    assert_eq!(profile("<<>>"), Err("pdf-unknown"));
    let table = |dict: &str, bytes: &[u8]| {
        read(vec![
            Object::named("Indexed"),
            Object::named("DeviceRGB"),
            Object::Number(0.0),
            stream(dict, bytes),
        ])
    };
    assert_eq!(
        table("<<>>", &[1, 2, 3]),
        Ok(indexed(Space::Rgb, &[1, 2, 3]))
    );
    assert_eq!(
        table("<</Filter/ASCIIHexDecode>>", b"040506>"),
        Ok(indexed(Space::Rgb, &[4, 5, 6]))
    );
    assert_eq!(
        table("<</Subtype/Image/Filter/DCTDecode>>", &[1, 2, 3]),
        Err("pdf-unknown")
    );
}

#[test]
fn spaces_are_written_in_one_form() {
    for (text, expected) in [
        ("/CalGray", Some("/DeviceGray")),
        ("[/CalRGB<<>>]", Some("/DeviceRGB")),
        ("/CMYK", Some("/DeviceCMYK")),
        (
            "[/I/RGB 1 <000000ffffff>]",
            Some("[/Indexed /DeviceRGB 1 <000000ffffff>]"),
        ),
        (
            "[/I/G 2 <102030>]",
            Some("[/Indexed /DeviceGray 2 <102030>]"),
        ),
        ("/Pattern", None),
        ("[/Separation/SECRET/G<<>>]", None),
    ] {
        let written = space(text).unwrap().write().ok();
        assert_eq!(written.as_ref().map(printed).as_deref(), expected, "{text}");
    }
    for (text, parts) in [
        ("/G", Some(1)),
        ("/RGB", Some(3)),
        ("/CMYK", Some(4)),
        ("[/I/RGB 0 <000000>]", Some(1)),
        ("[/Separation/A/RGB<<>>]", Some(1)),
        ("/Pattern", None),
    ] {
        assert_eq!(space(text).unwrap().parts().ok(), parts, "{text}");
    }
}

#[test]
fn numbers_become_colours_of_a_device() {
    let table = "[/Indexed/RGB 2 <000000 336699 ff00cc>]";
    let ink =
        "[/Separation/SECRET/CMYK<</FunctionType 2/Domain[0 1]/N 1/C0[0 0 0 0]/C1[0 1 .5 .2]>>]";
    for (text, numbers, expected) in [
        ("/G", vec![0.5], Some(vec![0.5])),
        ("/RGB", vec![0.1, 0.2, 0.3], Some(vec![0.1, 0.2, 0.3])),
        (
            "/CMYK",
            vec![0.1, 0.2, 0.3, 0.4],
            Some(vec![0.1, 0.2, 0.3, 0.4]),
        ),
        ("/RGB", vec![0.1], None),
        (table, vec![0.0], Some(vec![0.0, 0.0, 0.0])),
        (table, vec![1.0], Some(vec![0.2, 0.4, 0.6])),
        (table, vec![2.0], Some(vec![1.0, 0.0, 0.8])),
        (table, vec![3.0], None),
        (table, vec![0.5], None),
        (table, vec![-1.0], None),
        (table, vec![], None),
        (ink, vec![0.5], Some(vec![0.0, 0.5, 0.25, 0.1])),
        (ink, vec![], None),
        ("/Pattern", vec![], None),
    ] {
        let got = space(text).unwrap().device(&File::default(), &numbers).ok();
        match (got, expected) {
            (Some(got), Some(expected)) => close(&got, &expected, text),
            (got, expected) => assert_eq!(got, expected, "{text} {numbers:?}"),
        }
    }
    for (numbers, expected) in [
        (vec![0.25], [0.25, 0.25, 0.25]),
        (vec![2.0], [1.0, 1.0, 1.0]),
        (vec![0.1, -1.0, 3.0], [0.1, 0.0, 1.0]),
        (vec![0.0, 0.0, 0.0, 0.25], [0.75, 0.75, 0.75]),
        (vec![0.5, 1.0, -1.0, 0.5], [0.25, 0.0, 0.5]),
        (vec![], [0.0, 0.0, 0.0]),
    ] {
        close(&rgb(&numbers).0, &expected, &format!("{numbers:?}"));
    }
}

fn at(function: &Object, x: f64) -> Result<Vec<f64>, &'static str> {
    value(&File::default(), function, x, 0).map_err(|unclean| unclean.code)
}

#[test]
fn powers_are_taken() {
    for (text, x, expected) in [
        ("/N 1/C0[1 0]/C1[0 10]", 0.25, Some(vec![0.75, 2.5])),
        ("/N 2/C0[1]/C1[3]", 0.5, Some(vec![1.5])),
        ("/N 1", 0.25, Some(vec![0.25])),
        // Beyond its domain a function goes on as it ended.
        ("/N 1", 7.0, Some(vec![1.0])),
        ("/N 1", -7.0, Some(vec![0.0])),
        ("/N 1/C1[9]/Range[2 4]", 0.25, Some(vec![2.25])),
        ("/N 1/C1[9]/Range[2 4]", 0.0, Some(vec![2.0])),
        ("/N 1/C1[9]/Range[2 4]", 1.0, Some(vec![4.0])),
        ("/N 1/Range[0 1 0 1]", 1.0, None),
        ("/N 1/Range 5", 1.0, None),
        // No number is no colour.
        ("/N -1/C1[0]", 0.0, None),
        ("", 0.5, None),
    ] {
        let function = object(&format!("<</FunctionType 2/Domain[0 1]{text}>>"));
        match (at(&function, x), expected) {
            (Ok(got), Some(expected)) => close(&got, &expected, text),
            (got, expected) => assert_eq!(got.ok(), expected, "{text} {x}"),
        }
    }
    for text in [
        "1",
        "<<>>",
        "<</FunctionType 2/N 1>>",
        "<</FunctionType 2/N 1/Domain[0 1 0 1]>>",
        "<</FunctionType 4/Domain[0 1]>>",
        "<</FunctionType 3/Domain[0 1]/Encode[0 1]>>",
        "<</FunctionType 3/Domain[0 1]/Encode[0 1]/Functions[]>>",
        "<</FunctionType 3/Domain[0 1]/Functions[<</FunctionType 2/N 1/Domain[0 1]>>]>>",
        "<</FunctionType 0/Domain[0 1]/Range[0 1]/Size[1]/BitsPerSample 8>>",
    ] {
        assert_eq!(at(&object(text), 0.5), Err("pdf-unknown"), "{text}");
    }
}

/// Three functions side by side: 0 to 1, 20 back to 10, and the upper half of 100 to 200.
const THREE: &str = "<</FunctionType 3/Domain[0 2]/Bounds[.5 1]/Encode[0 1 1 0 .5 1]/Functions[\
    <</FunctionType 2/Domain[0 1]/N 1>>\
    <</FunctionType 2/Domain[0 1]/N 1/C0[10]/C1[20]>>\
    <</FunctionType 2/Domain[0 1]/N 1/C0[100]/C1[200]>>]>>";

#[test]
fn functions_stand_side_by_side() {
    let three = object(THREE);
    for (x, expected) in [
        (-1.0, 0.0),
        (0.0, 0.0),
        (0.125, 0.25),
        (0.5, 20.0),
        (0.625, 17.5),
        (0.875, 12.5),
        (1.0, 150.0),
        (1.25, 162.5),
        (2.0, 200.0),
        (3.0, 200.0),
    ] {
        close(&at(&three, x).unwrap(), &[expected], &x.to_string());
    }
    // The last begins where the domain ends.
    let edge = object(&THREE.replace("[.5 1]", "[.5 2]"));
    close(&at(&edge, 2.0).unwrap(), &[150.0], "at the edge");
    let short = object(&THREE.replace("1 0 .5 1]", "1 0]"));
    close(
        &at(&short, 0.625).unwrap(),
        &[17.5],
        "before what is not there",
    );
    assert_eq!(at(&short, 2.0), Err("pdf-unknown"));
}

/// A function within functions, so many deep.
fn nested(deep: usize) -> Object {
    let mut text = "<</FunctionType 2/Domain[0 1]/N 1>>".to_owned();
    for _ in 0..deep {
        text = format!("<</FunctionType 3/Domain[0 1]/Bounds[]/Encode[0 1]/Functions[{text}]>>");
    }
    object(&text)
}

#[test]
fn functions_lie_in_functions_to_an_end() {
    for (deep, passes) in [(0, true), (1, true), (4, true), (5, false), (15, false)] {
        assert_eq!(at(&nested(deep), 0.25).is_ok(), passes, "{deep}");
    }
    let write = |deep: usize| {
        let mut builder = Builder::default();
        function(&File::default(), &mut builder, &nested(deep), 0).map(|object| printed(&object))
    };
    assert_eq!(
        write(1).unwrap(),
        "<</Bounds []/Domain [0 1]/Encode [0 1]/FunctionType 3/Functions [<</Domain [0 1]/FunctionType 2/N 1>>]>>"
    );
    assert!(write(5).is_ok());
    assert!(write(6).is_err());
}

#[test]
fn samples_are_looked_up() {
    let sampled = |more: &str, bytes: &[u8]| {
        stream(
            &format!("<</FunctionType 0/Domain[1 3]/BitsPerSample 8{more}>>"),
            bytes,
        )
    };
    let three = "/Range[0 1 -1 1]/Size[3]";
    let bytes = [0, 0, 51, 51, 255, 204];
    for (more, x, expected) in [
        ("", 1.0, [0.0, -1.0]),
        ("", 1.4, [0.0, -1.0]),
        ("", 1.6, [0.2, -0.6]),
        ("", 2.0, [0.2, -0.6]),
        ("", 3.0, [1.0, 0.6]),
        ("", 9.0, [1.0, 0.6]),
        ("/Encode[0 2]", 2.0, [0.2, -0.6]),
        // Turned round, and cut off by the range.
        ("/Decode[1 0 0 -5]", 2.0, [0.8, -1.0]),
        ("/Decode[1 0 0 -1]", 3.0, [0.0, -0.8]),
    ] {
        let function = sampled(&format!("{three}{more}"), &bytes);
        close(
            &at(&function, x).unwrap(),
            &expected,
            &format!("{more} {x}"),
        );
    }
    for (more, bytes) in [
        ("/Range[0 1 0 1]/Size[3]/Encode[2 0]", bytes.as_slice()),
        ("/Range[0 1 0 1]/Size[3]/Decode[0 1]", &bytes),
        ("/Range[0 1 0 1]/Size[3]", &bytes[..5]),
        ("/Range[0 1 0 1]/Size[2]", &bytes),
        ("/Range[0 1]/Size[0]", &[]),
        ("/Range[0 1]", &[0]),
        ("/Size[1]", &[0]),
    ] {
        assert_eq!(at(&sampled(more, bytes), 2.0), Err("pdf-unknown"), "{more}");
    }
    let wide = stream(
        "<</FunctionType 0/Domain[0 1]/BitsPerSample 16/Range[0 1]/Size[2]>>",
        &[0, 0],
    );
    assert_eq!(at(&wide, 0.0), Err("pdf-unknown"));
    // A domain of one number.
    let point = stream(
        "<</FunctionType 0/Domain[1 1]/BitsPerSample 8/Range[0 1]/Size[2]>>",
        &[51, 255],
    );
    close(&at(&point, 1.0).unwrap(), &[0.2], "one number");
}

fn gradient(text: &str) -> Result<(String, Vec<Rgb>), &'static str> {
    let mut builder = Builder::default();
    shading(&File::default(), &mut builder, &object(text), None)
        .map(|(object, gradient)| (printed(&object), gradient.colours.to_vec()))
        .map_err(|unclean| unclean.code)
}

#[test]
fn gradients_are_written_with_their_colours() {
    let (written, colours) = gradient(
        "<</ShadingType 2/ColorSpace/CalRGB/Coords[0 0 10 0]/Domain[0 2]/Extend[true false]/AntiAlias true/BBox[0 0 9 9]\
         /Function<</FunctionType 2/Domain[0 2]/N 1/C0[0 0 0]/C1[.5 0 1]>>>>",
    )
    .unwrap();
    assert_eq!(
        written,
        "<</BBox [0 0 9 9]/ColorSpace /DeviceRGB/Coords [0 0 10 0]/Domain [0 2]/Extend [true false]\
         /Function <</C0 [0 0 0]/C1 [0.5 0 1]/Domain [0 2]/FunctionType 2/N 1>>/ShadingType 2>>"
    );
    assert_eq!(colours.len(), 9);
    for (colour, step) in colours.iter().zip(0_u8..) {
        let share = f64::from(step) / 4.0;
        close(
            &colour.0,
            &[0.5 * share, 0.0, share.min(1.0)],
            &step.to_string(),
        );
    }
    let round = "<</ShadingType 3/ColorSpace/G/Coords[0 0 0 0 0 9]/Function<</FunctionType 2/Domain[0 1]/N 1>>>>";
    let (_, colours) = gradient(round).unwrap();
    close(&colours[4].0, &[0.5; 3], "halfway");
    // A part of what the function tells.
    let part = round.replace("/Function<<", "/Domain[.2 .6]/Function<<");
    let (_, colours) = gradient(&part).unwrap();
    for (at, grey) in [(0, 0.2), (4, 0.4), (8, 0.6)] {
        close(&colours[at].0, &[grey; 3], &format!("{at}"));
    }
    for (from, to) in [
        ("ShadingType 3", "ShadingType 1"),
        ("ShadingType 3", "ShadingType 4"),
        ("/ColorSpace/G", ""),
        ("/ColorSpace/G", "/ColorSpace/Lab"),
        ("/Function<<", "/Background[1]/Function<<"),
        ("/Function<<", "/Extend[1 1]/Function<<"),
        ("/Function<<", "/Extend true/Function<<"),
        ("/Coords[0 0 0 0 0 9]", ""),
        ("/Function<<", "/SECRET 1/Function<<"),
        ("/Function<<", "/Domain[0]/Function<<"),
        ("Domain[0 1]/N 1", "Domain[0 1]/N 1/SECRET 1"),
    ] {
        let text = round.replace(from, to);
        assert_eq!(gradient(&text).err(), Some("pdf-unknown"), "{text}");
    }
    let listed = round
        .replace("/Function<<", "/Function[<<")
        .replace(">>>>", ">>]>>");
    assert_eq!(gradient(&listed).err(), Some("pdf-unknown"));
}

#[test]
fn samples_are_written_packed() {
    let mut builder = Builder::default();
    let sampled = stream(
        "<</FunctionType 0/Domain[0 1]/Range[0 1]/Size[3]/BitsPerSample 8/Order 1/Filter/ASCIIHexDecode>>",
        b"0033ff>",
    );
    let written = function(&File::default(), &mut builder, &sampled, 0).unwrap();
    assert_eq!(printed(&written), "1 0 R");
    let bytes = builder.finish(1);
    let text = String::from_utf8_lossy(&bytes);
    assert!(
        text.contains("<</BitsPerSample 8/Domain [0 1]/Filter /FlateDecode/FunctionType 0/Length 11/Order 1/Range [0 1]/Size [3]>>"),
        "{text}"
    );
    let picture = stream("<</FunctionType 0/Subtype/Image/Filter/DCTDecode>>", b"x");
    assert!(function(&File::default(), &mut Builder::default(), &picture, 0).is_err());
}
