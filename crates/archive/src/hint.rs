//! Hints for names that lead nowhere: which known name the author may have meant.

use ssg_base::message::Message;
use ssg_content::fields::did_you_mean;
use ssg_vietnam::text;

/// How many names one run compares with unknown ones. A comparison takes about two microseconds,
/// so a run with thousands of broken links spends a few seconds on hints and not hours.
const MAX_COMPARISONS: usize = 2_000_000;

/// Searches for similar names within a limit for the whole run.
///
/// Each search compares one unknown name with all known ones. Beyond the limit errors are reported
/// without a hint; the first errors of a run always get theirs.
#[derive(Debug)]
pub struct HintSearch {
    comparisons_left: usize,
}

impl Default for HintSearch {
    fn default() -> Self {
        Self {
            comparisons_left: MAX_COMPARISONS,
        }
    }
}

impl HintSearch {
    /// Returns at most `limit` of `known` that are similar to `unknown`, the most similar first.
    /// Empty if none is, or if the limit of comparisons is used up; then `known` is not called.
    pub fn nearest<N: AsRef<str>>(
        &mut self,
        unknown: &str,
        known: impl FnOnce() -> Vec<N>,
        limit: usize,
    ) -> Vec<String> {
        if self.comparisons_left == 0 {
            return Vec::new();
        }
        let known = known();
        self.comparisons_left = self.comparisons_left.saturating_sub(known.len());
        let near = text::nearest(unknown, known.iter().map(AsRef::as_ref), limit);
        near.into_iter().map(str::to_owned).collect()
    }

    /// Like [`Self::nearest`], as the message "did you mean …?". `None` if there is no similar name.
    pub fn did_you_mean<N: AsRef<str>>(
        &mut self,
        unknown: &str,
        known: impl FnOnce() -> Vec<N>,
        limit: usize,
    ) -> Option<Message> {
        let near = self.nearest(unknown, known, limit);
        did_you_mean(near.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searches_stop_at_the_limit() {
        let mut hints = HintSearch {
            comparisons_left: 3,
        };
        let known = || vec!["con-dao", "dong-thap"];
        assert_eq!(hints.nearest("con-dap", known, 2), ["con-dao"]);
        assert_eq!(hints.nearest("dong-thao", known, 2), ["dong-thap"]);
        let unexpected = || -> Vec<&str> { unreachable!("the limit is used up") };
        assert_eq!(hints.nearest("con-dap", unexpected, 2), [""; 0]);
    }
}
