//! Changes for machines: an array of objects, one an entry.

use serde_json::{Value, json};

use super::{Changes, FieldChange, What};

impl Changes {
    /// The changes as JSON, the same text for the same changes.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut all = Vec::new();
        if !self.site.is_empty() {
            all.push(json!({
                "what": What::Changed.name(),
                "address": null,
                "kind": "site",
                "title": null,
                "fields": fields(&self.site),
                "text": [],
                "portions": [],
                "attachments": [],
            }));
        }
        for entry in &self.entries {
            let text = entry.text.iter();
            let text: Vec<Value> = text
                .map(|(what, piece)| json!({"what": what.name(), "text": piece}))
                .collect();
            let portions = entry.portions.iter();
            let portions: Vec<Value> = portions
                .map(|(what, reason)| json!({"what": what.name(), "reason": reason}))
                .collect();
            let files = entry.attachments.iter();
            let files: Vec<Value> = files
                .map(|one| json!({"what": one.what.name(), "name": one.name, "title": one.title}))
                .collect();
            all.push(json!({
                "what": entry.what.name(),
                "address": entry.address.as_str(),
                "kind": entry.kind.name(),
                "title": entry.title,
                "fields": fields(&entry.fields),
                "text": text,
                "portions": portions,
                "attachments": files,
            }));
        }
        Value::Array(all).to_string()
    }
}

fn fields(fields: &[FieldChange]) -> Vec<Value> {
    let object = |one: &FieldChange| json!({"name": one.name, "old": one.old, "new": one.new});
    fields.iter().map(object).collect()
}
