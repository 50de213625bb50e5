//! Advice of `ssg check` about what an earlier report already has.

use crate::program::Site;

const SETTINGS: (&str, &str) = (
    "content/site.yaml",
    "title: Kho thử\nbase_url: https://kho.example/\n",
);

fn report(council: &str, from: &str, stop: &str, body: &str) -> String {
    format!(
        "---\ntitle: Học tập tại Lào Cai\ncouncil: {council}\ndates: {{from: {from}}}\n\
         lead: {{name: Trần Thị Ví Dụ, position: Chủ tịch HĐND}}\n\
         locations: [{stop}]\ntopics: [du lịch]\n---\n\n{body}\n"
    )
}

/// Different sentences of `count` words in all.
fn prose(count: usize) -> String {
    let syllables = ["chợ", "phiên", "họp", "sáng", "chủ", "nhật", "bà", "con"];
    let words: Vec<String> = (0..count)
        .map(|n| match n % 3 {
            0 => format!("{}", n + 1000),
            _ => syllables[n % syllables.len()].to_owned(),
        })
        .collect();
    words.join(" ")
}

#[test]
fn check_names_both_places_of_a_copied_passage() {
    let copied = prose(80);
    let first = report("HĐND huyện A", "2022-03-01", "Lào Cai", &copied);
    let second = format!("Đoàn đã đến nơi.\n\n{copied}");
    let second = report("HĐND huyện B", "2023-03-01", "Lào Cai", &second);
    let site = Site::new(&[
        SETTINGS,
        ("content/reports/2022/a.md", &first),
        ("content/reports/2023/b.md", &second),
    ]);
    let run = site.run(&["check", "--format", "json", "--lang", "en"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let lines = run.stdout.lines();
    let notes: Vec<serde_json::Value> = lines
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .filter(|note: &serde_json::Value| note["code"] == "copied-passage")
        .collect();
    let [note] = &*notes else {
        panic!("{}", run.stdout);
    };
    assert_eq!(note["severity"], "notice");
    let place = |place: &serde_json::Value| format!("{}:{}", place["path"], place["line"]);
    assert_eq!(place(&note["place"]), "\"content/reports/2023/b.md\":12");
    let earlier = place(&note["related"][0]["place"]);
    assert_eq!(earlier, "\"content/reports/2022/a.md\":10");
    // Only `check` gives advice.
    let build = site.run(&["build", "--format", "json"]);
    assert!(!build.stdout.contains("copied-passage"), "{}", build.stdout);

    let quoted = report(
        "HĐND huyện B",
        "2023-03-01",
        "Lào Cai",
        &format!("> {copied}"),
    );
    site.write("content/reports/2023/b.md", quoted);
    let run = site.run(&["check", "--format", "json"]);
    assert!(!run.stdout.contains("copied-passage"), "{}", run.stdout);
}

#[test]
fn check_points_to_a_trip_to_the_same_place_within_three_years() {
    let check = |council: &str, from: &str, stop: &str| {
        let stop_before = "{province: Lào Cai, place: thị xã Sa Pa}";
        let before = report("HĐND huyện A", "2021-06-10", stop_before, "Chợ phiên.");
        let after = report(council, from, stop, "Chợ đêm.");
        let site = Site::new(&[
            SETTINGS,
            ("content/reports/2021/truoc.md", &before),
            (&format!("content/reports/{}/sau.md", &from[..4]), &after),
        ]);
        let run = site.run(&["check", "--format", "json"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout.contains("repeated-trip")
    };
    let sa_pa = "{province: Lào Cai, place: Thị xã Sa Pa}";
    assert!(check("HĐND huyện A", "2024-06-10", sa_pa));
    assert!(!check("HĐND huyện A", "2024-06-11", sa_pa), "three years");
    assert!(
        !check("HĐND huyện B", "2022-06-10", sa_pa),
        "another council"
    );
    let bac_ha = "{province: Lào Cai, place: huyện Bắc Hà}";
    assert!(
        !check("HĐND huyện A", "2022-06-10", bac_ha),
        "another place"
    );
    assert!(
        !check("HĐND huyện A", "2022-06-10", "Lào Cai"),
        "no place named"
    );
}
