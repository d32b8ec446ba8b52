//! CliXml: what PowerShell's `Export-Clixml` writes, read back to objects.
//!
//! Each outermost `Obj` is one record, cut out before it is parsed; nesting and size
//! have limits. A `Ref` repeats an object that was written before: it is resolved
//! within its record and lost beyond, so that no record keeps another alive.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::events::{BytesRef, BytesStart, Event as Node};
use quick_xml::{Reader, XmlVersion};

use super::fields::Fields;
use super::parameters::{bare, flattened, list};

/// PowerShell itself writes two levels unless asked for more.
const DEEPEST: usize = 32;

/// Objects that weigh more are not repeated: what is shared in practice is one account or a short list.
const HEAVIEST_REPEATED: usize = 4096;

/// What all repetitions of one record weigh together, lest references to references grow without end.
const ALL_REPEATED: usize = 1 << 20;

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// A primitive, as text.
    Text(String),
    /// `Nil`, or an object that was written elsewhere.
    Nothing,
    /// A list, stack, queue or the values of a dictionary.
    List(Vec<Value>),
    /// An object with properties.
    Object(Object),
}

/// One object.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Object {
    /// What it says of itself (`ToString`), or the text that it wraps.
    shown: Option<String>,
    properties: Vec<(String, Value)>,
    items: Option<Vec<Value>>,
}

/// Parses one outermost `Obj`; none if it is no well-formed one, or too deep.
pub(super) fn parse(xml: &str) -> Option<Object> {
    let mut parser =
        Parser { reader: Reader::from_str(xml), known: HashMap::new(), repeatable: ALL_REPEATED };
    match parser.reader.read_event().ok()? {
        Node::Start(start) if start.name().as_ref() == "Obj" => {
            let reference = attribute(&start, "RefId");
            parser.object(reference, 0)
        }
        Node::Empty(_) => Some(Object::default()),
        _ => None,
    }
}

struct Parser<'x> {
    reader: Reader<&'x [u8]>,
    known: HashMap<String, (Value, usize)>,
    repeatable: usize,
}

impl Parser<'_> {
    /// The content of an `Obj` until its end.
    fn object(&mut self, reference: Option<String>, depth: usize) -> Option<Object> {
        let mut object = Object::default();
        if depth > DEEPEST {
            return None;
        }
        loop {
            match self.reader.read_event().ok()? {
                Node::Start(start) => match start.name().as_ref() {
                    "Props" | "MS" => object.properties.extend(self.members(depth + 1)?),
                    "LST" | "IE" | "STK" | "QUE" => {
                        object.items =
                            Some(self.members(depth + 1)?.into_iter().map(|(_, value)| value).collect());
                    }
                    "DCT" => object.properties.extend(self.dictionary(depth + 1)?),
                    "ToString" => object.shown = Some(self.text()?),
                    "TN" => self.skip()?,
                    // A primitive that was wrapped because it has notes: `<Obj><S>text</S><MS>…`.
                    _ => object.shown = Some(self.text()?),
                },
                Node::End(_) => break,
                Node::Eof => return None,
                _ => {}
            }
        }
        if let (Some(reference), Some(weight)) = (reference, object.weight(HEAVIEST_REPEATED)) {
            self.known.insert(reference, (Value::from(object.clone()), weight));
        }
        Some(object)
    }

    /// Named values until the end of the element that holds them.
    fn members(&mut self, depth: usize) -> Option<Vec<(String, Value)>> {
        let mut members = Vec::new();
        loop {
            match self.reader.read_event().ok()? {
                Node::Start(start) => {
                    let name = unescape(&attribute(&start, "N").unwrap_or_default());
                    let value = match start.name().as_ref() {
                        "Obj" => self.object(attribute(&start, "RefId"), depth).map(Value::from)?,
                        _ => Value::Text(self.text()?),
                    };
                    members.push((name, value));
                }
                Node::Empty(start) => {
                    let name = unescape(&attribute(&start, "N").unwrap_or_default());
                    members.push((name, self.empty(&start)));
                }
                Node::End(_) => return Some(members),
                Node::Eof => return None,
                _ => {}
            }
        }
    }

    /// `<S/>` is an empty text, `<Nil/>` nothing, `<Ref RefId="3"/>` what was written before.
    fn empty(&mut self, start: &BytesStart<'_>) -> Value {
        match start.name().as_ref() {
            "Nil" => Value::Nothing,
            "Ref" => self.repeated(start).unwrap_or(Value::Nothing),
            "Obj" => Value::Object(Object::default()),
            _ => Value::Text(String::new()),
        }
    }

    fn repeated(&mut self, start: &BytesStart<'_>) -> Option<Value> {
        let (value, weight) = self.known.get(&attribute(start, "RefId")?)?;
        self.repeatable = self.repeatable.checked_sub(*weight)?;
        Some(value.clone())
    }

    /// `<En><S N="Key">…</S><S N="Value">…</S></En>`, each to a named value.
    fn dictionary(&mut self, depth: usize) -> Option<Vec<(String, Value)>> {
        let mut entries = Vec::new();
        loop {
            match self.reader.read_event().ok()? {
                Node::Start(_) => {
                    let mut members = self.members(depth + 1)?.into_iter();
                    if let (Some((_, Value::Text(key))), Some((_, value))) = (members.next(), members.next())
                    {
                        entries.push((key, value));
                    }
                }
                Node::End(_) => return Some(entries),
                Node::Eof => return None,
                _ => {}
            }
        }
    }

    /// The text of a primitive until its end.
    fn text(&mut self) -> Option<String> {
        let mut text = String::new();
        let mut depth = 0_usize;
        loop {
            match self.reader.read_event().ok()? {
                Node::Text(part) => text.push_str(&part.xml10_content()),
                Node::CData(part) => text.push_str(&part.xml10_content()),
                Node::GeneralRef(reference) => text.push_str(&resolved(&reference)?),
                Node::Start(_) => depth += 1,
                Node::End(_) if depth == 0 => return Some(unescape(&text)),
                Node::End(_) => depth -= 1,
                Node::Eof => return None,
                _ => {}
            }
        }
    }

    fn skip(&mut self) -> Option<()> {
        self.text().map(|_| ())
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        match object.items {
            Some(items) if object.properties.is_empty() => Value::List(items),
            items => Value::Object(Object { items, ..object }),
        }
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let found = attributes.with_checks(false).filter_map(Result::ok).find(|a| a.key.as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
}

/// The five entities of XML and numbered characters; a document's own entity makes the record unreadable.
pub(super) fn resolved(reference: &BytesRef<'_>) -> Option<Cow<'static, str>> {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return Some(Cow::Owned(letter.to_string()));
    }
    quick_xml::escape::resolve_xml_entity(reference).map(Cow::Borrowed)
}

/// Undoes `_x000A_`: CliXml writes so what XML cannot hold, each UTF-16 unit by itself.
fn unescape(text: &str) -> String {
    if !text.contains("_x") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut units = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        if let Some((unit, tail)) = escaped_unit(rest) {
            units.push(unit);
            rest = tail;
            continue;
        }
        out.push_str(&String::from_utf16_lossy(&units));
        units.clear();
        // At least one letter, then up to the next underscore.
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let next = rest.get(first..).and_then(|tail| tail.find('_')).map_or(rest.len(), |at| at + first);
        let (head, tail) = rest.split_at(next);
        out.push_str(head);
        rest = tail;
    }
    out.push_str(&String::from_utf16_lossy(&units));
    out
}

fn escaped_unit(text: &str) -> Option<(u16, &str)> {
    let hex = text.strip_prefix("_x")?;
    let (digits, tail) = hex.split_at_checked(4)?;
    let tail = tail.strip_prefix('_')?;
    let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_hex.then(|| u16::from_str_radix(digits, 16).ok()).flatten().map(|unit| (unit, tail))
}

impl Value {
    /// The text of a primitive, or what an object says of itself.
    fn shown(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            Value::Object(object) => object.shown.as_deref().or_else(|| object.named()),
            Value::Nothing | Value::List(_) => None,
        }
    }
}

impl Value {
    /// Name and value of one parameter; the value is none where only the name was written.
    fn pair(&self) -> Option<(&str, Option<&str>)> {
        let Value::Object(object) = self else { return Some((self.shown()?, None)) };
        let name = object.find("Name").and_then(Value::shown).or(object.shown.as_deref())?;
        Some((name, object.find("Value").and_then(Value::shown)))
    }
}

impl Value {
    /// Letters and values within, if no more than `most`.
    fn weight(&self, most: usize) -> Option<usize> {
        let inner = match self {
            Value::Text(text) => text.len(),
            Value::Nothing => 0,
            Value::List(items) => weight_of(items.iter(), most)?,
            Value::Object(object) => object.weight(most)?,
        };
        Some(inner + 1).filter(|weight| *weight <= most)
    }
}

fn weight_of<'v>(mut values: impl Iterator<Item = &'v Value>, most: usize) -> Option<usize> {
    values.try_fold(0, |sum, value| Some(sum + value.weight(most - sum)?))
}

impl Object {
    /// Letters and values within, if no more than `most`; counting stops where it is more.
    fn weight(&self, most: usize) -> Option<usize> {
        let own = self.shown.as_ref().map_or(0, String::len);
        let names: usize = self.properties.iter().take(most).map(|(name, _)| name.len()).sum();
        let left = most.checked_sub(own + names)?;
        let properties = weight_of(self.properties.iter().map(|(_, value)| value), left)?;
        let items = weight_of(self.items.iter().flatten(), left - properties)?;
        Some(own + names + properties + items)
    }

    /// The property that identifies an object that says nothing of itself.
    fn named(&self) -> Option<&str> {
        ["RawIdentity", "Name", "DisplayName", "value", "Value"].iter().find_map(|name| {
            match self.find(name)? {
                Value::Text(text) => Some(text.as_str()),
                _ => None,
            }
        })
    }

    fn find(&self, name: &str) -> Option<&Value> {
        self.properties.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Whether a property of this name was written.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The list that a property is, whether bare or wrapped.
    fn listed(&self, name: &str) -> Option<&[Value]> {
        match self.find(name)? {
            Value::List(items) => Some(items),
            Value::Object(object) => object.items.as_deref(),
            _ => None,
        }
    }
}

impl Fields for Object {
    fn text(&self, name: &str) -> Option<&str> {
        let shown = match self.listed(name) {
            Some([one]) => one.shown(),
            Some(_) => None,
            None => self.find(name)?.shown(),
        };
        shown.map(bare).filter(|text| !text.is_empty() && !flattened(text))
    }

    fn items(&self, name: &str) -> Vec<&str> {
        match self.listed(name) {
            Some(items) => {
                items.iter().filter_map(Value::shown).map(str::trim).filter(|i| !i.is_empty()).collect()
            }
            None => self.text(name).map(list).unwrap_or_default(),
        }
    }

    fn pairs(&self, name: &str) -> Vec<(&str, Option<&str>)> {
        self.listed(name).unwrap_or_default().iter().filter_map(Value::pair).collect()
    }

    fn lost(&self, name: &str) -> bool {
        self.find(name).and_then(Value::shown).is_some_and(flattened)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: &str = r#"<Obj RefId="0"><TN RefId="0"><T>System.Object</T></TN><ToString>x</ToString><Props>
        <S N="Name">tri_x000A_lignes &amp; _xD83D__xDE00_</S><Nil N="From" /><B N="Enabled">true</B>
        <Obj N="ForwardTo" RefId="1"><TNRef RefId="0" /><LST><S>a@x.example</S><S>b@x.example</S></LST></Obj>
        <Obj N="Owner" RefId="2"><ToString>corp/anna</ToString><Props><S N="Name">anna</S></Props></Obj>
        <Ref N="Again" RefId="1" /></Props></Obj>"#;

    #[test]
    fn objects_lists_and_references_are_read() {
        let object = parse(RULE).expect("well-formed");
        assert_eq!(object.text("name"), Some("tri\nlignes & \u{1f600}"));
        assert_eq!(object.text("From"), None);
        assert_eq!(object.text("Enabled"), Some("true"));
        assert_eq!(object.text("Owner"), Some("corp/anna"));
        assert_eq!(object.items("ForwardTo"), ["a@x.example", "b@x.example"]);
        assert_eq!(object.items("Again"), ["a@x.example", "b@x.example"]);
        assert!(object.has("from") && !object.has("To"));
    }

    #[test]
    fn what_is_too_deep_or_broken_is_no_object() {
        let deep =
            format!("<Obj><LST>{}{}</LST></Obj>", "<Obj><LST>".repeat(1000), "</LST></Obj>".repeat(1000));
        for xml in [deep.as_str(), "<Obj>", "<S>x</S>", "<Obj><MS><S N='a'>&bomb;</S></MS></Obj>", ""] {
            assert_eq!(parse(xml), None);
        }
    }

    #[test]
    fn references_to_references_do_not_grow_without_end() {
        let mut bomb = "<Obj RefId='0'><LST><S>boom</S></LST></Obj>".to_owned();
        for level in 1..40 {
            let twice = format!("<Ref RefId='{}'/>", level - 1).repeat(2);
            bomb.push_str(&format!("<Obj RefId='{level}'><LST>{twice}</LST></Obj>"));
        }
        let wide =
            format!("<Obj RefId='50'><S>{}</S></Obj>{}", "x".repeat(4000), "<Ref RefId='50'/>".repeat(9000));
        for inner in [bomb, wide] {
            let object = parse(&format!("<Obj RefId='99'><LST>{inner}</LST></Obj>")).expect("well-formed");
            assert!(object.weight(3 * ALL_REPEATED).is_some());
        }
    }

    #[test]
    fn escapes_are_undone_and_nothing_else() {
        for (text, expect) in [
            ("a_x005F_b", "a_b"),
            ("_x00", "_x00"),
            ("_xZZZZ_", "_xZZZZ_"),
            ("é_x000A_é_", "é\né_"),
            ("__x0041_", "_A"),
            ("_xD83D_", "\u{fffd}"),
        ] {
            assert_eq!(unescape(text), expect, "{text}");
        }
    }
}
