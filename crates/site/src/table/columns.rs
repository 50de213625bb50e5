//! The columns of each sheet, with their meaning in Vietnamese.

use super::{Column, ColumnKind};

macro_rules! columns {
    ($($name:literal $kind:ident $title:literal $meaning:literal;)+) => {
        &[$(Column { name: $name, kind: ColumnKind::$kind, title: $title, meaning: $meaning }),+]
    };
}

pub(super) const REPORTS: &[Column] = columns! {
    "id" Text "Mã" "Tên của báo cáo trong kho, lấy từ đường dẫn tệp; không đổi khi sửa văn bản.";
    "url" Text "Địa chỉ" "Trang của báo cáo; là đường dẫn trong kho nếu kho chưa khai base_url.";
    "title" Text "Tiêu đề" "Tiêu đề của báo cáo.";
    "council" Text "Cơ quan" "Cơ quan cử đoàn đi; trống nếu chưa ghi.";
    "from" Day "Từ ngày" "Ngày đầu của chuyến đi.";
    "to" Day "Đến ngày" "Ngày cuối của chuyến đi.";
    "lead" Text "Trưởng đoàn" "Họ tên trưởng đoàn; trống nếu chưa ghi.";
    "provinces" List "Tỉnh, thành" "Các tỉnh, thành theo tên hiện nay (cột slug của bảng tinh), không kể nơi chỉ đi qua.";
    "topics" List "Chủ đề" "Các chủ đề (cột slug của bảng chu-de).";
    "lessons" Integer "Số bài học" "Số bài học rút ra từ báo cáo.";
    "provinces_then" List "Tỉnh, thành khi ấy" "Tên các tỉnh, thành vào lúc đi, theo thứ tự đến.";
    "lead_position" Text "Chức vụ trưởng đoàn" "Chức vụ của trưởng đoàn khi đi.";
    "size" Integer "Số người" "Số người trong đoàn; trống nếu chưa ghi.";
    "plan" Text "Theo đợt" "Đợt mà chuyến đi thực hiện (cột id của bảng dot).";
    "document" Text "Số, ký hiệu" "Số và ký hiệu văn bản; dấu … thay cho số mà bản gốc để trống.";
    "document_date" Text "Ngày văn bản" "Ngày ký: ngày, tháng hoặc năm như bản gốc ghi được.";
    "cost" Integer "Kinh phí" "Số tiền đã chi: như báo cáo ghi, hoặc tổng các khoản; trống nếu chưa ghi.";
    "currency" Text "Tiền tệ" "Loại tiền của các cột về kinh phí.";
    "cost_planned" Integer "Dự toán" "Số tiền dự toán trước chuyến đi; trống nếu chưa ghi.";
    "cost_per_person_day" Integer "Một người một ngày" "Kinh phí chia cho số người và số ngày, làm tròn; trống nếu chưa ghi kinh phí hay số người.";
    "days" Integer "Số ngày" "Số ngày của chuyến đi, kể cả ngày đầu và ngày cuối.";
    "meetings" Integer "Số buổi làm việc" "Số buổi làm việc (kind: meeting) trong lịch trình; trống nếu lịch trình không ghi buổi nào.";
    "countries" List "Nước ngoài" "Các nước đã đến, theo mã hai chữ của ISO 3166-1; trống nếu chỉ đi trong nước.";
    "published" Day "Ngày đăng" "Ngày vào kho; để trống nếu chỉ ghi tháng hay năm.";
    "updated" Day "Ngày sửa" "Lần đính chính, bổ sung cuối; chưa sửa thì là ngày đăng.";
};

pub(super) const LESSONS: &[Column] = columns! {
    "id" Text "Mã" "Tên của bài học trong kho: mã báo cáo và mã bài học.";
    "url" Text "Địa chỉ" "Trang riêng của bài học.";
    "title" Text "Tiêu đề" "Tiêu đề của bài học.";
    "kind" Text "Loại" "practice: cách làm hay; caution: điều cần tránh; recommendation: kiến nghị.";
    "report" Text "Báo cáo" "Báo cáo chứa bài học (cột id của bảng bao-cao).";
    "council" Text "Cơ quan" "Cơ quan cử đoàn đi; trống nếu chưa ghi.";
    "from" Day "Từ ngày" "Ngày đầu của chuyến đi.";
    "to" Day "Đến ngày" "Ngày cuối của chuyến đi.";
    "provinces" List "Tỉnh, thành" "Nơi học (cột slug của bảng tinh).";
    "topics" List "Chủ đề" "Các chủ đề (cột slug của bảng chu-de).";
    "places" List "Địa điểm" "Những địa điểm mà bài học nêu riêng.";
    "uses" Integer "Lần áp dụng" "Số lần được một báo cáo hay kế hoạch trong kho áp dụng.";
    "excerpt" Text "Đoạn đầu" "Những câu đầu của bài học, không định dạng.";
    "updated" Day "Ngày sửa" "Lần sửa cuối của báo cáo chứa bài học.";
    "countries" List "Nước ngoài" "Nơi học ở nước ngoài, theo mã hai chữ của ISO 3166-1; trống nếu chỉ học trong nước.";
};

pub(super) const PLANS: &[Column] = columns! {
    "id" Text "Mã" "Tên của kế hoạch trong kho, lấy từ đường dẫn tệp.";
    "url" Text "Địa chỉ" "Trang của kế hoạch.";
    "title" Text "Tiêu đề" "Tiêu đề của kế hoạch.";
    "council" Text "Cơ quan" "Cơ quan ban hành; trống nếu chưa ghi.";
    "year" Integer "Năm" "Năm của kế hoạch.";
    "document" Text "Số, ký hiệu" "Số và ký hiệu văn bản; dấu … thay cho số mà bản gốc để trống.";
    "document_date" Text "Ngày văn bản" "Ngày ký: ngày, tháng hoặc năm như bản gốc ghi được.";
    "batches" Integer "Số đợt" "Số đợt trong kế hoạch.";
    "reported" Integer "Có báo cáo" "Số đợt đã có báo cáo trong kho.";
    "topics" List "Chủ đề" "Các chủ đề (cột slug của bảng chu-de).";
    "published" Day "Ngày đăng" "Ngày vào kho; để trống nếu chỉ ghi tháng hay năm.";
    "updated" Day "Ngày sửa" "Lần đính chính, bổ sung cuối; chưa sửa thì là ngày đăng.";
    "budget" Integer "Kinh phí" "Kinh phí của cả kế hoạch, đồng; trống nếu chưa ghi.";
    "vetting" Text "Thẩm định" "approved: chấp thuận; changed: chấp thuận, có điều chỉnh; refused: không chấp thuận; trống nếu chưa ghi.";
    "vetting_by" Text "Cơ quan thẩm định" "Ai thẩm định; trống nếu chưa ghi.";
    "vetting_number" Text "Văn bản thẩm định" "Số và ký hiệu văn bản thẩm định; trống nếu chưa ghi.";
    "vetting_date" Text "Ngày thẩm định" "Ngày, tháng hoặc năm như văn bản ghi được; trống nếu chưa ghi.";
    "comments" Integer "Số ý kiến" "Số ý kiến người dân gửi đến trước khi quyết định; trống nếu chưa ghi.";
};

pub(super) const BATCHES: &[Column] = columns! {
    "id" Text "Mã" "Mã kế hoạch và số đợt.";
    "url" Text "Địa chỉ" "Chỗ của đợt trên trang kế hoạch.";
    "plan" Text "Kế hoạch" "Kế hoạch chứa đợt (cột id của bảng ke-hoach).";
    "number" Integer "Đợt" "Số đợt như kế hoạch ghi.";
    "council" Text "Cơ quan" "Cơ quan ban hành kế hoạch; trống nếu chưa ghi.";
    "theme" Text "Nội dung" "Nội dung học tập của đợt.";
    "time" Text "Thời gian" "Thời gian như kế hoạch ghi.";
    "from" Day "Sớm nhất" "Ngày sớm nhất mà thời gian ấy có thể bắt đầu; trống nếu chưa định.";
    "to" Day "Muộn nhất" "Ngày muộn nhất mà thời gian ấy có thể kết thúc; trống nếu chưa định.";
    "provinces" List "Tỉnh, thành" "Nơi dự kiến đến, theo tên hiện nay (cột slug của bảng tinh).";
    "topics" List "Chủ đề" "Các chủ đề (cột slug của bảng chu-de).";
    "state" Text "Tình trạng" "reported: có báo cáo; awaited: chờ báo cáo; overdue: quá hạn; unreported: chưa có báo cáo; planned: dự kiến; undated: chưa ghi ngày cụ thể; cancelled: đã hủy.";
    "days" Integer "Số ngày" "Với awaited: còn mấy ngày; với overdue: quá mấy ngày.";
    "reports" List "Báo cáo" "Các báo cáo về đợt này (cột id của bảng bao-cao).";
    "reason" Text "Lý do hủy" "Vì sao hủy, với đợt đã hủy.";
    "vetting" Text "Thẩm định" "Của riêng đợt, nếu không có thì của cả kế hoạch. approved: chấp thuận; changed: chấp thuận, có điều chỉnh; refused: không chấp thuận.";
    "vetting_by" Text "Cơ quan thẩm định" "Ai thẩm định; trống nếu chưa ghi.";
    "vetting_date" Text "Ngày thẩm định" "Ngày, tháng hoặc năm như văn bản ghi được; trống nếu chưa ghi.";
};

pub(super) const COSTS: &[Column] = columns! {
    "council" Text "Cơ quan" "Cơ quan cử đoàn đi; trống nếu chưa ghi.";
    "year" Integer "Năm" "Năm bắt đầu chuyến đi: mỗi chuyến chỉ tính ở một năm.";
    "trips" Integer "Số chuyến" "Số chuyến đi có báo cáo.";
    "days" Integer "Số ngày" "Tổng số ngày của các chuyến.";
    "people" Integer "Lượt người" "Tổng số lượt người của các chuyến có ghi số người; trống nếu chưa chuyến nào ghi.";
    "people_trips" Integer "Chuyến ghi số người" "Số chuyến có ghi số người.";
    "cost" Integer "Kinh phí" "Tổng kinh phí, đồng, của các chuyến có ghi; trống nếu chưa chuyến nào ghi.";
    "cost_trips" Integer "Chuyến ghi kinh phí" "Số chuyến có ghi kinh phí bằng đồng.";
    "cost_other" Integer "Chuyến ghi ngoại tệ" "Số chuyến ghi kinh phí bằng loại tiền khác; không cộng vào cột cost.";
    "cost_per_person_day" Integer "Một người một ngày" "Kinh phí một người một ngày, đồng, của các chuyến ghi cả kinh phí và số người; trống nếu không có.";
    "person_days" Integer "Số ngày-người" "Số người nhân số ngày của các chuyến ấy.";
    "planned" Integer "Dự toán" "Tổng dự toán, đồng, của các chuyến có ghi; trống nếu chưa chuyến nào ghi.";
    "planned_trips" Integer "Chuyến ghi dự toán" "Số chuyến có ghi dự toán bằng đồng.";
    "meetings" Integer "Số buổi làm việc" "Số buổi làm việc trong lịch trình; trống nếu không lịch trình nào ghi.";
    "meeting_days" Integer "Ngày của chuyến ấy" "Số ngày của các chuyến có ghi buổi làm việc: chia cột meetings cho cột này được số buổi làm việc một ngày.";
};

pub(super) const ANSWERS: &[Column] = columns! {
    "id" Text "Mã" "Tên của bài học trong kho (cột id của bảng bai-hoc).";
    "url" Text "Địa chỉ" "Trang riêng của bài học.";
    "title" Text "Tiêu đề" "Tiêu đề của bài học.";
    "kind" Text "Loại" "recommendation: kiến nghị; practice: cách làm hay; caution: điều cần tránh. Hai loại sau chỉ có khi đã ghi gửi ai hay ai trả lời.";
    "report" Text "Báo cáo" "Báo cáo chứa bài học (cột id của bảng bao-cao).";
    "council" Text "Cơ quan" "Cơ quan cử đoàn đi; trống nếu chưa ghi.";
    "to" Text "Gửi" "Cơ quan phải trả lời; trống nếu chưa ghi.";
    "due" Text "Hạn trả lời" "Ngày, tháng hoặc năm đến hạn; trống nếu không đặt hạn.";
    "due_year" Integer "Năm đến hạn" "Năm của cột due.";
    "state" Text "Tình trạng" "done: đã thực hiện; accepted: tiếp thu; partly: tiếp thu một phần; refused: không tiếp thu; awaited: chờ trả lời; overdue: quá hạn; unanswered: chưa ghi trả lời, không đặt hạn; unrecorded: chưa ghi gì.";
    "days" Integer "Số ngày" "Với awaited: còn mấy ngày; với overdue: quá mấy ngày.";
    "late_days" Integer "Trả lời muộn" "Lần trả lời đầu sau hạn mấy ngày; trống nếu không muộn, hoặc không đủ ngày để tính.";
    "date" Text "Ngày trả lời" "Ngày của lần trả lời mới nhất.";
    "document" Text "Văn bản trả lời" "Văn bản của lần trả lời mới nhất.";
    "note" Text "Nội dung" "Nội dung của lần trả lời mới nhất.";
    "evidence" List "Minh chứng" "Minh chứng của mọi lần trả lời: tên, số văn bản, con số.";
    "answers" Integer "Số lần ghi" "Số lần ghi về bài học này sau báo cáo.";
};

pub(super) const ATTACHMENTS: &[Column] = columns! {
    "url" Text "Địa chỉ" "Địa chỉ của tệp.";
    "record" Text "Văn bản" "Báo cáo (cột id của bảng bao-cao), kế hoạch (bảng ke-hoach) hay trang có tệp này.";
    "title" Text "Tên" "Tên mà văn bản ghi, nếu không có thì là tên tệp.";
    "kind" Text "Loại" "signed: bản ký; annex: phụ lục; slides: trình chiếu; minutes: biên bản; other: tệp khác; trống nếu chưa ghi.";
    "language" Text "Ngôn ngữ" "Mã ngôn ngữ, như en; trống nếu chưa ghi.";
    "media_type" Text "Định dạng" "Loại tệp theo IANA, suy từ đuôi tên.";
    "size" Integer "Kích thước" "Số byte.";
    "pages" Integer "Số trang" "Số trang của tệp PDF; trống nếu không phải PDF hay không mở được.";
    "text" Text "Chữ" "Với tệp PDF. text: đọc được; scan: bản quét; encrypted: có mật khẩu; broken: hỏng; mismatch: không phải PDF; large: quá lớn; long: quá nhiều trang; unmapped: phông chữ thiếu bảng mã; empty: không có chữ.";
    "sha256" Text "SHA-256" "SHA-256 của tệp, để biết một bản sao có đúng là tệp đã đăng.";
};

pub(super) const PROVINCES: &[Column] = columns! {
    "slug" Text "Mã" "Mã của tỉnh, thành trong địa chỉ.";
    "url" Text "Địa chỉ" "Trang của tỉnh, thành.";
    "name" Text "Tên" "Tên, không kèm cấp.";
    "official" Text "Tên đầy đủ" "Tên kèm cấp; với tỉnh cũ là tên vào ngày cuối.";
    "region" Text "Vùng" "Vùng của tỉnh, thành hiện nay.";
    "until" Day "Đến ngày" "Ngày cuối còn tên này; trống với 34 tỉnh, thành hiện nay.";
    "now" Text "Nay thuộc" "Tỉnh, thành hiện nay (cột slug); trống với 34 tỉnh, thành hiện nay.";
    "reports" Integer "Báo cáo" "Số báo cáo về chuyến đi đến đó; với tỉnh cũ, chỉ tính khi còn tên ấy.";
    "lessons" Integer "Bài học" "Số bài học được rút ra ở đó; trống với tỉnh cũ.";
    "batches" Integer "Đợt" "Số đợt trong kế hoạch đến đó; trống với tỉnh cũ.";
};

pub(super) const TOPICS: &[Column] = columns! {
    "slug" Text "Mã" "Mã của chủ đề trong địa chỉ.";
    "url" Text "Địa chỉ" "Trang của chủ đề.";
    "label" Text "Tên" "Tên của chủ đề.";
    "group" Text "Nhóm" "Nhóm chủ đề.";
    "reports" Integer "Báo cáo" "Số báo cáo.";
    "lessons" Integer "Bài học" "Số bài học.";
    "plans" Integer "Kế hoạch" "Số kế hoạch ghi chủ đề này.";
    "batches" Integer "Đợt" "Số đợt.";
    "aliases" List "Tên khác" "Những cách gọi khác mà kho hiểu.";
};

pub(super) const YEARS: &[Column] = columns! {
    "year" Integer "Năm" "Năm.";
    "url" Text "Địa chỉ" "Trang của năm.";
    "reports" Integer "Báo cáo" "Số chuyến đi có báo cáo; chuyến qua năm mới tính ở cả hai năm.";
    "lessons" Integer "Bài học" "Số bài học.";
    "plans" Integer "Kế hoạch" "Số kế hoạch.";
};

pub(super) const COUNCILS: &[Column] = columns! {
    "url" Text "Địa chỉ" "Trang của cơ quan.";
    "name" Text "Tên" "Tên cơ quan.";
    "reports" Integer "Báo cáo" "Số báo cáo.";
    "plans" Integer "Kế hoạch" "Số kế hoạch.";
    "leads" Integer "Trưởng đoàn" "Số người từng làm trưởng đoàn.";
    "level" Text "Cấp" "province: cấp tỉnh; district: cấp huyện; commune: cấp xã; trống nếu chưa ghi.";
    "ended" Day "Ngày kết thúc" "Ngày cuối còn hoạt động; trống nếu chưa kết thúc hoặc chưa ghi.";
    "successor" Text "Kế tục" "Cơ quan kế tục; trống nếu chưa ghi.";
};

pub(super) const LEADS: &[Column] = columns! {
    "url" Text "Địa chỉ" "Trang của trưởng đoàn; là trang báo cáo nếu người ấy chỉ có một chuyến.";
    "name" Text "Họ tên" "Họ và tên.";
    "council" Text "Cơ quan" "Cơ quan cử đoàn đi.";
    "reports" Integer "Báo cáo" "Số báo cáo.";
};

pub(super) const LESSONS_USED: &[Column] = columns! {
    "id" Text "Mã" "Tên của bài học trong kho (cột id của bảng bai-hoc).";
    "url" Text "Địa chỉ" "Trang riêng của bài học.";
    "title" Text "Tiêu đề" "Tiêu đề của bài học.";
    "uses" Integer "Lần áp dụng" "Số lần được một báo cáo hay kế hoạch trong kho áp dụng.";
};

pub(super) const LOG: &[Column] = columns! {
    "date" Text "Ngày" "Ngày, tháng hoặc năm như văn bản ghi được.";
    "event" Text "Việc" "published: đăng lần đầu; updated: đính chính, bổ sung; withdrawn: thu hồi.";
    "kind" Text "Loại" "report: báo cáo; plan: kế hoạch; page: trang.";
    "url" Text "Địa chỉ" "Trang của văn bản.";
    "title" Text "Tiêu đề" "Tiêu đề; trống nếu văn bản đã thu hồi.";
    "note" Text "Ghi chú" "Sửa gì, hoặc vì sao thu hồi.";
};
