//! Pictures: as many bytes as they have points, and nothing behind them.

use super::super::filter::{Budget, pack};
use super::super::specimen::{dict, digits, printed, stream};
use super::*;
use crate::attachment::tests::{jpeg, segment};

const GREY: &str = "<</Subtype/Image/Width 2/Height 3/ColorSpace/DeviceGray/BitsPerComponent 8>>";

/// What is written of a picture: its dictionary without its length, and its bytes.
fn written(picture: &Object) -> Result<(String, Vec<u8>), &'static str> {
    let mut builder = Builder::default();
    let (object, _) =
        write(&File::default(), &mut builder, picture, None, 0).map_err(|unclean| unclean.code)?;
    let Object::Stream(stream) = object else {
        return Err("no stream");
    };
    let mut dict = stream.dict.clone();
    dict.0.remove(b"Length".as_slice());
    Ok((printed(&Object::Dict(dict)), stream.bytes.clone()))
}

/// The same with the bytes opened.
fn opened(dict: &str, bytes: &[u8]) -> Result<(String, Vec<u8>), &'static str> {
    let (dict, bytes) = written(&stream(dict, bytes))?;
    Ok((dict, filter::inflate(&bytes, &Budget::default()).unwrap()))
}

/// A dictionary with other words in it.
fn with(from: &str, to: &str) -> String {
    assert!(GREY.contains(from), "{from}");
    GREY.replace(from, to)
}

#[test]
fn a_picture_has_as_many_bytes_as_points() {
    let expected = "<</BitsPerComponent 8/ColorSpace /DeviceGray/Filter /FlateDecode/Height 3/Subtype /Image/Type /XObject/Width 2>>";
    for bytes in ["abcdef", "abcdef\n"] {
        assert_eq!(
            opened(GREY, bytes.as_bytes()),
            Ok((expected.to_owned(), b"abcdef".to_vec())),
            "{bytes}"
        );
    }
    for bytes in [
        "",
        "abcde",
        "abcd\n",
        "abcdefg",
        "abcdefg\n",
        "abcdef\n\n",
        "abcdefSECRET",
    ] {
        assert_eq!(
            opened(GREY, bytes.as_bytes()),
            Err("pdf-picture"),
            "{bytes}"
        );
    }
    for (from, to, bytes, kept) in [
        (
            "/DeviceGray",
            "/CalRGB",
            "abcdefghijklmnopqr",
            "/ColorSpace /DeviceRGB",
        ),
        (
            "/BitsPerComponent 8",
            "/BitsPerComponent 1",
            "abc",
            "/BitsPerComponent 1/",
        ),
        (
            "/BitsPerComponent 8",
            "/BitsPerComponent 16",
            "abcdefghijkl",
            "/BitsPerComponent 16/",
        ),
        ("/Width", "/Decode[1 0]/Width", "abcdef", "/Decode [1 0]"),
        (
            "/Width",
            "/Interpolate true/Width",
            "abcdef",
            "/Interpolate true",
        ),
        // A colour that is left out.
        ("/Width", "/Mask[0 7]/Width", "abcdef", "/Mask [0 7]"),
    ] {
        let (dict, data) = opened(&with(from, to), bytes.as_bytes()).unwrap();
        assert!(dict.contains(kept), "{dict}");
        assert_eq!(data, bytes.as_bytes(), "{to}");
    }
    for (from, to, code) in [
        ("/Width 2", "/Width 0", "pdf-picture"),
        ("/Width 2", "/Width 20001", "pdf-picture"),
        ("/Height 3", "", "pdf-picture"),
        ("/ColorSpace/DeviceGray", "", "pdf-picture"),
        ("/BitsPerComponent 8", "/BitsPerComponent 3", "pdf-picture"),
        ("/BitsPerComponent 8", "", "pdf-picture"),
        ("/Width", "/SMask[0 7]/Width", "pdf-picture"),
        ("/Width", "/Mask[/a]/Width", "pdf-picture"),
        ("/Width", "/Mask 1/Width", "pdf-picture"),
        ("/Width", "/Decode 1/Width", "pdf-picture"),
        ("/Width", "/OC 1/Width", "pdf-layers"),
        ("/Width", "/SECRET 1/Width", "pdf-unknown"),
    ] {
        assert_eq!(opened(&with(from, to), b"abcdef"), Err(code), "{to}");
    }
    // What nobody sees goes.
    let (dict, _) = opened(
        &with("/Width", "/Name/SECRET/Metadata(SECRET)/ID(SECRET)/Width"),
        b"abcdef",
    )
    .unwrap();
    assert_eq!(dict, expected);
}

const STENCIL: &str =
    "<</Subtype/Image/Width 9/Height 2/ImageMask true/ColorSpace/SECRET/BitsPerComponent 1>>";

#[test]
fn a_stencil_has_a_bit_a_point() {
    assert_eq!(
        opened(STENCIL, b"abcd"),
        Ok((
            "<</BitsPerComponent 1/Filter /FlateDecode/Height 2/ImageMask true/Subtype /Image/Type /XObject/Width 9>>".to_owned(),
            b"abcd".to_vec()
        ))
    );
    assert_eq!(opened(STENCIL, b"abcde"), Err("pdf-picture"));
}

/// A picture with another at a key.
fn masked(dict: &str, bytes: &[u8], key: &str, inner: Object) -> Object {
    raw(self::dict(dict).with(key, inner), bytes.to_vec())
}

#[test]
fn a_mask_is_a_picture_of_its_own() {
    let inner = || stream(&with("/Width", "/Metadata(SECRET)/Width"), b"uvwxyz");
    for key in ["Mask", "SMask"] {
        let mut builder = Builder::default();
        let outer = masked(GREY, b"abcdef", key, inner());
        let (object, size) = write(&File::default(), &mut builder, &outer, None, 0).unwrap();
        assert_eq!(size, (2, 3));
        assert!(printed(&object).contains(&format!("/{key} 1 0 R")));
        let file = String::from_utf8_lossy(&builder.finish(1)).into_owned();
        assert!(
            file.contains("1 0 obj\n<</BitsPerComponent 8/ColorSpace /DeviceGray/"),
            "{file}"
        );
        assert!(!file.contains("SECRET"), "{file}");
        // One that holds more than it shows, masks of masks, and masks of stencils.
        let long = masked(GREY, b"abcdef", key, stream(GREY, b"uvwxyzSECRET"));
        let twice = masked(GREY, b"abcdef", key, masked(GREY, b"abcdef", key, inner()));
        let stencil = masked(STENCIL, b"abcd", key, inner());
        for picture in [long, twice, stencil] {
            assert_eq!(written(&picture), Err("pdf-picture"));
        }
    }
}

#[test]
fn a_jpeg_loses_its_metadata_and_keeps_how_its_colours_turn() {
    let bytes = jpeg(&[segment(0xfe, b"SECRET")]);
    let plain = jpeg(&[]);
    let plain = jpeg::rewrite(&plain).unwrap().0.bytes;
    let dict = |more: &str| {
        format!(
            "<</Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode{more}>>"
        )
    };
    for (more, kept) in [
        ("", ""),
        (
            "/DecodeParms<</ColorTransform 0>>",
            "/DecodeParms <</ColorTransform 0>>",
        ),
        (
            "/DecodeParms<</ColorTransform 1>>",
            "/DecodeParms <</ColorTransform 1>>",
        ),
        (
            "/DecodeParms[<</ColorTransform 0>>]",
            "/DecodeParms <</ColorTransform 0>>",
        ),
        ("/DecodeParms<</ColorTransform 2>>", ""),
        ("/DecodeParms<</ColorTransform .5>>", ""),
        ("/DecodeParms<</SECRET 1>>", ""),
    ] {
        assert_eq!(
            written(&stream(&dict(more), &bytes)),
            Ok((
                format!(
                    "<</BitsPerComponent 8/ColorSpace /DeviceGray{kept}/Filter /DCTDecode/Height 1/Subtype /Image/Type /XObject/Width 1>>"
                ),
                plain.clone()
            )),
            "{more}"
        );
    }
    let wide = dict("").replace("Width 1", "Width 2");
    for (dict, bytes) in [
        (wide, bytes.as_slice()),
        (dict("/ImageMask true"), &bytes),
        (dict(""), b"\xff\xd8SECRET"),
    ] {
        assert_eq!(written(&stream(&dict, bytes)), Err("pdf-picture"), "{dict}");
    }
}

#[test]
fn rows_stay_small_where_they_are_whole() {
    // Three rows of two points, with what tells how each was made smaller.
    let rows = [2, 1, 2, 2, 1, 1, 1, 7, 7];
    let points = [1, 2, 2, 3, 7, 14];
    let flat = pack(&rows);
    let dict = |parameters: &str| {
        GREY.replace(
            ">>",
            &format!("/Filter/FlateDecode/DecodeParms{parameters}>>"),
        )
    };
    for kind in ["10", "12", "15"] {
        for (open, close) in [("", ""), ("[", "]")] {
            let text = dict(&format!(
                "{open}<</Predictor {kind}/Columns 2/SECRET 1>>{close}"
            ));
            let (dict, data) = opened(&text, &flat).unwrap();
            assert!(
                dict.contains("/DecodeParms <</Columns 2/Predictor 15>>"),
                "{dict}"
            );
            assert_eq!(data, rows, "{text}");
        }
    }
    let listed = dict("<</Predictor 12/Columns 2/Colors 1/BitsPerComponent 8>>")
        .replace("/Filter/FlateDecode", "/Filter[/FlateDecode]");
    let (written, data) = opened(&listed, &flat).unwrap();
    assert!(
        written.contains("/DecodeParms <</BitsPerComponent 8/Colors 1/Columns 2/Predictor 15>>")
    );
    assert_eq!(data, rows);
    // Where they come in other forms, they are opened: packed twice, told without tags, or in rows of another length.
    let hex = digits(&flat);
    let twice = dict("[null<</Predictor 12/Columns 2>>]").replace(
        "/Filter/FlateDecode",
        "/Filter[/ASCIIHexDecode/FlateDecode]",
    );
    for (text, bytes, points) in [
        (twice, hex.into_bytes(), &points[..]),
        (
            dict("<</Predictor 2/Columns 2>>"),
            pack(&[1, 1, 2, 1, 7, 7]),
            &points,
        ),
        (dict("<</Predictor 1>>"), pack(&points), &points),
        // One row that says to be longer than it is.
        (
            dict("<</Predictor 12/Columns 5>>").replace("Height 3", "Height 1"),
            pack(&[2, 1, 2]),
            &points[..2],
        ),
        // The end of a line behind the last point.
        (
            dict("<</Predictor 12/Columns 2>>"),
            pack(&[&rows[..], &[0, b'\n']].concat()),
            &points,
        ),
    ] {
        let (dict, data) = opened(&text, &bytes).unwrap();
        assert!(!dict.contains("DecodeParms"), "{dict}");
        assert_eq!(data, points, "{text}");
    }
}
