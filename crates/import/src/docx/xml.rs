//! Walks over the XML of a part, within limits.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::ImportError;

/// The deepest nesting of elements. Word's own files stay below 60; more is an error.
const MAX_DEPTH: usize = 256;

/// A node of a document.
pub(crate) enum Node<'a> {
    /// The start of an element: its name without the prefix, and its attributes.
    Open(&'a str, &'a BytesStart<'a>),
    /// The end of an element: its name without the prefix.
    Close(&'a str),
    /// Text.
    Text(&'a str),
}

/// Calls `visit` for each node. A DTD, an unknown entity or too deep a nesting is an error.
pub(crate) fn walk(
    xml: &str,
    mut visit: impl FnMut(Node<'_>) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_| ImportError::Damaged)? {
            Event::Start(element) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(ImportError::XmlTooDeep);
                }
                visit(Node::Open(local_name(element.name().0), &element))?;
            }
            Event::Empty(element) => {
                let name = element.name();
                let name = local_name(name.0);
                visit(Node::Open(name, &element))?;
                visit(Node::Close(name))?;
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                visit(Node::Close(local_name(element.name().0)))?;
            }
            Event::Text(text) => visit(Node::Text(&text))?,
            Event::CData(text) => visit(Node::Text(&text))?,
            Event::GeneralRef(entity) => visit(Node::Text(&character(&entity)?))?,
            Event::DocType(_) => return Err(ImportError::XmlEntities),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if depth > 0 {
        Err(ImportError::Damaged)
    } else {
        Ok(())
    }
}

/// Returns the character of a reference: one of the five of XML, or a number.
fn character(entity: &str) -> Result<String, ImportError> {
    let number = entity.strip_prefix('#');
    let code = number.map(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    });
    let c = match (entity, code) {
        (_, Some(code)) => code.ok().and_then(char::from_u32),
        ("amp", _) => Some('&'),
        ("lt", _) => Some('<'),
        ("gt", _) => Some('>'),
        ("quot", _) => Some('"'),
        ("apos", _) => Some('\''),
        _ => return Err(ImportError::XmlEntities),
    };
    Ok(c.map_or_else(String::new, String::from))
}

/// Returns a name without its prefix. Those of drawings and equations (`a:p`, `m:t`) keep theirs,
/// because they are not elements of Word's text.
fn local_name(name: &str) -> &str {
    if name.starts_with("a:") || name.starts_with("m:") {
        return name;
    }
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Returns the value of an attribute, whatever its prefix.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut known = attributes.with_checks(false).flatten();
    let found = known.find(|attribute| local_name(attribute.key.0) == name)?;
    let raw: &str = found.value.as_ref();
    Some(unescape(raw))
}

/// Replaces the references in an attribute's value.
fn unescape(raw: &str) -> String {
    let mut out = String::new();
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let Some((entity, behind)) = after.split_once(';') else {
            out.push('&');
            rest = after;
            continue;
        };
        out.push_str(&character(entity).unwrap_or_default());
        rest = behind;
    }
    out + rest
}

/// Returns whether a switch such as `<w:b w:val="0"/>` is on.
pub(crate) fn is_on(element: &BytesStart<'_>) -> bool {
    let value = attribute(element, "val");
    !matches!(value.as_deref(), Some("0" | "false" | "off" | "none"))
}
