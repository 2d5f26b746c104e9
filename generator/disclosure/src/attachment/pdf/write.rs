//! Puts a PDF together anew: numbered in the order of need, printed in one form, with nothing that nobody asked for.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::filter::pack;
use super::object::{Dict, Object, Stream, count};

/// The objects of the new file.
#[derive(Debug, Default)]
pub(super) struct Builder {
    objects: BTreeMap<u32, Object>,
    last: u32,
}

impl Builder {
    /// A number for an object that comes later.
    pub(super) fn reserve(&mut self) -> u32 {
        self.last += 1;
        self.last
    }

    pub(super) fn set(&mut self, number: u32, object: Object) {
        self.objects.insert(number, object);
    }

    /// Adds an object. Returns a reference to it.
    pub(super) fn add(&mut self, object: Object) -> Object {
        let number = self.reserve();
        self.set(number, object);
        Object::Reference(number)
    }

    /// Adds data, packed.
    pub(super) fn stream(&mut self, dict: Dict, data: &[u8]) -> Object {
        let stream = packed(dict, data);
        self.add(stream)
    }

    /// Prints the file.
    pub(super) fn finish(self, root: u32) -> Vec<u8> {
        // The second line tells programs that move files that this one is not text.
        let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let mut table = String::from("0000000000 65535 f \n");
        for (number, object) in &self.objects {
            table.push_str(&format!("{:010} 00000 n \n", out.len()));
            out.extend(format!("{number} 0 obj\n").bytes());
            print(object, &mut out);
            out.extend(b"\nendobj\n");
        }
        let start = out.len();
        let size = self.objects.len() + 1;
        out.extend(format!("xref\n0 {size}\n{table}trailer\n<</Root {root} 0 R/Size {size}>>\nstartxref\n{start}\n%%EOF\n").bytes());
        out
    }
}

/// A stream of packed data.
pub(super) fn packed(dict: Dict, data: &[u8]) -> Object {
    raw(
        dict.with("Filter", Object::named("FlateDecode")),
        pack(data),
    )
}

/// A stream of data as they are.
pub(super) fn raw(dict: Dict, bytes: Vec<u8>) -> Object {
    let dict = dict.with("Length", Object::Number(count(bytes.len())));
    Object::Stream(Rc::new(Stream { dict, bytes }))
}

/// Prints a value in one form.
pub(super) fn print(object: &Object, out: &mut Vec<u8>) {
    match object {
        Object::Null => out.extend(b"null"),
        Object::Bool(value) => out.extend(value.to_string().bytes()),
        Object::Number(value) => out.extend(number(*value).bytes()),
        Object::Text(bytes) => {
            out.push(b'<');
            for byte in bytes {
                out.extend(format!("{byte:02x}").bytes());
            }
            out.push(b'>');
        }
        Object::Name(bytes) => name(bytes, out),
        Object::List(items) => {
            out.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(b' ');
                }
                print(item, out);
            }
            out.push(b']');
        }
        Object::Dict(dict) => print_dict(dict, out),
        Object::Stream(stream) => {
            print_dict(&stream.dict, out);
            out.extend(b"\nstream\n");
            out.extend(&stream.bytes);
            out.extend(b"\nendstream");
        }
        Object::Reference(number) => out.extend(format!("{number} 0 R").bytes()),
    }
}

fn print_dict(dict: &Dict, out: &mut Vec<u8>) {
    out.extend(b"<<");
    for (key, value) in &dict.0 {
        name(key, out);
        out.push(b' ');
        print(value, out);
    }
    out.extend(b">>");
}

fn name(bytes: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for byte in bytes {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'+' | b'*' | b',') {
            out.push(*byte);
        } else {
            out.extend(format!("#{byte:02x}").bytes());
        }
    }
}

/// A number in one form: at most eight decimals, and no exponent.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.8}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if matches!(text, "" | "-0") { "0" } else { text }.to_owned()
}
