//! Rules that others can read and extend: Sigma over the normalised event.
//!
//! What needs more than one record (intervals, coverage, approvals) is Rust; what one record
//! tells is YAML, shipped in `rules/` and loadable from a folder. The fields are documented
//! in `docs/audit-rules.md`.

use std::fs;
use std::io::Read;
use std::path::Path;

use serde_norway::Value;
use sigma_rust::Rule as Sigma;

use self::fields::Field;
use crate::AuditError;
use crate::model::Severity;

mod fields;
mod matches;

pub(crate) use matches::find;

/// A rule is a page of text; anything larger is none.
const LONGEST_RULE: u64 = 1 << 20;

/// The rules of the house.
const SHIPPED: [(&str, &str); 5] = [
    ("failed_attempt.yml", include_str!("../../../rules/failed_attempt.yml")),
    ("whole_folder_taken.yml", include_str!("../../../rules/whole_folder_taken.yml")),
    ("deleted_by_another.yml", include_str!("../../../rules/deleted_by_another.yml")),
    ("password_set_by_administrator.yml", include_str!("../../../rules/password_set_by_administrator.yml")),
    ("application_may_read_all.yml", include_str!("../../../rules/application_may_read_all.yml")),
];

/// Sigma rules, with all the fields that they look at.
#[derive(Debug, Default)]
pub struct Rules {
    list: Vec<Written>,
    looked_at: fields::Fields,
}

/// One rule, and how much its level makes of it.
#[derive(Debug)]
struct Written {
    sigma: Sigma,
    severity: Severity,
    /// What it says in each language, by the names that findings have for it.
    told: Vec<(&'static str, String)>,
}

/// Sigma writes one language. A rule may carry its words in two: `title_fr`, `description_en`...
const IN_LANGUAGES: [(&str, &str); 6] = [
    ("title_fr", "title_fr"),
    ("title_en", "title_en"),
    ("description_fr", "description_fr"),
    ("description_en", "description_en"),
    ("falsepositives_fr", "false_positive_fr"),
    ("falsepositives_en", "false_positive_en"),
];

impl Rules {
    /// The rules of the house alone.
    pub fn shipped() -> Rules {
        let mut rules = Rules::default();
        for (name, text) in SHIPPED {
            let added = rules.add(Path::new(name), text);
            debug_assert!(added.is_ok(), "{added:?}");
        }
        rules
    }

    /// Adds the rules (`.yml`, `.yaml`) that lie in `folder`, by name.
    ///
    /// # Errors
    /// A file that cannot be read or is no rule; those before it were added.
    pub fn add_folder(&mut self, folder: &Path) -> Result<(), AuditError> {
        let failed = |source| AuditError::Io { path: folder.to_owned(), source };
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).map_err(failed)? {
            files.push(entry.map_err(failed)?.path());
        }
        files.retain(|file| file.extension().is_some_and(|e| e == "yml" || e == "yaml"));
        files.sort();
        for file in files {
            self.add(&file, &read_rule(&file)?)?;
        }
        Ok(())
    }

    /// Adds one rule; `path` is what an error names.
    ///
    /// # Errors
    /// Nothing added if the text is no rule or looks at a field that events do not have.
    pub fn add(&mut self, path: &Path, text: &str) -> Result<(), AuditError> {
        let refused = |reason: String| AuditError::Rule { path: path.to_owned(), reason };
        let sigma = sigma_rust::rule_from_yaml(text).map_err(|error| refused(error.to_string()))?;
        let tree: Value = serde_norway::from_str(text).map_err(|error| refused(error.to_string()))?;
        let looked_at = looked_at(&tree).map_err(refused)?;
        self.looked_at = self.looked_at.with(looked_at);
        self.list.push(Written { sigma, severity: severity(&tree), told: told(&tree) });
        Ok(())
    }

    /// How many rules there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

fn read_rule(file: &Path) -> Result<String, AuditError> {
    let failed = |source| AuditError::Io { path: file.to_owned(), source };
    let mut text = String::new();
    let open = fs::File::open(file).map_err(failed)?;
    open.take(LONGEST_RULE).read_to_string(&mut text).map_err(failed)?;
    Ok(text)
}

fn told(rule: &Value) -> Vec<(&'static str, String)> {
    let mut told = Vec::new();
    for (field, name) in IN_LANGUAGES {
        let texts = match rule.get(field) {
            Some(Value::Sequence(list)) => list.iter().filter_map(Value::as_str).collect(),
            Some(text) => Vec::from_iter(text.as_str()),
            None => Vec::new(),
        };
        told.extend(texts.into_iter().map(|text| (name, text.trim().to_owned())));
    }
    told
}

fn severity(rule: &Value) -> Severity {
    match rule.get("level").and_then(Value::as_str) {
        Some("high" | "critical") => Severity::Grave,
        Some("medium") => Severity::Question,
        _ => Severity::Notice,
    }
}

/// The fields that a rule's selections name. A rule on a field that no event has would
/// never match and never say so: it is refused.
fn looked_at(rule: &Value) -> Result<fields::Fields, String> {
    let mut fields = fields::Fields::default();
    let selections = rule.get("detection").and_then(Value::as_mapping);
    for (name, selection) in selections.into_iter().flatten() {
        if name.as_str() != Some("condition") {
            look(selection, &mut fields)?;
        }
    }
    Ok(fields)
}

fn look(selection: &Value, fields: &mut fields::Fields) -> Result<(), String> {
    match selection {
        Value::Mapping(map) => {
            for name in map.keys() {
                let name = name.as_str().unwrap_or_default();
                *fields = fields.with(field_named(name.split('|').next().unwrap_or_default())?.alone());
                // `fieldref` compares with another field, named by the value.
                if name.contains("|fieldref") {
                    *fields = fields::Fields::all();
                }
            }
            Ok(())
        }
        Value::Sequence(list) => list.iter().try_for_each(|each| look(each, fields)),
        // A bare word is searched in every field.
        _ => {
            *fields = fields::Fields::all();
            Ok(())
        }
    }
}

fn field_named(name: &str) -> Result<Field, String> {
    Field::named(name).ok_or_else(|| format!("no event has a field `{name}`: {}", Field::names().join(", ")))
}

#[cfg(test)]
mod tests;
