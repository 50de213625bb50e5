//! What sources claim and what cannot be so, or contradicts another source.

use super::{Case, Outcome, PLAN, REPORT, SETTINGS, body, compare_snapshots, plan, report, valid};

#[test]
fn claims_that_contradict() {
    let more = |new: &str| {
        report(
            "topics: [du lịch]\n",
            &format!("topics: [du lịch]\n{new}\n"),
        )
    };
    let warns =
        |name, path, text: String| Case::new(name).file(path, text).expects(Outcome::Warnings);
    let fails = |name, path, text: String| Case::new(name).file(path, text);
    let councils = |more: &str| format!("{}{more}\n", valid(SETTINGS));
    compare_snapshots(
        "claims",
        &[
            fails(
                "an amount in millions",
                REPORT,
                more("cost: {amount: 120, currency: triệu đồng}"),
            ),
            fails(
                "a currency in words",
                REPORT,
                more("cost: {amount: 120, currency: đô la}"),
            ),
            warns(
                "a report of a cancelled batch",
                PLAN,
                plan("number: 1,", "number: 1, state: cancelled, reason: Do bão,"),
            ),
            warns(
                "a lesson of the report itself",
                REPORT,
                more("uses: [2023/sa-pa/bai-hoc-1]"),
            ),
            warns(
                "a plan of another council",
                PLAN,
                plan("topics:", "council: HĐND tỉnh Đồng Tháp\ntopics:"),
            ),
            fails(
                "a name of two councils",
                SETTINGS,
                councils(
                    "  - {name: HĐND tỉnh X, aliases: [HĐND xã Y]}\n  - {name: HĐND tỉnh Z, aliases: [HĐND xã Y, HĐND tỉnh X]}",
                ),
            ),
            fails(
                "a batch that has an end and no beginning",
                PLAN,
                plan("time: {from: 2023-08, to: 2023-08}", "time: {to: 2023-09}"),
            ),
            warns(
                "a withdrawal without a date",
                REPORT,
                report("plan: 2023/ke-hoach/1", "status: withdrawn\nreason: Sai"),
            ),
            fails(
                "a budget of the year 23",
                PLAN,
                plan("topics:", "budget: {year: 23}\ntopics:"),
            ),
            fails(
                "code that is not closed",
                REPORT,
                body("```\nĐoàn đã làm việc.\n\n### Bài {#bai-hoc-1 .practice}\n\nLời."),
            ),
            fails(
                "tilde code in a list that is not closed",
                REPORT,
                body("- Mục:\n\n  ~~~~\n  mã\n  ~~~\n\nLời."),
            ),
            fails(
                "a path in double quotes",
                REPORT,
                more("references: [{role: basis, about: \"Tệp D:\\nam2023\"}]"),
            ),
            fails(
                "a tab in double quotes",
                REPORT,
                report("title: Học tập", "title: \"Học \\tập\" # "),
            ),
        ],
    );
}
