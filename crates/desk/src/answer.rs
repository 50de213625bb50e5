//! Answers that the scripts of the screens read.

use serde_json::{Value, json};
use ssg_base::message::{Language, Message};
use ssg_server::http::Response;

/// A value.
pub(crate) fn json(status: u16, value: &Value) -> Response {
    Response::new(status, "application/json", value.to_string())
}

/// A failure, with the message that the scripts show.
pub(crate) fn failure(status: u16, message: &Message, language: Language) -> Response {
    json(status, &json!({ "message": message.text(language) }))
}
