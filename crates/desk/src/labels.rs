//! All texts of the screens, in Vietnamese and in English. Diagnostics are in
//! [`ssg_base::message`].

use ssg_base::message::Language;

/// Generates [`Label`] from rows of the form `Name "Vietnamese" "English";`.
macro_rules! labels {
    ($($name:ident $vi:literal $en:literal;)+) => {
        /// A text of a screen.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Label { $($name,)+ }

        impl Label {
            /// The text in a language. It is ready for HTML: no text has a special character.
            pub(crate) fn text(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$name, Language::Vi) => $vi, (Self::$name, Language::En) => $en,)+
                }
            }

            /// The name by which scripts find the text.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)+ }
            }

            #[cfg(test)]
            pub(crate) const ALL: &'static [Label] = &[$(Self::$name),+];
        }
    };
}

labels! {
    // Every screen.
    Menu "Các màn hình" "Screens";
    Skip "Đến nội dung chính" "Skip to content";
    NoScript "Trình duyệt này đang tắt JavaScript; cần bật để soạn và đăng." "JavaScript is off in this browser; it is needed to write and publish.";
    Archive "Kho" "Archive";
    New "Thêm mới" "New";
    Publish "Đăng" "Publish";
    Close "Đóng bàn làm việc" "Close the desk";
    Closed "Bàn làm việc đã đóng. Có thể đóng thẻ này; khi cần thì mở lại chương trình." "The desk is closed. You can close this tab; start the program again when you need it.";
    Failed "Không làm được" "This failed";
    Restarted "Chương trình đã được mở lại. Hãy tải lại trang này để làm tiếp; những gì đã gõ vẫn còn" "The program was started again. Reload this page to go on; what you typed is kept";
    Reload "Tải lại trang" "Reload the page";
    UnsavedClosing "Các bài sau có phần chưa lưu. Phần ấy vẫn được nhớ trong trình duyệt này, nhưng chưa có trong tệp:" "These records have unsaved work. It stays in this browser, but the files do not have it:";
    UnsavedPublishing "Các bài sau có phần chưa lưu. Phần ấy không được đăng; hãy mở bài và bấm Lưu trước:" "These records have unsaved work, which is not published. Open and save them first:";
    UnsavedHere "Các bài sau có phần chưa lưu:" "These records have unsaved work:";
    CloseAnyway "Vẫn đóng" "Close anyway";
    Stopped "Chương trình đã dừng. Những gì đã gõ vẫn còn trong trình duyệt này; mở lại chương trình để làm tiếp." "The program has stopped. What you typed is kept in this browser; start the program again to go on.";
    NotFound "Không có trang này" "No such page";

    // Archive.
    Search "Tìm trong kho" "Search the archive";
    SearchHint "tên bài, cơ quan, ngày; gõ có dấu hay không dấu đều được" "title, council or date; with or without accents";
    ShowState "Tình trạng" "State";
    AllStates "Tất cả" "All";
    WithErrors "Có lỗi" "With errors";
    Draft "Bản nháp" "Draft";
    Ready "Chờ đăng" "Ready to publish";
    Published "Đã đăng" "Published";
    Withdrawn "Đã thu hồi" "Withdrawn";
    ChangesWait "có sửa đổi chờ đăng" "with changes to publish";
    Title "Tên bài" "Title";
    Kind "Loại" "Kind";
    Council "Cơ quan" "Council";
    Date "Ngày" "Date";
    Problems "Lỗi và cảnh báo" "Errors and warnings";
    Report "Báo cáo" "Report";
    Plan "Kế hoạch" "Plan";
    OtherPage "Trang" "Page";
    Errors "lỗi" "errors";
    Warnings "cần xem lại" "to look at";
    NoProblems "không có" "none";
    RecordCount "bài" "records";
    MoreRecords "Hiện thêm bài" "Show more records";
    NoRecords "Kho chưa có bài nào." "The archive has no records yet.";
    SiteSettings "Cài đặt của kho" "Settings of the archive";
    Topics "Danh mục chủ đề" "Topics";
    OverdueReports "Quá hạn báo cáo" "Overdue reports";
    Batch "đợt" "batch";
    DaysOverdue "ngày quá hạn" "days overdue";
    OtherProblems "Lỗi không thuộc bài nào" "Errors outside the records";

    // Editing.
    BackToArchive "Về kho" "Back to the archive";
    SourceText "Văn bản của bài" "Text of the record";
    SourceTextHint "Phần giữa hai dòng --- là thông tin của bài; bên dưới là nội dung." "Between the two lines --- are the particulars; below is the text.";
    Save "Lưu" "Save";
    Saved "Đã lưu" "Saved";
    Saving "Đang lưu…" "Saving…";
    Unsaved "Chưa lưu" "Not saved";
    Unchanged "Chưa có thay đổi" "No changes";
    NothingFound "Không có lỗi" "No errors";
    Line "Dòng" "Line";
    Error "Lỗi" "Error";
    Warning "Cần xem lại" "To look at";
    Note "Gợi ý" "Note";
    WriteInstead "Cách sửa" "How to fix it";
    Preview "Xem trước" "Preview";
    ShowPreview "Hiện trang" "Show the page";
    HidePreview "Ẩn trang" "Hide the page";
    Restored "Đã khôi phục phần chưa lưu lần trước." "What was not saved last time has been restored.";
    DropRestored "Bỏ, lấy bản đã lưu" "Drop it, take the saved text";
    NotRemembered "Trình duyệt không ghi nhớ được phần chưa lưu; hãy lưu thường xuyên." "The browser cannot remember unsaved text; save often.";
    ChangedElsewhere "Tệp này vừa được sửa ở nơi khác. Chưa có gì bị ghi đè." "This file was changed elsewhere. Nothing was overwritten.";
    YourVersion "Bản của bạn (chưa lưu)" "Your version (not saved)";
    TheirVersion "Bản hiện có trong tệp" "The version in the file";
    KeepYours "Lưu bản của bạn, thay bản trong tệp" "Save your version over the file";
    TakeTheirs "Lấy bản trong tệp, bỏ bản của bạn" "Take the file, drop your version";
    UpdatedFromDisk "Tệp được sửa ở nơi khác; đã lấy bản mới." "The file was changed elsewhere; the new version is shown.";
    FileGone "Tệp này đã bị xoá. Bấm Lưu để tạo lại." "This file was deleted. Save to create it again.";
    NotWritten "Chưa ghi được vào bài (những gì đã gõ vẫn còn ở đây):" "Not written into the record yet (what you typed is kept here):";
    DropRefused "Bỏ những phần này" "Drop these";
    SolveFirst "Chưa làm được: có phần chưa ghi được vào bài. Xem thông báo ở đầu trang." "Not done yet: something is not written into the record. See the notice at the top.";
    NotSavedYet "Chưa lưu được. Những gì đã gõ vẫn còn; xem thông báo ở đầu trang." "Not saved yet. What you typed is kept; see the notice at the top.";
    NotUtf8 "Tệp này không phải UTF-8, nên chỉ xem được. Hãy mở bằng Notepad và lưu lại với mã UTF-8." "This file is not UTF-8 and can only be read. Save it as UTF-8 with a text editor.";

    // The form.
    View "Cách xem" "View";
    AsForm "Biểu mẫu" "Form";
    AsText "Văn bản" "Text";
    NotInForm "Không sửa được bằng biểu mẫu:" "This cannot be edited in the form:";
    MoreFields "Mục khác" "More fields";
    Item "Mục" "Item";
    AddRow "Thêm dòng" "Add a row";
    RemoveRow "Bỏ dòng" "Remove row";
    MoveUp "Đưa lên dòng" "Move up row";
    MoveDown "Đưa xuống dòng" "Move down row";
    Confirm "Đúng rồi" "This is right";
    BodyText "Nội dung" "Body";
    ToBody "Đến nội dung bài" "To the body";
    BodyProblems "Lỗi và cảnh báo của phần nội dung" "Errors and warnings of the body";
    Toolbar "Định dạng" "Formatting";
    Heading "Tiêu đề" "Heading";
    Bold "Chữ đậm" "Bold";
    Italic "Chữ nghiêng" "Italic";
    List "Danh sách" "List";
    Quote "Trích dẫn" "Quote";
    LessonKind "Bài học" "Lesson";
    Practice "Cách làm hay" "Practice";
    Caution "Điều cần tránh" "Caution";
    Recommendation "Kiến nghị" "Recommendation";
    NoLesson "Không phải bài học" "Not a lesson";
    AddPhoto "Thêm ảnh" "Add a photo";
    PhotoText "Ảnh chụp gì? (cho người không nhìn thấy ảnh)" "What does it show? (for readers who cannot see it)";
    ChooseFile "Thêm tệp từ máy" "Add a file from this computer";
    PdfPages "trang" "pages";
    FileExists "Đã có tệp cùng tên cạnh bài" "There is a file of this name beside the record";
    ReplaceFile "Thay tệp cũ" "Replace the old file";
    KeepBothFiles "Giữ cả hai, đặt tên khác" "Keep both under another name";
    FileNeedsFolder "Bài này không có thư mục riêng để đặt ảnh và tệp kèm" "This record has no folder for photos and attachments";
    FileTooLarge "Tệp quá lớn: nhiều nhất 64 MB" "The file is too large: 64 MB at most";
    NotAnAttachment "Loại tệp này không đăng kèm được" "This type of file cannot be published";
    NotAPhoto "Không phải ảnh JPEG, PNG hay WebP, hoặc ảnh bị hỏng" "Not a JPEG, PNG or WebP picture, or a broken one";
    Cancel "Thôi" "Cancel";
    MakeReady "Viết xong, chờ đăng" "Finished, ready to publish";
    WholeRecord "Cả bài" "The whole record";
    Correct "Đính chính" "Correct";
    CorrectNote "Đã sửa gì" "What was corrected";
    CorrectBy "Ai đính chính" "By whom";
    Editor "Người biên tập kho" "Editor of the archive";
    CorrectNow "Ghi đính chính" "Add the correction";
    Rename "Đổi địa chỉ" "Rename";
    RenameHint "Địa chỉ cũ vẫn dẫn tới bài. Liên kết từ bài khác trong kho được kiểm tra sau khi đổi." "The old address still leads here. Links from other records are checked afterwards.";
    RenameName "Tên mới trong địa chỉ" "New name in the address";
    RenameNow "Đổi" "Rename";
    Withdraw "Thu hồi bài" "Withdraw";
    WithdrawHint "Địa chỉ của bài vẫn còn, với ngày thu hồi và lý do; nội dung không còn hiện ra." "The address stays, with the day and the reason; the text is no longer shown.";
    WithdrawReason "Lý do" "Reason";
    ToDraft "Đưa về bản nháp" "Make it a draft again";
    ToDraftHint "Bài chưa được đăng. Bản nháp thì không được đăng cho đến khi viết xong." "It was not published yet. A draft is not published until it is finished.";
    DeleteDraft "Xoá bản nháp" "Delete the draft";
    DeleteDraftHint "Tệp của bài bị xoá hẳn khỏi kho, không lấy lại được." "The file is removed from the archive and cannot be restored.";
    DeleteNow "Xoá hẳn" "Delete it";
    NotDeleted "Chỉ xoá được bản nháp chưa đăng" "Only a draft that was not published can be deleted";
    FilesBeside "Thư mục của bài còn tệp khác. Hãy chuyển hoặc xoá các tệp ấy trước:" "There are other files in the folder of the record. Move or delete them first:";
    Restore "Bỏ thu hồi" "Undo the withdrawal";
    RestoreHint "Nội dung của bài lại hiện ra sau lần đăng tới." "The text is shown again after the next publishing.";
    WithdrawNow "Thu hồi bài" "Withdraw it";

    // New records.
    FromFile "Từ tệp Word, PDF hay văn bản" "From a Word file, PDF or text";
    DropHere "Thả tệp vào trang này, hoặc chọn tệp" "Drop files on this page, or choose them";
    DropHint "Nhận .docx, .txt; .doc, .rtf, .odt khi máy có LibreOffice; .pdf có chữ. Mỗi tệp thành một bản nháp; tệp gốc giữ nguyên." "Takes .docx and .txt; .doc, .rtf and .odt if LibreOffice is installed; .pdf with text. Each file becomes a draft; the file itself stays as it is.";
    Importing "Đang đọc…" "Reading…";
    ImportedAs "Đã thành bản nháp." "Became a draft.";
    OpenDraft "Mở bản nháp" "Open the draft";
    ToLookAt "Cần xem lại" "To look at";
    ImportAgain "Nhập lại" "Try again";
    Year "Năm của chuyến đi" "Year of the trip";
    Cleared "Văn bản này đã được phép công khai" "This document was cleared for publication";
    ClearanceHint "Chỉ nhập khi người có thẩm quyền đã cho phép công khai." "Import it only if it was cleared for publication.";
    RecordExistsHint "Mở bài có sẵn trong kho, hoặc đổi tên rồi thêm lại. Chưa có gì bị ghi đè." "Open the existing record, or choose another name and try again. Nothing was overwritten.";
    TitleNoAddress "Tên bài này không dùng làm địa chỉ được" "This title cannot be used as an address";
    NameNoAddress "Tên này không dùng làm địa chỉ được" "This name cannot be used as an address";
    NoAddressHint "Tên cần có chữ cái hay chữ số La-tinh, và không chỉ là một từ mà máy Windows giữ riêng như CON, PRN, AUX, NUL" "It needs Latin letters or digits, and more than a word that Windows reserves, such as CON, PRN, AUX or NUL";
    YearOutOfRange "Năm phải từ 1900 đến 2200, như 2024" "The year must be from 1900 to 2200, such as 2024";
    BodyPlaceholder "Lời văn viết ở đây." "The text goes here.";
    CreateRecord "Tạo bài" "Create";
    EmptyRecord "Bài trống" "Empty record";
    FirstDay "Ngày đầu của chuyến đi" "First day of the trip";
    LastDay "Ngày cuối" "Last day";
    DayHint "như 18/8/2023" "such as 18/8/2023";
    LastDayHint "bỏ trống nếu chỉ một ngày" "leave empty if it is one day";

    // Publishing.
    WhatChanges "Những gì sẽ thay đổi" "What will change";
    Computing "Đang so với trang đã đăng…" "Comparing with the published site…";
    ListingPages "Đang tìm các trang khác cũng thay đổi…" "Looking for other pages that change…";
    NothingToPublish "Trang đã đăng là bản mới nhất." "The published site is up to date.";
    FirstTime "Kho chưa được đăng lần nào." "Nothing has been published yet.";
    Added "Trang mới" "New pages";
    Changed "Trang thay đổi" "Changed pages";
    Removed "Trang không còn" "Removed pages";
    NoRecordChanges "Không có báo cáo hay kế hoạch nào thay đổi." "No report or plan changes.";
    AllPages "Tất cả các trang thay đổi" "All pages that change";
    MorePages "trang khác" "more pages";
    OtherFiles "tệp khác (dữ liệu, bảng, tìm kiếm, ảnh)" "other files (data, tables, search, pictures)";
    Blocked "Phải sửa trước khi đăng" "To fix before publishing";
    PublishNow "Đăng lên" "Publish now";
    Publishing "Đang dựng trang. Trang đã đăng giữ nguyên cho đến khi xong." "Building. The published site stays as it is until this is done.";
    PublishedNow "Đã đăng" "Published";
    PublishedIn "Trang nằm trong thư mục" "The site is in the folder";
    AlsoTo "Đăng xong, trang được chép tới:" "After publishing, the site is copied to:";
    AddressOfSite "Địa chỉ của kho:" "Address of the archive:";
    NoAddress "Chưa ghi địa chỉ trên mạng của trang." "The public address of the site is not written down yet.";
    WriteAddress "Ghi vào thiết lập" "Write it into the settings";
    SeePages "Xem các trang như người đọc" "See the pages as readers do";
    CopiedTo "Đã chép tới" "Copied to";
    NotCopiedTo "Chưa chép được tới" "Not copied to";
    ForeignFolder "Thư mục này đang có tệp khác, nên chưa chép gì vào đó. Hãy chọn một thư mục trống, hoặc thư mục lần trước đã chép tới." "This folder has other files, so nothing was copied. Choose an empty folder, or the one of the last copy.";
    FixIt "Sửa" "Fix";

    // Creating a site.
    CreateSite "Tạo kho mới" "Create an archive";
    CreateSiteIntro "Thư mục này chưa có kho:" "There is no archive in this folder yet:";
    SiteTitle "Tên kho" "Title of the archive";
    SiteTitleDefault "Kho tư liệu học tập kinh nghiệm" "Archive of study trips";
    SiteCouncil "Tên cơ quan (HĐND)" "Name of the council";
    SiteProvince "Tỉnh, thành phố" "Province";
    Create "Tạo kho" "Create";
    Required "cần ghi" "required";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_need_no_escape() {
        for label in Label::ALL {
            for language in [Language::Vi, Language::En] {
                let text = label.text(language);
                assert!(!text.contains(['&', '<', '>', '"', '\'']), "{text}");
                assert_eq!(text.trim(), text);
            }
        }
    }
}
