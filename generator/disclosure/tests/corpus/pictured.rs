//! Pictures and drawings.

use super::pictures::{ARCHIVE, png, segment, turned, with_segments};
use super::readers::Reader::{Drawing, Named, SamePicture, Tags, Unpacks, Warns};
use super::{Passes, Refused, Row, made, row, specimen};

/// What cameras and editors write of themselves and their owners.
const CAMERA: &[&str] = &[
    "By-line",
    "Comment",
    "CreatorWorkEmail",
    "GPSLatitude",
    "Make",
    "Model",
    "OwnerName",
    "SerialNumber",
    "ThumbnailImage",
    "XMPToolkit",
];
const PUT_THERE: &[&str] = &["Artist", "Creator", "GPSLatitude", "XMPToolkit"];

pub(crate) fn rows() -> Vec<Row> {
    let photograph = specimen("camera.jpg");
    let square = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\" fill=\"#123456\"/></svg>";
    let drawn = |part: &str| square.replace("<rect", &format!("{part}<rect"));
    vec![
        row(
            "known by content",
            "table.csv",
            png(&[]),
            Refused("attachment-extension", ".png"),
            vec![Named("PNG image data")],
        ),
        row(
            "known by content",
            "picture.png",
            photograph.clone(),
            Refused("attachment-extension", ".jpg"),
            vec![Named("JPEG image data")],
        ),
        row(
            "known by content",
            "picture.jpeg",
            photograph.clone(),
            Passes,
            vec![Named("JPEG image data"), SamePicture],
        ),
        row(
            "known by content",
            "picture.gif",
            b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
                .as_slice(),
            Refused("attachment-type", "save it as PNG"),
            vec![Named("GIF image data")],
        ),
        made(
            "JPEG loses metadata",
            "camera.jpg",
            Passes,
            vec![Tags(CAMERA), SamePicture],
        ),
        made(
            "JPEG loses metadata",
            "imagemagick.jpg",
            Passes,
            vec![Tags(PUT_THERE), Tags(&["Comment"]), SamePicture],
        ),
        row(
            "JPEG loses metadata",
            "profile.jpg",
            with_segments(
                &photograph,
                &[
                    segment(
                        0xe2,
                        &[b"ICC_PROFILE\0\x01\x01".as_slice(), &profile()].concat(),
                    ),
                    segment(0xe2, b"MPF\0II*\0\x08\0\0\0\0\0"),
                ],
            ),
            Passes,
            vec![Tags(&["ProfileDescription", "GPSLatitude"]), SamePicture],
        ),
        row(
            "JPEG loses metadata",
            "held.jpg",
            with_segments(&bare(), &[turned()]),
            Refused("attachment-turned", "turn the picture itself"),
            vec![Named("orientation=upper-right")],
        ),
        made(
            "PNG loses metadata",
            "imagemagick.png",
            Passes,
            vec![
                Tags(PUT_THERE),
                Tags(&["ModifyDate", "Datecreate"]),
                SamePicture,
            ],
        ),
        row(
            "PNG loses metadata",
            "texts.png",
            png(&[
                (b"tEXt", b"Comment\0Third hall"),
                (b"iTXt", b"Author\0\0\0\0\0Ermintrude"),
                (b"tIME", b"\x07\xea\x05\x01\x0a\0\0"),
                (b"pHYs", b"\0\0\x0b\x13\0\0\x0b\x13\x01"),
                (b"vpAg", b"\0\0\0\x01\0\0\0\x01\0"),
            ]),
            Passes,
            vec![Tags(&["Comment", "Author", "ModifyDate"]), SamePicture],
        ),
        row(
            "PNG loses metadata",
            "moving.png",
            png(&[
                (b"acTL", b"\0\0\0\x01\0\0\0\0"),
                (
                    b"fcTL",
                    b"\0\0\0\0\0\0\0\x01\0\0\0\x01\0\0\0\0\0\0\0\0\0\x01\0\x01\0\0",
                ),
            ]),
            Refused("attachment-moving", "export one image"),
            vec![Named("PNG image data")],
        ),
        made(
            "WebP loses metadata",
            "imagemagick.webp",
            Passes,
            vec![Tags(PUT_THERE), SamePicture],
        ),
        row(
            "bytes behind a picture",
            "behind.jpg",
            [photograph.as_slice(), b"Third hall"].concat(),
            Refused("attachment-trailing", "export it anew"),
            vec![Named("JPEG image data")],
        ),
        row(
            "bytes behind a picture",
            "behind.png",
            [png(&[]).as_slice(), b"Third hall, with a plan"].concat(),
            Refused("attachment-trailing", "export it anew"),
            vec![Warns("after PNG IEND")],
        ),
        row(
            "bytes behind a picture",
            "behind.webp",
            [specimen("imagemagick.webp").as_slice(), ARCHIVE].concat(),
            Refused("attachment-trailing", "export it anew"),
            vec![Unpacks("(empty)")],
        ),
        made(
            "SVG by allow list",
            "cairo.svg",
            Passes,
            vec![Drawing("<use")],
        ),
        made(
            "SVG by allow list",
            "graphviz.svg",
            Passes,
            vec![Drawing("<!-- Generated by graphviz")],
        ),
        made(
            "SVG by allow list",
            "matplotlib.svg",
            Passes,
            vec![Drawing("<metadata>")],
        ),
        made(
            "SVG by allow list",
            "libreoffice-draw.svg",
            Passes,
            vec![Drawing("ooo:")],
        ),
        row(
            "SVG by allow list",
            "script.svg",
            drawn("<script>alert(1)</script>"),
            Refused("svg-script", "take the script out"),
            vec![Named("SVG")],
        ),
        row(
            "SVG by allow list",
            "acts.svg",
            drawn("<g onclick=\"alert(1)\"/>"),
            Refused("svg-script", "take it out"),
            vec![Named("SVG")],
        ),
        row(
            "SVG by allow list",
            "page.svg",
            drawn(
                "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">Third hall</p></foreignObject>",
            ),
            Refused("svg-part", ""),
            vec![Named("SVG")],
        ),
        row(
            "SVG by allow list",
            "picture.svg",
            drawn("<image href=\"https://example.org/a.png\" width=\"9\" height=\"9\"/>"),
            Refused("svg-part", ""),
            vec![Named("SVG")],
        ),
        row(
            "SVG by allow list",
            "entity.svg",
            format!("<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>{square}"),
            Refused("svg-doctype", "plain SVG"),
            vec![Named("SVG")],
        ),
        row(
            "SVG by allow list",
            "covered.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 99 99\" width=\"99\" height=\"99\"><text x=\"9\" y=\"40\" font-size=\"12\">Third hall</text><rect width=\"99\" height=\"99\" fill=\"#000\"/></svg>",
            Refused("attachment-text-covered", "covering does not remove"),
            vec![Named("SVG")],
        ),
        row(
            "SVG by allow list",
            "blocks.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 99 99\" width=\"99\" height=\"99\"><text x=\"9\" y=\"40\" font-size=\"12\">Third hall</text><text x=\"9\" y=\"40\" font-size=\"12\">█████</text></svg>",
            Refused("attachment-text-covered", "covering does not remove"),
            vec![Named("SVG")],
        ),
        row(
            "two things at once",
            "both.jpg",
            [photograph.as_slice(), &specimen("python.zip")].concat(),
            Refused("attachment-trailing", "export it anew"),
            vec![Named("JPEG image data"), Unpacks("table.csv")],
        ),
        row(
            "two things at once",
            "both.svg",
            [square.as_bytes(), ARCHIVE].concat(),
            Refused("attachment-two", "make it anew"),
            vec![Named("SVG"), Unpacks("(empty)")],
        ),
        row(
            "two things at once",
            "hidden.jpg",
            with_segments(&photograph, &[segment(0xfe, b"%PDF-1.4 Third hall")]),
            Passes,
            vec![Tags(&["Comment"]), SamePicture],
        ),
    ]
}

/// The photograph without what says how it was held.
fn bare() -> Vec<u8> {
    super::through("camera.jpg", &specimen("camera.jpg")).unwrap()
}

/// A colour profile that says who made it.
fn profile() -> Vec<u8> {
    let words = b"Third hall\0";
    let mut description = b"desc\0\0\0\0\0\0\0\x0b".to_vec();
    description.extend(words);
    description.resize(90 + words.len(), 0);
    let length = u32::try_from(description.len()).unwrap().to_be_bytes();
    // The header: size, version, what it is for, and the sign of a profile.
    let parts: &[&[u8]] = &[
        &[0; 8],
        b"\x02\x10\0\0",
        b"mntrRGB XYZ ",
        &[0; 12],
        b"acsp",
        &[0; 88],
        b"\0\0\0\x01desc\0\0\0\x90",
        &length,
        &description,
    ];
    let rest = parts.concat();
    let whole = u32::try_from(rest.len()).unwrap().to_be_bytes();
    [&whole, rest.split_at(4).1].concat()
}
