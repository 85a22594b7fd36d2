//! Pages of our own surveys, as a browser without scripts sends them back.

pub fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02x}")).collect()
}

/// What a page carries along for the next one.
pub fn hidden(page: &str) -> Vec<(String, String)> {
    page.split("<input type=\"hidden\" name=\"")
        .skip(1)
        .map(|rest| {
            let (name, rest) = rest.split_once("\" value=\"").unwrap();
            (name.to_owned(), rest.split_once('"').unwrap().0.to_owned())
        })
        .collect()
}

/// The body of a form with what the page carries along and what is filled in.
pub fn body(page: &str, filled: &[(&str, &str)]) -> String {
    let mut fields = hidden(page);
    fields.extend(filled.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
    let fields: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    fields.join("&")
}
