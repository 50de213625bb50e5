//! The declaration of the command line, with its help in Vietnamese. `help` translates it.

mod help;

use std::fmt;

use std::net::IpAddr;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::str::FromStr;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

use ssg_base::message::{Language, Message};
use ssg_content::settings;
use ssg_vietnam::date::PartialDate;

pub use help::command;

/// The layout of help in Vietnamese.
const HELP: &str = "\
{about}

Cách dùng: {usage}

{all-args}{after-help}";

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "ssg",
    version,
    long_version = env!("SSG_VERSION"),
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
    /// The command.
    #[command(subcommand)]
    pub command: Command,
    /// The options that all commands share.
    #[command(flatten)]
    pub common: Common,
}

/// The options that all commands share.
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

/// The format of diagnostics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Cho người đọc
    Human,
    /// Mỗi dòng một đối tượng JSON
    Json,
    /// Ghi chú của GitHub Actions
    Github,
}

/// A command.
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
    /// Mở bàn làm việc trong trình duyệt: soạn, xem trước và đăng mà không cần cửa sổ lệnh
    #[command(help_template = HELP, alias = "edit")]
    Desk(Desk),
    /// Tạo một kho mới
    #[command(help_template = HELP)]
    Init(Init),
    /// Nhập tệp Word, PDF hay văn bản (.docx, .doc, .odt, .pdf, .txt …) thành bài của kho
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
    /// The options shared with `check`.
    #[command(flatten)]
    pub checking: CheckOptions,
}

/// `ssg check`, and the options that `build` shares with it.
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
    #[arg(short, long, value_name = "SỐ", default_value_t = 1111, value_parser = port)]
    pub port: u16,
    /// Địa chỉ của máy để nghe (mặc định: chỉ máy này); địa chỉ khác cần thêm --allow-host
    #[arg(short, long, value_name = "ĐỊA CHỈ", value_parser = ip_address)]
    pub interface: Option<IpAddr>,
    /// Tên máy được phép gọi tới, khi nghe ở địa chỉ khác
    #[arg(long, value_name = "TÊN")]
    pub allow_host: Vec<String>,
    /// Mở trình duyệt
    #[arg(short = 'O', long)]
    pub open: bool,
    /// Kể cả bản nháp
    #[arg(long, alias = "buildDrafts", hide = true)]
    pub drafts: bool,
}

/// The port of the desk, unless it is taken.
pub const DESK_PORT: u16 = 1211;

/// `ssg desk`.
#[derive(Args, Debug)]
pub struct Desk {
    /// Thư mục của kho, hoặc thư mục trống để tạo kho (mặc định: như --root)
    #[arg(value_name = "THƯ MỤC")]
    pub dir: Option<PathBuf>,
    /// Cổng (đang bận thì lấy cổng trống tiếp theo)
    #[arg(short, long, value_name = "SỐ", default_value_t = DESK_PORT, value_parser = port)]
    pub port: u16,
    /// Không mở trình duyệt
    #[arg(long)]
    pub no_open: bool,
    /// Tự dừng khi không còn trang nào của bàn làm việc mở quá một giờ
    #[arg(long)]
    pub ends_when_idle: bool,
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
    #[arg(long, value_name = "NĂM", value_parser = year)]
    pub year: Option<i32>,
    /// Nhập cả văn bản có dấu mật, lưu hành nội bộ, dự thảo: chỉ khi đã được phép công khai
    #[arg(long)]
    pub secret_cleared: bool,
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

/// The kind of document that `ssg new` writes.
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

/// The subject of a schema.
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

/// The language that `--lang` names. Help is printed while the arguments are parsed, so it is needed
/// before.
pub fn requested_language(args: &[String]) -> Language {
    option_values(args, "--lang")
        .find_map(|code| Language::parse(&code))
        .unwrap_or_default()
}

/// The format that `--format` names, also needed before the arguments are parsed.
pub fn requested_format(args: &[String]) -> Format {
    option_values(args, "--format")
        .find_map(|name| Format::from_str(&name, false).ok())
        .unwrap_or(Format::Human)
}

/// The first argument that is the name of a command. `None` if there is none.
pub fn requested_command(args: &[String]) -> Option<String> {
    let command = command(Language::default());
    let mut args = args.iter().skip(1);
    args.find(|arg| command.find_subcommand(arg).is_some())
        .cloned()
}

/// The values of an option, written `--option value` or `--option=value`.
fn option_values(args: &[String], option: &str) -> impl Iterator<Item = String> {
    let values =
        args.iter()
            .enumerate()
            .filter_map(move |(at, arg)| match arg.strip_prefix(option)? {
                "" => args.get(at + 1).cloned(),
                rest => rest.strip_prefix('=').map(str::to_owned),
            });
    values.collect::<Vec<_>>().into_iter()
}

/// The error of a value parser: a hint how to write the value.
#[derive(Clone, Debug)]
pub struct ValueHint(pub Message);

impl fmt::Display for ValueHint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for ValueHint {}

fn language(code: &str) -> Result<Language, ValueHint> {
    let values = "`vi`, `en`".to_owned();
    Language::parse(code).ok_or(ValueHint(Message::AllowedValues { values }))
}

fn day(text: &str) -> Result<NaiveDate, ValueHint> {
    let date = PartialDate::parse(text).ok().and_then(|date| date.day());
    date.ok_or(ValueHint(Message::NotADateHint))
}

fn base_url(text: &str) -> Result<String, ValueHint> {
    settings::parse_base_url(text).ok_or(ValueHint(Message::UsageBaseUrlHint))
}

fn year(text: &str) -> Result<i32, ValueHint> {
    number_in(text, 1945..=2100)
}

fn port(text: &str) -> Result<u16, ValueHint> {
    number_in(text, 0..=u16::MAX)
}

fn number_in<T>(text: &str, range: RangeInclusive<T>) -> Result<T, ValueHint>
where
    T: FromStr + PartialOrd + ToString,
{
    let number = text.parse().ok().filter(|number| range.contains(number));
    number.ok_or_else(|| {
        let (from, to) = (range.start().to_string(), range.end().to_string());
        ValueHint(Message::UsageNumberHint { from, to })
    })
}

fn ip_address(text: &str) -> Result<IpAddr, ValueHint> {
    text.parse()
        .map_err(|_| ValueHint(Message::UsageIpAddressHint))
}
