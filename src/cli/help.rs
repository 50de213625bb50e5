//! The help of the command line in both languages.

use clap::CommandFactory as _;
use ssg_base::message::Language;

use super::Cli;

/// The English help by the Vietnamese text of the declarations.
const ENGLISH: &[(&str, &str)] = &[
    (
        "Dựng trang công khai từ báo cáo học tập kinh nghiệm của Hội đồng nhân dân",
        "Builds a public site from study-trip reports of Vietnam's People's Councils",
    ),
    (
        "Dựng trang vào thư mục đầu ra",
        "Build the site into the output folder",
    ),
    (
        "Kiểm tra mọi thứ như khi dựng, không ghi gì",
        "Check everything like a build, without writing",
    ),
    ("Tạo một kho mới", "Create a new site"),
    (
        "Kiểm tra một bản sao có đúng như đã đăng không",
        "Check that a copy equals the published site",
    ),
    (
        "Kèm cả kho trong một tệp .zip (du-lieu/kho.zip) mở được khi không có mạng",
        "Add the whole site as a .zip (du-lieu/kho.zip) that works offline",
    ),
    ("Thư mục của bản sao", "Folder of the copy"),
    (
        "Bản đã đăng: thư mục, hoặc ssg-manifest.json của nó (mặc định: tệp ấy trong bản sao)",
        "Published site: a folder or its ssg-manifest.json (default: the one in the copy)",
    ),
    (
        "Nhập tệp Word, PDF hay văn bản (.docx, .doc, .odt, .pdf, .txt …) thành bài của kho",
        "Import Word files, PDF or text (.docx, .doc, .odt, .pdf, .txt …) as sources",
    ),
    (
        "Nhập cả văn bản có dấu mật, lưu hành nội bộ, dự thảo: chỉ khi đã được phép công khai",
        "Import documents with a secrecy or draft stamp too: only if cleared for publication",
    ),
    (
        "Tạo một báo cáo hay kế hoạch mới; thiếu gì thì hỏi",
        "Create a report or plan; asks for missing values",
    ),
    (
        "In JSON Schema để trình soạn thảo gợi ý và kiểm tra",
        "Print the JSON Schema for completion and validation in editors",
    ),
    (
        "In tệp gợi ý lệnh cho cửa sổ lệnh",
        "Print completions for a shell",
    ),
    ("In trang hướng dẫn (man)", "Print the manual page"),
    (
        "Thư mục của kho (mặc định: thư mục gần nhất có content/site.yaml)",
        "Folder of the site (default: the nearest with content/site.yaml)",
    ),
    (
        "Ngôn ngữ của thông báo (mặc định: ngôn ngữ của kho)",
        "Language of messages (default: the site's)",
    ),
    (
        "Dạng của thông báo: human (cho người đọc), json (mỗi dòng một đối tượng) hay github",
        "Format of messages: human, json (one object per line) or github",
    ),
    ("Chỉ báo lỗi", "Report errors only"),
    ("In trợ giúp", "Print help"),
    ("In phiên bản", "Print version"),
    (
        "Thư mục đầu ra (mặc định: public trong thư mục của kho)",
        "Output folder (default: public in the site's folder)",
    ),
    (
        "Địa chỉ của trang trên mạng, thay cho địa chỉ ghi trong site.yaml",
        "Public URL of the site, overrides the one in site.yaml",
    ),
    (
        "Thay thế cả thư mục đầu ra không do ssg tạo",
        "Replace an output folder that ssg did not write",
    ),
    ("Kể cả bản nháp", "Include drafts"),
    (
        "Ngày dùng để xét hạn báo cáo (mặc định: ngày mới nhất trong kho)",
        "Date to judge deadlines by (default: the newest date in the sources)",
    ),
    (
        "Trang đã đăng (thư mục hoặc ssg-manifest.json) để so: không văn bản nào được mất địa chỉ (mặc định: thư mục đầu ra)",
        "Published site to compare with (folder or ssg-manifest.json); fails if a record is lost (default: the output folder)",
    ),
    (
        "Mở bàn làm việc trong trình duyệt: soạn, xem trước và đăng mà không cần cửa sổ lệnh",
        "Open the desk in a browser: write, preview and publish without a terminal",
    ),
    (
        "Thư mục của kho, hoặc thư mục trống để tạo kho (mặc định: như --root)",
        "Folder of the site, or an empty folder to create one in (default: as --root)",
    ),
    ("Không mở trình duyệt", "Do not open a browser"),
    (
        "Tự dừng khi không còn trang nào của bàn làm việc mở quá một giờ",
        "Stop by itself when no page of the desk has been open for an hour",
    ),
    ("Thư mục của kho mới", "Folder of the new site"),
    (
        "Cho biết từng bước mất bao lâu",
        "Print the time of each step",
    ),
    (
        "Dựng lại cả khi nguồn không đổi, và báo lỗi nếu trang dựng ra khác đi",
        "Build even if the sources are unchanged, and fail if the output differs",
    ),
    (
        "Xem trang trên máy này trong khi viết; lưu tệp là trang tự cập nhật",
        "Preview the site on this machine; pages update on save",
    ),
    (
        "Cổng (đang bận thì lấy cổng trống tiếp theo)",
        "Port (the next free one if it is in use)",
    ),
    (
        "Địa chỉ của máy để nghe (mặc định: chỉ máy này); địa chỉ khác cần thêm --allow-host",
        "Address to listen on (default: this machine only); others need --allow-host",
    ),
    (
        "Tên máy được phép gọi tới, khi nghe ở địa chỉ khác",
        "Host names to answer to on other addresses",
    ),
    ("Mở trình duyệt", "Open a browser"),
    ("Ghi đè tệp có sẵn", "Overwrite existing files"),
    ("Các tệp cần nhập", "The files to import"),
    (
        "Năm của bài, khi trong văn bản không có",
        "Year of the source, if its text has none",
    ),
    ("Ghi đè bài có sẵn", "Overwrite an existing source"),
    (
        "Loại bài: report (báo cáo) hay plan (kế hoạch)",
        "report or plan",
    ),
    ("Tên bài", "Title"),
    ("Tên đầy đủ của HĐND", "Full name of the council"),
    ("Ngày đầu của chuyến đi", "First day of the trip"),
    (
        "Ngày cuối (mặc định: như ngày đầu)",
        "Last day (default: the first day)",
    ),
    ("Họ tên trưởng đoàn", "Name of the head of the delegation"),
    ("Chức vụ trưởng đoàn", "Position of the head"),
    (
        "Tỉnh đã đến; dùng nhiều lần hoặc cách nhau bằng dấu phẩy",
        "Province visited; repeat or separate by commas",
    ),
    (
        "Chủ đề; dùng nhiều lần hoặc cách nhau bằng dấu phẩy",
        "Topic; repeat or separate by commas",
    ),
    (
        "Tên trong địa chỉ (mặc định: lấy từ tên bài)",
        "Name in the URL (default: from the title)",
    ),
    (
        "Của gì: front-matter (mặc định), report, plan, page hay site",
        "Subject: front-matter (default), report, plan, page or site",
    ),
    (
        "bash, zsh, fish, powershell hay elvish",
        "bash, zsh, fish, powershell or elvish",
    ),
];

/// The layout of help in English.
const ENGLISH_HELP: &str = "\
{about}

Usage: {usage}

{all-args}{after-help}";

/// The command line with help in `language`.
pub fn command(language: Language) -> clap::Command {
    let mut command = Cli::command();
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    command = translate(command, language);
    for name in names {
        command = command.mut_subcommand(name, |sub| translate(sub, language));
    }
    if language == Language::En {
        command = command
            .subcommand_help_heading("Commands")
            .subcommand_value_name("COMMAND")
            .after_help("Trợ giúp bằng tiếng Việt: --lang vi");
    }
    command
}

/// Translates the help of one command, without its subcommands.
fn translate(mut command: clap::Command, language: Language) -> clap::Command {
    let english = |text: &clap::builder::StyledStr| {
        let text = text.to_string();
        let row = ENGLISH.iter().find(|(vi, _)| *vi == text);
        row.map(|(_, en)| *en)
    };
    let (options, positional) = match language {
        Language::Vi => ("Tuỳ chọn", "Cần ghi"),
        Language::En => ("Options", "Arguments"),
    };
    let ids: Vec<clap::Id> = command
        .get_arguments()
        .map(|arg| arg.get_id().clone())
        .collect();
    for id in ids {
        command = command.mut_arg(id, |arg| {
            let heading = if arg.is_positional() {
                positional
            } else {
                options
            };
            let help = arg
                .get_help()
                .and_then(english)
                .filter(|_| language == Language::En);
            let arg = arg.help_heading(heading);
            match help {
                Some(help) => arg.help(help),
                None => arg,
            }
        });
    }
    if language == Language::En {
        if let Some(about) = command.get_about().and_then(english) {
            command = command.about(about);
        }
        command = command.help_template(ENGLISH_HELP);
    }
    command
}

#[cfg(test)]
mod tests {
    use super::{ENGLISH, command};
    use ssg_base::message::Language;

    #[test]
    fn command_line_is_consistent() {
        for language in [Language::Vi, Language::En] {
            command(language).debug_assert();
        }
    }

    /// All help texts of the program and its commands.
    fn texts(language: Language) -> Vec<String> {
        let command = command(language);
        let all = std::iter::once(&command).chain(command.get_subcommands());
        let mut texts = Vec::new();
        for command in all {
            texts.extend(command.get_about().map(ToString::to_string));
            let helps = command.get_arguments().filter_map(|arg| arg.get_help());
            texts.extend(helps.map(ToString::to_string));
        }
        texts
    }

    #[test]
    fn all_help_is_translated() {
        let vietnamese = texts(Language::Vi);
        for text in &vietnamese {
            assert!(ENGLISH.iter().any(|(vi, _)| vi == text), "{text}");
        }
        for (vi, _) in ENGLISH {
            assert!(vietnamese.iter().any(|text| text == vi), "unused: {vi}");
        }
        for text in texts(Language::En) {
            assert!(ENGLISH.iter().any(|(_, en)| *en == text), "{text}");
        }
    }
}
