//! The expected results of mime4j's test messages: `*_decoded.xml`.

use std::path::Path;

/// Reads an expected structure as the lines of [`outline`](crate::outline),
/// with the lengths of the decoded leaves.
pub(crate) fn outline(xml: &Path) -> Vec<String> {
    let text = String::from_utf8_lossy(&std::fs::read(xml).expect("readable")).into_owned();
    let mut reader = Reader { folder: xml.parent().expect("in a folder"), ..Reader::default() };
    let mut rest = text.as_str();
    while let Some((_, tag_on)) = rest.split_once('<') {
        let Some((tag, after)) = tag_on.split_once('>') else { break };
        reader.take(tag, after.split('<').next().unwrap_or_default());
        rest = after;
    }
    reader.lines
}

struct Reader<'a> {
    folder: &'a Path,
    lines: Vec<String>,
    /// Types of the open entities.
    open: Vec<String>,
    declared: Option<String>,
}

impl Default for Reader<'_> {
    fn default() -> Self {
        Self { folder: Path::new(""), lines: Vec::new(), open: Vec::new(), declared: None }
    }
}

impl Reader<'_> {
    fn take(&mut self, tag: &str, text: &str) {
        match tag.split_ascii_whitespace().next().unwrap_or_default() {
            "header" => self.declared = None,
            "field" => self.take_field(text),
            "/header" => self.open_entity(),
            "/message" | "/body-part" => {
                self.open.pop();
            }
            "text-body" | "binary-body" => self.take_leaf(tag),
            _ => {}
        }
    }

    fn take_field(&mut self, text: &str) {
        let Some((name, value)) = text.trim_start().split_once(':') else { return };
        if name.trim().eq_ignore_ascii_case("Content-Type") && self.declared.is_none() {
            let kind = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
            self.declared = Some(if kind.contains('/') { kind } else { "text/plain".to_owned() });
        }
    }

    fn open_entity(&mut self) {
        let in_digest = self.open.last().is_some_and(|parent| parent == "multipart/digest");
        let default = if in_digest { "message/rfc822" } else { "text/plain" };
        let kind = self.declared.take().unwrap_or_else(|| default.to_owned());
        self.lines.push(format!("{} {kind}", self.open.len()));
        self.open.push(kind);
    }

    fn take_leaf(&mut self, tag: &str) {
        let Some(name) = tag.split('"').nth(1) else { return };
        let length = std::fs::metadata(self.folder.join(name)).map_or(0, |file| file.len());
        if let Some(line) = self.lines.last_mut() {
            line.push_str(&format!(" {length}"));
        }
    }
}
