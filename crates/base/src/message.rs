//! The table of all messages of the program, in Vietnamese and in English.
//!
//! A message is a value, so that the code that reports it need not know the reader's language. Each
//! row of the table declares the fields of its message, and both texts may use only those. A row
//! that lacks a language does not compile.

use std::fmt;

/// The language of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Vietnamese, which the offices use. The default.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// Parses a language code. Returns `None` unless it is `vi` or `en`.
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "vi" => Some(Self::Vi),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

/// Generates [`Message`] from rows of the form `Name { fields } "code" "Vietnamese" "English";`.
macro_rules! messages {
    ($($name:ident $({ $($field:ident),+ })? $code:literal $vi:literal $en:literal;)+) => {
        /// A message of the program, with the values that its text names.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Message {
            $(#[doc = $en] $name $({ $(#[expect(missing_docs, reason = "the text of the message shows the meaning of its fields")] $field: String),+ })?,)+
        }

        impl Message {
            /// A short name for other programs. It stays the same when the wording changes.
            pub fn code(&self) -> &'static str {
                match self { $(Self::$name $({ $($field: _),+ })? => $code,)+ }
            }

            fn vi(&self) -> String {
                match self { $(Self::$name $({ $($field),+ })? => format!($vi),)+ }
            }

            fn en(&self) -> String {
                match self { $(Self::$name $({ $($field),+ })? => format!($en),)+ }
            }

            #[expect(clippy::large_stack_arrays, reason = "a constant is in the program's file, not on the stack")]
            /// The rows of the table: code, Vietnamese text, English text.
            pub const TABLE: &'static [(&'static str, &'static str, &'static str)] =
                &[$(($code, $vi, $en)),+];
        }
    };
}

impl Message {
    /// Formats the message in `language`. Most texts are in lower case without a full stop and quote
    /// the author's words in backticks.
    pub fn text(&self, language: Language) -> String {
        match language {
            Language::Vi => self.vi(),
            Language::En => self.en(),
        }
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}

messages! {
    Error "error" "lỗi" "error";
    Warning "warning" "cảnh báo" "warning";
    Note "note" "lưu ý" "note";
    Hint "hint" "gợi ý" "hint";

    // Reading the sources.
    Symlink "symlink" "liên kết tượng trưng không được dùng trong kho" "symbolic links are not followed";
    SymlinkHint { target } "symlink-hint" "nó trỏ tới `{target}`; hãy chép tệp hay thư mục thật vào đây" "it points to `{target}`; copy the file or folder itself here";
    NotAFile "not-a-file" "đây không phải là tệp hay thư mục thường" "this is not a regular file or folder";
    NotAFileHint "not-a-file-hint" "xoá nó, rồi chép tệp thường vào chỗ này" "delete it and copy a regular file here";
    ExtraExtension { name, extension } "extra-extension" "`{name}` không được đọc: tên tệp thừa đuôi `.{extension}`" "`{name}` is not read: its name has an extra `.{extension}`";
    ExtraExtensionHint { name } "extra-extension-hint" "đổi tên thành `{name}`; trong Notepad, ở ô “Save as type” chọn “All files” rồi mới lưu" "rename it to `{name}`; in Notepad, choose “All files” at “Save as type” before saving";
    FileTooLarge { size, limit } "file-too-large" "tệp nặng {size}, giới hạn là {limit}" "the file has {size}; the limit is {limit}";
    FileTooLargeHint "file-too-large-hint" "chia thành tệp nhỏ hơn, hoặc nén lại (ảnh, PDF) rồi chép vào" "split it into smaller files, or compress it (photos, PDF)";
    TooManyFiles { limit } "too-many-files" "thư mục có hơn {limit} tệp" "the folder contains more than {limit} files";
    NotUtf8 { byte } "not-utf8" "tệp không phải UTF-8: có byte {byte}" "the file is not UTF-8: it contains the byte {byte}";
    NotUtf8Hint "not-utf8-hint" "mở tệp bằng trình soạn thảo và lưu lại với bảng mã UTF-8" "open the file in an editor and save it as UTF-8";
    Utf16 "utf16" "tệp được lưu bằng UTF-16, không phải UTF-8" "the file is saved as UTF-16, not UTF-8";
    BadFileName { name } "bad-file-name" "tên tệp `{name}` không dùng được" "the file name `{name}` cannot be used";
    BadFileNameHint "bad-file-name-hint" "đổi tên chỉ gồm chữ, số và dấu gạch nối" "rename it to letters, digits and dashes";
    ReservedName { name } "reserved-name" "`{name}` là tên mà Windows giữ riêng cho thiết bị, không dùng làm tên tệp hay địa chỉ được" "Windows reserves the name `{name}` for a device, so it cannot name a file or an address";
    Unreadable { why } "unreadable" "không đọc được tệp: {why}" "the file cannot be read: {why}";
    DuplicateFileName "same-file-twice" "hai tệp có cùng một tên sau khi chuẩn hoá Unicode" "two files have the same name after Unicode normalisation";
    DuplicateFileNameHint { first, second } "same-file-twice-hint" "trên đĩa là `{first}` và `{second}`; hãy bỏ một tệp" "on the disk they are `{first}` and `{second}`; remove one of them";
    StrayFile "stray-file" "tệp này không thuộc báo cáo, kế hoạch hay trang nào" "this file belongs to no report, plan or page";
    StrayFileHint "stray-file-hint" "báo cáo nằm ở `content/reports/NĂM/TÊN.md`, kế hoạch ở `content/plans/NĂM/TÊN.md`, trang khác ở `content/pages/TÊN.md`" "reports are `content/reports/YEAR/NAME.md`, plans are `content/plans/YEAR/NAME.md`, other pages are `content/pages/NAME.md`";
    MoveToPathHint { path } "move-to-path-hint" "đổi tên hoặc chuyển tệp thành `{path}`" "rename or move the file to `{path}`";
    NoSite "no-site" "không tìm thấy `content/site.yaml` ở đây hay ở thư mục cha nào" "no `content/site.yaml` here or in any parent folder";
    NoSiteHint "no-site-hint" "chạy `ssg init .` để tạo kho mới ở đây, hoặc chỉ đường bằng `--root`" "run `ssg init .` to start an archive here, or name its folder with `--root`";

    // The command line.
    UsageUnknownArgument { argument } "unknown-argument" "không có tham số `{argument}`" "unknown argument `{argument}`";
    UsageUnknownCommand { command } "unknown-command" "không có lệnh `{command}`" "unknown command `{command}`";
    UsageMissingCommand "missing-command" "chưa ghi lệnh" "a command is missing";
    UsageMissingArguments { arguments } "missing-argument" "còn thiếu {arguments}" "missing: {arguments}";
    UsageMissingValue { argument } "missing-value" "`{argument}` cần một giá trị" "`{argument}` needs a value";
    UsageInvalidValue { argument, value } "invalid-value" "`{argument}` không nhận giá trị `{value}`" "invalid value `{value}` for `{argument}`";
    UsageExtraValue { argument, value } "extra-value" "`{argument}` có giá trị thừa `{value}`" "extra value `{value}` for `{argument}`";
    UsageRepeatedArgument { argument } "repeated-argument" "`{argument}` chỉ được ghi một lần" "`{argument}` can be given only once";
    UsageConflictingArguments { argument, other } "conflicting-arguments" "không dùng `{argument}` cùng với `{other}`" "`{argument}` cannot be used with `{other}`";
    UsageNotUtf8 "argument-not-utf8" "có tham số không phải UTF-8" "an argument is not UTF-8";
    UsageOther { detail } "usage" "dòng lệnh sai: {detail}" "wrong command line: {detail}";
    UsageHelpHint { command } "usage-help-hint" "xem `{command} --help`" "see `{command} --help`";
    UsageBaseUrlHint "usage-base-url-hint" "viết như `https://ten-mien.vn/kho/`" "write it like `https://ten-mien.vn/kho/`";
    UsageNumberHint { from, to } "usage-number-hint" "viết một số từ {from} đến {to}" "write a number from {from} to {to}";
    UsageIpAddressHint "usage-ip-address-hint" "viết như `192.168.1.5` hoặc `::1`" "write it like `192.168.1.5` or `::1`";

    // Front matter: delimiters, YAML syntax and the types of values.
    FrontMatterMissing "front-matter-missing" "tệp không mở đầu bằng phần thông tin giữa hai dòng `---`" "the file does not begin with front matter between two lines of `---`";
    FrontMatterMissingHint "front-matter-missing-hint" "dòng đầu tiên phải là `---`, rồi đến `title:` …, rồi lại một dòng `---`" "the first line must be `---`, then `title:` …, then another line `---`";
    FrontMatterWrongDashes { found } "front-matter-wrong-dashes" "dòng đầu tiên là `{found}`, không phải ba dấu gạch nối `---`" "the first line is `{found}`, not three dashes `---`";
    FrontMatterWrongDashesHint "front-matter-wrong-dashes-hint" "có thể Word đã tự đổi: xoá dòng ấy và gõ lại `---`" "Word may have changed it: delete the line and type `---`";
    FrontMatterBlankLinesHint "front-matter-blank-lines-hint" "xoá các dòng trống ở đầu tệp: `---` phải là dòng đầu tiên" "delete the blank lines at the start: `---` must be the first line";
    FrontMatterUnclosed "front-matter-unclosed" "phần thông tin mở bằng `---` nhưng không được đóng lại" "the front matter starts with `---` and is not closed";
    FrontMatterUnclosedHint "front-matter-unclosed-hint" "thêm một dòng chỉ có `---` sau khoá cuối cùng" "add a line of `---` after the last key";
    FrontMatterWrongEnd { found } "front-matter-wrong-end" "phần thông tin được đóng bằng `{found}`, không phải ba dấu gạch nối `---`" "the front matter is closed by `{found}`, not by three dashes `---`";
    FrontMatterWrongEndHint "front-matter-wrong-end-hint" "xoá dòng ấy và gõ lại `---`" "delete the line and type `---`";
    FrontMatterTooLong { size } "front-matter-too-long" "phần thông tin dài {size}, giới hạn là 64 KiB" "the front matter has {size}; the limit is 64 KiB";
    EmptyFile "empty-file" "tệp trống" "the file is empty";
    YamlSyntax "yaml-syntax" "chỗ này sai cú pháp YAML" "this is not valid YAML";
    YamlUnclosedQuote "yaml-unclosed-quote" "dấu ngoặc kép hoặc nháy đơn mở ở đây không được đóng lại" "the quote that opens here is not closed";
    YamlQuoteHint "yaml-quote-hint" "thêm dấu ngoặc cùng loại ở cuối chuỗi" "add the same quote at the end of the text";
    YamlAfterQuote "yaml-after-quote" "có chữ thừa sau dấu ngoặc đóng" "text follows the closing quote";
    YamlAfterQuoteHint "yaml-after-quote-hint" "đặt cả chuỗi trong ngoặc, và dùng “ ” cho ngoặc bên trong: `\"“Học tập” tại Sa Pa\"`" "put quotes around the whole text and use “ ” inside: `\"“Study” in Sa Pa\"`";
    YamlEscape "yaml-escape" "dấu `\\` trong ngoặc kép có nghĩa riêng và không dùng được ở đây" "a `\\` in double quotes has a special meaning and is not allowed here";
    YamlEscapeHint "yaml-escape-hint" "dùng nháy đơn thay cho ngoặc kép: `'C:\\Sa Pa'`" "use single quotes: `'C:\\Sa Pa'`";
    YamlBrackets "yaml-brackets" "ngoặc vuông hoặc ngoặc nhọn chưa khớp, hoặc thiếu dấu phẩy" "brackets or braces do not match, or a comma is missing";
    YamlUnclosedBracket { open } "yaml-unclosed-bracket" "dấu `{open}` mở ở đây không được đóng lại" "the `{open}` that opens here is not closed";
    YamlBracketsHint "yaml-brackets-hint" "mỗi `[` cần một `]`, mỗi `{{` cần một `}}`, giữa các mục cần dấu phẩy" "each `[` needs a `]`, each `{{` needs a `}}`, and items are separated by commas";
    YamlTab "yaml-tab" "có dấu tab ở đầu dòng" "the line begins with a tab";
    YamlTabHint "yaml-tab-hint" "thay dấu tab bằng hai dấu cách" "use two spaces instead of the tab";
    YamlColon "yaml-colon" "dấu hai chấm trong một chuỗi không có ngoặc kép" "a colon in a text without quotes";
    YamlColonHint "yaml-colon-hint" "đặt cả chuỗi trong ngoặc kép: `khoá: \"…: …\"`" "put the whole text in double quotes: `key: \"…: …\"`";
    YamlNoColon "yaml-no-colon" "dòng này không có dạng `khoá: giá trị`" "this line is not of the form `key: value`";
    YamlNoColonHint "yaml-no-colon-hint" "sau tên khoá phải có dấu hai chấm và một dấu cách" "a key is followed by a colon and a space";
    YamlNextLineHint { line } "yaml-next-line-hint" "giá trị viết trên cùng dòng với khoá: `{line}`" "the value goes on the line of its key: `{line}`";
    YamlWideColon { found, character } "yaml-wide-colon" "`{found}` ({character}) không phải là dấu hai chấm thường" "`{found}` ({character}) is not the plain colon";
    YamlWideColonHint "yaml-wide-colon-hint" "xoá nó, gõ lại dấu `:` và một dấu cách" "delete it, and type `:` and a space";
    YamlSpace { character } "yaml-space" "đây là dấu cách đặc biệt {character}, thường do chép từ Word hay trang web, không phải dấu cách thường" "this is the special space {character}, as Word and web pages have it, not a plain space";
    YamlSpaceHint "yaml-space-hint" "xoá nó rồi gõ lại bằng phím cách" "delete it and type a plain space";
    YamlSemicolon "yaml-semicolon" "dấu `;` không ngăn cách được các mục trong ngoặc" "a `;` does not separate items in brackets";
    YamlSemicolonHint "yaml-semicolon-hint" "thay `;` bằng dấu phẩy" "replace it with a comma";
    YamlWordQuotesHint { line } "yaml-word-quotes-hint" "ngoặc “ ” của Word không thay được ngoặc kép của YAML; viết: `{line}`" "YAML does not accept the quotes “ ” of Word; write: `{line}`";
    YamlMissingDash "yaml-missing-dash" "dòng này nằm trong một danh sách nhưng không bắt đầu bằng `- `" "this line is in a list and does not begin with `- `";
    YamlMissingDashHint { line } "yaml-missing-dash-hint" "thêm dấu gạch và một dấu cách: `{line}`" "add a dash and a space: `{line}`";
    YamlIndent "yaml-indent" "dòng này thụt vào không khớp với các dòng trên" "this line is not indented like those above";
    YamlIndentHint "yaml-indent-hint" "các khoá, các mục cùng cấp phải bắt đầu ở cùng một cột" "keys and items of one level begin in one column";
    ValueCut { text } "value-cut" "`{text}` bị bỏ đi: dấu `#` sau một dấu cách mở đầu ghi chú" "`{text}` is left out: a `#` after a space begins a comment";
    ValueCutHint { form } "value-cut-hint" "nếu đó là chữ, đặt cả giá trị trong ngoặc kép: `{form}`; nếu là ghi chú, chuyển lên một dòng riêng" "if it is meant as text, put the value in double quotes: `{form}`; if it is a comment, move it to a line of its own";
    YamlStart "yaml-start" "giá trị không được bắt đầu bằng ký tự này" "a value cannot begin with this character";
    YamlControl { character } "yaml-control" "có ký tự điều khiển {character}; hãy xoá nó" "there is the control character {character}; delete it";
    YamlStartHint "yaml-start-hint" "nếu đó là chữ, hãy đặt cả chuỗi trong ngoặc kép: `khoá: \"…\"`" "if it is meant as text, put it in double quotes: `key: \"…\"`";
    YamlKey "yaml-key" "tên khoá phải là chữ, không phải danh sách hay nhóm trong ngoặc" "a key must be text, not a list or a mapping";
    YamlDuplicateKey { key } "yaml-duplicate-key" "khoá `{key}` được ghi hai lần" "the key `{key}` occurs twice";
    YamlDuplicateKeyHint "yaml-duplicate-key-hint" "giữ một dòng, xoá dòng kia" "keep one of the two lines";
    FirstOccurrence "first-time" "lần thứ nhất" "the first time";
    YamlAnchor "yaml-anchor" "không dùng neo `&` và bí danh `*` của YAML" "YAML anchors `&` and aliases `*` are not supported";
    YamlTag "yaml-tag" "không dùng thẻ `!` của YAML" "YAML tags `!` are not supported";
    YamlTooDeep "yaml-too-deep" "phần thông tin lồng quá sâu (giới hạn 32 tầng)" "the front matter is nested too deeply (the limit is 32)";
    YamlTooMany "yaml-too-many" "phần thông tin có quá nhiều giá trị (giới hạn 10.000)" "the front matter has too many values (the limit is 10,000)";
    FrontMatterTooMuchHint "front-matter-too-much-hint" "giữa hai dòng `---` chỉ ghi các khoá; lời văn viết ở dưới" "write only keys between the two lines of `---`, and the text below them";
    YamlSecondDocument "yaml-second-document" "phần thông tin chứa hai văn bản YAML" "the front matter contains two YAML documents";

    // Edits of a source file's front matter and body.
    EditNoSuchKey { key } "edit-no-such-key" "tệp không có `{key}`" "the file has no `{key}`";
    EditDuplicateKey { key } "edit-duplicate-key" "khoá `{key}` được ghi hai lần nên không rõ phải sửa chỗ nào" "the key `{key}` occurs twice, so it is not clear which one to change";
    EditNotAMapping { key } "edit-not-a-mapping" "`{key}` không phải là nhóm khoá" "`{key}` is not a mapping";
    EditNotAList { key } "edit-not-a-list" "`{key}` không phải là danh sách" "`{key}` is not a list";
    EditUnusualYaml "edit-unusual-yaml" "phần thông tin dùng cách viết YAML hiếm gặp, chỉ sửa được ở phần văn bản" "the front matter uses a rare form of YAML and can only be edited as text";
    EditNotExact { key } "edit-not-exact" "không sửa riêng được `{key}` mà giữ nguyên phần còn lại; hãy sửa ở phần văn bản" "`{key}` cannot be changed without changing more; edit it as text";
    EditTooDeep { key } "edit-too-deep" "giá trị của `{key}` lồng quá sâu" "the value of `{key}` is nested too deeply";
    EditNoSuchHeading { number } "edit-no-such-heading" "không có đề mục thứ {number}" "there is no heading {number}";
    EditNoSuchPhoto { number } "edit-no-such-photo" "không có ảnh thứ {number}" "there is no photo {number}";
    NotAMapping "not-a-mapping" "cần các cặp `khoá: giá trị` ở đây" "pairs of `key: value` are expected here";
    NotAList { key } "not-a-list" "`{key}` phải là một danh sách" "`{key}` must be a list";
    NotAListHint "not-a-list-hint" "viết `[một, hai]`, hoặc mỗi mục một dòng bắt đầu bằng `- `" "write `[one, two]`, or one item a line that starts with `- `";
    NotAListLineHint { line } "not-a-list-line-hint" "viết `{line}`, hoặc mỗi mục một dòng bắt đầu bằng `- `" "write `{line}`, or one item a line that starts with `- `";
    NotText { key } "not-text" "`{key}` phải là một dòng chữ" "`{key}` must be text";
    NotTextHint { key } "not-text-hint" "viết `{key}: …` trên một dòng; chữ có dấu `:` hay ngoặc thì đặt trong ngoặc kép" "write `{key}: …` on one line, in quotes if it has a `:` or brackets";
    NotANumber { key, found } "not-a-number" "`{key}` phải là số nguyên không âm, không phải `{found}`" "`{key}` must be a whole number, not `{found}`";
    NotANumberHint "not-a-number-hint" "chỉ viết số, không kèm đơn vị; hàng nghìn có thể cách nhau bằng dấu chấm: `18`, `12.500.000`" "write the number without a unit; thousands may have points between them: `18`, `12.500.000`";
    NumberTooLarge { key, found, limit } "number-too-large" "`{key}` là `{found}`, lớn hơn giới hạn {limit}" "`{key}` is `{found}`, which is more than the limit {limit}";
    NumberTooLargeHint "number-too-large-hint" "xem lại có thừa chữ số hay không" "check whether there are too many digits";
    MinAboveMax { min, max } "min-above-max" "`min` ({min}) lớn hơn `max` ({max})" "`min` ({min}) is greater than `max` ({max})";
    MinAboveMaxHint "min-above-max-hint" "đổi chỗ hai số, hoặc sửa số ghi nhầm" "swap the two numbers, or correct the wrong one";
    AmountUnitHint { million, billion } "amount-unit-hint" "số tiền viết đủ từng đồng, không có phần lẻ: `{million}` nếu tính bằng triệu đồng, `{billion}` nếu tính bằng tỷ đồng" "an amount is written in full, without a fraction: `{million}` if it is in millions, `{billion}` if it is in billions";
    CostLinesDiffer { amount, sum, difference } "cost-lines-differ" "các khoản trong `lines` cộng lại là {sum}, lệch {difference} so với `amount` {amount}" "the sum of `lines` is {sum}, which differs from `amount` {amount} by {difference}";
    NotACurrency { found } "not-a-currency" "`{found}` không phải là mã của một loại tiền" "`{found}` is not the code of a currency";
    NotACurrencyHint "not-a-currency-hint" "viết mã ba chữ, như `VND`, `USD`, `JPY`; tiền đồng thì có thể bỏ dòng này" "write a code of three letters such as `VND`, `USD` or `JPY`; leave the key out for đồng";
    AmountNotInFull { found } "amount-not-in-full" "số tiền phải ghi đủ bằng đồng, không theo `{found}`" "amounts are written in full in đồng and not in `{found}`";
    AmountNotInFullHint "amount-not-in-full-hint" "viết đủ các số không, như `120.000.000`, ở mọi khoản, rồi bỏ dòng `currency`" "write all zeros, such as `120.000.000`, in every amount, and delete `currency`";
    CostLinesDifferHint "cost-lines-differ-hint" "sửa khoản ghi sai hay còn thiếu; nếu chỉ biết từng khoản thì bỏ `amount`, trang sẽ tự cộng" "correct or complete the lines, or leave out `amount`: the page shows the sum of the lines";
    NotAWebAddress { found } "not-a-web-address" "`{found}` không phải là địa chỉ trên mạng" "`{found}` is not a web address";
    NotAWebAddressHint "not-a-web-address-hint" "viết đủ `https://…`; tệp đặt cạnh `index.md` thì ghi ở `file`, số văn bản ghi ở `document`" "write the whole `https://…`; a file beside `index.md` goes to `file`, the number of a document to `document`";
    NotALanguage { found } "not-a-language" "`{found}` không phải là mã ngôn ngữ" "`{found}` is not a language tag";
    NotALanguageHint "not-a-language-hint" "ghi mã hai chữ: `en` là tiếng Anh, `zh` tiếng Trung, `lo` tiếng Lào, `km` tiếng Khmer" "write the tag of two letters: `en` for English, `zh` for Chinese, `lo` for Lao, `km` for Khmer";
    NumberAndSymbolHint "number-and-symbol-hint" "`number` chỉ gồm chữ số, phần còn lại viết ở `symbol`: `number: 17`, `symbol: KH-HĐND`" "`number` contains only digits, the rest goes into `symbol`: `number: 17`, `symbol: KH-HĐND`";
    SymbolWithNumber { shown } "symbol-with-number" "ký hiệu này lặp lại số hay dấu gạch chéo: trang sẽ hiện `{shown}`" "this symbol repeats the number or the slash: the page would show `{shown}`";
    NumberOutOfRange { key, found, used } "number-out-of-range" "`{key}` không nhận `{found}`; đang dùng {used}" "`{key}` does not accept `{found}`; {used} is used";
    NotABool { key, found } "not-a-bool" "`{key}` phải là `true` hoặc `false`, không phải `{found}`" "`{key}` must be `true` or `false`, not `{found}`";
    NotAPerson { key } "not-a-person" "`{key}` phải là một người" "`{key}` must be a person";
    NotAPersonHint { key } "not-a-person-hint" "viết `{key}: {{name: Họ và tên, position: Chức vụ}}`" "write `{key}: {{name: Full name, position: Position}}`";
    OfficeInName { found } "office-in-name" "`{found}` sẽ là cả họ tên: chức vụ và cách gọi phải ghi riêng" "`{found}` would become the whole name: the position and the form of address have keys of their own";
    NameCase { found } "name-case" "họ tên `{found}` chưa viết hoa chữ cái đầu mỗi tiếng" "each word of the name `{found}` begins with a capital letter and continues in lower case";
    OfficeForName { found } "office-for-name" "`{found}` là chức vụ, không phải họ tên" "`{found}` is a position, not a name";
    SeveralNames { found } "several-names" "`{found}` sẽ là một họ tên: mỗi người phải là một mục riêng" "`{found}` would become one name: each person is an item of its own";
    CountForName { found } "count-for-name" "`{found}` là số người, không phải họ tên" "`{found}` is a number of people, not a name";
    CountForNameHint "count-for-name-hint" "ghi số người của cả đoàn ở `size: …`, rồi bỏ mục này" "write the number of all people as `size: …`, and leave out this item";
    CommaInValue { before, after } "comma-in-value" "dấu phẩy cắt giá trị `{before}` khỏi `{after}`" "a comma cuts the value `{before}` off from `{after}`";
    CommaInValueHint { key, value } "comma-in-value-hint" "đặt cả giá trị trong ngoặc kép: `{key}: \"{value}\"`" "put the whole value in double quotes: `{key}: \"{value}\"`";
    BlankValue { key } "blank" "`{key}` để trống" "`{key}` is blank";
    MissingKey { key } "missing-key" "thiếu khoá `{key}`" "the key `{key}` is missing";
    MissingKeyHint { key } "missing-key-hint" "thêm `{key}: …`" "add `{key}: …`";
    MissingTitleHint "missing-title-hint" "viết `title: …`" "write `title: …`";
    ExpectedKeys { keys } "expected-key" "chưa ghi {keys}; trang sẽ hiện \"chưa ghi\"" "not given: {keys}; the page will say \"chưa ghi\"";
    UnknownKey { key } "unknown-key" "không có khoá `{key}`" "there is no key `{key}`";
    KeyColonHint { line } "key-colon-hint" "sau tên khoá phải có dấu hai chấm thường và một dấu cách: `{line}`" "a key is followed by a plain colon and a space: `{line}`";
    DidYouMean { words } "did-you-mean" "có phải bạn muốn viết {words}?" "did you mean {words}?";
    AllowedKeys { keys } "allowed-keys" "các khoá dùng được ở đây: {keys}" "keys allowed here: {keys}";
    AllowedValues { values } "allowed-values" "các giá trị dùng được: {values}" "values allowed here: {values}";
    UnknownValue { key, found } "unknown-value" "`{key}` không nhận giá trị `{found}`" "`{key}` does not accept `{found}`";
    TitleTooLong { length } "title-too-long" "tiêu đề dài {length} ký tự, giới hạn là 300" "the title has {length} characters; the limit is 300";
    TitleTooLongHint "title-too-long-hint" "rút gọn tiêu đề; phần còn lại viết ở `summary`" "shorten the title, and put the rest into `summary`";
    InvisibleCharacter { character } "invisible-character" "có ký tự không nhìn thấy {character}; nó đã được bỏ đi" "there is the invisible character {character}; it was removed";

    // Dates.
    NotADate { found } "not-a-date" "`{found}` không phải là ngày" "`{found}` is not a date";
    NotADateHint "not-a-date-hint" "viết `2023-08-18` hoặc `18/8/2023`" "write `2023-08-18` or `18/8/2023`";
    DateYearHint { written } "date-year-hint" "thiếu năm: viết `{written}/…`" "the year is missing: write `{written}/…`";
    NoSuchDay { found, month, year, days } "no-such-day" "không có ngày `{found}`: tháng {month}/{year} chỉ có {days} ngày" "there is no day `{found}`: month {month}/{year} has {days} days";
    NoSuchMonth { found } "no-such-month" "`{found}`: tháng phải từ 1 đến 12" "`{found}`: the month must be 1 to 12";
    YearOutOfRange { found } "year-out-of-range" "`{found}`: năm phải từ 1900 đến 2200" "`{found}`: the year must be 1900 to 2200";
    FullDateRequired { key, found } "day-wanted" "`{key}` cần đủ ngày, tháng, năm, không chỉ `{found}`" "`{key}` needs day, month and year, not only `{found}`";
    FullDateHint { rest } "day-wanted-hint" "thêm ngày vào trước: `…{rest}`" "add the day in front: `…{rest}`";
    DatesReversed { from, to } "dates-reversed" "chuyến đi kết thúc ({to}) trước khi bắt đầu ({from})" "the trip ends ({to}) before it begins ({from})";
    DatesReversedHint "dates-reversed-hint" "đổi chỗ `from` và `to`, hoặc sửa năm" "swap `from` and `to`, or correct the year";
    StopDatesReversed { from, to } "stop-dates-reversed" "thời gian ở nơi này kết thúc ({to}) trước khi bắt đầu ({from})" "the time at this stop ends ({to}) before it begins ({from})";
    CommentsReversed { from, to } "comments-reversed" "thời gian lấy ý kiến kết thúc ({to}) trước khi bắt đầu ({from})" "the time for comments ends ({to}) before it begins ({from})";
    DatesShapeHint "dates-shape-hint" "viết `dates: {{from: 2023-08-18, to: 2023-08-25}}`" "write `dates: {{from: 2023-08-18, to: 2023-08-25}}`";
    OneOfTwo { first, second } "one-of-two" "chỉ ghi một trong hai: `{first}` hoặc `{second}`" "give either `{first}` or `{second}`, not both";
    ProvinceOrCountryHint "province-or-country-hint" "nơi ở Việt Nam thì giữ `province`; nơi ở nước ngoài thì giữ `country`, ghi thành phố ở `place`" "keep `province` for a place in Vietnam, and `country` for a place abroad, with its city in `place`";
    DateOrDatesHint "date-or-dates-hint" "một ngày thì giữ `date`; nhiều ngày thì giữ `dates: {{from: …, to: …}}`" "keep `date` for one day, and `dates: {{from: …, to: …}}` for several";
    StopOutsideTrip { date, from, to } "stop-outside-trip" "ngày {date} nằm ngoài chuyến đi ({from} đến {to})" "the day {date} is outside the trip ({from} to {to})";
    StopOutsideTripHint "stop-outside-trip-hint" "sửa ngày của nơi đến này, hoặc sửa `dates` của chuyến đi" "correct the day of this stop, or `dates` of the trip";
    TripOutsideFolder { year, folder } "trip-outside-folder" "chuyến đi vào năm {year} nhưng tệp nằm trong thư mục {folder}" "the trip is in {year}, but the file is in the folder {folder}";
    TripOutsideFolderHint "trip-outside-folder-hint" "sửa năm trong `dates`, hoặc chuyển tệp sang thư mục đúng năm và ghi địa chỉ cũ vào `aliases`" "correct the year in `dates`, or move the file to the folder of its year and put the old address into `aliases`";
    LongTrip { days } "long-trip" "chuyến đi dài {days} ngày: có nhầm ngày, tháng hay năm không?" "the trip takes {days} days: is the day, month or year wrong?";
    DocumentBeforeTripEnd { date, end } "document-before-trip-end" "báo cáo đề ngày {date}, trước khi chuyến đi kết thúc ({end})" "the report is dated {date}, before the trip ended ({end})";
    TripInFuture { date, today } "trip-in-future" "chuyến đi kết thúc ngày {date}, sau ngày đang xét ({today}): có nhầm năm không?" "the trip ends on {date}, after the day used as today ({today}): is the year wrong?";
    DateInFuture { date, today } "date-in-future" "ngày {date} sau ngày đang xét ({today}): có nhầm năm không?" "{date} is after the day used as today ({today}): is the year wrong?";
    AnswerInFuture { date, today } "answer-in-future" "ngày {date} của mục này sau ngày đang xét ({today}): có nhầm năm không?" "the date {date} of this entry is after the day used as today ({today}): is the year wrong?";
    AnswerBeforeTrip { date, from } "answer-before-trip" "ngày {date} của mục này trước khi chuyến đi bắt đầu ({from}): có nhầm năm không?" "the date {date} of this entry is before the trip began ({from}): is the year wrong?";
    FutureHint "future-hint" "nếu ngày này đúng, chạy với `--today` là ngày hôm nay" "if the date is right, run with `--today` set to the present day";
    SizeTooSmall { size, named } "size-too-small" "đoàn {size} người nhưng đã nêu tên {named} người" "the delegation has {size} people, but {named} are named";
    SizeTooSmallHint "size-too-small-hint" "sửa `size`, hoặc bỏ bớt người ở `lead`, `deputies`, `members`" "correct `size`, or the people in `lead`, `deputies` and `members`";

    // Provinces, topics and councils.
    UnknownProvinceName { found } "no-province" "không có tỉnh, thành phố `{found}`" "there is no province `{found}`";
    UnknownProvince { found, day } "unknown-province" "không có tỉnh, thành phố `{found}` vào ngày {day}" "there is no province `{found}` on {day}";
    ProvinceListHint "province-list-hint" "viết tên tỉnh, thành phố như trong danh mục (trang `/tinh/`): 63 tỉnh, thành phố cho chuyến đi trước ngày 01/7/2025, 34 từ ngày đó" "write a province as in the list (`/tinh/`): one of the 63 before 1 July 2025, one of the 34 since";
    AbolishedProvince { found, successor } "outlived-province" "`{found}` không còn là tỉnh vào ngày này; nay thuộc {successor}" "`{found}` is no longer a province on this day; it is now part of {successor}";
    AbolishedProvinceHint { successor } "outlived-province-hint" "viết `{successor}`" "write `{successor}`";
    UnknownTopic { found } "unknown-topic" "không có chủ đề `{found}`" "there is no topic `{found}`";
    TopicListHint "topic-list-hint" "các chủ đề có sẵn: trang `/chu-de/`; chủ đề mới thì thêm vào `content/topics.yaml`" "for all topics see `/chu-de/`; add a new one to `content/topics.yaml`";
    UnknownTopicHint { line, groups } "unknown-topic-hint" "các chủ đề có sẵn: trang `/chu-de/`; muốn thêm chủ đề mới thì ghi vào `content/topics.yaml`, ở `topics:`, dòng `{line}` (đổi `group` cho đúng nhóm: {groups})" "for all topics see `/chu-de/`; to add one, put the line `{line}` below `topics:` in `content/topics.yaml` (with its group: {groups})";
    TopicsInAttributeHint { attribute } "topics-in-attribute-hint" "trong tiêu đề, viết bằng tên trong địa chỉ, cách nhau bằng dấu phẩy và không có dấu cách: `{attribute}`" "in a heading, topics are written as in addresses, with commas and without spaces: `{attribute}`";
    PlacesInAttributeHint { attribute } "places-in-attribute-hint" "trong tiêu đề, viết tên nơi không dấu, nối bằng `-`, cách nhau bằng dấu phẩy và không có dấu cách: `{attribute}`" "in a heading, places are written without accents and spaces, with `-` and commas: `{attribute}`";
    UnknownPlace { found } "unknown-place" "bài học nêu nơi `{found}`, nhưng báo cáo không ghi nơi đó ở `locations`" "the lesson names the place `{found}`, but `locations` of this report does not";
    UnknownPlaceHint "unknown-place-hint" "ghi nơi ấy vào `locations` của báo cáo, hoặc bỏ `places=`" "add the place to `locations` of the report, or leave out `places=`";
    PlaceInTransit { found } "place-in-transit" "bài học nêu nơi `{found}`, nhưng đoàn chỉ đi qua nơi đó (`kind: transit`)" "the lesson names the place `{found}`, which the delegation only passed through (`kind: transit`)";
    PlaceInTransitHint "place-in-transit-hint" "nếu đoàn có làm việc ở đó, sửa `kind` của nơi ấy trong `locations`; nếu không, bỏ nơi này khỏi `places=`" "if the delegation worked there, correct the `kind` of that stop in `locations`; otherwise leave the place out of `places=`";
    RepeatedItem { found } "repeated-item" "`{found}` được ghi hai lần" "`{found}` is given twice";
    RepeatedItemHint "repeated-item-hint" "xoá một mục; nếu là hai nơi, hai người khác nhau, ghi thêm điều phân biệt (nơi, ngày, chức vụ)" "delete one of the two; if they are two places or persons, add what tells them apart (place, date, position)";
    DuplicateTopicSlug { slug } "vocabulary-slug-twice" "hai chủ đề có cùng `slug`: `{slug}`" "two topics have the slug `{slug}`";
    DuplicateTopicHint "vocabulary-twice-hint" "đổi tên, đổi `slug` của một trong hai" "give one of the two another name or slug";
    DuplicateTopicName { name } "vocabulary-name-twice" "hai chủ đề cùng nhận tên `{name}`" "two topics have the name `{name}`";
    BuiltInTopicHint { label } "built-in-topic-hint" "chủ đề có sẵn `{label}` đã dùng tên này: chọn tên khác, hoặc ghi `replace_built_in: true` ở đầu tệp để chỉ dùng danh mục của tệp này" "the built-in topic `{label}` has this name: choose another, or put `replace_built_in: true` at the top to use only the topics of this file";
    UnknownTopicGroup { group } "vocabulary-no-group" "không có nhóm chủ đề `{group}`" "there is no group `{group}`";
    NewGroupHint { line } "new-group-hint" "khai nhóm trước, ở `groups:` của tệp này: `{line}`" "declare the group first, at `groups:` of this file: `{line}`";
    BadSlug { found } "bad-slug" "`{found}` không dùng làm địa chỉ được" "`{found}` cannot be an address";
    BadSlugHint "bad-slug-hint" "chỉ dùng chữ thường không dấu, số và dấu gạch nối, tối đa 80 ký tự" "use lower-case ASCII letters, digits and dashes, at most 80";
    ShortLabelTooLong { label } "short-too-long" "nhãn ngắn `{label}` dài hơn 22 ký tự" "the short label `{label}` has more than 22 characters";
    ShortLabelTooLongHint "short-too-long-hint" "rút gọn `short`, hoặc bỏ dòng ấy" "shorten `short`, or leave it out";
    NoCouncil "no-council" "chưa ghi `council`, và `site.yaml` không có đúng một cơ quan để dùng thay" "`council` is missing, and `site.yaml` does not name exactly one council to use instead";
    SimilarCouncil { name, other } "similar-council" "`{name}` và `{other}` chỉ khác nhau ở dấu, nên cùng một địa chỉ" "`{name}` and `{other}` differ only in accents, so they would share one address";
    SameCouncilHint { name } "same-council-hint" "nếu đúng là hai cơ quan khác nhau, phân biệt bằng tên tỉnh: `{name} (tỉnh …)`" "if they are two councils, tell them apart by their province: `{name} (tỉnh …)`";
    OneCouncil { name, other } "one-council" "`{name}` chưa khai trong `site.yaml` và chỉ khác `{other}` một chữ" "`{name}` is not in `site.yaml` and differs from `{other}` in one letter";
    OneCouncilHint { name } "one-council-hint" "nếu đúng là cơ quan khác, khai nó trong `content/site.yaml`, ở `councils:`: `- {{name: {name}}}`" "if it is another council, declare it in `content/site.yaml` below `councils:`: `- {{name: {name}}}`";
    NoCouncilHint "no-council-hint" "thêm `council: HĐND huyện …`" "add `council: HĐND huyện …`";

    // Addresses and links.
    DuplicateAddress { address } "same-address" "hai nơi cùng nhận địa chỉ `{address}`" "two sources have the same address `{address}`";
    DuplicateAddressFirst "same-address-first" "nơi thứ nhất" "the first";
    AddressTaken { address } "address-taken" "địa chỉ `{address}` đã có trang khác dùng" "another page has the address `{address}`";
    OwnAddress { address } "own-address" "`{address}` là địa chỉ hiện nay của chính văn bản này: bỏ đi được" "`{address}` is the current address of this record: it can be removed";
    AddressTwice { address } "address-twice" "địa chỉ cũ `{address}` được ghi hai lần" "the former address `{address}` occurs twice";
    LessonStillThere { id } "lesson-still-there" "bài học `{id}` vẫn còn trong báo cáo, nên không phải là tên cũ" "the lesson `{id}` is still in the report, so this is not a former name";
    LessonStillThereHint "lesson-still-there-hint" "bên trái ghi tên cũ, bên phải ghi tên mới: `lesson_aliases: {{tên-cũ: tên-mới}}`" "the former name goes on the left, the current name on the right: `lesson_aliases: {{old: new}}`";
    BadLessonAlias { found } "bad-lesson-alias" "`{found}` không phải là tên hay địa chỉ cũ của bài học" "`{found}` is not a former name or address of a lesson";
    BadLessonAliasHint { name, address } "bad-lesson-alias-hint" "viết tên như `{name}`, hoặc cả địa chỉ như `{address}`" "write a name such as `{name}`, or a full address such as `{address}`";
    LessonAliasesHint "lesson-aliases-hint" "viết `lesson_aliases: {{tên-cũ: tên-mới}}`; bài đã bỏ thì `lesson_aliases: {{tên-cũ: \"\"}}`" "write `lesson_aliases: {{old: new}}`, or `lesson_aliases: {{old: \"\"}}` for a lesson that is gone";
    AddressTakenHint "address-taken-hint" "chọn một tên, một địa chỉ khác" "choose another name or address";
    DuplicateAddressHint "same-address-hint" "đổi tên một trong hai" "rename one of the two";
    BadAddress { found } "bad-address" "`{found}` không phải là địa chỉ trong kho" "`{found}` is not an address of this site";
    BadAddressHint "bad-address-hint" "viết như `/bao-cao/2023/ten-bao-cao/`" "write it like `/bao-cao/2023/name/`";
    BadCouncilAddressHint "bad-council-address-hint" "viết như `/co-quan/hdnd-huyen-con-dao/`" "write it like `/co-quan/hdnd-huyen-con-dao/`";
    DuplicateOfficialDocument { name } "same-document" "văn bản {name} đã có ở một báo cáo hay kế hoạch khác" "the document {name} is already given by another report or plan";
    DuplicateOfficialDocumentHint "same-document-hint" "nếu là bản chép, xoá một tệp; nếu là hai văn bản, sửa `number`, `symbol` hoặc `date`" "if it is a copy, delete one of the files; otherwise correct `number`, `symbol` or `date`";
    CopiedReport { title } "copied-report" "báo cáo này trùng tên, ngày đi và cơ quan với một báo cáo khác: “{title}”" "this report has the title, days and council of another: “{title}”";
    CopiedReportHint "copied-report-hint" "nếu là bản chép, xoá một tệp; nếu là hai chuyến đi, ghi tên khác nhau" "if it is a copy, delete one of the files; if there were two trips, give them different titles";
    BrokenLink { target } "broken-link" "liên kết `{target}` không dẫn tới đâu" "the link `{target}` leads nowhere";
    BrokenLinkHint "broken-link-hint" "kiểm tra tên tệp, thư mục; tệp đính kèm đặt cạnh `index.md` của bài, trang khác viết đường dẫn như `../2023/ten.md`" "check the name and the folder; an attachment goes beside the `index.md` that links to it; another page is given by a path such as `../2023/name.md`";
    BrokenAnchor { anchor, page } "broken-anchor" "trang {page} không có mục `#{anchor}`" "the page {page} has no `#{anchor}`";
    BrokenAnchorHint "broken-anchor-hint" "bỏ phần từ `#` trở đi, hoặc lấy tên mục từ địa chỉ khi bấm vào mục lục của trang ấy" "leave out the part from `#`, or copy it from the address that the table of contents of that page links to";
    ForbiddenLinkScheme { target } "link-scheme" "không nhận liên kết `{target}`" "the link `{target}` is not allowed";
    ForbiddenLinkSchemeHint "link-scheme-hint" "chỉ dùng http, https, mailto, tel hoặc đường dẫn trong kho" "only http, https, mailto, tel and paths of this site";
    LinkWithoutTarget "link-without-target" "liên kết này chưa có địa chỉ: giữa `(` và `)` không có gì" "this link has no target: there is nothing between `(` and `)`";
    LinkWithoutTargetHint "link-without-target-hint" "viết địa chỉ vào giữa `(` và `)`, hoặc bỏ các dấu `[`, `]`, `(`, `)`" "write the target between `(` and `)`, or remove the brackets";
    LinkWithoutWords { target } "link-without-words" "liên kết tới `{target}` không có chữ: người đọc không thấy và không bấm được" "the link to `{target}` has no words: readers can neither see nor follow it";
    LinkWithoutWordsHint { target } "link-without-words-hint" "viết chữ của liên kết vào giữa `[` và `]`: `[chữ]({target})`" "write the words of the link between `[` and `]`: `[words]({target})`";
    LocalAddress { target } "local-address" "`{target}` chỉ mở được trên máy này hoặc trong mạng cơ quan" "`{target}` can only be opened on this computer or in the network of the office";
    LocalAddressHint "local-address-hint" "dùng địa chỉ công khai trên mạng; trang của kho thì viết đường dẫn như `../2023/ten.md`" "use the public address on the web; for a page of the archive, write a path such as `../2023/name.md`";
    LinkToPhoto { target } "link-to-photo" "ảnh `{target}` chỉ được đăng trong bài, không đăng riêng để mở" "the photo `{target}` is published only inside its document and has no address of its own";
    UnsupportedAttachment { target } "attachment-kind" "tệp `{target}` có, nhưng loại tệp này không đăng kèm được" "the file `{target}` exists, but this file type cannot be published";
    AttachedFilmHint "attached-film-hint" "đưa phim, âm thanh lên trang của cơ quan rồi dẫn liên kết tới địa chỉ ấy" "publish video and sound on a site of the office and link to that address";
    AttachmentKindsHint { extensions } "attachment-kinds-hint" "lưu lại thành `.pdf`; đăng kèm được: {extensions}" "save it as `.pdf`; types that can be published: {extensions}";
    AttachmentElsewhere { target } "attachment-elsewhere" "tệp `{target}` có, nhưng không nằm trong thư mục riêng của một bài nên không được đăng" "the file `{target}` exists, but it is not in the folder of a document, so it is not published";
    AttachmentElsewhereHint "attachment-elsewhere-hint" "chép tệp vào thư mục của bài, cạnh `index.md`" "copy it into the folder of the document, beside its `index.md`";
    AttachmentNeedsFolderHint { folder } "attachment-needs-folder-hint" "chuyển bài này thành `{folder}/index.md`, đặt tệp bên cạnh và chỉ ghi tên tệp; địa chỉ của trang giữ nguyên" "move this document to `{folder}/index.md`, put the file beside it and give only its name; the page keeps its address";
    AttachmentWithdrawn { target } "attachment-withdrawn" "tệp `{target}` thuộc văn bản đã rút: trang chỉ hiện chữ, không có liên kết" "the file `{target}` belongs to a withdrawn record: the page shows the words without a link";
    AttachmentNameTaken { other } "attachment-name-taken" "tệp này sẽ trùng địa chỉ với `{other}`: hai tên chỉ khác nhau ở chữ hoa, dấu hay dấu cách" "this file would have the address of `{other}`: the names differ in case, accents or spaces only";
    UnusedFile "unused-file" "không bài nào dùng tệp này, nên nó không được đăng" "no document uses this file, so it is not published";
    UnusedFileHint { target } "unused-file-hint" "dẫn liên kết từ bài bên cạnh, `[chữ](<{target}>)`; hoặc chuyển vào `content/static/` nếu phải đăng nguyên; hoặc xoá đi" "link to it from the document beside it, `[words](<{target}>)`; or move it to `content/static/` if it must be published as it is; or delete it";
    UnusedPhotoHint { target } "unused-photo-hint" "chèn vào bài: `![ảnh có gì, cho người không xem được](<{target}>)`" "show it in the text: `![what it shows, for those who cannot see it](<{target}>)`";
    UnusedTextHint { target } "unused-text-hint" "nhập thành bài bằng `ssg import`, hoặc dẫn liên kết từ bài bên cạnh: `[chữ](<{target}>)`" "import it with `ssg import`, or link to it from the document beside it: `[words](<{target}>)`";
    RenameToDocumentHint { name } "rename-to-document-hint" "nếu đây là một bài, đổi tên tệp thành `{name}` (Windows có thể đang ẩn đuôi tệp)" "if this is a document of the archive, rename it to `{name}` (Windows may hide the extension)";
    LinkToDraft { target } "not-published" "`{target}` là bản nháp chưa đăng: trang chỉ hiện chữ, không có liên kết" "`{target}` is a draft: the page shows the words without a link";
    LinkToDraftHint "not-published-hint" "khi bản nháp được đăng, liên kết tự có lại" "the link appears when the draft is published";
    LinkToEmbargoed { target } "not-yet-published" "`{target}` chưa đến ngày đăng (`published`): trang chỉ hiện chữ, không có liên kết" "`{target}` is not published before its day (`published`): the page shows the words without a link";
    LinkToEmbargoedHint "not-yet-published-hint" "đến ngày ấy, dựng lại thì liên kết tự có" "the link appears in the first build from that day on";
    ReplacementDraft { target } "replacement-draft" "`{target}` là bản nháp chưa đăng: trang của văn bản đã rút chưa nêu nó" "`{target}` is a draft: the page of the withdrawn record does not name it";
    ReplacementEmbargoed { target } "replacement-embargoed" "`{target}` chưa đến ngày đăng (`published`): trang của văn bản đã rút chưa nêu nó" "`{target}` is not published before its day (`published`): the page of the withdrawn record does not name it";

    // Photos.
    PhotoWithoutAlt { target } "photo-without-alt" "ảnh `{target}` chưa có lời mô tả" "the photo `{target}` has no description";
    PhotoWithoutAltHint { target } "photo-without-alt-hint" "viết `![ảnh có gì, cho người không xem được](<{target}>)`; ảnh chỉ để trang trí thì viết `![](<{target}> \"trang trí: lý do\")`" "write `![what it shows, for those who cannot see it](<{target}>)`, or `![](<{target}> \"trang trí: reason\")` if it only decorates";
    PhotoOutsideSite { target } "photo-outside" "ảnh `{target}` nằm ngoài kho" "the photo `{target}` is outside the site";
    PhotoOutsideSiteHint "photo-outside-hint" "tải ảnh về, đặt cạnh bài viết rồi chỉ ghi tên tệp" "download it, put it beside the document and give only its file name";
    UnsupportedPhotoFormat { target } "photo-kind" "`{target}` không phải loại ảnh đăng được" "`{target}` is not a type of photo that can be published";
    UnsupportedPhotoFormatHint "photo-kind-hint" "mở ảnh, lưu lại (Save as) thành `.jpg` hoặc `.png`, rồi ghi tên mới" "open it, save it as `.jpg` or `.png` and give the new name";
    PhotoInOtherFolder { target } "photo-elsewhere" "ảnh `{target}` không nằm trong thư mục của bài này" "the photo `{target}` is not in the folder of this document";
    PhotoInOtherFolderHint "photo-elsewhere-hint" "chép ảnh vào cùng thư mục với `index.md` của bài" "copy it beside the `index.md` of the document";
    PhotoNeedsFolder { target } "photo-needs-folder" "bài này chưa có thư mục riêng để chứa ảnh `{target}`" "this document has no folder of its own for the photo `{target}`";
    PhotoNeedsFolderHint { folder } "photo-needs-folder-hint" "chuyển tệp này thành `{folder}/index.md` và đặt ảnh bên cạnh; địa chỉ của trang giữ nguyên" "move this file to `{folder}/index.md` and put the photo beside it; the page keeps its address";
    PhotoMissing { target } "photo-missing" "không có tệp ảnh `{target}`" "there is no photo `{target}`";
    PhotoExtensionMismatch { target, found } "photo-name" "`{target}` thật ra là ảnh {found}" "`{target}` is in fact a {found}";
    PhotoExtensionMismatchHint { extension } "photo-name-hint" "đổi đuôi tên tệp thành `.{extension}`" "change the extension to `.{extension}`";
    PhotoNotAnImage { target } "photo-not-one" "`{target}` không phải là ảnh như tên của nó" "`{target}` is not a photo, although its name says so";
    PhotoAnimated { target } "photo-moving" "`{target}` là ảnh động" "`{target}` is animated";
    PhotoBroken { target } "photo-broken" "ảnh `{target}` bị hỏng hoặc chưa chép hết" "the photo `{target}` is damaged or was not copied completely";
    PhotoBrokenHint "photo-broken-hint" "chép lại từ máy ảnh hay điện thoại, hoặc mở ra rồi lưu lại thành `.jpg`" "copy it again from the camera or phone, or open it and save it as `.jpg`";
    PhotoTooLarge { target, width, height } "photo-too-large" "ảnh `{target}` quá lớn: {width} × {height} điểm ảnh" "the photo `{target}` is too large: {width} × {height} pixels";
    PhotoTooLargeHint "photo-too-large-hint" "thu nhỏ xuống dưới 100 triệu điểm ảnh, cạnh dài không quá 10 lần cạnh ngắn" "make it smaller than 100 million pixels, its long side at most ten times the short one";
    PhotoChanged { target } "photo-changed" "ảnh `{target}` thay đổi trong lúc dựng" "the photo `{target}` changed during the build";
    PhotoChangedHint "photo-changed-hint" "chạy lại" "run it again";

    // The body text.
    RawHtml "raw-html" "mã HTML được hiện như chữ thường, không chạy" "HTML is shown as text";
    RawHtmlBreakHint "raw-html-break-hint" "để xuống dòng, kết thúc dòng bằng dấu `\\`; để sang đoạn mới, để một dòng trống" "to break a line, end it with `\\`; to start a paragraph, leave a blank line";
    RawHtmlBreakInTableHint "raw-html-break-in-table-hint" "ô của bảng không xuống dòng được: dùng dấu chấm phẩy, hoặc tách thành hai hàng" "a table cell cannot contain a line break: use a semicolon, or split it into two rows";
    CommentLeftOut "comment-left-out" "ghi chú `<!-- -->` không hiện trên trang" "a comment `<!-- -->` is not shown on the page";
    CommentNotClosed "comment-not-closed" "ghi chú mở bằng `<!--` nhưng không được đóng lại" "the comment that starts with `<!--` is not closed";
    CommentNotClosedHint "comment-not-closed-hint" "thêm `-->` vào cuối ghi chú, trước dòng trống đầu tiên; nếu muốn hiện nguyên chữ, viết `\\<!--`" "add `-->` at its end, before the first blank line; to show the characters, write `\\<!--`";
    CodeNotClosed "code-not-closed" "khối mã mở ở dòng này không được đóng lại, nên mọi lời văn sau nó hiện thành mã" "the code that starts at this line is not closed, so all text after it is shown as code";
    CodeNotClosedHint { mark } "code-not-closed-hint" "thêm một dòng chỉ có “{mark}” ở cuối khối mã; nếu không phải mã, xoá dòng này" "add a line of only “{mark}” at the end of the code; if it is not code, delete this line";
    CaptionNotShown { caption } "caption-not-shown" "lời dưới ảnh `{caption}` không hiện trên trang: ảnh đứng chung với chữ khác" "the caption `{caption}` is not shown: the photo is among other text";
    CaptionNotShownHint "caption-not-shown-hint" "đặt ảnh một mình giữa hai dòng trống, hoặc viết lời ấy vào lời văn" "put the photo alone between two blank lines, or write the words into the text";
    TextNotShown { text } "text-not-shown" "`{text}` không hiện ở đâu trên trang" "`{text}` does not appear on the page";
    TextNotShownHint "text-not-shown-hint" "nếu người đọc cần biết, viết vào lời văn; nếu không, xoá đi" "if readers need it, write it in the text; otherwise delete it";
    SurplusCell { text } "surplus-cell" "`{text}` không hiện ra: hàng này có nhiều ô hơn đầu bảng" "`{text}` is not shown: this row has more cells than the header row";
    SurplusCellHint "surplus-cell-hint" "thêm cột vào dòng đầu bảng và dòng `| --- |`; dấu `|` trong ô thì viết `\\|`" "add a column to the header row and to the line `| --- |`; a `|` inside a cell is written `\\|`";
    MoreAdvice { count } "more-advice" "còn {count} chỗ nữa trong bài cần xem lại, chưa liệt kê" "{count} more places in this document need attention and are not listed";
    TypedLink { written } "typed-link" "`{written}` hiện nguyên như gõ, không thành liên kết" "`{written}` is shown as typed and is not a link";
    TypedPhoto { written } "typed-photo" "`{written}` hiện nguyên như gõ, không thành ảnh" "`{written}` is shown as typed and is not a photo";
    TypedReferenceHint { label } "typed-reference-hint" "viết `[{label}](địa chỉ)`; nếu đúng là chữ trong ngoặc vuông, viết `\\[`" "write `[{label}](address)`; if it is meant as text in brackets, write `\\[`";
    WikiLinkHint { label } "wiki-link-hint" "viết `[{label}](…)`, trong ngoặc tròn là đường dẫn tới tệp của bài ấy, như `../2023/ten.md`" "write `[{label}](…)` with the path of that document between the brackets, such as `../2023/name.md`";
    WriteHint { form } "write-hint" "viết `{form}`" "write `{form}`";
    OwnDiskHint "own-disk-hint" "đường dẫn này chỉ có trên máy của bạn: chép tệp vào thư mục của bài rồi chỉ ghi tên tệp" "this path exists on your computer only: copy the file into the folder of the text and give its name";
    TypedAttributes { written } "typed-attributes" "`{written}` hiện nguyên như gõ, không được hiểu là thuộc tính" "`{written}` is shown as typed and is not read as attributes";
    AttributesUnclosedHint "attributes-unclosed-hint" "thêm `}}` ở cuối dòng" "add `}}` at the end of the line";
    AttributesNotLastHint "attributes-not-last-hint" "đặt `{{…}}` ở cuối dòng đề mục, sau nó không còn chữ hay dấu nào" "put `{{…}}` at the end of the heading, with nothing behind it";
    AttributesNoHeadingHint "attributes-no-heading-hint" "chỉ đề mục mới nhận `{{…}}`: một dòng bắt đầu bằng `### ` (dấu `#` và một dấu cách)" "only a heading accepts `{{…}}`: a line that begins with `### ` (`#` signs and a space)";
    AttributesOnPhotoHint "attributes-on-photo-hint" "xoá `{{…}}`: ảnh và liên kết không nhận thuộc tính, ảnh tự vừa bề rộng của trang" "delete `{{…}}`: photos and links accept no attributes, and a photo fits the width of the page by itself";
    AttributesShapeHint "attributes-shape-hint" "viết ở cuối dòng đề mục: `{{#bai-hoc-1 .practice}}`" "write at the end of the heading: `{{#bai-hoc-1 .practice}}`";
    TypedHeading { written } "typed-heading" "`{written}` hiện nguyên như gõ, không thành đề mục" "`{written}` is shown as typed and is not a heading";
    TypedEmphasis { mark } "typed-emphasis" "dấu `{mark}` hiện nguyên như gõ, không thành chữ đậm, nghiêng hay gạch" "`{mark}` is shown as typed and is not emphasis";
    TypedEmphasisHint { mark } "typed-emphasis-hint" "đặt dấu sát chữ ở cả hai đầu, dấu câu và dấu cách ở ngoài: `{mark}chữ{mark}, chữ`; nếu muốn hiện dấu, viết `\\` trước nó" "put the marks next to the words at both ends, punctuation and spaces outside: `{mark}word{mark}, word`; to show the marks, write `\\` before them";
    TypedTable "typed-table" "bảng này hiện liền thành một đoạn, không thành bảng" "these lines become one paragraph, not a table";
    TypedTableHint { head, rule } "typed-table-hint" "viết `{head}`, dòng sau `{rule}`, rồi mỗi hàng một dòng như dòng đầu; trước bảng để một dòng trống" "write `{head}`, then `{rule}` on the next line, then each row like the first line; leave a blank line before the table";
    TypedList { written } "typed-list" "dòng `{written}` hiện liền với dòng trên, không thành danh sách" "the line `{written}` is joined to the line above and is not a list item";
    TypedListHint "typed-list-hint" "mỗi mục một dòng bắt đầu bằng `- ` hoặc `1. ` (có dấu cách), trước mục đầu để một dòng trống; mục `a)`, `b)` thì cách nhau một dòng trống" "begin each item with `- ` or `1. ` (with the space) and leave a blank line before the first; separate items such as `a)`, `b)` by blank lines";
    NestedListHint "nested-list-hint" "mục con thụt vào hai dấu cách và bắt đầu bằng một dấu: `  - chữ`" "indent a nested item by two spaces and begin it with a single sign: `  - words`";
    ItemRenumbered { typed, shown } "item-renumbered" "mục `{typed}` sẽ hiện là {shown}: danh sách được đánh số liên tục" "the item `{typed}` is shown as {shown}: lists are numbered without gaps";
    ItemRenumberedHint { typed } "item-renumbered-hint" "nếu cần giữ đúng số, viết `{typed}\\.` và để một dòng trống giữa các mục" "to keep the number, write `{typed}\\.` and leave blank lines between the items";
    IndentedCode "indented-code" "dòng thụt vào từ bốn dấu cách hiện thành khối mã, chữ máy" "a line indented by four spaces or more is shown as code";
    IndentedCodeHint "indented-code-hint" "bỏ các dấu cách ở đầu dòng; nếu đúng là mã, đặt giữa hai dòng ```` ``` ````" "remove the spaces; if it is code, put it between two lines of ```` ``` ````";
    UnderlinedHeading { line } "underlined-heading" "dòng này thành đề mục vì dòng `{line}` nằm ngay dưới" "this line became a heading because of the line `{line}` below it";
    UnderlinedHeadingHint "underlined-heading-hint" "để một dòng trống giữa hai dòng; nếu đúng là đề mục, viết `## ` ở đầu dòng" "leave a blank line between the two; if it is a heading, begin it with `## `";
    EmptyHeading "empty-heading" "đề mục không có chữ" "the heading has no text";
    SkippedLevel { found, expected } "skipped-level" "đề mục `{found}` bỏ qua một cấp: cấp sau đề mục ở trên là `{expected}`" "the heading `{found}` skips a level: the level after the heading above is `{expected}`";
    RawHtmlHint "raw-html-hint" "dùng Markdown: `**đậm**`, `*nghiêng*`, `[chữ](địa chỉ)`" "use Markdown: `**bold**`, `*italics*`, `[text](address)`";
    UnknownHeadingAttribute { found } "heading-attribute" "tiêu đề không nhận thuộc tính `{found}`" "a heading does not accept `{found}`";
    UnknownHeadingAttributeHint "heading-attribute-hint" "dùng được: `#id`, `.practice`, `.caution`, `.recommendation`, `topics=`, `places=`" "allowed: `#id`, `.practice`, `.caution`, `.recommendation`, `topics=`, `places=`";
    AttributeWithSpace { found } "attribute-with-space" "`{found}` có dấu cách, nên chỉ được đọc đến dấu cách" "`{found}` contains a space, and only the part before it is read";
    RepeatedAttribute { first, second } "attribute-twice" "tiêu đề có cả `{first}` và `{second}`, chỉ dùng được một" "the heading has both `{first}` and `{second}`, of which only one can be used";
    RepeatedAttributeHint { attribute } "attribute-twice-hint" "gộp lại thành một: `{attribute}`" "combine them: `{attribute}`";
    RepeatedIdHint { first, second } "id-given-twice-hint" "chỉ giữ một: `{first}` hoặc `{second}`" "keep one: `{first}` or `{second}`";
    BlankAttribute { attribute } "blank-attribute" "`{attribute}` chưa có giá trị" "`{attribute}` has no value";
    LessonWithoutId "lesson-without-id" "bài học cần có `#id` để có địa chỉ riêng" "a lesson needs an `#id`, which becomes its address";
    LessonWithoutIdHint { id } "lesson-without-id-hint" "thêm `#{id}` vào trong `{{…}}`" "add `#{id}` inside `{{…}}`";
    SeveralLessonKinds "lesson-kind-twice" "một bài học chỉ thuộc một loại" "a lesson has only one kind";
    SeveralLessonKindsHint { first, second } "lesson-kind-twice-hint" "chỉ giữ một: `.{first}` hoặc `.{second}`; hai ý khác nhau thì viết thành hai bài học" "keep one: `.{first}` or `.{second}`; write two findings as two lessons";
    LessonOutsideReport "lesson-outside-report" "chỉ báo cáo mới có bài học" "only a report has lessons";
    LessonOutsideReportHint "lesson-outside-report-hint" "bỏ `.practice`, `.caution`, `.recommendation` ở đây, hoặc đưa bài học vào một báo cáo" "remove `.practice`, `.caution` and `.recommendation` here, or move the lesson to a report";
    LessonInLesson "lesson-in-lesson" "bài học này nằm bên trong một bài học khác" "this lesson is inside another";
    LessonInLessonHint "lesson-in-lesson-hint" "cho hai tiêu đề cùng một cấp (cùng số dấu `#`)" "give both headings the same level (the same number of `#`)";
    LessonNested "lesson-nested" "bài học phải đứng riêng, không nằm trong danh sách hay trích dẫn" "a lesson must be outside lists and quotes";
    LessonNestedHint "lesson-nested-hint" "đưa tiêu đề ra đầu dòng, không có `-` hay `>` ở trước" "put the heading at the start of a line, without `-` or `>` before it";
    LessonEmpty "lesson-empty" "bài học chưa có nội dung" "the lesson has no text";
    LessonWithoutTitle "lesson-without-title" "bài học chưa có tên" "the lesson has no title";
    LessonWithoutTitleHint "lesson-without-title-hint" "viết tên bài học sau các dấu `#`, trước `{{`" "write its title behind the signs `#`, before `{{`";
    LessonEmptyHint "lesson-empty-hint" "viết nội dung ngay dưới tiêu đề" "write its text below the heading";
    DuplicateId { id } "id-twice" "`#{id}` được dùng hai lần" "`#{id}` occurs twice";
    DuplicateIdHint "id-twice-hint" "đặt `#id` khác cho một trong hai" "give one of the two another `#id`";
    BadId { id } "bad-id" "`#{id}` không dùng làm địa chỉ được" "`#{id}` cannot be an address";
    FootnoteUnknown { label } "footnote-unknown" "chú thích `[^{label}]` chưa được viết ở dưới" "the footnote `[^{label}]` has no text";
    FootnoteUnknownHint { label } "footnote-unknown-hint" "thêm một dòng `[^{label}]: …` ở cuối bài" "add a line `[^{label}]: …` at the end";
    FootnoteTwice { label } "footnote-twice" "chú thích `[^{label}]` được viết hai lần, một lời sẽ bị mất" "the footnote `[^{label}]` has two texts, of which one would be lost";
    FootnoteTwiceHint "footnote-twice-hint" "đặt cho một trong hai một nhãn khác, ở lời chú thích và ở chỗ nhắc tới nó" "give one of them another label, at its text and where the body refers to it";
    FootnoteUnused { label } "footnote-unused" "chú thích `[^{label}]` không được nhắc tới trong bài" "the footnote `[^{label}]` is never referred to";
    BodyTooDeep "too-deep" "văn bản lồng quá sâu (giới hạn 100 tầng)" "the document is nested too deeply (the limit is 100)";
    TooManyColumns "too-many-columns" "bảng có quá 1.000 cột" "the table has more than 1,000 columns";
    TooMuchOutput "too-much-output" "văn bản nở ra quá 50 lần" "the HTML would be more than 50 times as long as the text";
    BodyTooComplexHint "too-complex-hint" "tách thành nhiều đoạn, bảng hay bài nhỏ hơn" "split it into smaller parts, tables or documents";
    EmptyBody "no-text" "dưới phần thông tin chưa có nội dung" "there is no text below the front matter";
    PhoneNumber { found } "phone-number" "`{found}` có vẻ là số điện thoại: không được đăng" "`{found}` looks like a phone number: it must not be published";
    EmailAddress { found } "email-address" "`{found}` là thư điện tử cá nhân: không được đăng" "`{found}` is a personal e-mail address: it must not be published";
    IdentityNumber { found } "identity-number" "`{found}` có vẻ là số định danh cá nhân: không được đăng" "`{found}` looks like an identity number: it must not be published";
    PersonalDataHint "personal-data-hint" "bỏ đi; nếu là số hay địa chỉ của cơ quan, được phép công khai, thì ghi vào `content/site.yaml`: `public_contacts: [{{value: …, reason: …}}]`" "remove it; if it belongs to an office and may be published, add it to `content/site.yaml`: `public_contacts: [{{value: …, reason: …}}]`";
    IdentityNumberHint "identity-number-hint" "bỏ số này đi" "remove this number";
    SecrecyStamp { stamp } "secrecy-stamp" "văn bản mang dấu “{stamp}”: chưa được đăng" "the document carries the marking “{stamp}”: it must not be published";
    PublishedNameHint "published-name-hint" "đổi tên tệp hay thư mục: tên này thành địa chỉ trên trang" "rename the file or folder: its name becomes an address of the site";
    SharedStampHint "shared-stamp-hint" "xoá hay sửa chữ này: nó hiện ở nhiều trang" "delete or change this text: many pages show it";
    NotAContact { found } "not-a-contact" "`{found}` không phải là số điện thoại hay thư điện tử" "`{found}` is not a phone number or an e-mail address";
    PublicContactHint "public-contact-hint" "viết `{{value: 0254 383 0123, reason: số của văn phòng, đã công khai}}`" "write `{{value: 0254 383 0123, reason: number of the office, already public}}`";
    ClearanceHint "clearance-hint" "viết `clearance: {{by: ai cho phép, date: 2023-09-01}}`" "write `clearance: {{by: who approved it, date: 2023-09-01}}`";
    SecrecyStampHint "secrecy-stamp-hint" "chỉ khi người có thẩm quyền đã cho phép công khai: ghi `clearance: {{by: …, date: …}}` vào phần thông tin, nói rõ ai cho phép và ngày nào (dòng này không hiện trên trang)" "only if its publication has been approved: add `clearance: {{by: …, date: …}}` to the front matter, with who approved it and when (this line is not shown)";

    // Plans, lessons and the records that must not get lost.
    UnknownPlan { found } "unknown-plan" "không có kế hoạch hay đợt `{found}`" "there is no plan or batch `{found}`";
    UnknownPlanHint "unknown-plan-hint" "viết như `2023/ten-ke-hoach/1`; kế hoạch chưa có trong kho thì thêm tệp vào `content/plans/NĂM/`, hoặc bỏ dòng `plan`" "write it like `2023/name/1`; if the archive does not have the plan, add it to `content/plans/YEAR/`, or leave out `plan`";
    AmbiguousPlan { found } "ambiguous-plan" "`{found}` có ở nhiều năm" "`{found}` exists in several years";
    WithdrawnPlan { found } "withdrawn-plan" "`{found}` thuộc kế hoạch đã thu hồi: trang không hiện kế hoạch này" "`{found}` belongs to a withdrawn plan: the page does not show it";
    DraftPlan { found } "draft-plan" "`{found}` thuộc kế hoạch còn là bản nháp: chưa hiện trên trang cho đến khi kế hoạch được đăng" "`{found}` belongs to a plan that is a draft: the page shows it once the plan is published";
    EmbargoedPlan { found } "embargoed-plan" "`{found}` thuộc kế hoạch chưa đến ngày đăng (`published`): chưa hiện trên trang cho đến ngày ấy" "`{found}` belongs to a plan that is not published before its day (`published`): the page shows it from that day on";
    UnknownLesson { found } "unknown-lesson" "không có bài học `{found}`" "there is no lesson `{found}`";
    UnknownLessonHint "unknown-lesson-hint" "viết như `2023/ten-bao-cao/ten-bai-hoc`, theo địa chỉ của trang bài học" "write it like `2023/report/lesson`, as in the address of the lesson's page";
    WithdrawnLesson { found } "withdrawn-lesson" "bài học `{found}` thuộc báo cáo đã thu hồi" "the lesson `{found}` belongs to a withdrawn report";
    DraftLesson { found } "draft-lesson" "bài học `{found}` thuộc báo cáo còn là bản nháp: chưa hiện trên trang cho đến khi báo cáo được đăng" "the lesson `{found}` belongs to a report that is a draft: the page shows it once the report is published";
    EmbargoedLesson { found } "embargoed-lesson" "bài học `{found}` thuộc báo cáo chưa đến ngày đăng (`published`): chưa hiện trên trang cho đến ngày ấy" "the lesson `{found}` belongs to a report that is not published before its day (`published`): the page shows it from that day on";
    UnusedLessons "unused-lessons" "đã có bài học về nơi đến và chủ đề của kế hoạch này, nhưng kế hoạch chưa dẫn bài nào" "there are lessons on the provinces and topics of this plan, and the plan cites none";
    UnusedLessonsHint { lessons } "unused-lessons-hint" "nếu có dùng, ghi vào `uses:`; các bài đã có: {lessons}" "if one was used, add it to `uses:`; existing lessons: {lessons}";
    ShortLesson { words } "short-lesson" "bài học chỉ có {words} tiếng (nên từ 12): người đọc sau khó làm theo" "the lesson has {words} words (at least 12 are recommended): later readers can hardly act on it";
    VagueLesson "vague-lesson" "bài học không nêu nơi, cơ quan hay việc làm cụ thể nào" "the lesson names no place, organisation or action";
    VagueLessonHint "vague-lesson-hint" "viết rõ ai đã làm gì, ở đâu, kết quả ra sao" "write who did what, where, and with what result";
    CopiedPassage { words, path } "copied-passage" "đoạn {words} tiếng bắt đầu ở đây cũng có trong `{path}`" "a passage of {words} words that starts here also occurs in `{path}`";
    CopiedPassageFrom "copied-passage-from" "ở báo cáo của chuyến trước" "in the report of the earlier trip";
    CopiedPassageHint "copied-passage-hint" "nếu trích lại, đặt `>` ở đầu mỗi dòng; nếu không, viết điều đoàn này thấy" "if it is a quotation, begin each line with `>`; if not, write what this delegation saw";
    SignedNumberDiffers { name, number, found } "signed-number-differs" "`{name}` ghi số `{found}`, bài ghi `{number}`" "`{name}` has the number `{found}`, the text has `{number}`";
    SignedNumberMissing { name, number } "signed-number-missing" "`{name}` không có số `{number}`" "`{name}` does not have the number `{number}`";
    SignedDateMissing { name, date } "signed-date-missing" "`{name}` không có ngày {date}" "`{name}` does not have the day {date}";
    SignedTextDiffers { name, numbers, figures, sentences, total } "signed-text-differs" "`{name}` không có {numbers} trong {figures} con số và {sentences} trong {total} câu của bài" "`{name}` lacks {numbers} of {figures} numbers and {sentences} of {total} sentences of the text";
    SignedNumbersHint { numbers } "signed-numbers-hint" "con số không thấy trong PDF: {numbers}" "numbers that the PDF lacks: {numbers}";
    SignedCopyHint "signed-copy-hint" "so lại với bản ký: bài sai thì sửa bài; tệp không phải bản ký thì ghi `attachments:` với `kind: annex`" "compare with the signed original: correct the text; if the file is not the original, name it in `attachments:` with `kind: annex`";
    AttachmentScan "attachment-scan" "PDF này là bản quét, chưa đọc được chữ: người đọc không tìm thấy chữ trong đó, máy không so được với bài" "this PDF is a scan without text: readers cannot find its words, and it is not compared with the text";
    AttachmentScanHint "attachment-scan-hint" "nếu còn tệp Word, xuất thẳng ra PDF và đặt thay; bản ký vẫn nên giữ kèm" "if there is a Word file, export it to PDF and add that; keep the signed scan too";
    AttachmentEncrypted "attachment-encrypted" "PDF này cần mật khẩu mới mở được" "this PDF needs a password";
    AttachmentEncryptedHint "attachment-encrypted-hint" "lưu lại không đặt mật khẩu" "save it without a password";
    AttachmentBroken "attachment-broken" "PDF này hỏng, không mở được" "this PDF is damaged and cannot be opened";
    AttachmentNotPdf "attachment-not-pdf" "tệp này không phải là PDF dù tên có `.pdf`" "this file is no PDF, though its name ends in `.pdf`";
    AttachmentBrokenHint "attachment-broken-hint" "mở thử tệp, rồi chép hay xuất lại" "try to open the file, then copy or export it again";
    AttachmentTextUnread "attachment-text-unread" "không đọc được chữ của PDF này: quá lớn, quá nhiều trang, không có chữ hoặc phông chữ thiếu bảng mã" "the text of this PDF cannot be read: it is too large, has too many pages, has no text, or its fonts lack a character map";
    RepeatedTrip { council, place, topic } "repeated-trip" "{council} đã đến {place} học về “{topic}” trong ba năm trước chuyến này" "{council} went to {place} for “{topic}” within the three years before this trip";
    RepeatedTripBefore { date, lessons } "repeated-trip-before" "chuyến trước ngày {date}: {lessons} bài học" "the earlier trip on {date}: {lessons} lessons";
    RepeatedTripHint "repeated-trip-hint" "xem các bài học đã có; nếu đã dùng, ghi vào `uses:`" "read the lessons of that trip; if one was used, add it to `uses:`";
    RecordLost { address } "record-lost" "`{address}` đã đăng nhưng lần dựng này không còn" "`{address}` was published and is not in this build";
    RecordLostAliasHint { path, line } "record-lost-alias-hint" "nếu chỉ đổi tên hay chuyển chỗ: trong `{path}`, ghi dòng `{line}`" "if it was only renamed or moved: add this line to `{path}`: `{line}`";
    LessonLostHint { line } "lesson-lost-hint" "trong phần thông tin của báo cáo này, ghi dòng `{line}`" "add this line to the front matter of this report: `{line}`";
    CouncilLostHint { line } "council-lost-hint" "nếu cơ quan đã đổi tên hay sáp nhập: trong `content/site.yaml`, ở `councils:`, ghi `{line}`" "if the council was renamed or merged: add to `councils:` in `content/site.yaml`: `{line}`";
    RecordLostDraftHint { path } "record-lost-draft-hint" "`{path}` đang là bản nháp: bỏ dòng `status: draft`, hoặc ghi `status: withdrawn` kèm `reason:`" "`{path}` is a draft: remove `status: draft`, or write `status: withdrawn` and a `reason:`";
    RecordLostHint "record-lost-hint" "nếu đã đổi tên tệp, ghi địa chỉ cũ vào `aliases:` (bài học: `lesson_aliases:`); nếu rút văn bản, giữ tệp và ghi `status: withdrawn` kèm `reason:`" "if the file was renamed, add the old address to its `aliases:` (a lesson: `lesson_aliases:`); to withdraw a record, keep its file with `status: withdrawn` and a `reason:`";
    NothingPublished { path } "nothing-published" "Không có trang đã đăng ở `{path}` để so: chưa kiểm tra được có mất văn bản nào không" "No published site at `{path}` to compare with: the check for lost records was skipped";
    ManyFilesForHost { count, limit } "many-files" "Trang có {count} tệp; một số dịch vụ lưu trữ chỉ nhận {limit} tệp (Cloudflare Pages)" "The site has {count} files; some hosts accept at most {limit} (Cloudflare Pages)";
    LargeFileForHost { path, size, limit } "large-file" "`{path}` nặng {size} MiB; một số dịch vụ lưu trữ chỉ nhận tệp đến {limit} MiB (Cloudflare Pages)" "`{path}` has {size} MiB; some hosts accept files of at most {limit} MiB (Cloudflare Pages)";
    BadManifest { path } "bad-manifest" "`{path}` không phải là trang hay danh sách tệp do `ssg` tạo ra" "`{path}` is not a site or manifest written by `ssg`";
    BadManifestHint "bad-manifest-hint" "tệp tải về có thể là trang đăng nhập hay trang báo lỗi: mở ra xem, rồi tải lại `ssg-manifest.json`" "a downloaded file may be a login page or an error page: open it to see, and download `ssg-manifest.json` again";
    PublishedMissing { path } "published-missing" "không có tệp hay thư mục `{path}` để so" "there is no file or folder `{path}` to compare with";
    PublishedMissingHint "published-missing-hint" "kiểm tra lại đường dẫn sau `--published`; nếu trang chưa từng được đăng thì bỏ `--published`" "check the path after `--published`; if the site was never published, remove `--published`";
    PublishedWithoutManifest { path } "published-without-manifest" "thư mục `{path}` không có `ssg-manifest.json`" "the folder `{path}` has no `ssg-manifest.json`";
    PublishedWithoutManifestHint "published-without-manifest-hint" "chỉ đúng thư mục mà `ssg build` đã ghi trang vào (thường là `public`)" "name the folder into which `ssg build` wrote the site, usually `public`";
    PublishedIsAddress "published-address" "`--published` nhận một tệp hay thư mục trên máy này, không tự tải từ mạng" "`--published` takes a file or folder of this machine and downloads nothing";
    PublishedIsAddressHint { url } "published-address-hint" "tải về trước: `curl -fsSL {url} -o published.json`, rồi dùng `--published published.json`" "download it first: `curl -fsSL {url} -o published.json`, then use `--published published.json`";
    UnknownRecord { found } "unknown-record" "không có văn bản `{found}`" "there is no record `{found}`";
    UnknownRecordHint "unknown-record-hint" "viết như `2023/ten-bao-cao`, theo địa chỉ của trang" "write it like `2023/name`, as in the address of the page";
    DuplicateBatch { number } "batch-twice" "đợt {number} xuất hiện hai lần" "batch {number} occurs twice";
    DuplicateBatchHint "batch-twice-hint" "đánh số khác cho một trong hai đợt" "give one of the two another number";
    BatchTimeReversed "batch-time-reversed" "đợt kết thúc trước khi bắt đầu" "the batch ends before it begins";
    WithdrawnWithoutReason "withdrawn-without-reason" "văn bản đã thu hồi cần có `reason`" "a withdrawn record needs a `reason`";
    ReasonHint "reason-hint" "thêm một dòng `reason: …`, nói vì sao; người đọc sẽ thấy" "add a line `reason: …` that says why; readers see it";
    OwnReplacement { found } "own-replacement" "`{found}` là chính văn bản này, không thay thế được nó" "`{found}` is this record itself and cannot replace it";
    OwnReplacementHint "own-replacement-hint" "ghi văn bản thay thế, như `2023/ten-bao-cao`, hoặc xoá dòng `replaced_by`" "name the record that replaces it, such as `2023/name`, or delete the line `replaced_by`";
    KeyWithoutStatus { key, status } "key-without-status" "`{key}` không có tác dụng: chỉ dùng khi có `{status}`" "`{key}` has no effect: it is only used with `{status}`";
    KeyWithoutStatusHint { key, status } "key-without-status-hint" "thêm dòng `{status}`, hoặc xoá `{key}`" "add `{status}`, or delete `{key}`";
    WithdrawnWithoutDate "withdrawn-without-date" "chưa ghi ngày thu hồi, nên trang không nói được ngày nào" "the day of the withdrawal is not written down, so no page can name it";
    WithdrawnWithoutDateHint "withdrawn-without-date-hint" "thêm `updates: [{{date: …, note: Thu hồi}}]` với ngày thu hồi" "add `updates: [{{date: …, note: Withdrawn}}]` with the day of the withdrawal";
    CancelledWithReport { number } "cancelled-with-report" "đợt {number} được ghi là đã hủy, nhưng báo cáo này nói đã thực hiện đợt ấy" "batch {number} is marked as cancelled, but this report says that it took place";
    CancelledWithReportHint "cancelled-with-report-hint" "nếu chuyến đi đã diễn ra, bỏ `state: cancelled` của đợt; nếu ghi nhầm đợt, sửa `plan`" "if the trip took place, delete `state: cancelled` of the batch; otherwise correct `plan`";
    PlanOfOtherCouncil { council, own } "plan-of-other-council" "kế hoạch này là của {council}, còn báo cáo là của {own}" "this plan is of {council}, but the report is of {own}";
    PlanOfOtherCouncilHint "plan-of-other-council-hint" "xem lại `plan` và `council`; nếu hai cơ quan đi chung thì để nguyên" "check `plan` and `council`; leave them if the two travelled together";
    OwnLesson { found } "own-lesson" "`{found}` là bài học của chính báo cáo này, không tính là đã áp dụng" "`{found}` is a lesson of this report itself and does not count as a use";
    OwnLessonHint "own-lesson-hint" "ghi bài học của báo cáo khác, hoặc xoá dòng này" "name a lesson of another report, or delete the line";
    CancelledWithoutReason "cancelled-without-reason" "đợt đã hủy cần có `reason`" "a cancelled batch needs a `reason`";

    // Settings, themes and templates.
    BadBaseUrl { found } "bad-base-url" "`{found}` không phải là địa chỉ http:// hay https://" "`{found}` is not an http:// or https:// address";
    BadBaseUrlHint { url } "bad-base-url-hint" "viết đủ `https://` và tên miền, không có `?` hay `#`: `{url}`" "write it with `https://` and the domain, without `?` and `#`: `{url}`";
    BadBaseUrlAsciiHint "bad-base-url-ascii-hint" "tên miền có dấu viết ở dạng `xn--…` (nơi cấp tên miền cho biết); đường dẫn viết không dấu" "write a domain with accents in its form `xn--…`, which the registrar knows, and the path in ASCII";
    BaseUrlOfFile { found } "base-url-of-file" "`{found}` là địa chỉ của một tệp: địa chỉ của các trang sẽ nối vào sau tên tệp ấy" "`{found}` is the address of a file: the addresses of all pages would follow its name";
    LocalBaseUrl { found } "local-base-url" "`{found}` chỉ mở được trên máy này: bản đồ trang, nguồn tin và liên kết chuẩn sẽ dẫn người đọc tới máy của chính họ" "`{found}` can only be opened on this computer: the site map, feeds and canonical links would lead readers to their own";
    LocalBaseUrlHint "local-base-url-hint" "ghi địa chỉ công khai của trang, hoặc bỏ `base_url` cho đến khi có" "write the public address of the site, or leave `base_url` out until there is one";
    UnknownCountry { found } "unknown-country" "không có nước `{found}`" "there is no country `{found}`";
    NotAProvinceHint { country } "not-a-province-hint" "đây là một nước: thay `province` bằng `country`, như `{{country: {country}, place: …}}`" "this is a country: write `country` instead of `province`, as in `{{country: {country}, place: …}}`";
    CountryListHint "country-list-hint" "viết tên nước bằng tiếng Việt hay tiếng Anh, hoặc mã hai chữ như `JP`; nơi ở Việt Nam thì ghi `province`" "write the name in Vietnamese or English, or a code such as `JP`; a place in Vietnam has a `province`";
    BadContactOffice { found } "bad-contact-office" "`{found}` không phải là thư điện tử hay địa chỉ trên mạng" "`{found}` is not an e-mail address or a web address";
    BadContactOfficeHint "bad-contact-office-hint" "viết như `vanphong@ten-mien.vn` hoặc `https://ten-mien.vn/phan-anh?trang={{url}}`; `{{url}}` là chỗ điền địa chỉ của trang" "write it like `office@example.vn` or `https://example.vn/form?page={{url}}`; `{{url}}` is replaced by the address of the page";
    CouncilNameTwice { name, other } "council-name-twice" "`{name}` đã là tên của {other}" "`{name}` is already a name of {other}";
    CouncilNameTwiceHint "council-name-twice-hint" "một tên chỉ thuộc một cơ quan: bỏ tên này ở `aliases` của một trong hai, hoặc ghi rõ hơn" "a name belongs to one council: delete it from `aliases` of one of the two, or make it more precise";
    UnknownPlaceholder { found } "unknown-placeholder" "`{found}` không phải là chỗ điền địa chỉ của trang, nên sẽ hiện nguyên như vậy trong liên kết" "`{found}` is not replaced by the address of the page and would stay in the link as it is";
    BadSecurityContact { found } "bad-security-contact" "`{found}` không phải là thư điện tử, địa chỉ trên mạng hay số điện thoại" "`{found}` is not an e-mail address, a web address or a phone number";
    BadSecurityContactHint "bad-security-contact-hint" "viết như `an-ninh@ten-mien.vn`, `https://ten-mien.vn/bao-mat/` hoặc `0254 383 0123`" "write it like `security@example.vn`, `https://example.vn/security/` or `0254 383 0123`";
    KeyWithoutKey { key, other } "key-without-key" "`{key}` không có tác dụng khi chưa có `{other}`" "`{key}` has no effect without `{other}`";
    KeyWithoutKeyHint { key, other } "key-without-key-hint" "thêm `{other}: …`, hoặc xoá `{key}`" "add `{other}: …`, or delete `{key}`";
    UnknownSuccessor { found } "unknown-successor" "`{found}` không có trong `councils`" "`{found}` is not in `councils`";
    UnknownSuccessorHint "unknown-successor-hint" "khai cơ quan kế tục thành một mục riêng trong `councils`" "declare the successor as an entry of `councils`";
    OwnSuccessor { found } "own-successor" "`{found}` là chính cơ quan này, không kế tục được chính mình" "`{found}` is this council itself and cannot take over its own work";
    OwnSuccessorHint "own-successor-hint" "ghi tên cơ quan kế tục, hoặc bỏ dòng `successor`" "name the council that took over its work, or leave out `successor`";
    SuccessorCircle { names } "successor-circle" "các cơ quan kế tục nhau thành vòng: {names}" "the councils succeed one another in a circle: {names}";
    SuccessorCircleHint "successor-circle-hint" "bỏ `successor` của cơ quan còn hoạt động" "leave out the `successor` of the council that still exists";
    SuccessorEnded { found, date, ended } "successor-ended" "cơ quan kế tục `{found}` đã kết thúc ngày {date}, trước cơ quan này ({ended})" "the successor `{found}` ended on {date}, before this council ({ended})";
    SuccessorEndedHint "successor-ended-hint" "sửa `ended` của một trong hai, hoặc ghi cơ quan kế tục khác" "correct the `ended` of one of the two, or name another successor";
    CouncilEnded { name, date } "council-ended" "{name} đã kết thúc hoạt động ngày {date}, trước chuyến đi này" "{name} ended on {date}, before this trip";
    CouncilEndedHint "council-ended-hint" "nếu cơ quan kế tục tổ chức chuyến đi, ghi tên cơ quan ấy ở `council`; nếu sai ngày, sửa `ended` trong `content/site.yaml`" "if the successor organised the trip, name it in `council`; if the day is wrong, correct `ended` in `content/site.yaml`";
    NotAZipName { found } "not-a-zip-name" "`{found}` không phải là tên tệp `.zip`" "`{found}` is not the name of a `.zip` file";
    NotAZipNameHint "not-a-zip-name-hint" "viết đường dẫn đầy đủ với tên tệp, như `D:\\kho-web.zip`" "write the whole path with the name of the file, such as `D:\\kho-web.zip`";
    NotAnArchiveFile { path } "not-an-archive-file" "`{path}` đã có và không phải là tệp .zip: không ghi đè" "`{path}` exists and is not a .zip file: it is not replaced";
    UnknownTheme { name } "unknown-theme" "không có giao diện `{name}`" "there is no theme `{name}`";
    UnknownThemeHint "unknown-theme-hint" "bỏ dòng `theme` để dùng giao diện có sẵn; giao diện riêng nằm ở `themes/TÊN/`" "remove `theme` to use the built-in theme; put a theme of your own in `themes/NAME/`";
    TemplateError { detail } "template" "mẫu trang có lỗi: {detail}" "the template has an error: {detail}";

    // Files that are published as they are.
    BadStaticName { name } "static-name" "tên `{name}` không dùng được trong địa chỉ trang" "the name `{name}` cannot be part of an address";
    BadStaticNameHint "static-name-hint" "trong `content/static/`, tên tệp và thư mục chỉ gồm chữ không dấu, chữ số, dấu `-`, `_` và `.`" "names in `content/static/` consist of ASCII letters, digits, `-`, `_` and `.`";
    StaticFileTaken { address } "static-taken" "`{address}` là địa chỉ của kho, không đăng tệp này ở đó được" "`{address}` belongs to the archive, so this file cannot be published there";
    StaticFileTakenHint "static-taken-hint" "đổi tên tệp hoặc thư mục; tệp trong `content/static/` nằm ở gốc trang, cạnh các mục của kho" "rename the file or its folder; files in `content/static/` are at the root of the site, beside the sections of the archive";
    StaticNamesByCase { other } "static-case" "tên này chỉ khác `{other}` ở chữ hoa, chữ thường" "this name differs from `{other}` only in letter case";

    // Publishing: the output folder, the lock, errors of the disk.
    OutputIsSource { path } "output-is-source" "không ghi vào `{path}`: nơi đó là, chứa hoặc nằm trong nguồn của kho" "`{path}` is refused: it is the source folder, contains it or is inside it";
    OutputIsSourceHint "output-is-source-hint" "chọn thư mục khác, như `public`" "choose another folder, such as `public`";
    OutputForeign { path } "output-foreign" "`{path}` có tệp không phải do `ssg` tạo ra" "`{path}` contains files that `ssg` did not write";
    OutputForeignHint "output-foreign-hint" "chọn thư mục trống, hoặc thêm `--force` nếu được phép thay toàn bộ thư mục đó" "choose an empty folder, or add `--force` if all of it may be replaced";
    OutputHasOtherFiles { path, files } "output-other-files" "`{path}` có tệp do người khác đặt vào mà lần dựng này sẽ xoá: {files}" "`{path}` contains files from elsewhere that this build would delete: {files}";
    OutputHasOtherFilesHint "output-other-files-hint" "chuyển các tệp ấy vào `content/static/` (giữ nguyên tên và thư mục con) để lần nào cũng được đăng; nếu không cần nữa, thêm `--force`" "move them to `content/static/` (with their names and folders) to publish them each time; if they are not needed, add `--force`";
    OutputNotAFolder { path } "output-not-a-folder" "`{path}` không phải là thư mục" "`{path}` is not a folder";
    OutputFileOpen { path } "output-file-open" "`{path}` đang được một chương trình khác mở nên chưa thay được; trang đã đăng vẫn như cũ" "another program has `{path}` open, so it cannot be replaced; the published site is unchanged";
    OutputFileOpenHint "output-file-open-hint" "đóng tệp ấy rồi dựng lại" "close the file and build again";
    AnotherBuild { pid } "another-build" "một lần dựng khác đang chạy (tiến trình {pid})" "another build is running (process {pid})";
    AnotherBuildWithoutPid "another-build-unknown" "một lần dựng khác đang chạy" "another build is running";
    OutputModified { path } "output-touched" "`{path}` trên trang đã đăng bị sửa trong lúc dựng" "`{path}` of the published site was changed during the build";
    PublishingInPlace { path } "in-place" "`{path}` là điểm gắn, hoặc thư mục chứa nó không cho ghi, nên từng tệp được thay một, không phải cả thư mục cùng lúc" "`{path}` is a mount point, or its parent folder is not writable, so files are replaced one by one, not all at once";
    BadSourceDate { found } "bad-source-date" "`SOURCE_DATE_EPOCH` là `{found}`, không phải số giây từ 01/01/1970" "`SOURCE_DATE_EPOCH` is `{found}`, which is not a number of seconds since 1970-01-01";
    SourceChanged "source-changed" "tệp này thay đổi trong lúc dựng" "this file changed during the build";
    SourceChangedHint "source-changed-hint" "chạy lại" "run it again";
    IoRead { path, why } "io-read" "không đọc được `{path}`: {why}" "cannot read `{path}`: {why}";
    IoList { path, why } "io-list" "không xem được thư mục `{path}`: {why}" "cannot list the folder `{path}`: {why}";
    IoCreate { path, why } "io-create" "không tạo được `{path}`: {why}" "cannot create `{path}`: {why}";
    IoWrite { path, why } "io-write" "không ghi được `{path}`: {why}" "cannot write `{path}`: {why}";
    IoCopy { path, why } "io-copy" "không chép được `{path}`: {why}" "cannot copy `{path}`: {why}";
    IoReplace { path, why } "io-replace" "không thay được `{path}`: {why}" "cannot replace `{path}`: {why}";
    IoRemove { path, why } "io-remove" "không xoá được `{path}`: {why}" "cannot remove `{path}`: {why}";
    IoLock { path, why } "io-lock" "không khoá được `{path}`: {why}" "cannot lock `{path}`: {why}";
    IoSync { path, why } "io-sync" "không ghi chắc được `{path}` xuống đĩa: {why}" "cannot sync `{path}` to disk: {why}";
    InitNotEmpty { path } "init-foreign" "`{path}` đã có tệp" "`{path}` already contains files";
    InitNotEmptyHint "init-foreign-hint" "chọn thư mục trống, hoặc thêm `--force`" "choose an empty folder, or add `--force`";

    // `ssg import`.
    ImportOldWord { path } "import-old-word" "`{path}` là tệp Word đời cũ (.doc, .rtf), chưa đọc được" "`{path}` is an old Word file (.doc, .rtf), which is not read";
    ImportOldWordHint "import-old-word-hint" "mở tệp bằng Word hoặc LibreOffice, chọn Lưu thành (Save As), kiểu `.docx`, rồi nhập tệp mới" "open it in Word or `LibreOffice`, save it as `.docx` and import that";
    ImportPdf { path } "import-pdf" "`{path}` là tệp PDF, chưa đọc được" "`{path}` is a PDF, which is not read";
    ImportPdfHint "import-pdf-hint" "tìm bản Word gốc; không còn thì mở PDF bằng Word, lưu thành `.docx`, đọc lại cho đúng chữ rồi nhập; bản quét phải nhận dạng chữ (OCR) trước" "find the Word file it was made from; otherwise open the PDF in Word, save it as `.docx`, proofread and import that; a scan needs OCR first";
    ImportScannedPdf { path } "import-scanned-pdf" "`{path}` là bản quét: PDF này chỉ có ảnh trang, không có chữ" "`{path}` is a scan: this PDF contains pictures of pages and no text";
    ImportScannedPdfHint "import-scanned-pdf-hint" "tìm bản Word gốc; không còn thì nhận dạng chữ (OCR), đọc lại cho đúng rồi nhập" "find the Word file it was made from; otherwise run OCR on it, proofread and import the result";
    ImportPassword { path } "import-password" "`{path}` được bảo vệ bằng mật khẩu" "`{path}` is protected by a password";
    ImportPasswordHint "import-password-hint" "mở tệp bằng Word, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ tài liệu), lưu lại rồi nhập" "open it in Word, remove the password (File > Info > Protect Document), save it and import that";
    ImportSecret { path, stamp } "import-secret" "`{path}` có dấu “{stamp}” nên không được nhập" "`{path}` carries the marking “{stamp}” and was not imported";
    ImportSecretHint "import-secret-hint" "chỉ khi người có thẩm quyền đã cho phép công khai: thêm `--secret-cleared`" "only if its publication has been approved: add `--secret-cleared`";
    ImportUnknownFormat { path } "import-unknown" "`{path}` không phải loại tệp nhập được" "`{path}` is not a type of file that can be imported";
    ImportUnknownFormatHint "import-unknown-hint" "nhập được `.docx`, `.doc`, `.rtf`, `.odt`, `.html`, `.pdf`, `.txt` và `.md`" "types that can be imported: `.docx`, `.doc`, `.rtf`, `.odt`, `.html`, `.pdf`, `.txt` and `.md`";
    ImportNotWord { path } "import-not-word" "`{path}` không phải là tệp Word, dù tên là `.docx`" "`{path}` is not a Word file, although its name ends in `.docx`";
    ImportBroken { path } "import-broken" "`{path}` bị hỏng hoặc chưa chép hết" "`{path}` is damaged or was not copied completely";
    ImportGarbled { path } "import-garbled" "không đọc được chữ trong `{path}`: tệp bị hỏng, hoặc phông chữ của tệp không cho biết mặt chữ" "the text of `{path}` cannot be read: the file is broken, or its fonts do not say which letters they draw";
    ImportGarbledHint "import-garbled-hint" "mở tệp xem có đọc được không; nếu đọc được thì tìm bản Word gốc, hoặc mở bằng Word và lưu thành `.docx`, rồi nhập tệp đó" "open the file and see whether it can be read; if so, find the Word file it was made from, or open it in Word and save it as `.docx`, and import that";
    ImportNotFound { path } "import-not-found" "không có tệp `{path}`" "there is no file `{path}`";
    ImportIsFolder { path } "import-is-folder" "`{path}` là thư mục, không phải tệp" "`{path}` is a folder, not a file";
    ImportIsFolderHint "import-is-folder-hint" "ghi tên từng tệp, ví dụ `thu-muc/bao-cao.docx`" "name each file, such as `folder/report.docx`";
    ImportNotAllowed { path } "import-not-allowed" "không được phép đọc `{path}`" "this user is not allowed to read `{path}`";
    ImportEntities { path } "import-entities" "`{path}` có khai báo XML mà tệp Word không bao giờ có" "`{path}` contains XML declarations that no Word file has";
    ImportTooDeep { path } "import-too-deep" "`{path}` lồng quá sâu (giới hạn 256 tầng)" "`{path}` is nested too deep (the limit is 256)";
    ImportBrokenHint "import-broken-hint" "mở tệp bằng Word hoặc LibreOffice, lưu lại thành `.docx` rồi nhập lại" "open it in Word or `LibreOffice`, save it as `.docx` again and import that";
    ImportTooLarge { path } "import-too-large" "`{path}` quá lớn: tệp tối đa 64 MB, chữ tối đa 4 MB" "`{path}` is too large: at most 64 MB, with at most 4 MB of text";
    ImportEncoding { path } "import-encoding" "không nhận ra bảng mã của `{path}`" "the encoding of `{path}` was not recognised";
    ImportEncodingHint "import-encoding-hint" "mở tệp và lưu lại với bảng mã UTF-8; đọc được sẵn: UTF-8, UTF-16, TCVN3 (ABC), VNI" "save it as UTF-8; encodings that are read: UTF-8, UTF-16, TCVN3 (ABC), VNI";
    ImportEmpty { path } "import-empty" "`{path}` không có chữ nào" "`{path}` contains no text";
    ImportIsSource { path } "import-is-source" "`{path}` đã là một bài của kho: chỉ cần chép vào `content/`" "`{path}` is already a document of an archive: copy it into `content/`";
    ImportYearNotFound { path } "import-year" "không tìm thấy năm trong `{path}`" "no year was found in `{path}`";
    ImportYearNotFoundHint "import-year-hint" "thêm `--year 2024` (năm của chuyến đi)" "add `--year 2024`, the year of the trip";
    ImportBadName { path } "import-name" "tên tệp `{path}` không dùng làm địa chỉ được" "the name of `{path}` cannot be used as an address";
    ImportTargetExists { path } "import-there" "`{path}` đã có: không ghi đè" "`{path}` already exists and was not overwritten";
    ImportTargetExistsHint "import-there-hint" "đổi tên tệp cần nhập, hoặc thêm `--force` nếu được phép thay bài cũ" "rename the file to import, or add `--force` if the old source may be replaced";
    ImportAddressTaken { path, other } "import-there-twice" "`{path}` sẽ trùng địa chỉ với `{other}`" "`{path}` would have the address of `{other}`";
    ImportAddressTakenHint "import-there-twice-hint" "đổi tên tệp cần nhập, hoặc xoá bài cũ" "rename the file to import, or remove the old source";
    ImportDraft "import-draft" "bản nháp: đọc lại, sửa những chỗ “chưa chắc”, rồi xoá dòng `status` để đăng" "a draft: read it, check what is marked “not sure”, then delete the line `status` to publish it";
    ImportValueNotFound { key } "import-blank" "không tìm thấy `{key}` trong văn bản" "`{key}` was not found in the text";
    ImportValueNotFoundComment "import-blank-comment" "không tìm thấy trong văn bản: điền vào, hoặc xoá dòng này" "not found in the text: fill it in, or delete this line";
    ImportUnsure { sentence } "import-unsure" "chưa chắc, lấy từ câu: “{sentence}”" "not sure; from the sentence: “{sentence}”";
    ImportUnsureYear { sentence } "import-unsure-year" "chưa chắc về năm, câu này không ghi năm: “{sentence}”" "not sure of the year, which this sentence does not give: “{sentence}”";
    ImportDaysDiffer { stated, actual, sentence } "import-days-differ" "chưa chắc: văn bản nói {stated} ngày, hai ngày ghi ở đây là {actual} ngày: “{sentence}”" "not sure: the text says {stated} days, these are {actual}: “{sentence}”";
    ImportProvinceCarriedOver { sentence } "import-carried" "chưa chắc: ngày này không ghi tên tỉnh, hiểu theo chặng trước: “{sentence}”" "not sure: no province is named on this day, so the province of the previous stop is used: “{sentence}”";
    ImportProvinceFromDistrict { place } "import-district" "chưa chắc: văn bản chỉ ghi {place}, tỉnh suy từ bảng tên huyện" "not sure: the text only names {place}; the province is that of the district";
    ImportTopics "import-topics" "chủ đề gợi ý theo chữ trong bài: xoá những gì không đúng" "topics suggested from words of the text: delete what is wrong";
    ImportMoreTopics { topics } "import-more-topics" "chỉ được nhắc một lần, thêm vào nếu đúng: {topics}" "mentioned only once; add those that fit: {topics}";
    ImportLessonFound { kind } "import-lesson" "bài học tìm được, loại `.{kind}`: xem lại tên và loại" "a lesson that was found, of kind `.{kind}`: check its title and kind";
    ImportPictureDropped { name } "import-picture-dropped" "hình `{name}` không phải JPEG, PNG hay WebP nên không chép sang" "the picture `{name}` is not JPEG, PNG or WebP and was left out";
    ImportTooManyPictures { name, limit } "import-too-many-pictures" "hình `{name}` không được chép sang: chỉ chép {limit} hình đầu" "the picture `{name}` was left out: only the first {limit} are copied";
    ImportPictureTooLarge { name, width, height } "import-picture-too-large" "hình `{name}` quá lớn ({width} × {height} điểm ảnh) nên không chép sang" "the picture `{name}` is too large ({width} × {height} pixels) and was left out";
    ImportPictureAnimated { name } "import-picture-animated" "hình `{name}` là ảnh động nên không chép sang" "the picture `{name}` is animated and was left out";
    ImportPictureBroken { name } "import-picture-broken" "hình `{name}` bị hỏng nên không chép sang" "the picture `{name}` is damaged and was left out";
    ImportRemoved { text } "import-removed" "đã bỏ: {text}" "left out: {text}";
    ImportRemovedHead "import-removed-head" "những chữ của tệp gốc không có trong bản nháp:" "words of the file that are not in the draft:";
    ImportAndMore { first, more } "import-and-more" "{first} (và {more} chỗ tương tự)" "{first} (and {more} similar)";
    ImportLookFirst { keys } "import-look-first" "xem trước hết: {keys}" "check these first: {keys}";
    ImportLessonTitle { id, sentence } "import-lesson-title" "chưa chắc: tên bài học `{id}` được rút gọn từ câu: “{sentence}”" "not sure: the title of the lesson `{id}` was shortened from: “{sentence}”";
    ImportNoOffice { path } "import-no-office" "để nhập `{path}` máy cần có LibreOffice" "importing `{path}` needs `LibreOffice` on this computer";
    ImportNoOfficeHint "import-no-office-hint" "cài LibreOffice (miễn phí, libreoffice.org) rồi nhập lại; hoặc mở tệp bằng Word, lưu thành kiểu `.docx` và nhập tệp đó" "install `LibreOffice` (free, libreoffice.org) and import again; or open the file in Word, save it as `.docx` and import that";
    ImportConversionFailed { path, program } "import-conversion" "{program} không đọc được `{path}`" "{program} cannot read `{path}`";
    ImportConversionFailedHint "import-conversion-hint" "mở tệp xem có đọc được không; nếu đọc được thì lưu lại thành `.docx` bằng Word rồi nhập tệp đó" "open the file and see whether it can be read; if so, save it as `.docx` by Word and import that";
    ImportConversionTimedOut { path, program, seconds } "import-conversion-timeout" "{program} đọc `{path}` quá {seconds} giây nên đã bị dừng" "{program} was stopped after {seconds} s at `{path}`";
    ImportedReport { from, path } "imported-report" "Đã nhập `{from}` thành báo cáo `{path}`" "Imported `{from}` as the report `{path}`";
    ImportedPlan { from, path } "imported-plan" "Đã nhập `{from}` thành kế hoạch `{path}`" "Imported `{from}` as the plan `{path}`";
    ImportRemaining { unsure, errors } "import-left" "Còn để bạn quyết định: {unsure} chỗ xem lại, {errors} lỗi phải sửa" "Left for you to decide: {unsure} places to check, {errors} errors to correct";

    // `ssg new`.
    NewDraft "new-draft" "bản nháp: viết xong thì xoá dòng `status` để đăng" "a draft: delete the line `status` to publish it";
    NewBodyPlaceholder "new-text" "Lời văn của báo cáo viết ở đây." "The text goes here.";
    NewLessons "new-lessons" "Một số kinh nghiệm" "Lessons";
    NewCreated { path } "new-made" "Đã tạo `{path}`. Mở ra để viết, rồi chạy `ssg check`" "Created `{path}`. Write in it, then run `ssg check`";
    NewMissingFlags { flags } "new-lacks" "còn thiếu {flags}" "{flags} is missing";
    NewMissingFlagsHint "new-lacks-hint" "thêm vào dòng lệnh, hoặc chạy trong cửa sổ lệnh để được hỏi từng mục" "add it, or run this on a terminal to be asked";
    NewLastDayBeforeFirst "new-last-day" "ngày cuối không được trước ngày đầu" "the last day is before the first";
    UnknownName { found } "unknown-name" "không có `{found}` trong danh mục" "`{found}` is not in the list";
    AskHelp "ask-help" "↑ ↓ chọn, Tab điền, Enter xong" "↑ ↓ to choose, Tab to complete, Enter when done";
    AskTitle "ask-title" "Tên báo cáo" "Title";
    AskCouncil "ask-council" "HĐND nào (Enter để bỏ qua)" "Council (Enter to skip)";
    AskFrom "ask-from" "Ngày đầu, như 18/8/2023" "First day, such as 18/8/2023";
    AskTo "ask-to" "Ngày cuối (Enter nếu chỉ một ngày)" "Last day (Enter if it is the same)";
    AskLead "ask-lead" "Trưởng đoàn, họ và tên (Enter để bỏ qua)" "Head of the delegation (Enter to skip)";
    AskPosition "ask-position" "Chức vụ của trưởng đoàn" "Position of the head";
    AskProvinces "ask-provinces" "Các tỉnh đã đến, cách nhau bằng dấu phẩy" "Provinces visited, separated by commas";
    AskTopics "ask-topics" "Chủ đề, cách nhau bằng dấu phẩy (Enter để bỏ qua)" "Topics, separated by commas (Enter to skip)";

    // Progress and results of commands.
    Built { pages, files, path, time } "built" "Đã dựng {pages} trang ({files} tệp) vào `{path}` trong {time}" "Built {pages} pages ({files} files) into `{path}` in {time}";
    BuiltUnchanged { pages, path, time } "built-unchanged" "Đã dựng {pages} trang vào `{path}` trong {time}: không có gì thay đổi" "Built {pages} pages into `{path}` in {time}: nothing has changed";
    NotReproducible { count } "not-the-same" "nguồn không đổi, nhưng {count} tệp dựng ra khác với trang đã có; trang mới đã thay trang ấy" "the sources are unchanged, but {count} files differ from the existing site; the new site has replaced it";
    StepRead "step-read" "Đọc tệp nguồn" "Sources read";
    StepChecked "step-checked" "Kiểm tra, xếp vào kho" "Checked and sorted";
    StepPages "step-pages" "Dựng trang và dữ liệu" "Pages and data";
    StepSearch "step-search" "Dựng chỉ mục tìm kiếm" "Search index";
    StepBundle "step-bundle" "Gói cả kho" "Bundle";
    StepPublished "step-published" "Đưa lên thư mục đầu ra" "Published";
    StepsTotal "steps-all" "Cả thảy" "Total";
    Progress { done, total } "progress" "Đã dựng {done}/{total} trang" "{done}/{total} pages built";
    Serving { address } "serving" "Đang xem ở {address} (dừng: Ctrl-C). Lưu tệp là trang tự cập nhật" "Preview at {address} (stop: Ctrl-C). Pages update when a file is saved";
    DeskOpened { address } "desk-opened" "Bàn làm việc ở {address} (chỉ mở được trên máy này; dừng: Ctrl-C)" "The desk is at {address} (only on this machine; stop: Ctrl-C)";
    Rebuilt { what, time } "reread" "{what}: trang mới sau {time}" "{what}: new pages after {time}";
    RebuildFailed { what, errors } "reread-faulty" "{what}: {errors} lỗi; trang vẫn như trước" "{what}: {errors} errors; the pages are unchanged";
    FileCount { count } "files" "{count} tệp" "{count} files";
    Polling { why } "polling" "Hệ thống không báo khi tệp thay đổi ({why}): thư mục được xem lại mỗi 0,7 giây" "The system does not report changes ({why}): the folders are scanned every 0.7 seconds";
    CannotListen { port, why } "cannot-listen" "không mở được cổng {port}: {why}" "cannot listen on port {port}: {why}";
    StartOpening "start-opening" "Đang mở bàn làm việc trong trình duyệt; cửa sổ này sẽ tự đóng" "The desk opens in the browser; this window closes by itself";
    StartRunning "start-running" "Cứ để cửa sổ này mở trong khi làm việc; đóng nó là dừng" "Keep this window open while you work; closing it stops the program";
    StartInTemporaryFolder "start-temporary" "chương trình đang chạy trong thư mục tạm, ở đó kho sẽ bị mất" "the program runs in a temporary folder, where an archive would be lost";
    StartInTemporaryFolderHint "start-temporary-hint" "giải nén trước: bấm chuột phải vào tệp `.zip`, chọn “Extract All”, rồi mở `ssg.exe` trong thư mục vừa giải nén" "unpack it first: right-click the `.zip` file, choose “Extract All”, then open `ssg.exe` in the folder that appears";
    StartClose "start-close" "Nhấn Enter để đóng cửa sổ" "Press Enter to close this window";
    CannotOpenBrowser { address } "cannot-open" "không mở được trình duyệt; hãy tự mở {address}" "cannot open a browser; please open {address} yourself";
    NonLocalAddress "foreign-interface" "nghe ở địa chỉ ngoài máy này thì phải nói rõ tên được phép: `--allow-host TÊN`" "to listen beyond this machine, name the allowed hosts: `--allow-host NAME`";
    VisibleToNetwork { address } "open-to-others" "máy khác xem được trang ở {address}: bản nháp và lỗi cũng vậy" "other machines can see the site at {address}, its drafts and errors too";
    CheckedClean { documents, time } "checked" "Đã kiểm tra {documents} văn bản trong {time}: không có lỗi" "Checked {documents} documents in {time}: no errors";
    BuildFailed { errors } "failed" "{errors} lỗi: trang đã đăng giữ nguyên như cũ" "errors: {errors}; the published site is unchanged";
    CheckFailed { errors } "failed-check" "{errors} lỗi" "errors: {errors}";
    JudgedOn { day } "judged-on" "Hạn báo cáo xét đến ngày {day} (ngày mới nhất trong kho; đổi bằng `--today`)" "Deadlines are checked as of {day} (the newest day in the archive; `--today` changes it)";
    JudgedOnGiven { day } "judged-on-given" "Hạn báo cáo xét đến ngày {day}" "Deadlines are checked as of {day}";
    EmbargoCount { count } "embargo-count" "Chưa đến ngày đăng (`published`) nên chưa hiện: {count}" "Not published before their day (`published`): {count}";
    DraftCount { count } "draft-count" "Bản nháp chưa đăng: {count}" "Drafts, not published: {count}";
    Warnings { count } "warnings" "{count} cảnh báo" "warnings: {count}";
    FileMissing { path } "file-missing" "thiếu tệp `{path}`" "`{path}` is missing";
    FileChanged { path } "file-changed" "tệp `{path}` không còn như lúc đăng" "`{path}` has changed since it was published";
    FileExtra { path } "file-extra" "tệp `{path}` không có khi đăng" "`{path}` was not published";
    Verified { files, path } "verified" "`{path}` đúng như đã đăng: {files} tệp, không tệp nào khác" "`{path}` is what was published: {files} files, no differences";
    VerifyFailed { count, path } "verify-failed" "`{path}` khác bản đã đăng ở {count} tệp" "`{path}` differs from what was published: {count} files";
    NoManifest { path } "no-manifest" "không có `ssg-manifest.json` ở `{path}` để đối chiếu" "no `ssg-manifest.json` at `{path}` to compare with";
    NoBaseUrl "no-base-url" "Kho chưa khai `base_url`: bỏ qua sitemap.xml và feed.json; địa chỉ trong các bảng là đường dẫn trong kho" "No `base_url`: sitemap.xml and feed.json are left out, and tables contain paths instead of full addresses";
    Initialised { path } "initialised" "Đã tạo kho mới ở `{path}`. Mở `content/reports/` để viết, rồi chạy `ssg build`" "Started an archive in `{path}`. Write in `content/reports/`, then run `ssg build`";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Message;

    /// The placeholders of a format string. `{{` and `}}` are escaped braces.
    fn placeholders(text: &str) -> BTreeSet<&str> {
        text.split("{{")
            .flat_map(|part| part.split('{').skip(1))
            .filter_map(|part| part.split('}').next())
            .collect()
    }

    #[test]
    fn every_message_has_both_languages_and_a_unique_code() {
        let mut codes = BTreeSet::new();
        for (code, vi, en) in Message::TABLE {
            assert!(!vi.is_empty() && !en.is_empty(), "{code} lacks a language");
            assert_eq!(
                placeholders(vi),
                placeholders(en),
                "{code}: placeholders differ"
            );
            assert!(codes.insert(code), "{code} is not unique");
        }
    }
}
