//! The parts of a form, and what a text of a form may name.

use ssg_base::message::Language;

/// A part of a form, in the order of forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// Title, summary, topics, council.
    General,
    /// When the trip was, and the plan it carries out.
    Trip,
    /// Who travelled.
    Delegation,
    /// Where they went.
    Places,
    /// The planned trips of a plan.
    Batches,
    /// What a plan says beside its trips.
    Programme,
    /// The lessons used, and the assessment.
    Lessons,
    /// The official document and those it refers to.
    Document,
    /// What the trip cost, or may cost.
    Cost,
    /// The councils of the site.
    Councils,
    /// Status, corrections and addresses.
    Publication,
}

impl Group {
    /// The heading of the part.
    pub(super) fn label(self, language: Language) -> &'static str {
        let [vi, en] = match self {
            Self::General => ["Thông tin chung", "General"],
            Self::Trip => ["Chuyến đi", "Trip"],
            Self::Delegation => ["Đoàn công tác", "Delegation"],
            Self::Places => ["Nơi đến", "Places"],
            Self::Batches => ["Các đợt", "Batches"],
            Self::Programme => ["Nội dung kế hoạch", "Programme"],
            Self::Lessons => ["Bài học, đánh giá", "Lessons and assessment"],
            Self::Document => ["Văn bản", "Official document"],
            Self::Cost => ["Kinh phí", "Cost"],
            Self::Councils => ["Hội đồng nhân dân", "Councils"],
            Self::Publication => ["Đăng và đính chính", "Publication"],
        };
        match language {
            Language::Vi => vi,
            Language::En => en,
        }
    }
}

/// What a text of a field names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Suggest {
    /// A council.
    Council,
    /// A batch of a plan: `2023/dong-thap/4`.
    Batch,
    /// A lesson: `2023/con-dao/bai-hoc-1`.
    Lesson,
    /// A record.
    Record,
    /// A file beside the record.
    File,
}

impl Suggest {
    /// The name in the schema.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Council => "council",
            Self::Batch => "batch",
            Self::Lesson => "lesson",
            Self::Record => "record",
            Self::File => "file",
        }
    }
}
