//! Persons named by a document.

use serde::Serialize;

use ssg_base::path::UrlPath;
use ssg_content::document::Person;

/// A person in office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PersonView {
    /// "ông", "bà" or what the document has; may be empty.
    pub honorific: String,
    /// The full name.
    pub name: String,
    /// The office held; may be empty.
    pub position: String,
    /// The page of this lead, if the person is one.
    pub url: Option<UrlPath>,
}

impl PersonView {
    /// A person without a page of their own.
    pub(in crate::page) fn new(person: &Person) -> Self {
        Self {
            honorific: person.honorific.clone(),
            name: person.name.clone(),
            position: person.position.clone(),
            url: None,
        }
    }
}
