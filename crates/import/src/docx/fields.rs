//! Fields of a Word file. Of hyperlinks the address is kept; of other fields only the result is read.

/// The open fields, the innermost last.
#[derive(Default)]
pub(super) struct FieldStack {
    fields: Vec<Field>,
    /// Whether the text that is read is an instruction.
    pub(super) in_instruction: bool,
}

#[derive(Default)]
struct Field {
    instruction: String,
    /// Whether the instruction is over, so that the text is the result.
    is_result: bool,
}

impl FieldStack {
    /// Reads the mark of a field: `begin`, `separate` or `end`.
    pub(super) fn mark(&mut self, kind: Option<&str>) {
        match kind {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.is_result = true;
                }
            }
            _ => self.close_simple(),
        }
    }

    /// Opens a field whose instruction is an attribute.
    pub(super) fn open_simple(&mut self, instruction: Option<String>) {
        self.fields.push(Field {
            instruction: instruction.unwrap_or_default(),
            is_result: true,
        });
    }

    /// Closes the innermost field.
    pub(super) fn close_simple(&mut self) {
        self.fields.pop();
    }

    /// Adds text to the instruction of the innermost field.
    pub(super) fn add_instruction(&mut self, text: &str) {
        if let Some(field) = self.fields.last_mut() {
            field.instruction.push_str(text);
        }
    }

    /// Returns the address of the hyperlink that the text is the result of.
    pub(super) fn link(&self) -> Option<String> {
        let mut results = self.fields.iter().rev().filter(|field| field.is_result);
        results.find_map(|field| {
            let rest = field.instruction.trim_start().strip_prefix("HYPERLINK")?;
            let target = rest.trim_start().strip_prefix('"')?.split('"').next()?;
            target.contains(':').then(|| target.to_owned())
        })
    }
}
