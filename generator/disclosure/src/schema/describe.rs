//! What a field must hold, in words for whoever fills it in.

use super::Shape;

impl Shape {
    /// What a value must be, as one says it behind "write".
    #[must_use]
    pub fn described(&self) -> String {
        match self {
            Shape::Text => "a text".to_owned(),
            Shape::Slug => "lower-case Latin letters without accents, digits and single hyphens between them, 80 at most, and no name that Windows keeps for a device".to_owned(),
            Shape::Word(words) => format!("one of: {}", words.join(", ")),
            Shape::Level => "a level, such as `public`".to_owned(),
            Shape::Reason => "a reason, such as `physical-protection`".to_owned(),
            Shape::Rule => "a row of the matrix, or `row/stream`, such as `peer-review/regime`".to_owned(),
            Shape::Row => "a row of the matrix, such as `peer-review`".to_owned(),
            Shape::Language => "a language of the site, as vitrine.toml lists them".to_owned(),
            Shape::State => "a state's code of two capital letters, ISO 3166 or one that vitrine.toml names under [states]".to_owned(),
            Shape::Day => "a day as `2016-05-20`".to_owned(),
            Shape::Date => "a date as `2016-05-20`, `2016-05`, `2016-Q2` or `2016`".to_owned(),
            Shape::Moment => "a moment in UTC as `2016-05-20T14:30Z`".to_owned(),
            Shape::Number => "a whole number without quotes".to_owned(),
            Shape::Flag => "`true` or `false`, without quotes".to_owned(),
            Shape::Url => "an address that begins with `https://` or `http://`".to_owned(),
            Shape::Entry(_) => "the `id` of an entry, or its address such as `missions/nl-2016`".to_owned(),
            Shape::File => "the path of a file of the site, relative to this entry's own, with `/` between folders".to_owned(),
            Shape::Digest => "the digest that `vitrine assess` wrote".to_owned(),
            Shape::Facet => "a facet of the mosaic rules, such as `date`".to_owned(),
            Shape::Combination => "a mosaic rule, such as `facility-finding`".to_owned(),
            Shape::Scheme => "a scheme of markings that the policy maps, such as `tlp`".to_owned(),
            Shape::OneOrMore(inner) => format!("{}, or a list of such values", inner.described()),
            Shape::Hit => "the sixteen letters and digits by which `vitrine explain` names a hit, between quotes".to_owned(),
            Shape::List(inner) => format!("a list, not empty, of values that are each {}", inner.described()),
            Shape::Map(fields) => {
                let names: Vec<String> = fields.iter().map(|field| format!("{}: …", field.name)).collect();
                format!("names with values, such as `{{{}}}`", names.join(", "))
            }
            Shape::Anything => "a map of names and values, such as `{note: …}`".to_owned(),
        }
    }
}
