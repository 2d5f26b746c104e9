//! Zip files, which office documents are too: their members one after the other, by the headers that stand before them. The
//! list at the end is not asked, because what it leaves out is there all the same.

use super::pack::{self, Fault};

/// How a member begins, and so most zip files.
pub(crate) const MAGIC: &[u8] = b"PK\x03\x04";
/// How the list of members begins, or the end of an empty one.
const LISTS: [&[u8]; 2] = [b"PK\x01\x02", b"PK\x05\x06"];
/// How much may come out of a member that is only tried.
const MOST: usize = 1 << 28;
/// How long a header is, without name and extra fields.
const HEADER: usize = 30;

/// The members of a zip file, in order; an error for one that cannot be opened. `most` bounds how much comes out of each.
pub(crate) fn members(bytes: &[u8], most: usize) -> Vec<Result<Vec<u8>, Fault>> {
    let mut found = Vec::new();
    let mut rest = bytes;
    while let Some(at) = position(rest, MAGIC) {
        let here = rest.get(at..).unwrap_or_default();
        let (member, used) = member(here, most);
        found.push(member);
        rest = here.get(used.max(MAGIC.len())..).unwrap_or_default();
    }
    found
}

/// Says whether every member can be opened, and a list of them follows.
pub(crate) fn is_whole(bytes: &[u8]) -> bool {
    let members = members(bytes, MOST);
    let listed = LISTS.iter().any(|list| position(bytes, list).is_some());
    listed && !members.is_empty() && members.iter().all(Result::is_ok)
}

/// The first member, and how many bytes it took.
fn member(bytes: &[u8], most: usize) -> (Result<Vec<u8>, Fault>, usize) {
    let number = |at: usize| -> usize {
        let pair = bytes.get(at..).and_then(<[u8]>::first_chunk::<2>);
        pair.map_or(0, |pair| usize::from(u16::from_le_bytes(*pair)))
    };
    let (flags, method) = (number(6), number(8));
    let size = bytes.get(18..).and_then(<[u8]>::first_chunk::<4>);
    let size = size.and_then(|size| usize::try_from(u32::from_le_bytes(*size)).ok());
    let size = size.unwrap_or_default();
    let start = HEADER + number(26) + number(28);
    let Some(data) = bytes.get(start..) else {
        return (Err(Fault::Damaged), 0);
    };
    // Enciphered members are closed to everyone.
    if flags & 1 != 0 {
        return (Err(Fault::Damaged), start);
    }
    match method {
        0 => match data.get(..size) {
            // One whose size stands behind it goes on to the next header.
            _ if flags & 8 != 0 => {
                let next = LISTS.iter().copied().chain([MAGIC]);
                let end = next.filter_map(|sign| position(data, sign)).min();
                let data = data.get(..end.unwrap_or(data.len())).unwrap_or_default();
                (Ok(data.to_vec()), start + data.len())
            }
            Some(stored) => (Ok(stored.to_vec()), start + size),
            None => (Err(Fault::Damaged), start),
        },
        8 => match pack::inflated(data, most) {
            Ok((inner, used)) => (Ok(inner), start + used),
            Err(fault) => (Err(fault), start),
        },
        _ => (Err(Fault::Damaged), start),
    }
}

fn position(bytes: &[u8], sign: &[u8]) -> Option<usize> {
    bytes.windows(sign.len()).position(|window| window == sign)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A zip file of members: name, flags, method, data.
    pub(crate) fn zip(members: &[(&str, u8, u8, &[u8])]) -> Vec<u8> {
        let mut out = Vec::new();
        for (name, flags, method, data) in members {
            // Sizes of streamed members stand behind them.
            let size = if flags & 8 == 0 {
                u32::try_from(data.len()).unwrap()
            } else {
                0
            };
            out.extend(MAGIC);
            out.extend([20, 0, *flags, 0, *method, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            out.extend(size.to_le_bytes());
            out.extend([0; 4]);
            out.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
            out.extend([0; 2]);
            out.extend(name.as_bytes());
            out.extend(*data);
        }
        out.extend(LISTS[1]);
        out.extend([0; 18]);
        out
    }

    #[test]
    fn members_are_opened() {
        let deflated = miniz_oxide::deflate::compress_to_vec(b"porcelain herons", 9);
        for flags in [0, 8] {
            let bytes = zip(&[
                ("a.txt", flags, 8, &deflated),
                ("b.txt", flags, 0, b"guard the custard"),
            ]);
            let expected = [
                Ok(b"porcelain herons".to_vec()),
                Ok(b"guard the custard".to_vec()),
            ];
            assert_eq!(members(&bytes, 1 << 20), expected);
            assert!(is_whole(&bytes));
            assert!(!is_whole(&bytes[..40]));
        }
        // A stored member is passed over as a whole, though it holds another zip file.
        let inner = zip(&[("notes.txt", 0, 0, b"porcelain herons")]);
        for flags in [0, 8] {
            let bytes = zip(&[
                ("a.zip", 0, 0, &inner),
                ("b.txt", flags, 0, b"guard the custard"),
                ("c.txt", flags, 8, &deflated),
            ]);
            let expected = [
                Ok(inner.clone()),
                Ok(b"guard the custard".to_vec()),
                Ok(b"porcelain herons".to_vec()),
            ];
            assert_eq!(members(&bytes, 1 << 20), expected);
        }
        // Between its name and its data a member may say more.
        let mut more = zip(&[("a.txt", 0, 0, b"porcelain herons")]);
        more[28] = 4;
        more.splice(35..35, *b"more");
        assert_eq!(members(&more, 1 << 20), [Ok(b"porcelain herons".to_vec())]);
        for (flags, method) in [(1, 8), (0, 12), (1, 0)] {
            let bytes = zip(&[("a.txt", flags, method, &deflated)]);
            assert!(!is_whole(&bytes), "{flags} {method}");
        }
    }
}
