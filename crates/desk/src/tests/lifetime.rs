//! The end of a desk, and a second start of the program.

use serde_json::json;

use super::TestDesk;
use ssg_base::parallel::lock_ignoring_poison;

#[test]
fn a_button_ends_the_desk() {
    let desk = TestDesk::site();
    assert!(desk.get("/").1.contains("Close the desk"));
    assert!(desk.events.ended.try_recv().is_err());
    assert_eq!(desk.post("/api/stop", &json!({})).0, 200);
    assert!(desk.events.ended.try_recv().is_ok());
}

#[test]
fn a_second_start_shows_the_desk_of_its_folder() {
    let desk = TestDesk::site();
    let folder = desk.folder.path().canonicalize().expect("a path");
    let ask = |host: &str, more: &[(&'static str, &str)], folder: &str| {
        let headers = [&[("host", host)], more].concat();
        let body = json!({ "folder": folder }).to_string();
        let response = desk.request("POST", "/api/show", &headers, body.as_bytes());
        (response.status, response.body.len())
    };
    let folder = folder.to_str().expect("Unicode");
    let shown = || lock_ignoring_poison(&desk.program.shown).clone();
    // Web pages cannot ask, and nobody learns the address.
    let origin = format!("http://{}", desk.host);
    for (host, more, folder, status) in [
        ("localhost:1", &[][..], folder, 403),
        (&*desk.host, &[("origin", &*origin)][..], folder, 403),
        (&*desk.host, &[("origin", "null")][..], folder, 403),
        (&*desk.host, &[("sec-fetch-site", "none")][..], folder, 403),
        (&*desk.host, &[][..], "/", 404),
    ] {
        assert_eq!(ask(host, more, folder), (status, 0), "{more:?}");
    }
    assert_eq!(shown(), [""; 0]);
    assert_eq!(ask(&desk.host, &[], folder), (204, 0));
    assert_eq!(shown(), [desk.desk.address()]);
}
