//! What was asked on the command line. Says it, and does nothing.

use std::net::IpAddr;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::date::PartialDate;
use crate::message::Language;
use crate::site;

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
    /// Dạng của thông báo
    #[arg(
        long,
        global = true,
        value_name = "DẠNG",
        default_value = "human",
        value_enum
    )]
    pub format: Format,
    /// Chỉ báo lỗi
    #[arg(short, long, global = true)]
    pub quiet: bool,
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
    Check(Checking),
    /// Kiểm tra một bản sao có đúng như đã đăng không
    #[command(help_template = HELP)]
    Verify(Verify),
    /// Xem trang trên máy này trong khi viết; lưu tệp là trang tự cập nhật
    #[command(help_template = HELP)]
    Serve(Serve),
    /// Tạo một kho mới
    #[command(help_template = HELP)]
    Init(Init),
}

/// `ssg build`.
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
    /// What it shares with `check`.
    #[command(flatten)]
    pub checking: Checking,
}

/// `ssg check`, and what `build` shares with it.
#[derive(Args, Debug, Default)]
pub struct Checking {
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

fn language(code: &str) -> Result<Language, String> {
    Language::parse(code).ok_or_else(|| "vi | en".to_owned())
}

fn day(written: &str) -> Result<NaiveDate, String> {
    let date = PartialDate::parse(written).ok().and_then(|date| date.day());
    date.ok_or_else(|| "viết như 2023-08-18 hoặc 18/8/2023".to_owned())
}

fn base_url(written: &str) -> Result<String, String> {
    site::check_base_url(written).ok_or_else(|| "viết như https://ten-mien.vn/kho/".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
