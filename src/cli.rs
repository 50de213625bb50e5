//! What was asked on the command line. Says it, and does nothing.

use std::net::IpAddr;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};

use ssg_base::message::Language;
use ssg_content::settings;
use ssg_vietnam::date::PartialDate;

/// How help is laid out, in the clerk's language.
const HELP: &str = "\
{about}

Cách dùng: {usage}

{all-args}{after-help}";

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "ssg",
    version,
    about = "Dựng trang công khai từ báo cáo học tập kinh nghiệm của Hội đồng nhân dân",
    help_template = HELP,
    subcommand_help_heading = "Lệnh",
    subcommand_value_name = "LỆNH",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    propagate_version = true,
    next_help_heading = "Tuỳ chọn",
    after_help = "Messages in English: --lang en"
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What every command takes.
    #[command(flatten)]
    pub common: Common,
}

/// What every command takes.
#[derive(Args, Debug)]
pub struct Common {
    /// Thư mục của kho (mặc định: thư mục gần nhất có content/site.yaml)
    #[arg(short, long, global = true, value_name = "THƯ MỤC")]
    pub root: Option<PathBuf>,
    /// Ngôn ngữ của thông báo (mặc định: ngôn ngữ của kho)
    #[arg(long, global = true, value_name = "vi|en", value_parser = language)]
    pub lang: Option<Language>,
    /// Dạng của thông báo: human (cho người đọc), json (mỗi dòng một đối tượng) hay github
    #[arg(
        long,
        global = true,
        value_name = "DẠNG",
        default_value = "human",
        value_enum,
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: Format,
    /// Chỉ báo lỗi
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// In trợ giúp
    #[arg(short, long, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// In phiên bản
    #[arg(short = 'V', long, global = true, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

/// How diagnostics are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Cho người đọc
    Human,
    /// Mỗi dòng một đối tượng JSON
    Json,
    /// Ghi chú của GitHub Actions
    Github,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Dựng trang vào thư mục đầu ra
    #[command(help_template = HELP)]
    Build(Build),
    /// Kiểm tra mọi thứ như khi dựng, không ghi gì
    #[command(help_template = HELP)]
    Check(CheckOptions),
    /// Kiểm tra một bản sao có đúng như đã đăng không
    #[command(help_template = HELP)]
    Verify(Verify),
    /// Xem trang trên máy này trong khi viết; lưu tệp là trang tự cập nhật
    #[command(help_template = HELP)]
    Serve(Serve),
    /// Tạo một kho mới
    #[command(help_template = HELP)]
    Init(Init),
    /// Nhập tệp Word (.docx) hay văn bản (.txt, .md) thành bài của kho
    #[command(help_template = HELP)]
    Import(Import),
    /// Tạo một báo cáo hay kế hoạch mới; thiếu gì thì hỏi
    #[command(help_template = HELP)]
    New(New),
    /// In JSON Schema để trình soạn thảo gợi ý và kiểm tra
    #[command(help_template = HELP)]
    Schema(Schema),
    /// In tệp gợi ý lệnh cho cửa sổ lệnh
    #[command(help_template = HELP)]
    Completion(Completion),
    /// In trang hướng dẫn (man)
    #[command(help_template = HELP)]
    Man,
}

/// `ssg build`.
#[expect(clippy::struct_excessive_bools, reason = "flags of a command line")]
#[derive(Args, Debug)]
pub struct Build {
    /// Thư mục đầu ra (mặc định: public trong thư mục của kho)
    #[arg(short, long, value_name = "THƯ MỤC", aliases = ["destination", "dest-dir"])]
    pub output_dir: Option<PathBuf>,
    /// Địa chỉ của trang trên mạng, thay cho địa chỉ ghi trong site.yaml
    #[arg(short = 'u', long, value_name = "URL", alias = "baseURL", value_parser = base_url)]
    pub base_url: Option<String>,
    /// Thay thế cả thư mục đầu ra không do ssg tạo
    #[arg(short, long)]
    pub force: bool,
    /// Kèm cả kho trong một tệp .zip (du-lieu/kho.zip) mở được khi không có mạng
    #[arg(long)]
    pub bundle: bool,
    /// Cho biết từng bước mất bao lâu
    #[arg(long)]
    pub timings: bool,
    /// Dựng lại cả khi nguồn không đổi, và báo lỗi nếu trang dựng ra khác đi
    #[arg(long)]
    pub verify: bool,
    /// What it shares with `check`.
    #[command(flatten)]
    pub checking: CheckOptions,
}

/// `ssg check`, and what `build` shares with it.
#[derive(Args, Debug, Default)]
pub struct CheckOptions {
    /// Kể cả bản nháp
    #[arg(long, alias = "buildDrafts")]
    pub drafts: bool,
    /// Ngày dùng để xét hạn báo cáo (mặc định: ngày mới nhất trong kho)
    #[arg(long, value_name = "NGÀY", value_parser = day)]
    pub today: Option<NaiveDate>,
    /// Trang đã đăng (thư mục hoặc ssg-manifest.json) để so: không văn bản nào được mất địa chỉ
    /// (mặc định: thư mục đầu ra)
    #[arg(long, value_name = "NƠI")]
    pub published: Option<PathBuf>,
}

/// `ssg verify`.
#[derive(Args, Debug)]
pub struct Verify {
    /// Thư mục của bản sao
    #[arg(value_name = "THƯ MỤC")]
    pub dir: PathBuf,
    /// Bản đã đăng: thư mục, hoặc ssg-manifest.json của nó (mặc định: tệp ấy trong bản sao)
    #[arg(value_name = "BẢN ĐĂNG")]
    pub manifest: Option<PathBuf>,
}

/// `ssg serve`.
#[derive(Args, Debug)]
pub struct Serve {
    /// Cổng (đang bận thì lấy cổng trống tiếp theo)
    #[arg(short, long, value_name = "SỐ", default_value_t = 1111)]
    pub port: u16,
    /// Địa chỉ của máy để nghe (mặc định: chỉ máy này); địa chỉ khác cần thêm --allow-host
    #[arg(short, long, value_name = "ĐỊA CHỈ")]
    pub interface: Option<IpAddr>,
    /// Tên máy được phép gọi tới, khi nghe ở địa chỉ khác
    #[arg(long, value_name = "TÊN")]
    pub allow_host: Vec<String>,
    /// Mở trình duyệt
    #[arg(short = 'O', long)]
    pub open: bool,
    /// Kể cả bản nháp
    #[arg(long, alias = "buildDrafts")]
    pub drafts: bool,
}

/// `ssg init`.
#[derive(Args, Debug)]
pub struct Init {
    /// Thư mục của kho mới
    #[arg(value_name = "THƯ MỤC")]
    pub dir: PathBuf,
    /// Ghi đè tệp có sẵn
    #[arg(short, long)]
    pub force: bool,
}

/// `ssg import`.
#[derive(Args, Debug)]
pub struct Import {
    /// Các tệp cần nhập
    #[arg(value_name = "TỆP", required = true)]
    pub files: Vec<PathBuf>,
    /// Năm của bài, khi trong văn bản không có
    #[arg(long, value_name = "NĂM", value_parser = clap::value_parser!(i32).range(1945..=2100))]
    pub year: Option<i32>,
    /// Ghi đè bài có sẵn
    #[arg(short, long)]
    pub force: bool,
}

/// `ssg new`.
#[derive(Args, Debug)]
pub struct New {
    /// Loại bài: report (báo cáo) hay plan (kế hoạch)
    #[arg(value_name = "LOẠI", value_enum, hide_possible_values = true)]
    pub kind: NewKind,
    /// Tên bài
    #[arg(long, value_name = "TÊN")]
    pub title: Option<String>,
    /// Tên đầy đủ của HĐND
    #[arg(long, value_name = "HĐND")]
    pub council: Option<String>,
    /// Ngày đầu của chuyến đi
    #[arg(long, value_name = "NGÀY", value_parser = day)]
    pub from: Option<NaiveDate>,
    /// Ngày cuối (mặc định: như ngày đầu)
    #[arg(long, value_name = "NGÀY", value_parser = day)]
    pub to: Option<NaiveDate>,
    /// Họ tên trưởng đoàn
    #[arg(long, value_name = "TÊN")]
    pub lead: Option<String>,
    /// Chức vụ trưởng đoàn
    #[arg(long, value_name = "CHỨC VỤ")]
    pub position: Option<String>,
    /// Tỉnh đã đến; dùng nhiều lần hoặc cách nhau bằng dấu phẩy
    #[arg(long, value_name = "TỈNH", value_delimiter = ',')]
    pub province: Vec<String>,
    /// Chủ đề; dùng nhiều lần hoặc cách nhau bằng dấu phẩy
    #[arg(long, value_name = "CHỦ ĐỀ", value_delimiter = ',')]
    pub topic: Vec<String>,
    /// Tên trong địa chỉ (mặc định: lấy từ tên bài)
    #[arg(long, value_name = "TÊN")]
    pub name: Option<String>,
    /// Ghi đè bài có sẵn
    #[arg(short, long)]
    pub force: bool,
}

/// What `ssg new` makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NewKind {
    /// Báo cáo
    Report,
    /// Kế hoạch
    Plan,
}

/// `ssg schema`.
#[derive(Args, Debug)]
pub struct Schema {
    /// Của gì: front-matter (mặc định), report, plan, page hay site
    #[arg(
        value_name = "PHẦN",
        value_enum,
        default_value = "front-matter",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub subject: SchemaSubject,
}

/// What a schema is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaSubject {
    /// Phần thông tin của mọi bài
    FrontMatter,
    /// Của báo cáo
    Report,
    /// Của kế hoạch
    Plan,
    /// Của trang khác
    Page,
    /// Của site.yaml
    Site,
}

/// `ssg completion`.
#[derive(Args, Debug)]
pub struct Completion {
    /// bash, zsh, fish, powershell hay elvish
    #[arg(value_name = "SHELL", value_enum, hide_possible_values = true)]
    pub shell: clap_complete::Shell,
}

/// The help in English, by the Vietnamese that stands in the declarations.
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
        "Check everything as a build does, write nothing",
    ),
    ("Tạo một kho mới", "Start a new archive"),
    (
        "Kiểm tra một bản sao có đúng như đã đăng không",
        "Tell whether a copy is what was published",
    ),
    (
        "Kèm cả kho trong một tệp .zip (du-lieu/kho.zip) mở được khi không có mạng",
        "Add the whole archive as one .zip (du-lieu/kho.zip) that opens without a server",
    ),
    ("Thư mục của bản sao", "Folder of the copy"),
    (
        "Bản đã đăng: thư mục, hoặc ssg-manifest.json của nó (mặc định: tệp ấy trong bản sao)",
        "What was published: a folder or its ssg-manifest.json (default: the one in the copy)",
    ),
    (
        "Nhập tệp Word (.docx) hay văn bản (.txt, .md) thành bài của kho",
        "Import Word files (.docx) or texts (.txt, .md) as sources",
    ),
    (
        "Tạo một báo cáo hay kế hoạch mới; thiếu gì thì hỏi",
        "Make a new report or plan; asks for what is missing",
    ),
    (
        "In JSON Schema để trình soạn thảo gợi ý và kiểm tra",
        "Print the JSON Schema that lets editors complete and check",
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
        "Form of messages: human, json (an object a line) or github",
    ),
    ("Chỉ báo lỗi", "Tell faults alone"),
    ("In trợ giúp", "Print help"),
    ("In phiên bản", "Print version"),
    (
        "Thư mục đầu ra (mặc định: public trong thư mục của kho)",
        "Output folder (default: public in the site's folder)",
    ),
    (
        "Địa chỉ của trang trên mạng, thay cho địa chỉ ghi trong site.yaml",
        "The site's address on the web, in place of the one in site.yaml",
    ),
    (
        "Thay thế cả thư mục đầu ra không do ssg tạo",
        "Replace an output folder that ssg did not write",
    ),
    ("Kể cả bản nháp", "Drafts too"),
    (
        "Ngày dùng để xét hạn báo cáo (mặc định: ngày mới nhất trong kho)",
        "The day on which deadlines are judged (default: the newest day of the sources)",
    ),
    (
        "Trang đã đăng (thư mục hoặc ssg-manifest.json) để so: không văn bản nào được mất địa chỉ (mặc định: thư mục đầu ra)",
        "The published site (folder or ssg-manifest.json), of which no record may be lost (default: the output folder)",
    ),
    ("Thư mục của kho mới", "Folder of the new archive"),
    (
        "Cho biết từng bước mất bao lâu",
        "Tell how long each step took",
    ),
    (
        "Dựng lại cả khi nguồn không đổi, và báo lỗi nếu trang dựng ra khác đi",
        "Build even where the sources are the same, and fail if the site comes out otherwise",
    ),
    (
        "Kiểm tra một bản sao có đúng như đã đăng không",
        "Tell whether a copy is what was published",
    ),
    (
        "Xem trang trên máy này trong khi viết; lưu tệp là trang tự cập nhật",
        "Show the site on this machine while it is written; a save is seen at once",
    ),
    ("Thư mục của bản sao", "Folder of the copy"),
    (
        "Bản đã đăng: thư mục, hoặc ssg-manifest.json của nó (mặc định: tệp ấy trong bản sao)",
        "What was published: a folder, or its ssg-manifest.json (default: the one in the copy)",
    ),
    (
        "Cổng (đang bận thì lấy cổng trống tiếp theo)",
        "Port (the next free one if it is taken)",
    ),
    (
        "Địa chỉ của máy để nghe (mặc định: chỉ máy này); địa chỉ khác cần thêm --allow-host",
        "Address to listen at (default: this machine alone); another needs --allow-host",
    ),
    (
        "Tên máy được phép gọi tới, khi nghe ở địa chỉ khác",
        "Names that may be asked for, at another address",
    ),
    ("Mở trình duyệt", "Open a browser"),
    ("Ghi đè tệp có sẵn", "Overwrite files"),
    ("Các tệp cần nhập", "The files to import"),
    (
        "Năm của bài, khi trong văn bản không có",
        "The year of the source, where its text has none",
    ),
    ("Ghi đè bài có sẵn", "Overwrite a source"),
    (
        "Loại bài: report (báo cáo) hay plan (kế hoạch)",
        "report or plan",
    ),
    ("Tên bài", "Title"),
    ("Tên đầy đủ của HĐND", "Full name of the council"),
    ("Ngày đầu của chuyến đi", "First day of the trip"),
    (
        "Ngày cuối (mặc định: như ngày đầu)",
        "Last day (default: the first)",
    ),
    ("Họ tên trưởng đoàn", "Name of the head of the delegation"),
    ("Chức vụ trưởng đoàn", "Office of the head"),
    (
        "Tỉnh đã đến; dùng nhiều lần hoặc cách nhau bằng dấu phẩy",
        "A province; may stand often, or with commas between",
    ),
    (
        "Chủ đề; dùng nhiều lần hoặc cách nhau bằng dấu phẩy",
        "A topic; may stand often, or with commas between",
    ),
    (
        "Tên trong địa chỉ (mặc định: lấy từ tên bài)",
        "Name in the address (default: made of the title)",
    ),
    (
        "Của gì: front-matter (mặc định), report, plan, page hay site",
        "Of what: front-matter (default), report, plan, page or site",
    ),
    (
        "bash, zsh, fish, powershell hay elvish",
        "bash, zsh, fish, powershell or elvish",
    ),
];

/// How help is laid out in English.
const ENGLISH_HELP: &str = "\
{about}

Usage: {usage}

{all-args}{after-help}";

/// The command line with its help in a language.
pub fn command(language: Language) -> clap::Command {
    let mut command = Cli::command();
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    command = spoken(command, language);
    for name in names {
        command = command.mut_subcommand(name, |sub| spoken(sub, language));
    }
    if language == Language::En {
        command = command
            .subcommand_help_heading("Commands")
            .subcommand_value_name("COMMAND")
            .after_help("Trợ giúp bằng tiếng Việt: --lang vi");
    }
    command
}

/// A command's own help in a language; every argument has a heading in that language.
fn spoken(mut command: clap::Command, language: Language) -> clap::Command {
    let english = |text: &clap::builder::StyledStr| {
        let text = text.to_string();
        let row = ENGLISH.iter().find(|(vi, _)| *vi == text);
        row.map(|(_, en)| *en)
    };
    let (options, places) = match language {
        Language::Vi => ("Tuỳ chọn", "Cần ghi"),
        Language::En => ("Options", "Arguments"),
    };
    let ids: Vec<clap::Id> = command
        .get_arguments()
        .map(|arg| arg.get_id().clone())
        .collect();
    for id in ids {
        command = command.mut_arg(id, |arg| {
            let heading = if arg.is_positional() { places } else { options };
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

/// The language that `--lang` asks for, before the rest is read: help is printed while reading.
pub fn requested_language(args: &[String]) -> Language {
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let code = match arg.strip_prefix("--lang") {
            Some("") => args.next().map(String::as_str),
            Some(rest) => rest.strip_prefix('='),
            None => continue,
        };
        if let Some(language) = code.and_then(Language::parse) {
            return language;
        }
    }
    Language::default()
}

fn language(code: &str) -> Result<Language, String> {
    Language::parse(code).ok_or_else(|| "vi | en".to_owned())
}

fn day(written: &str) -> Result<NaiveDate, String> {
    let date = PartialDate::parse(written).ok().and_then(|date| date.day());
    date.ok_or_else(|| "viết như 2023-08-18 hoặc 18/8/2023".to_owned())
}

fn base_url(written: &str) -> Result<String, String> {
    settings::parse_base_url(written).ok_or_else(|| "viết như https://ten-mien.vn/kho/".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{ENGLISH, command};
    use ssg_base::message::Language;

    #[test]
    fn the_command_line_is_sound() {
        for language in [Language::Vi, Language::En] {
            command(language).debug_assert();
        }
    }

    /// Every text of the help, the commands' too.
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
    fn all_help_stands_in_both_languages() {
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
