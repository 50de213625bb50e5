//! Inputs at limits that protect the stack and the running time.

use std::process::Command;

use crate::program::Site;

const REPORT: &str = "content/reports/2023/sa-pa.md";

fn site(report: &str) -> Site {
    let settings = "title: Kho thử\ncouncils:\n  - {name: HĐND huyện, province: Lào Cai}\n";
    Site::new(&[("content/site.yaml", settings), (REPORT, report)])
}

#[test]
fn parses_deep_front_matter_on_a_small_stack() {
    let deep: String = (0..300).map(|depth| " ".repeat(depth) + "a:\n").collect();
    let flow = format!("a: {}{}\n", "{a: ".repeat(10_000), "}".repeat(10_000));
    for head in [deep, flow] {
        let site = site(&format!("---\n{head}---\n\nx\n"));
        // The caller of a process sets the stack size of its first thread.
        let run = Command::new("sh")
            .args(["-c", "ulimit -s 1024 && exec \"$0\" build"])
            .arg(env!("CARGO_BIN_EXE_ssg"))
            .current_dir(site.path(""))
            .output()
            .expect("a shell");
        let stderr = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(1), "{stderr}");
        assert!(stderr.contains("sa-pa.md:"), "{stderr}");
    }
}

#[test]
fn numbers_anchors_of_equal_headings() {
    let lesson = "### Bài {#bai-1 .practice places=lao-cai}\n\nx\n\n";
    let site = site(&format!(
        "---\ntitle: Báo cáo\ndates: 2023-08-18\nlead: Phan Thanh Biên\nlocations: [Lào Cai]\n\
         topics: [du lịch]\n---\n\n{lesson}{}",
        "## Ghi chép\n\nx\n\n".repeat(1000)
    ));
    let run = site.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let page = site.path("public/bao-cao/2023/sa-pa/index.html");
    let page = std::fs::read_to_string(page).expect("the report's page");
    let mut anchors: Vec<&str> = page
        .split("<h2 id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|anchor| anchor.contains("ghi-chep"))
        .collect();
    assert_eq!(anchors.len(), 1000, "{anchors:?}");
    assert!(anchors[999].ends_with("ghi-chep-1000"), "{}", anchors[999]);
    anchors.sort_unstable();
    anchors.dedup();
    assert_eq!(anchors.len(), 1000, "all anchors differ");
}
