//! The closed lists: elements, their attributes, and properties.

/// What the value of an attribute must be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    /// A length; percentages are of the width, of the height, or of neither.
    Wide,
    High,
    Length,
    /// Lengths, as `x` of a text may have them.
    Lengths,
    /// A number from 0 to 1.
    Share,
    Path,
    Points,
    Map,
    /// A colour, a gradient of the drawing, or nothing.
    Paint,
    Colour,
    /// One of some words.
    Word(&'static [&'static str]),
    /// A part of the drawing.
    Part,
    Font,
    Weight,
}

use Kind::{
    Colour, Font, High, Length, Lengths, Map, Paint, Part, Path, Points, Share, Wide, Word,
};

/// Elements that draw, or that others refer to, with their own attributes.
pub(super) const ELEMENTS: &[(&str, &[(&str, Kind)])] = &[
    ("g", &[]),
    ("defs", &[]),
    // Letters of some programs stand above the corner of their symbols.
    ("symbol", &[("overflow", Word(&["visible", "hidden"]))]),
    ("path", &[("d", Path)]),
    (
        "rect",
        &[
            ("x", Wide),
            ("y", High),
            ("width", Wide),
            ("height", High),
            ("rx", Length),
            ("ry", Length),
        ],
    ),
    ("circle", &[("cx", Wide), ("cy", High), ("r", Length)]),
    (
        "ellipse",
        &[("cx", Wide), ("cy", High), ("rx", Wide), ("ry", High)],
    ),
    (
        "line",
        &[("x1", Wide), ("y1", High), ("x2", Wide), ("y2", High)],
    ),
    ("polyline", &[("points", Points)]),
    ("polygon", &[("points", Points)]),
    (
        "text",
        &[
            ("x", Lengths),
            ("y", Lengths),
            ("dx", Lengths),
            ("dy", Lengths),
            ("textLength", Length),
            ("lengthAdjust", Word(&["spacing", "spacingAndGlyphs"])),
        ],
    ),
    (
        "tspan",
        &[
            ("x", Lengths),
            ("y", Lengths),
            ("dx", Lengths),
            ("dy", Lengths),
            ("textLength", Length),
            ("lengthAdjust", Word(&["spacing", "spacingAndGlyphs"])),
        ],
    ),
    ("use", &[("href", Part), ("x", Wide), ("y", High)]),
    (
        "linearGradient",
        &[
            ("x1", Share),
            ("y1", Share),
            ("x2", Share),
            ("y2", Share),
            ("gradientUnits", UNITS),
            ("gradientTransform", Map),
            ("spreadMethod", SPREAD),
            ("href", Part),
        ],
    ),
    (
        "radialGradient",
        &[
            ("cx", Share),
            ("cy", Share),
            ("r", Share),
            ("fx", Share),
            ("fy", Share),
            ("fr", Share),
            ("gradientUnits", UNITS),
            ("gradientTransform", Map),
            ("spreadMethod", SPREAD),
            ("href", Part),
        ],
    ),
    ("stop", &[("offset", Share)]),
    ("clipPath", &[("clipPathUnits", Word(&["userSpaceOnUse"]))]),
];

const UNITS: Kind = Word(&["userSpaceOnUse", "objectBoundingBox"]);
const SPREAD: Kind = Word(&["pad", "reflect", "repeat"]);

/// Elements that are left out with all that is in them: what editors and libraries keep there, and words for a tooltip
/// that a picture in a page never shows.
pub(super) const LEFT_OUT: &[&str] = &["metadata", "title", "desc", "style"];

/// Properties that stay, as attributes.
pub(super) const PROPERTIES: &[(&str, Kind)] = &[
    ("fill", Paint),
    ("fill-opacity", Share),
    ("fill-rule", Word(&["nonzero", "evenodd"])),
    ("clip-rule", Word(&["nonzero", "evenodd"])),
    ("clip-path", Part),
    ("stroke", Paint),
    ("stroke-width", Length),
    ("stroke-opacity", Share),
    ("stroke-linecap", Word(&["butt", "round", "square"])),
    ("stroke-linejoin", Word(&["miter", "round", "bevel"])),
    ("stroke-miterlimit", Length),
    ("stroke-dasharray", Lengths),
    ("stroke-dashoffset", Length),
    ("opacity", Share),
    ("stop-color", Colour),
    ("stop-opacity", Share),
    ("font-family", Font),
    ("font-size", Length),
    ("font-style", Word(&["normal", "italic", "oblique"])),
    ("font-weight", Kind::Weight),
    ("text-anchor", Word(&["start", "middle", "end"])),
    ("letter-spacing", Length),
    ("word-spacing", Length),
    (
        "text-decoration",
        Word(&["none", "underline", "line-through"]),
    ),
    (
        "dominant-baseline",
        Word(&[
            "auto",
            "alphabetic",
            "middle",
            "central",
            "hanging",
            "text-before-edge",
            "text-after-edge",
            "ideographic",
            "mathematical",
        ]),
    ),
];

/// Properties that may hide something or change what covers what, with the values that do nothing.
pub(super) const GUARDED: &[(&str, &[&str])] = &[
    ("display", &["inline", "block", "inherit", "initial"]),
    ("visibility", &["visible", "inherit", "initial"]),
    ("mask", &["none"]),
    ("filter", &["none"]),
    ("clip", &["auto"]),
    ("mix-blend-mode", &["normal"]),
    ("isolation", &["auto", "isolate"]),
    ("writing-mode", &["lr-tb", "lr", "horizontal-tb"]),
    ("font-size-adjust", &["none"]),
    ("baseline-shift", &["0", "baseline", "0%"]),
    ("transform", &["none"]),
    ("transform-origin", &["0 0", "0px 0px"]),
    ("transform-box", &["view-box"]),
    ("marker", &["none", ""]),
    ("marker-start", &["none", ""]),
    ("marker-mid", &["none", ""]),
    ("marker-end", &["none", ""]),
    ("content", &[]),
    ("d", &[]),
];
