//! Writing HTML. Text of authors gets into a page only through
//! [`escape`](ssg_content::html::escape).

use std::fmt::Write as _;

use serde_json::{Map, Value};

use ssg_base::digest::Digest;
use ssg_base::message::Language;
use ssg_content::html::escape;

use crate::Desk;
use crate::labels::Label;

/// A value for the query of an address.
pub(crate) fn percent_encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => {
                out.push(char::from(byte));
            }
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
    out
}

/// JSON for a data block in a page.
pub(crate) fn data_block(id: &str, value: &Value) -> String {
    // No text may end the element or begin a comment in it.
    let json = value.to_string().replace('<', "\\u003c");
    format!("<script type=\"application/json\" id=\"{id}\">{json}</script>\n")
}

/// A screen of the desk.
pub(crate) struct Screen<'a> {
    pub(crate) language: Language,
    pub(crate) title: &'a str,
    /// The menu entry of this screen.
    pub(crate) current: Option<Label>,
    /// The elements in `main`.
    pub(crate) body: &'a str,
    /// The script of this screen.
    pub(crate) script: &'a str,
    /// The modules that the script imports, apart from `desk.js`. The browser loads them at once and
    /// not after it has read the script.
    pub(crate) imports: &'a [&'a str],
    /// The texts that the script shows, apart from those that every script shows.
    pub(crate) labels: &'a [Label],
}

/// The texts that every script shows.
const COMMON_LABELS: [Label; 15] = [
    Label::Failed,
    Label::FileTooLarge,
    Label::Stopped,
    Label::Restarted,
    Label::Reload,
    Label::UnsavedClosing,
    Label::CloseAnyway,
    Label::Cancel,
    Label::Closed,
    Label::Line,
    Label::Error,
    Label::Warning,
    Label::Note,
    Label::WriteInstead,
    Label::NothingFound,
];

impl Screen<'_> {
    /// The page. Its script sends the token with writing requests, and remembers unsaved work by the
    /// folder of the archive: a port may have served another one.
    pub(crate) fn write(&self, desk: &Desk) -> String {
        let folder = desk.settings.folder.as_os_str().as_encoded_bytes();
        let archive = Digest::of(folder).to_string();
        let language = self.language;
        let code = match language {
            Language::Vi => "vi",
            Language::En => "en",
        };
        let menu = [
            (Label::Archive, "/"),
            (Label::New, "/new"),
            (Label::Publish, "/publish"),
        ];
        let menu: Vec<String> = menu
            .into_iter()
            .map(|(label, address)| {
                let current = if self.current == Some(label) {
                    " aria-current=\"page\""
                } else {
                    ""
                };
                let text = label.text(language);
                format!("<li><a href=\"{address}\"{current}>{text}</a></li>")
            })
            .collect();
        let menu = menu.concat();
        let imports: String = ["desk.js"]
            .iter()
            .chain(self.imports)
            .filter(|import| **import != self.script)
            .fold(String::new(), |mut links, import| {
                let _ = writeln!(
                    links,
                    "<link rel=\"modulepreload\" href=\"/assets/{import}\">"
                );
                links
            });
        let labels: Map<String, Value> = COMMON_LABELS
            .iter()
            .chain(self.labels)
            .map(|label| (label.name().to_owned(), label.text(language).into()))
            .collect();
        let mut out = String::new();
        let _ = write!(
            out,
            "<!doctype html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"ssg-token\" content=\"{token}\">\n\
             <meta name=\"ssg-archive\" content=\"{archive}\">\n<title>{title}</title>\n\
             <link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"/assets/desk.css\">\n\
             {imports}{data}<script type=\"module\" src=\"/assets/{script}\"></script>\n</head>\n<body>\n\
             <a class=\"skip\" href=\"#main\">{skip}</a>\n\
             <header><nav aria-label=\"{nav}\"><ul>{menu}</ul></nav>\n\
             <button type=\"button\" id=\"close\">{close}</button></header>\n\
             <main id=\"main\" tabindex=\"-1\">\n{body}</main>\n\
             <div id=\"status\" role=\"status\" aria-live=\"polite\"></div>\n\
             <noscript><p class=\"notice\">{noscript}</p></noscript>\n</body>\n</html>\n",
            token = desk.access.write_token(),
            title = escape(self.title),
            data = data_block("labels", &Value::Object(labels)),
            script = self.script,
            skip = Label::Skip.text(language),
            nav = Label::Menu.text(language),
            close = Label::Close.text(language),
            body = self.body,
            noscript = Label::NoScript.text(language),
        );
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_authors_cannot_become_markup() {
        let block = data_block("x", &"</script><!--".into());
        assert!(!block[10..].contains("</script><"), "{block}");
        assert_eq!(
            percent_encode("content/a b&c=đ.md"),
            "content/a%20b%26c%3D%C4%91.md"
        );
    }
}
