//! Samples of cost, vetting, answers and evidence.

use super::{Sample, day, url};
use crate::page::view::*;

impl Sample<'_> {
    pub(super) fn spending(&self) -> SpendingView {
        SpendingView {
            planned: self.text("130.000.000 đồng"),
            plan_budget: self.text("900.000.000 đồng"),
            per_person_day: self.text("517.241 đồng"),
            lines: vec![
                CostLineView {
                    item: self.text("Vé máy bay"),
                    amount: self.text("80.000.000 đồng"),
                    note: self.text("29 vé khứ hồi"),
                },
                CostLineView {
                    item: self.text("Tiền ở"),
                    amount: String::new(),
                    note: String::new(),
                },
            ],
        }
    }

    pub(super) fn vetting(&self) -> VettingView {
        VettingView {
            decision: "changed",
            label: "Chấp thuận, có điều chỉnh",
            by: self.text("Thường trực HĐND"),
            number: self.text("12/TB-HĐND"),
            date: Some(day("2023-03-01")),
            comments: self.text("lấy ý kiến người dân, 4 ý kiến"),
            note: self.text("Giảm một ngày."),
        }
    }

    pub(super) fn evidence(&self) -> Vec<EvidenceView> {
        let evidence = |file: Option<&'static str>, address: &str| EvidenceView {
            title: self.text("Nghị quyết về chợ đêm"),
            document: self.text("12/NQ-HĐND"),
            file: file.map(|file| url("bao-cao/2023/con-dao").file(file)),
            url: address.to_owned(),
            figure: self.text("giảm 30 % thời gian"),
        };
        vec![
            evidence(Some("nghi-quyet.pdf"), ""),
            evidence(None, "https://example.org/nq"),
            evidence(None, ""),
        ]
    }

    pub(super) fn answer_state(&self) -> AnswerStateView {
        AnswerStateView {
            code: "overdue",
            tone: "overdue",
            label: self.text("Quá hạn trả lời 12 ngày"),
        }
    }

    pub(super) fn lesson_follow_up(&self) -> LessonFollowUpView {
        LessonFollowUpView {
            to: self.text("UBND huyện"),
            due: Some(day("2024-06-30")),
            late_days: Some(12),
            state: self.answer_state(),
            entries: vec![AnswerView {
                to: self.text("UBND huyện"),
                due: Some(day("2024-06-30")),
                label: "Tiếp thu",
                date: Some(day("2024-07-12")),
                document: self.text("45/UBND-VP"),
                note: self.text("Sẽ làm trong quý III."),
                evidence: self.evidence(),
            }],
        }
    }

    pub(super) fn answers(&self) -> AnswersView {
        let row = |url| AnswersRow {
            title: self.text("HĐND huyện Côn Đảo"),
            url,
            total: 9,
            done: 1,
            accepted: 1,
            partly: 1,
            refused: 1,
            awaited: 1,
            overdue: 1,
            unanswered: 1,
            unrecorded: 2,
            due: 4,
            answered_rate: Some(75),
            done_rate: Some(25),
        };
        AnswersView {
            today: day("2026-11-22"),
            all: row(None),
            councils: vec![row(Some(url("co-quan/con-dao")))],
            years: vec![row(None)],
        }
    }

    pub(super) fn sums(&self) -> SumsRow {
        SumsRow {
            title: self.text("HĐND huyện Côn Đảo"),
            url: Some(url("co-quan/con-dao")),
            trips: 1272,
            days: 5000,
            people: Some(20_000),
            people_missing: 12,
            cost: None,
            cost_missing: 1271,
            foreign: 1,
            planned: Some(120_000_000),
            planned_missing: 1,
            per_person_day: Some(517_241),
            met_per_day: self.text("0,63"),
        }
    }

    pub(super) fn costs(&self) -> CostsView {
        CostsView {
            all: self.sums(),
            years: vec![self.sums()],
            councils: vec![self.sums()],
        }
    }
}
