//! What to say where something in a file cannot be seen: one code, one sentence and one remedy for each case.

use super::Unclean;
use super::canvas::Hidden;

impl Hidden {
    /// The words for it, where `place` is the file or a page of it.
    pub(super) fn unclean(self, place: &str) -> Unclean {
        let (code, what, help) = match self {
            Self::TextCovered => (
                "attachment-text-covered",
                "has text under something that is painted over it",
                "covering does not remove: delete the words where the file was made, and export it anew",
            ),
            Self::TextOverwritten => (
                "attachment-text-covered",
                "has text with other letters written over it",
                "covering does not remove: delete the words where the file was made; where they are to be read, make room for them; and export it anew",
            ),
            Self::TextFaint => (
                "attachment-text-faint",
                "has text in the colour of what it stands upon",
                "delete the words, or give them a colour that people can read, and export it anew",
            ),
            Self::TextOutside => (
                "attachment-text-outside",
                "has text outside of what is shown",
                "delete the words beyond the edge or the frame, or make the page larger, and export it anew",
            ),
            Self::TextTiny => (
                "attachment-text-tiny",
                "has text too small to be read",
                "delete it, or write it larger, and export it anew",
            ),
            Self::TextInvisible => (
                "attachment-text-invisible",
                "has text that is not painted, as text recognition leaves it upon a scan",
                "publish the text as text, or export the file without its text layer",
            ),
            Self::TextOnPicture => (
                "attachment-text-on-picture",
                "has text upon a picture or a pattern, which may hide it",
                "move the words beside the picture, or make them part of the picture",
            ),
            Self::PictureCovered => (
                "attachment-picture-covered",
                "has a picture with something painted over it",
                "covering does not remove: change the picture itself in a picture editor, and put it in anew",
            ),
            Self::PictureCropped => (
                "attachment-picture-cropped",
                "has a picture of which a part is cut off from view and still there",
                "crop the picture itself in a picture editor (in office programs: compress pictures, delete cropped areas), and export it anew",
            ),
            Self::PictureTiny => (
                "attachment-picture-tiny",
                "has a picture with far more detail than can be seen",
                "scale the picture down to the size in which it is shown, and export it anew",
            ),
            Self::DrawingCovered => (
                "attachment-drawing-covered",
                "has a drawing that is not painted, or wholly under something else",
                "delete it where the file was made, and export it anew",
            ),
            Self::DrawingOutside => (
                "attachment-drawing-outside",
                "has a drawing outside of what is shown",
                "delete what lies beyond the edge or the frame, and export it anew",
            ),
            Self::TooComplex => (
                "attachment-complex",
                "is drawn of more parts than can be checked",
                "simplify it, or export it as a picture",
            ),
        };
        Unclean::new(code, format!("{place} {what}"), help)
    }
}
