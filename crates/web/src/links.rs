//! Addresses of our own pages.

use url::form_urlencoded::Serializer;

/// Builds an address from a path and what is asked of it; empty values are left out.
pub(crate) fn address(path: &str, asked: &[(&str, &str)]) -> String {
    let mut query = Serializer::new(String::new());
    for (name, value) in asked.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// Builds the address of a search.
pub(crate) fn search(query: &str) -> String {
    address("/search", &[("q", query)])
}

/// Builds the address of a message; `below` is empty, or starts with a slash.
pub(crate) fn message(id: &str, below: &str) -> String {
    // Ids are hexadecimal digits; whatever else comes here must not change the path.
    let id: String = id.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("/message/{id}{below}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_is_encoded() {
        assert_eq!(
            address("/search", &[("q", "a&b=c \"é\""), ("page", "")]),
            "/search?q=a%26b%3Dc+%22%C3%A9%22"
        );
        assert_eq!(address("/", &[("q", "")]), "/");
    }

    #[test]
    fn an_id_cannot_change_the_path() {
        assert_eq!(message("ab12", "/raw"), "/message/ab12/raw");
        assert_eq!(message("../x?y\"", ""), "/message/xy");
    }
}
