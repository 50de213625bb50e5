//! Style sheets and scripts of the built-in theme, as they are published.

/// The bytes to publish of a built-in file: a script without its comments and indentation, a style
/// sheet also without needless spaces, any other file unchanged. The built-in files keep comments on lines of their own, and
/// have no text of several lines in which white space matters.
pub(super) fn condensed(name: &str, bytes: &[u8]) -> Vec<u8> {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_script = extension == "js";
    let is_code = is_script || extension == "css";
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|_| is_code) else {
        return bytes.to_vec();
    };
    let mut out = String::with_capacity(text.len());
    let mut in_comment = false;
    for line in text.lines().map(str::trim) {
        let is_whole = line.ends_with("*/");
        let begins = line.starts_with("/*") && (is_whole || !line.contains("*/"));
        if (begins || in_comment) && !is_whole {
            in_comment = true;
            continue;
        }
        let is_comment = begins || in_comment || (is_script && line.starts_with("//"));
        in_comment = false;
        if is_comment || line.is_empty() {
            continue;
        }
        if is_script {
            out.push_str(line);
            out.push('\n');
        } else {
            push_rule(&mut out, line);
        }
    }
    if !is_script {
        out.push('\n');
    }
    out.into_bytes()
}

/// Adds a line of a style sheet without the spaces and semicolons that mean nothing.
fn push_rule(out: &mut String, line: &str) {
    const ENDS: [char; 4] = ['{', '}', ';', ','];
    if !out.is_empty() && !out.ends_with(ENDS) {
        out.push('\n');
    }
    let mut in_string = false;
    for c in line.chars() {
        if !in_string {
            if c == ' ' && (out.ends_with(ENDS) || out.ends_with(':')) {
                continue;
            }
            if ENDS.contains(&c) && out.ends_with(' ') {
                out.pop();
            }
            if c == '}' && out.ends_with(';') {
                out.pop();
            }
        }
        in_string ^= c == '"';
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::condensed;

    fn check(name: &str, text: &str, wanted: &str) {
        assert_eq!(
            condensed(name, text.as_bytes()),
            wanted.as_bytes(),
            "{text}"
        );
    }

    #[test]
    fn leaves_out_comments_and_spaces() {
        check("a.css", "/* x */\n\n  a { b: c; }\n", "a{b:c}\n");
        check("a.css", "/* x\n   y */\n.z {}\n", ".z{}\n");
        check(
            "a.css",
            "a b, a :is(c)::after {\n  content: \"x: \" / \"; }\";\n}\n",
            "a b,a :is(c)::after{content:\"x: \" / \"; }\"}\n",
        );
        check("a.css", "/* x */ a {}\nb\nc {}\n", "/* x */ a{}b\nc{}\n");
        check(
            "a.js",
            "// x\n/** y\n * z\n */\nf(\"//\");\n",
            "f(\"//\");\n",
        );
        check("a.js", "  f(); // why\n", "f(); // why\n");
        check("a.svg", "<!-- x -->\n", "<!-- x -->\n");
    }
}
