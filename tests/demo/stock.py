"""The prose of the demonstration archive. Everything here is invented.

Each topic is a block of lines. A line begins with what it is:

    +  a practice          title | text
    !  a caution           title | text
    >  a recommendation    title | text
    =  an account of what the hosts told, without a title

and may hold the places `{noi}` and `{Noi}` (where it was seen), `{ta}` (the level of the council
that travelled: tỉnh, thành phố, huyện, đặc khu) and `{a}`, `{b}`, `{p}` (a few, some dozen, a
percentage).
"""

TOPICS = {
    "giam-sat": """
+ Chọn ít việc, giám sát đến cùng | Mỗi năm HĐND {noi} chỉ chọn {a} chuyên đề giám sát, nhưng theo từng chuyên đề cho đến khi kiến nghị được thực hiện xong. Danh mục do các Ban đề xuất, lấy ý kiến Ủy ban Mặt trận Tổ quốc và các Tổ đại biểu rồi mới trình kỳ họp giữa năm.
+ Khảo sát trước, nghe báo cáo sau | Trước khi làm việc chính thức, thành viên Đoàn giám sát của {noi} đi khảo sát riêng, không báo trước danh sách điểm đến. Khi nghe báo cáo, Đoàn đã có số liệu và hình ảnh của mình để đối chiếu, nên buổi làm việc ngắn mà trúng việc.
+ Sổ theo dõi kiến nghị sau giám sát | {Noi} lập một sổ theo dõi điện tử, mỗi kiến nghị một dòng: ai chịu trách nhiệm, hạn nào, đã làm đến đâu. Sổ được in kèm tài liệu kỳ họp, nhờ vậy tỷ lệ kiến nghị thực hiện xong tăng lên {p}%.
+ Mời người trong cuộc cùng giám sát | Các đoàn giám sát của {noi} luôn có chuyên gia độc lập và đại diện hội nghề nghiệp. Họ giúp đại biểu đọc được bản vẽ, dự toán, hồ sơ bệnh án, những thứ mà báo cáo tóm tắt thường bỏ qua.
+ Tái giám sát sau sáu tháng | Sáu tháng sau mỗi cuộc giám sát, Thường trực HĐND {noi} cử một tổ ba người quay lại đúng những nơi đã đến. Kết luận tái giám sát chỉ dài một trang, nêu rõ việc nào xong, việc nào chưa và vì sao.
+ Dùng ảnh chụp có ngày giờ làm căn cứ | Cán bộ khảo sát của {noi} chụp ảnh hiện trạng, ghi ngày và vị trí, rồi nạp vào kho dùng chung của đoàn. Khi đơn vị chịu giám sát báo cáo khác đi, ảnh được đưa ra đối chiếu ngay tại chỗ.
! Đoàn quá đông thì khó làm việc | Có những cuộc giám sát hơn ba mươi người cùng đi, địa phương lo đón tiếp nhiều hơn lo trả lời. {Noi} nay giới hạn mỗi đoàn không quá {b} người và không tổ chức chào đón ngoài trụ sở.
! Giám sát dàn trải, kết luận chung chung | Các đồng chí ở {noi} chia sẻ thẳng thắn: những năm giám sát mười mấy nội dung thì kết luận nào cũng giống kết luận nào, đơn vị nhận kiến nghị không biết phải sửa gì trước.
! Đề cương gửi quá sát ngày | Đề cương gửi trước ba ngày chỉ đủ để chép lại báo cáo năm ngoái. Theo kinh nghiệm ở {noi}, đề cương phải gửi trước ít nhất ba mươi ngày, kèm mẫu biểu số liệu.
> Giao mỗi Ban theo dõi một nhóm kiến nghị | Đề nghị Thường trực HĐND {ta} giao từng Ban theo dõi cố định một nhóm kiến nghị sau giám sát, báo cáo bằng bảng tại mỗi phiên họp hằng quý, thay cho báo cáo chung cuối năm như hiện nay.
> Thí điểm tái giám sát tại {ta} | Đề nghị chọn hai chuyên đề của năm trước để thí điểm tái giám sát trong quý tới, sau đó rút kinh nghiệm rồi đưa vào Quy chế hoạt động của HĐND {ta}.
> Công khai kết luận giám sát trên cổng thông tin | Đề nghị đăng toàn văn kết luận giám sát và tiến độ thực hiện kiến nghị trên cổng thông tin của HĐND {ta}, trừ nội dung thuộc bí mật nhà nước.
= Về hoạt động giám sát, Thường trực HĐND {noi} cho biết chương trình giám sát hằng năm được xây dựng từ tháng Ba. Các Ban gửi danh mục đề xuất kèm lý do, Văn phòng tổng hợp cả ý kiến cử tri và đơn thư để so sánh, loại những việc cơ quan khác đang thanh tra, kiểm toán. Nhờ vậy ba năm liền không có cuộc nào phải hoãn vì trùng.
= Đoàn được xem hồ sơ một cuộc giám sát chuyên đề đã kết thúc: đề cương, biên bản khảo sát, ảnh hiện trạng, bảng kiến nghị và các văn bản trả lời. Toàn bộ hồ sơ xếp theo thời gian, ai đọc cũng hiểu cuộc giám sát đã đi từ đâu đến đâu.
= Đại biểu hai bên trao đổi nhiều về cách xử lý khi đơn vị chịu giám sát chậm gửi báo cáo. Ở {noi}, Trưởng đoàn ký văn bản nhắc lần thứ nhất; lần thứ hai thì nêu tên tại phiên họp Thường trực có truyền hình. Từ khi làm như vậy, báo cáo gần như không còn chậm.
""",
    "chat-van": """
+ Hỏi một phút, đáp ba phút | Tại kỳ họp của HĐND {noi}, đại biểu hỏi không quá một phút, người trả lời không quá ba phút cho mỗi ý. Đồng hồ hiện trên màn hình lớn. Phiên chất vấn nhờ vậy có thêm {b} lượt hỏi so với trước.
+ Truy đến cùng bằng quyền tranh luận | Đại biểu của {noi} dùng biển tranh luận khi thấy câu trả lời chưa rõ, được ưu tiên nói ngay. Chủ tọa chỉ chuyển sang người khác khi người hỏi xác nhận đã được trả lời.
+ Chất vấn lại lời hứa của kỳ trước | Mở đầu phiên chất vấn, Thư ký kỳ họp {noi} đọc danh sách lời hứa của kỳ trước cùng kết quả thực hiện. Người đã hứa phải giải thích trước khi nhận câu hỏi mới.
+ Phiên giải trình giữa hai kỳ họp | Thường trực HĐND {noi} tổ chức mỗi năm {a} phiên giải trình về những việc không thể chờ kỳ họp. Phiên họp gọn trong một buổi, có kết luận ngay và được phát trên mạng nội bộ.
! Câu hỏi dài, người nghe quên mất ý chính | Câu hỏi kể lể cả trang giấy khiến người trả lời chọn ý dễ mà đáp. Kinh nghiệm ở {noi} là Văn phòng giúp đại biểu rút câu hỏi còn tối đa {b} chữ trước khi đăng ký.
! Chất vấn sai người chịu trách nhiệm | Có việc thuộc nhiều ngành, hỏi một người thì người ấy đẩy sang người khác. Cần xác định trước cơ quan chủ trì và mời cả cơ quan phối hợp lên cùng trả lời.
> Phát trực tiếp phiên chất vấn | Đề nghị phối hợp với đài phát thanh – truyền hình phát trực tiếp toàn bộ phiên chất vấn của HĐND {ta}, lưu lại bản ghi theo từng câu hỏi để cử tri dễ tìm.
> Lập danh mục lời hứa sau mỗi kỳ họp | Đề nghị Văn phòng lập danh mục lời hứa tại phiên chất vấn, gửi lại người trả lời ký xác nhận trong bảy ngày và báo cáo kết quả tại kỳ họp kế tiếp.
= Phiên chất vấn của HĐND {noi} thường chọn hai đến ba nhóm vấn đề, lấy phiếu của đại biểu trước kỳ họp hai mươi ngày. Danh sách người trả lời được công bố sớm để cử tri gửi câu hỏi qua đại biểu.
= Đoàn xem lại băng ghi một phiên giải trình về chậm giao đất sản xuất. Chủ tọa điều hành chặt, mỗi câu hỏi gắn với một số liệu cụ thể; cuối phiên có nghị quyết ghi rõ thời hạn của từng việc.
""",
    "to-chuc-ky-hop": """
+ Kỳ họp không giấy | HĐND {noi} gửi toàn bộ tài liệu qua phần mềm, đại biểu ghi chú thẳng lên văn bản. Mỗi kỳ họp giảm được hơn {b} nghìn trang in, và tài liệu sửa phút chót vẫn đến tay mọi người cùng lúc.
+ Họp tổ trước, họp hội trường sau | Các Tổ đại biểu của {noi} thảo luận trước kỳ họp một tuần. Thư ký gom ý kiến thành bảng có trả lời của UBND, nên thảo luận tại hội trường chỉ còn bàn những điểm khác nhau.
+ Tóm tắt một trang cho mỗi tờ trình | Mỗi tờ trình gửi HĐND {noi} có một trang tóm tắt: xin quyết định điều gì, tốn bao nhiêu, ai chịu ảnh hưởng, phương án khác là gì. Đại biểu kiêm nhiệm đọc kịp dù ít thời gian.
+ Kỳ họp chuyên đề ngắn ngày | Để gỡ việc gấp, {noi} tổ chức kỳ họp chuyên đề nửa ngày, chỉ bàn một đến hai nghị quyết đã thẩm tra kỹ. Năm qua có {a} kỳ họp như vậy, không kỳ nào phải kéo dài.
! Tài liệu đến muộn | Tài liệu gửi sát ngày họp làm đại biểu chỉ kịp nghe rồi giơ tay. Ở {noi}, Chủ tọa được quyền rút khỏi chương trình mọi tờ trình đến sau hạn, kể cả việc quan trọng.
! Máy tính bảng không thay được hướng dẫn | Phát thiết bị mà không tập huấn thì đại biểu lớn tuổi vẫn xin bản in. Cần người hỗ trợ ngồi cùng trong hai kỳ họp đầu.
> Ban hành mẫu tóm tắt tờ trình | Đề nghị Thường trực HĐND {ta} ban hành mẫu tóm tắt một trang, không nhận tờ trình thiếu tóm tắt kể từ kỳ họp tới.
> Tiến tới kỳ họp không giấy theo hai bước | Đề nghị bước một bỏ bản in tài liệu tham khảo, bước hai bỏ bản in tờ trình; mỗi bước đánh giá sau một kỳ họp rồi mới làm tiếp.
= Công tác chuẩn bị kỳ họp của HĐND {noi} bắt đầu trước sáu mươi ngày bằng hội nghị liên tịch. Sau hội nghị, mỗi nội dung có một đầu mối theo dõi, tiến độ soạn thảo được cập nhật hằng tuần trên bảng chung.
= Đoàn được giới thiệu phòng điều hành kỳ họp: hệ thống đăng ký phát biểu, biểu quyết điện tử và màn hình hiển thị kết quả. Cán bộ kỹ thuật cho biết chi phí duy trì không lớn, khó nhất là thói quen.
""",
    "tiep-xuc-cu-tri": """
+ Tiếp xúc theo nhóm nghề nghiệp | Ngoài tiếp xúc theo địa bàn, đại biểu HĐND {noi} gặp riêng công nhân, tiểu thương, giáo viên, người trẻ khởi nghiệp. Cử tri nói đúng việc của mình, ít trùng lặp và dễ trả lời hơn.
+ Trả lời cử tri bằng phiếu có ngày hẹn | Mỗi ý kiến ở {noi} được ghi vào một phiếu, có mã số và ngày hẹn trả lời. Cử tri tra mã trên cổng thông tin để biết ý kiến của mình đang ở đâu; {p}% phiếu được trả lời đúng hẹn.
+ Tiếp xúc buổi tối, tại nhà văn hóa thôn | Vì ban ngày người dân đi làm, nhiều Tổ đại biểu ở {noi} chuyển sang tiếp xúc buổi tối. Số người dự tăng rõ, nhất là phụ nữ và thanh niên.
+ Kiểm chứng ngay sau buổi tiếp xúc | Nghe phản ánh về con đường hỏng hay trạm bơm ngừng chạy, đại biểu {noi} đến xem ngay trong ngày cùng cán bộ địa phương. Nhiều việc nhỏ xong luôn, không cần văn bản.
! Gặp mãi những cử tri quen | Nơi nào giấy mời gửi theo danh sách có sẵn thì buổi tiếp xúc nào cũng ngần ấy người. {Noi} đã bỏ giấy mời, thay bằng thông báo trên loa và nhóm mạng xã hội của khu dân cư.
! Trả lời theo mẫu làm mất lòng tin | Câu “đã tiếp thu, sẽ nghiên cứu” lặp lại nhiều kỳ khiến cử tri thôi không hỏi. Việc chưa làm được thì nói rõ là chưa, vì sao và bao giờ xem lại.
> Phân loại kiến nghị trong ba ngày | Đề nghị Văn phòng phân loại và chuyển kiến nghị cử tri đến cơ quan giải quyết trong ba ngày làm việc, đồng thời báo cho cử tri biết đã chuyển đến đâu.
> Thử tiếp xúc cử tri trực tuyến | Đề nghị HĐND {ta} thử một buổi tiếp xúc trực tuyến với cử tri đi làm ăn xa, kết hợp điểm cầu tại nhà văn hóa cho người không dùng điện thoại thông minh.
= Thường trực HĐND {noi} chia sẻ quy trình tổng hợp ý kiến cử tri trên phần mềm dùng chung. Một ý kiến chỉ nhập một lần, các cấp cùng thấy, nên không còn cảnh bốn nơi cùng hỏi một cơ quan về một cây cầu.
= Đoàn dự một buổi tiếp xúc cử tri vào buổi tối. Đại biểu báo cáo việc mình đã làm trong mười phút, phần còn lại dành cho người dân. Thư ký gõ ý kiến hiện ngay lên màn hình để cử tri sửa nếu ghi chưa đúng.
""",
    "tiep-cong-dan": """
+ Lịch tiếp công dân cố định của đại biểu | Mỗi đại biểu HĐND {noi} có lịch tiếp công dân niêm yết cả năm, đổi ngày thì báo trước một tuần. Người dân biết chắc đến là gặp.
+ Một hồ sơ, một người theo | Đơn thư gửi HĐND {noi} được giao cho một chuyên viên theo từ đầu đến cuối. Người gửi đơn chỉ cần nhớ một tên, một bàn làm việc, không phải kể lại câu chuyện nhiều lần.
+ Đối thoại tại nơi có vụ việc | Với vụ việc đông người, Ban Pháp chế HĐND {noi} đề nghị đối thoại ngay tại thôn, có bản đồ và hồ sơ gốc. Trong {a} vụ đã làm, phần lớn chấm dứt khiếu kiện vượt cấp.
! Chuyển đơn lòng vòng | Chuyển đơn mà không theo dõi thì chỉ là đẩy việc. Các đồng chí ở {noi} khuyên mỗi phiếu chuyển phải có hạn trả lời và người nhắc hạn.
! Hứa với người dân điều ngoài thẩm quyền | Nóng lòng giúp dân mà hứa việc không thuộc quyền của mình thì về sau càng khó giải thích. Nên nói rõ ngay việc nào HĐND làm được, việc nào chỉ có thể kiến nghị.
> Mở sổ đơn thư điện tử | Đề nghị mở sổ đơn thư điện tử dùng chung giữa Thường trực HĐND, UBND và Ban Tiếp công dân {ta}, có cảnh báo khi sắp đến hạn.
> Tập huấn kỹ năng tiếp công dân cho đại biểu mới | Đề nghị mỗi năm mở một lớp ngắn về kỹ năng nghe, ghi và trả lời công dân cho đại biểu mới của {ta}, dùng tình huống thật đã bỏ tên người.
> Báo cáo công khai số đơn tồn | Đề nghị đưa số đơn tồn quá hạn của từng cơ quan vào tài liệu kỳ họp để đại biểu có căn cứ chất vấn.
= Tại buổi làm việc, Ban Pháp chế HĐND {noi} giới thiệu cách phân loại đơn thành ba nhóm theo mức khẩn. Nhóm khẩn được xem trong ngày; nhóm thường có hạn mười ngày; nhóm đã có kết luận cuối cùng thì trả lời một lần kèm căn cứ.
= Đoàn đến phòng tiếp công dân, nơi có bàn riêng cho người cao tuổi và mẫu đơn viết sẵn bằng lời dễ hiểu. Người dân điền được đơn mà không phải thuê viết.
""",
    "ban-hanh-nghi-quyet": """
+ Hỏi người chịu tác động trước khi soạn thảo | Trước khi soạn nghị quyết hỗ trợ, {noi} họp với chính những người sẽ nhận hỗ trợ và cán bộ sẽ chi tiền. Nhiều thủ tục thừa bị bỏ ngay từ bản nháp đầu tiên.
+ Mỗi nghị quyết có một bảng chi phí | Hồ sơ dự thảo nghị quyết của {noi} bắt buộc có bảng dự tính chi phí năm năm, nêu nguồn và phương án nếu thu không đạt. Ban Kinh tế - Ngân sách thẩm tra riêng bảng này.
+ Rà soát nghị quyết hết tác dụng | Hằng năm, Tổ công tác rà soát của {noi} đề nghị bãi bỏ những nghị quyết không còn ai áp dụng. Năm gần nhất bỏ được {b} văn bản, cán bộ cơ sở đỡ lúng túng.
+ Thẩm tra từ lúc soạn thảo | Các Ban HĐND {noi} cử người dự họp soạn thảo ngay từ đầu thay vì chờ hồ sơ trình. Đến khi thẩm tra chính thức chỉ còn vài điểm phải bàn.
! Nghị quyết hay nhưng không có hướng dẫn | Có nghị quyết ban hành xong, nửa năm sau mới có hướng dẫn, người dân đi lại nhiều lần. {Noi} nay yêu cầu trình kèm dự thảo hướng dẫn.
! Sao chép mức hỗ trợ của nơi khác | Lấy nguyên mức hỗ trợ của địa phương có điều kiện ngân sách khác thì hoặc không đủ tiền chi, hoặc thấp đến mức không ai làm hồ sơ.
> Lập chương trình xây dựng nghị quyết cả nhiệm kỳ | Đề nghị HĐND {ta} lập danh mục nghị quyết dự kiến cho cả nhiệm kỳ, hằng năm cập nhật, để các ngành chuẩn bị từ sớm.
> Đánh giá nghị quyết sau hai năm | Đề nghị quy định mọi nghị quyết về chính sách hỗ trợ phải được đánh giá sau hai năm: bao nhiêu người được hưởng, tốn bao nhiêu, nên giữ, sửa hay bỏ.
= {Noi} giới thiệu quy trình xây dựng nghị quyết quy phạm pháp luật gồm chín bước, trong đó bước lấy ý kiến được làm hai vòng. Vòng đầu hỏi về mục tiêu, vòng sau mới hỏi về câu chữ.
= Hai bên trao đổi về chính sách đặc thù: khi nào cần nghị quyết riêng, khi nào chỉ cần hướng dẫn. Theo {noi}, câu hỏi đầu tiên luôn là quy định hiện hành thiếu điều gì, và thiếu ở đâu.
""",
    "tham-muu-phuc-vu": """
+ Chuyên viên đi cùng đại biểu | Mỗi Ban HĐND {noi} có một chuyên viên chuyên trách đi cùng mọi cuộc khảo sát, ghi chép theo mẫu và gửi lại trong hai ngày. Đại biểu kiêm nhiệm nhờ vậy không bỏ sót việc.
+ Lịch công tác chung nhìn thấy được | Văn phòng của {noi} dùng một lịch chung cho Thường trực, các Ban và Tổ đại biểu. Ai cũng thấy ngày nào đã kín, nên hiếm khi hai cuộc họp chồng nhau.
+ Sổ tay đại biểu cập nhật hằng quý | Văn phòng {noi} soạn sổ tay đại biểu gồm quy định mới, số liệu của địa phương và gợi ý câu hỏi; mỗi quý thay vài trang. Bản điện tử có mục tìm nhanh.
+ Hồ sơ bàn giao khi đổi người | Khi một chuyên viên chuyển việc, hồ sơ bàn giao của {noi} gồm danh sách việc dở, đầu mối liên hệ và bài học. Người mới bắt việc trong một tuần.
! Một người gánh ba việc | Nơi ít biên chế thường giao một người vừa tổng hợp, vừa hậu cần, vừa công nghệ. Hậu quả là việc gấp luôn thắng việc quan trọng; cần chia lại theo mùa kỳ họp.
! Báo cáo tham mưu chép lại số cũ | Một báo cáo thẩm tra dùng số liệu chưa cập nhật đã làm kỳ họp phải dừng để kiểm tra. {Noi} nay ghi ngày lấy số dưới mỗi bảng.
> Bố trí chuyên viên cho từng Ban | Đề nghị bố trí mỗi Ban của HĐND {ta} ít nhất một chuyên viên ổn định cả nhiệm kỳ, được dự các lớp bồi dưỡng cùng đại biểu.
> Soạn sổ tay đại biểu {ta} | Đề nghị Văn phòng soạn sổ tay đại biểu bản đầu tiên trước kỳ họp cuối năm, không quá sáu mươi trang, ưu tiên những câu đại biểu hay hỏi.
= Văn phòng phục vụ HĐND {noi} được tổ chức theo hai nhóm: nhóm theo Ban và nhóm theo kỳ họp. Trước kỳ họp một tháng, hai nhóm nhập lại; xong kỳ họp lại tách ra. Cách này giữ được chuyên môn mà không thiếu người lúc cao điểm.
= Đại biểu quan tâm đến chế độ tài liệu của {noi}: văn bản nào cũng có một trang bìa ghi mục đích, người cần đọc và việc cần làm. Tài liệu chỉ để biết được gửi riêng vào cuối tuần.
""",
    "chuyen-doi-so": """
+ Bắt đầu từ một việc khó chịu nhất | {Noi} không làm chuyển đổi số bằng một đề án lớn mà hỏi cán bộ: việc nào khó chịu nhất? Câu trả lời là nhập cùng một số liệu vào nhiều phần mềm. Gỡ xong việc ấy, mọi người mới tin và làm tiếp.
+ Tổ công nghệ số cộng đồng đến từng nhà | Mỗi thôn của {noi} có một tổ từ năm đến mười người, phần lớn là đoàn viên, hướng dẫn bà con dùng dịch vụ công, thanh toán và nhận biết lừa đảo qua mạng.
+ Cơ sở dữ liệu đại biểu và nghị quyết | HĐND {noi} số hóa toàn bộ nghị quyết từ khi thành lập, tra được theo năm, lĩnh vực và tình trạng hiệu lực. Đại biểu kiểm tra quy định ngay trong lúc họp bằng điện thoại.
+ Đo bằng số người dùng, không đo bằng số phần mềm | Báo cáo chuyển đổi số của {noi} chỉ có vài con số: bao nhiêu người dùng hằng tuần, bao nhiêu hồ sơ làm xong không cần đến trụ sở, đạt {p}% kế hoạch. Phần mềm không ai dùng thì tắt.
+ Chữ ký số cho toàn bộ đại biểu | Đại biểu HĐND {noi} được cấp chữ ký số ngay đầu nhiệm kỳ. Phiếu lấy ý kiến giữa hai kỳ họp xong trong một ngày, trước đây mất cả tuần.
+ Lớp học buổi trưa cho cán bộ | Thứ Tư hằng tuần, {noi} mở lớp ba mươi phút ngay tại phòng họp, mỗi buổi một kỹ năng. Người dạy là đồng nghiệp, không thuê ngoài.
! Mua phần mềm trước khi có quy trình | Có nơi mua phần mềm rồi mới bàn quy trình, kết quả là phần mềm chạy một đằng, cán bộ làm một nẻo. Các đồng chí ở {noi} khuyên vẽ quy trình trên giấy, chạy thử một tháng, sau đó mới đặt hàng.
! Phụ thuộc một nhà cung cấp | Hợp đồng không nói rõ ai giữ dữ liệu thì khi đổi nhà cung cấp phải nhập lại từ đầu. Cần ghi vào hợp đồng quyền lấy toàn bộ dữ liệu ở định dạng mở.
! Bỏ quên người không có điện thoại thông minh | Làm mọi thứ trên mạng trong khi nhiều người cao tuổi chưa dùng được là tạo ra một hàng rào mới. {Noi} vẫn giữ quầy hỗ trợ và không thu phí.
> Chọn ba việc làm trước trong năm | Đề nghị {ta} chọn ba việc được nhiều người dùng nhất để số hóa trọn vẹn trong năm, thay vì dàn đều trên mọi lĩnh vực.
> Đưa nghị quyết vào kho dữ liệu mở | Đề nghị công bố toàn bộ nghị quyết của HĐND {ta} dưới dạng dữ liệu mở, kèm tình trạng hiệu lực, để ai cũng tra cứu và dùng lại được.
> Bố trí người chịu trách nhiệm dữ liệu | Đề nghị mỗi cơ quan thuộc {ta} phân công một người chịu trách nhiệm về chất lượng dữ liệu, có tên trong danh sách công khai nội bộ.
= Về chuyển đổi số, {noi} trình bày kết quả ba năm thực hiện: hạ tầng mạng đến tất cả thôn, bản; hồ sơ công việc xử lý trên môi trường mạng đạt {p}%; cán bộ lãnh đạo duyệt văn bản bằng chữ ký số. Phần khó còn lại là làm sạch dữ liệu cũ.
= Đoàn xem trực tiếp hệ thống quản lý văn bản và nhiệm vụ. Mỗi kết luận cuộc họp được tách thành việc, giao người, đặt hạn; lãnh đạo nhìn một màn hình là biết việc nào đang chậm.
= Hai bên trao đổi về kinh phí. Theo {noi}, mua sắm chỉ chiếm một phần ba, còn lại là đào tạo và duy trì; nơi nào quên phần sau thì hệ thống ngừng sau hai năm.
""",
    "do-thi-thong-minh-ioc": """
+ Trung tâm điều hành gắn với một đường dây nóng | Trung tâm điều hành thông minh của {noi} nhận phản ánh của người dân kèm ảnh, chuyển đơn vị xử lý và trả kết quả cũng bằng ảnh. Hai phần ba phản ánh xong trong {a} ngày.
+ Camera giao thông dùng chung | Thay vì mỗi ngành lắp một hệ thống, {noi} quy về một mạng camera dùng chung cho giao thông, trật tự và phòng chống ngập, chia quyền xem theo nhiệm vụ.
+ Bảng số liệu cho lãnh đạo chỉ có mười chỉ số | {Noi} bỏ các màn hình nhiều biểu đồ, chỉ giữ mười chỉ số cập nhật hằng ngày. Cuộc họp giao ban bắt đầu bằng mười con số ấy.
! Màn hình lớn nhưng dữ liệu nhập tay | Nơi nào dữ liệu còn nhập tay cuối ngày thì trung tâm điều hành chỉ để tham quan. Phải nối được nguồn dữ liệu trước khi xây phòng.
! Chưa tính đến quyền riêng tư | Camera công cộng cần quy định ai được xem, giữ bao lâu, xóa khi nào. Theo kinh nghiệm của {noi}, làm quy chế sau khi lắp thì khó hơn nhiều.
! Chi phí duy trì lớn hơn dự tính | Tiền điện, đường truyền và thay thiết bị mỗi năm bằng khoảng {b}% vốn đầu tư ban đầu. Dự án nào không ghi khoản này thì vài năm sau phải thu hẹp.
> Làm bước nhỏ trước khi lập trung tâm điều hành | Đề nghị {ta} bắt đầu bằng kênh phản ánh hiện trường và mười chỉ số điều hành, sau một năm mới xem xét đầu tư trung tâm.
> Ban hành quy chế camera công cộng | Đề nghị UBND {ta} trình HĐND quy chế quản lý, khai thác camera công cộng trước khi lắp thêm.
= Tại Trung tâm giám sát, điều hành thông minh, Đoàn được xem cách tiếp nhận một phản ánh về cây đổ: từ lúc người dân gửi ảnh đến lúc đội cây xanh có mặt là bốn mươi phút. Mọi bước đều ghi lại và người gửi theo dõi được.
= {Noi} cho biết trung tâm được xây trong hai giai đoạn. Giai đoạn đầu chỉ dùng máy sẵn có và một phòng họp cũ; khi số phản ánh vượt năm mươi mỗi ngày mới đầu tư thêm.
""",
    "cai-cach-hanh-chinh": """
+ Đo thời gian thật của từng hồ sơ | Bộ phận Một cửa của {noi} đo từ lúc người dân bước vào đến lúc nhận kết quả, không chỉ đo ngày xử lý. Nhờ số đo ấy, thủ tục đông người nhất giảm còn {b} phút.
+ Trả kết quả tại nhà không thu thêm tiền | {Noi} phối hợp với bưu điện trả kết quả tận nhà cho người cao tuổi, người khuyết tật và vùng xa. Ngân sách chi, mỗi năm không lớn mà người dân rất quý.
+ Không hỏi lại giấy tờ đã có | Cán bộ ở {noi} không được yêu cầu bản sao giấy tờ mà cơ quan khác đang giữ. Muốn có thì tự tra; không tra được thì báo cáo để nối dữ liệu.
+ Phiếu xin lỗi khi trễ hẹn | Hồ sơ trễ hẹn ở {noi} đều kèm thư xin lỗi ghi rõ lý do và hẹn mới. Số hồ sơ trễ giảm còn dưới ba phần trăm, vì không ai muốn ký thư xin lỗi.
! Chạy theo tỷ lệ nộp trực tuyến | Giao chỉ tiêu nộp trực tuyến mà thủ tục vẫn phức tạp thì cán bộ nộp hộ để đủ số. Nên giảm giấy tờ trước, nâng tỷ lệ sau.
! Chuyển thủ tục về cơ sở mà không chuyển người | Phân cấp thêm việc cho cơ sở nhưng không kèm biên chế, tập huấn thì hồ sơ dồn lại. {Noi} đã phải điều cán bộ tăng cường ba tháng.
> Công khai thời gian chờ theo tuần | Đề nghị công khai thời gian chờ trung bình của từng thủ tục tại Bộ phận Một cửa {ta} mỗi tuần, treo tại chỗ và đăng trên mạng.
> Rà soát mười thủ tục đông người nhất | Đề nghị UBND {ta} rà soát mười thủ tục đông người nhất, cắt ít nhất một phần ba giấy tờ, báo cáo HĐND tại kỳ họp cuối năm.
= Bộ phận Một cửa của {noi} bố trí bàn tiếp nhận thấp, không có vách kính; người dân ngồi ngang cán bộ. Bên cạnh là góc tự làm có máy tính và người hướng dẫn. Tỷ lệ hài lòng gần nhất đạt {p}%.
= Lãnh đạo văn phòng {noi} cho biết mỗi tháng có một ngày lãnh đạo ngồi tiếp nhận hồ sơ. Những vướng mắc mà báo cáo không bao giờ nêu lại thấy ngay trong buổi sáng đầu tiên.
""",
    "du-lich": """
+ Cả bản cùng làm, chia phần rõ ràng | Ở các bản du lịch cộng đồng của {noi}, mỗi hộ nhận một việc: nhà đón khách, nhà nấu ăn, nhà chèo thuyền, nhà dệt. Tiền chia theo công, trích {a} phần trăm cho quỹ chung sửa đường và dọn rác.
+ Chợ đêm có người quản lý thật sự | Chợ đêm ở {noi} giao cho một tổ quản lý gồm tiểu thương và công an phường, thu phí rõ ràng, niêm yết giá. Hai năm nay không còn chuyện chèo kéo.
+ Một sản phẩm cho mùa vắng khách | {Noi} không chỉ đẩy mạnh mùa cao điểm mà làm hẳn sản phẩm cho mùa vắng: lớp học làm bánh, đi rừng ngắm chim, chữa lành bằng lá thuốc. Công suất phòng mùa thấp tăng gần {b} phần trăm.
+ Biển chỉ dẫn hai ngôn ngữ, một kiểu chữ | Biển chỉ dẫn khắp {noi} dùng một kiểu chữ, một màu, ghi cả thời gian đi bộ. Khách tự tìm được đường, người dân đỡ phải trả lời.
+ Người dân tham gia trước khi quy hoạch | Trước khi lập quy hoạch điểm đến, {noi} họp từng thôn, vẽ chung một bản đồ: chỗ nào đón khách, chỗ nào giữ yên cho người già và trẻ nhỏ. Bản đồ ấy thành phụ lục của quy hoạch.
! Cảnh đẹp nhưng thiếu chỗ trú mưa, nhà vệ sinh | Vài điểm tham quan trên đường đi có cảnh rất đẹp mà thiếu nhà vệ sinh, chỗ ngồi nghỉ và biển báo. Khách chụp ảnh rồi đi ngay, không ở lại chi tiêu.
! Xây quá nhanh làm mất thứ khách đến tìm | Các đồng chí ở {noi} nhắc nhiều lần: khách đến vì yên tĩnh và nhà cổ; cấp phép xây nhà cao tầng sát bản là tự bỏ lợi thế, sau này muốn sửa cũng khó.
! Dồn khách vào một mùa, một điểm | Khi mọi đoàn xe cùng dồn về một điểm vào cuối tuần thì người dân khổ, khách cũng khổ. Cần có điểm thứ hai, thứ ba và thông tin về mức đông để khách tự chọn.
> Chọn một bản làm điểm trước | Đề nghị {ta} chọn một điểm dân cư có người đứng đầu nhiệt tình để làm điểm trong hai năm, hỗ trợ tập huấn và nhà vệ sinh, chưa hỗ trợ xây dựng.
> Liên kết tuyến với địa phương bạn | Đề nghị {ta} ký kết với {noi} một tuyến chung, thống nhất giá vé và trao đổi hướng dẫn viên trong mùa cao điểm.
> Nghị quyết hỗ trợ nhà vệ sinh, bãi xe ở điểm du lịch | Đề nghị trình HĐND {ta} nghị quyết hỗ trợ một phần chi phí làm nhà vệ sinh, bãi xe tại điểm du lịch cộng đồng, ưu tiên hộ đồng bào dân tộc thiểu số.
= Đoàn đi thực tế mô hình du lịch cộng đồng. Người dân kể năm đầu chỉ có vài chục khách, nay cuối tuần nào cũng kín. Thu nhập tăng, nhưng điều bà con nhắc nhiều nhất là con cái ở lại làm việc cùng cha mẹ.
= {Noi} báo cáo lượng khách và doanh thu tăng đều, trong đó khách lưu trú trên một đêm tăng nhanh hơn khách đi về trong ngày. Địa phương coi số đêm lưu trú là chỉ số chính, không lấy lượt khách làm thành tích.
= Tại khu du lịch, Ban quản lý giới thiệu cách bán vé điện tử, giới hạn số khách mỗi khung giờ và phân luồng xe. Vào ngày đông, khách chờ không quá hai mươi phút.
""",
    "ocop": """
+ Hợp tác xã lo đầu ra trước khi mở rộng | Các hợp tác xã ở {noi} chỉ mở rộng diện tích khi đã có hợp đồng tiêu thụ ít nhất một năm. Nhờ thế giá ổn định, xã viên không phải bán vội.
+ Câu chuyện sản phẩm do người làm kể | Trên bao bì của {noi} có câu chuyện ngắn của chính hộ sản xuất, kèm mã để xem ruộng, vườn. Khách mua quà đọc và nhớ.
+ Điểm bán chung ngay cửa ngõ | {Noi} gom sản phẩm của {b} hợp tác xã vào một điểm bán ở bến xe và trạm dừng nghỉ, trả tiền thuê mặt bằng năm đầu. Doanh số điểm bán chung cao hơn từng cửa hàng riêng lẻ.
! Chạy theo số sao | Nâng hạng bằng hồ sơ đẹp mà sản lượng không đủ cung cấp thì mất khách. Nên làm chắc sản lượng và vệ sinh trước, xét hạng sau.
! Bao bì đẹp hơn ruột | Đầu tư nhiều cho bao bì trong khi khâu sơ chế còn thủ công khiến hàng bị trả lại. {Noi} nay hỗ trợ máy sấy, kho lạnh trước, bao bì sau.
> Hỗ trợ kho lạnh dùng chung | Đề nghị {ta} hỗ trợ một kho lạnh dùng chung cho các hợp tác xã, giao một đơn vị quản lý, thu phí đủ duy trì.
> Phiên chợ đặc sản hằng tháng | Đề nghị tổ chức phiên chợ đặc sản hằng tháng tại trung tâm {ta}, gian hàng miễn phí cho hộ mới trong ba phiên đầu.
> Mã truy xuất chung cho sản phẩm của {ta} | Đề nghị dùng chung một hệ thống mã truy xuất cho mọi sản phẩm OCOP của {ta}, do cơ quan nông nghiệp quản lý, doanh nghiệp không phải mua riêng.
= Đoàn thăm hợp tác xã chuyên sản xuất đặc sản của {noi}. Xã viên góp đất, góp công; chế biến làm chung; lợi nhuận chia theo sản lượng. Ba năm nay hợp tác xã tự trả lương cho một kỹ sư trẻ quê ở xã.
= Theo {noi}, chương trình mỗi xã một sản phẩm thành công ở nơi chọn đúng thứ đã có sẵn nghề. Nơi cố tạo ra sản phẩm mới thì sau hai năm thường dừng.
""",
    "nong-nghiep-nong-thon": """
+ Đường thôn do dân làm, nhà nước cho xi măng | Nhiều thôn ở {noi} làm đường theo cách Nhà nước hỗ trợ vật liệu, người dân hiến đất và góp công. Mỗi đoạn đường có một tổ giám sát của dân, chất lượng tốt mà rẻ hơn dự toán.
+ Liên kết vùng nguyên liệu bằng hợp đồng ba bên | {Noi} hỗ trợ hợp đồng ba bên giữa nông dân, hợp tác xã và doanh nghiệp; chính quyền chỉ đứng ra hòa giải. Tỷ lệ phá hợp đồng giảm nhiều so với trước.
+ Thôn thông minh bắt đầu từ nước sạch | Trước khi nói thôn thông minh, {noi} lo đủ nước sạch, rồi mới đến đèn đường, camera. Người dân thấy ích nên tự góp phần sau.
! Nợ xây dựng nông thôn mới | Chạy đích nông thôn mới mà để lại nợ xây dựng thì nhiều năm sau không còn tiền bảo trì. {Noi} khuyên không khởi công khi chưa rõ nguồn.
! Trồng theo phong trào | Mở rộng một loại cây vì giá năm trước cao là bài học cũ mà nơi nào cũng gặp lại. Cần có số liệu diện tích công khai để nông dân tự tính.
> Dành vốn bảo trì ngay khi lập dự án | Đề nghị nghị quyết về nông thôn mới của {ta} bắt buộc ghi nguồn bảo trì công trình trong năm năm đầu.
> Bản đồ diện tích cây trồng công khai | Đề nghị ngành nông nghiệp {ta} công bố bản đồ diện tích cây trồng theo mùa vụ để người dân, doanh nghiệp cùng dùng.
> Quỹ nước sạch nông thôn quay vòng | Đề nghị lập quỹ cho vay nước sạch quay vòng ở các thôn xa của {ta}, giao hội phụ nữ quản lý như mô hình đã thấy.
= Đoàn thăm một xã nông thôn mới kiểu mẫu. Điều đáng học không phải nhà đẹp mà là cách họp thôn: mọi khoản góp đều bàn trước, ghi bảng, ai cũng xem được.
= {Noi} cho biết ngân sách chỉ chiếm khoảng một phần tư vốn xây dựng nông thôn mới; phần lớn là công sức của dân và vốn lồng ghép. Muốn dân góp thì dân phải được chọn làm việc gì trước.
""",
    "dau-tu-cong": """
+ Giao ban giải ngân hằng tuần, ngay tại công trường | Lãnh đạo {noi} họp giải ngân mỗi tuần một công trình, ngay tại công trường, gỡ mặt bằng và thủ tục tại chỗ. Tỷ lệ giải ngân năm trước đạt {p}%.
+ Chuẩn bị dự án gối đầu | {Noi} luôn có danh mục dự án đã xong thủ tục chờ vốn. Khi được bổ sung hay điều chuyển vốn thì khởi công được ngay.
+ Công khai tiến độ từng dự án trên bản đồ | Mỗi dự án đầu tư công của {noi} là một điểm trên bản đồ: vốn, nhà thầu, tiến độ, lý do chậm. Đại biểu dùng bản đồ ấy để chọn nơi giám sát.
! Dàn vốn cho nhiều dự án nhỏ | Chia vốn đều cho mọi nơi thì công trình nào cũng dở dang. Theo {noi}, năm đầu khó nói với cơ sở, nhưng sang năm thứ hai ai cũng thấy đúng.
! Giải phóng mặt bằng làm sau cùng | Đấu thầu xong mới bàn mặt bằng là nguyên nhân chậm phổ biến nhất. Nên tách giải phóng mặt bằng thành dự án riêng làm trước.
> Tách giải phóng mặt bằng thành dự án riêng | Đề nghị {ta} áp dụng tách giải phóng mặt bằng thành dự án riêng với các công trình nhóm B trong kế hoạch trung hạn tới.
> Báo cáo giải ngân gửi đại biểu hằng tháng | Đề nghị gửi đại biểu HĐND {ta} bảng giải ngân theo dự án mỗi tháng, có tô màu dự án chậm trên ba tháng.
> Cắt vốn dự án chậm không có lý do | Đề nghị HĐND {ta} quy định điều chuyển vốn của dự án chậm quá sáu tháng mà không có lý do bất khả kháng sang dự án sẵn sàng.
= Về đầu tư công, {noi} chia sẻ cách xếp hạng dự án theo ba tiêu chí: số người hưởng lợi, mức sẵn sàng và chi phí vận hành. Danh mục sau khi xếp hạng được các Ban thẩm tra riêng trước khi trình.
= Ban Kinh tế - Ngân sách HĐND {noi} giới thiệu mẫu báo cáo thẩm tra kế hoạch đầu tư công: mỗi dự án một dòng, có cột “nếu không làm thì sao”. Cột này giúp cắt bớt những dự án chưa cần.
""",
    "di-san-di-tich": """
+ Thuyết minh bằng người của làng | Ở khu di tích của {noi}, người kể chuyện là các cụ cao tuổi và học sinh trong làng, được tập huấn và trả công. Khách nghe chuyện thật, bằng giọng địa phương.
+ Tu bổ có sổ ghi từng viên gạch | Mỗi lần tu bổ, {noi} ghi lại vật liệu, người làm và ảnh trước, sau. Lần sửa sau biết lần trước đã làm gì, tránh sửa chồng lên phần gốc.
+ Học sinh nhận chăm sóc một di tích | Mỗi trường ở {noi} nhận chăm sóc một di tích gần trường, mỗi tháng một buổi. Các em làm bảng giới thiệu, dọn cỏ và dẫn khách ngày lễ.
! Sân khấu hóa quá tay | Đưa âm thanh lớn, ánh sáng màu vào nơi tưởng niệm khiến không gian mất trang nghiêm. Nên giữ im lặng như một phần của di tích.
! Bán hàng sát khu thờ tự | Hàng quán lấn dần vào lối vào di tích là việc phải ngăn ngay từ quầy đầu tiên. {Noi} đã phải mất hai năm để sắp xếp lại.
> Lập hồ sơ số cho di tích của {ta} | Đề nghị lập hồ sơ số cho các di tích đã xếp hạng của {ta}: ảnh, bản vẽ, lịch sử tu bổ; giao trường học và đoàn thanh niên cùng làm.
> Chương trình về nguồn cho đại biểu trẻ | Đề nghị mỗi năm tổ chức một chuyến về nguồn cho đại biểu trẻ của {ta}, kết hợp học kỹ năng tiếp xúc cử tri.
> Nghị quyết về tiền công thuyết minh viên tại chỗ | Đề nghị trình HĐND {ta} mức bồi dưỡng cho thuyết minh viên tại chỗ, lấy từ phí tham quan.
= Đoàn dâng hương và tham quan khu di tích lịch sử tại {noi}. Ban quản lý giới thiệu công tác bảo tồn, đón tiếp và giáo dục truyền thống; nơi đây mỗi năm đón hàng nghìn lượt học sinh.
= {Noi} chia sẻ cách huy động nguồn lực xã hội cho bảo tồn: mỗi hạng mục có một bảng ghi công đức công khai, thu chi quyết toán hằng quý và gửi cho người góp.
""",
    "an-sinh-xa-hoi": """
+ Rà hộ nghèo theo nhu cầu thật | Cán bộ {noi} đến từng hộ hỏi ba câu: thiếu gì nhất, tự làm được gì, cần ai giúp. Hỗ trợ theo câu trả lời nên ít trùng và ít bỏ sót.
+ Gom các khoản hỗ trợ về một ngày | {Noi} chi trả mọi khoản trợ giúp trong một ngày cố định mỗi tháng, tại nhà văn hóa gần nhất. Người già đi một lần, không phải nhiều lần.
+ Hỗ trợ bảo hiểm y tế cho nhóm vừa thoát nghèo | Nghị quyết của {noi} hỗ trợ thêm phần đóng bảo hiểm y tế trong {a} năm cho hộ mới thoát nghèo. Tỷ lệ tái nghèo vì bệnh giảm rõ.
! Cắt hỗ trợ ngay khi thoát nghèo | Vừa thoát nghèo đã mất hết hỗ trợ khiến nhiều hộ ngại viết đơn. Nên giảm dần trong hai đến ba năm.
! Danh sách cũ dùng cho năm mới | Chép lại danh sách năm trước khiến người đã mất vẫn còn tên, người mới khó khăn lại chưa có. Phải rà ít nhất hai lần một năm.
> Chính sách giảm dần sau thoát nghèo | Đề nghị HĐND {ta} xem xét mức hỗ trợ giảm dần trong ba năm cho hộ mới thoát nghèo, trước hết là bảo hiểm y tế và học phí.
> Bữa ăn bán trú cho trẻ vùng khó | Đề nghị hỗ trợ thêm bữa ăn bán trú cho trẻ mầm non vùng khó của {ta}, giao nhà trường và hội phụ huynh cùng giám sát.
> Một đầu mối trợ giúp ở mỗi địa bàn | Đề nghị mỗi địa bàn của {ta} có một đầu mối trợ giúp xã hội, dán tên và giờ làm việc tại nhà văn hóa.
= {Noi} giới thiệu các nghị quyết an sinh do địa phương tự cân đối: hỗ trợ bảo hiểm, nhà ở, sữa học đường. Mỗi chính sách có bảng theo dõi số người hưởng và số tiền theo tháng, công khai trên cổng thông tin.
= Đoàn thăm một cơ sở trợ giúp xã hội. Cán bộ ở đây làm theo ca, có phòng đọc, vườn rau và lớp nghề; người được chăm sóc tham gia vào việc hằng ngày theo sức mình.
""",
    "giao-duc": """
+ Gộp điểm trường nhưng lo xe đưa đón | Khi gộp điểm trường lẻ, {noi} bố trí xe đưa đón và bữa trưa trước, gộp sau. Phụ huynh đồng thuận vì thấy con đi học an toàn hơn.
+ Thư viện mở cho cả làng | Thư viện trường ở {noi} mở cửa buổi chiều cho người dân. Sách do cựu học sinh góp, giáo viên và phụ huynh thay nhau trực.
+ Luân chuyển giáo viên có thời hạn, có nhà ở | Giáo viên lên vùng khó ở {noi} được báo trước thời hạn, có nhà công vụ và được chọn trường khi về. Hai năm nay không thiếu người đăng ký.
! Xây phòng học mà quên thiết bị | Phòng học mới nhưng thiếu bàn ghế, thiết bị thí nghiệm vì hai khoản nằm ở hai dự án. Nên trình chung một lần.
! Thu hộ nhiều khoản đầu năm | Nhiều khoản thu nhỏ gộp lại thành gánh nặng đầu năm học. {Noi} công khai từng khoản, giãn thu theo tháng và cấm thu ngoài danh mục.
> Danh mục các khoản thu do HĐND quyết định | Đề nghị HĐND {ta} quy định danh mục và mức trần các khoản thu dịch vụ giáo dục, rà soát mỗi năm một lần.
> Nhà công vụ cho giáo viên | Đề nghị đưa nhà công vụ giáo viên ở địa bàn khó vào kế hoạch đầu tư trung hạn của {ta}.
> Thí điểm thư viện mở | Đề nghị thí điểm hai thư viện trường mở cho cộng đồng tại {ta}, đánh giá sau một năm học.
= Ban Văn hóa - Xã hội HĐND {noi} trao đổi về giám sát thực hiện chương trình giáo dục phổ thông. Đoàn giám sát dự giờ, ăn trưa cùng học sinh rồi mới làm việc với nhà trường.
= Đoàn thăm một trường phổ thông dân tộc bán trú. Học sinh tự quản việc ăn ở, có vườn rau và lớp dạy nghề; nhà trường cho biết tỷ lệ chuyên cần đạt {p}%.
""",
    "moi-truong": """
+ Phân loại rác từ bếp | Mỗi hộ ở điểm thí điểm của {noi} có hai thùng; rác hữu cơ ủ tại vườn, phần còn lại thu theo ngày. Khối lượng rác chở đi giảm gần một phần ba.
+ Thu tiền rác theo túi | {Noi} bán túi rác có in dấu, tiền túi là tiền dịch vụ. Ai xả nhiều trả nhiều, không cần cán bộ đi thu.
+ Đội tuần rừng của cộng đồng | Các tổ bảo vệ rừng ở {noi} gồm người trong bản, đi tuần theo lịch, được trả công từ dịch vụ môi trường rừng. Vụ vi phạm năm gần nhất giảm còn {a} vụ.
! Lò đốt rác nhỏ đặt gần khu dân cư | Lò đốt công suất nhỏ giải quyết được lượng rác trước mắt nhưng khói và mùi gây bức xúc. Nên chọn điểm xử lý tập trung, tính cả đường vận chuyển.
! Ra quân rồi để đó | Ngày chủ nhật xanh rất vui, nhưng không có người giữ thì một tuần sau rác lại về. Phải giao từng đoạn cho một tổ chức cụ thể.
> Lộ trình phân loại rác tại nguồn | Đề nghị {ta} làm thí điểm phân loại rác tại hai khu dân cư, bảo đảm có xe thu gom riêng từng loại trước khi nhân rộng.
> Giám sát chất lượng nước và công bố kết quả | Đề nghị công bố kết quả quan trắc nước sông, hồ của {ta} hằng tháng bằng bảng màu dễ hiểu.
> Điểm đổi rác lấy quà ở trường học | Đề nghị mở điểm đổi rác tái chế lấy cây, sách ở các trường của {ta}, do đoàn thanh niên phụ trách.
= Tại khu xử lý chất thải, Đoàn xem dây chuyền phân loại và ủ phân. {Noi} cho biết khó nhất không phải công nghệ mà là rác đầu vào lẫn lộn; vì vậy địa phương quay lại vận động từ bếp từng nhà.
= Vườn quốc gia trên địa bàn {noi} giới thiệu cách giới hạn khách theo tuyến và mùa sinh sản. Doanh thu không giảm vì khách ở lâu hơn và trả phí dịch vụ cao hơn.
""",
    "to-chuc-chinh-quyen": """
+ Bàn giao bằng danh mục việc, không chỉ bằng hồ sơ | Khi sắp xếp đơn vị hành chính, {noi} yêu cầu mỗi cơ quan cũ bàn giao danh mục việc đang dở, hạn và người dân đang chờ. Không hồ sơ nào bị bỏ lại giữa đường.
+ Điểm tiếp nhận lưu động cho xã rộng | Xã mới rộng gấp ba xã cũ, nên {noi} cho Bộ phận Một cửa về từng cụm thôn mỗi tuần một buổi. Người dân không phải đi xa hơn trước.
+ Tập huấn cán bộ xã theo tình huống | {Noi} tập huấn cán bộ xã bằng {b} tình huống hay gặp, người dạy là cán bộ từng làm ở cấp huyện cũ. Sau mỗi buổi có bản trả lời gửi về tất cả các xã.
! Đổi tên cơ quan trước khi đổi con dấu, tài khoản | Vài tuần đầu, giấy tờ mang tên mới nhưng tài khoản còn tên cũ khiến nhiều khoản chi bị dừng. Cần lập bảng thứ tự việc phải đổi.
! Trụ sở cũ bỏ trống | Trụ sở dôi dư để lâu xuống cấp nhanh. {Noi} khuyên quyết định công năng mới ngay trong đề án: thư viện, trạm y tế, nhà sinh hoạt.
> Lấy ý kiến nhân dân về dùng trụ sở dôi dư | Đề nghị HĐND {ta} lấy ý kiến cử tri về công năng của từng trụ sở dôi dư trước khi quyết định.
> Giám sát sớm hoạt động của chính quyền hai cấp | Đề nghị các Ban HĐND {ta} giám sát sớm việc thực hiện nhiệm vụ của cấp xã mới, tập trung vào thủ tục đất đai, hộ tịch và chi trả trợ cấp.
> Sổ tay chung cho đại biểu HĐND cấp xã | Đề nghị soạn sổ tay chung cho đại biểu HĐND cấp xã, gồm mẫu giám sát, mẫu chất vấn và những câu hỏi thường gặp sau sắp xếp.
= {Noi} chia sẻ kinh nghiệm những tháng đầu vận hành chính quyền địa phương hai cấp: đường dây hỗ trợ nghiệp vụ cho xã, nhóm xử lý vướng mắc trực cả ngày nghỉ, và bản tin hằng tuần trả lời câu hỏi của cán bộ cơ sở.
= Hai bên trao đổi về hoạt động của HĐND cấp xã khi địa bàn rộng hơn và đại biểu ít hơn. Ở {noi}, mỗi đại biểu phụ trách một cụm thôn, có lịch về cụm cố định và được hỗ trợ xăng xe.
""",
}

# Related topics of each topic, for stops and front matter.
RELATED = {
    "giam-sat": ["tham-tra", "theo-doi-nghi-quyet", "to-chuc-hdnd", "quyet-dinh-van-de-quan-trong"],
    "chat-van": ["truyen-thong-hdnd", "to-chuc-hdnd"],
    "to-chuc-ky-hop": ["tham-tra", "to-chuc-hdnd"],
    "tiep-xuc-cu-tri": ["truyen-thong-hdnd", "to-chuc-hdnd"],
    "tiep-cong-dan": ["dat-dai-quy-hoach", "to-chuc-hdnd"],
    "ban-hanh-nghi-quyet": ["chinh-sach-dac-thu", "theo-doi-nghi-quyet", "tham-tra"],
    "tham-muu-phuc-vu": ["to-chuc-hdnd", "truyen-thong-hdnd"],
    "chuyen-doi-so": ["an-toan-thong-tin", "tham-muu-phuc-vu"],
    "do-thi-thong-minh-ioc": ["an-ninh-trat-tu", "an-toan-thong-tin"],
    "cai-cach-hanh-chinh": ["can-bo-co-so", "ho-tro-doanh-nghiep"],
    "du-lich": ["van-hoa-the-thao", "dan-toc-mien-nui", "quoc-phong"],
    "ocop": ["ho-tro-doanh-nghiep", "dan-toc-mien-nui"],
    "nong-nghiep-nong-thon": ["dan-toc-mien-nui", "thu-hut-dau-tu"],
    "dau-tu-cong": ["thu-ngan-sach", "dat-dai-quy-hoach", "kinh-te-bien-gioi"],
    "di-san-di-tich": ["van-hoa-the-thao", "du-lich", "xay-dung-dang"],
    "an-sinh-xa-hoi": ["y-te", "dan-toc-mien-nui", "thi-dua-khen-thuong"],
    "giao-duc": ["y-te", "thi-dua-khen-thuong"],
    "moi-truong": ["dat-dai-quy-hoach", "quoc-phong"],
    "to-chuc-chinh-quyen": ["can-bo-co-so", "cai-cach-hanh-chinh"],
}

# The name of a topic within a sentence: "trao đổi về …".
IN_SENTENCE = {
    "giam-sat": "hoạt động giám sát",
    "chat-van": "hoạt động chất vấn",
    "to-chuc-ky-hop": "tổ chức kỳ họp",
    "tiep-xuc-cu-tri": "tiếp xúc cử tri",
    "tiep-cong-dan": "tiếp công dân",
    "ban-hanh-nghi-quyet": "xây dựng nghị quyết",
    "tham-muu-phuc-vu": "công tác tham mưu",
    "chuyen-doi-so": "chuyển đổi số",
    "do-thi-thong-minh-ioc": "đô thị thông minh",
    "cai-cach-hanh-chinh": "cải cách hành chính",
    "du-lich": "phát triển du lịch",
    "ocop": "sản phẩm OCOP",
    "nong-nghiep-nong-thon": "xây dựng nông thôn mới",
    "dau-tu-cong": "đầu tư công",
    "di-san-di-tich": "bảo tồn di tích",
    "an-sinh-xa-hoi": "an sinh xã hội",
    "giao-duc": "giáo dục",
    "moi-truong": "bảo vệ môi trường",
    "to-chuc-chinh-quyen": "tổ chức chính quyền địa phương hai cấp",
}

# The subject of a visit: the first word found in the name of the place decides.
SITES = [
    ("giám sát, điều hành", "do-thi-thong-minh-ioc", "xem Trung tâm giám sát, điều hành tiếp nhận và xử lý phản ánh"),
    ("hành chính", "cai-cach-hanh-chinh", "tìm hiểu cách tiếp nhận, trả kết quả thủ tục hành chính"),
    ("cửa khẩu|cột mốc", "kinh-te-bien-gioi", "tìm hiểu kinh tế cửa khẩu, công tác quản lý biên giới"),
    ("di tích|chứng tích|lưu niệm|nhà tù|Đồng Lộc|Thành |đồi A1|Mường Phăng|Tân Trào|Pác Bó|Dục Thanh|chùa|tháp|cổ |bảo tàng|Bảo tàng|nhà tròn|Phố Hiến|Kim Liên|Trường Hà", "di-san-di-tich", "tham quan, tìm hiểu công tác bảo tồn di tích"),
    ("hợp tác xã|làng gốm|làng hoa|làng nghề|làng tranh|làng bưởi|làng đá|chè|vải thiều|chợ|Bát Tràng", "ocop", "tìm hiểu làng nghề, sản phẩm OCOP và cách bán hàng"),
    ("vườn quốc gia|Vườn quốc gia|rừng|bảo tồn|Chim", "moi-truong", "tìm hiểu công tác bảo tồn thiên nhiên"),
    ("hồ |Hồ|thác|động|đảo|núi|bản |buôn|làng|sóc|phá|vịnh|gành|cao nguyên|công viên|khu du lịch|danh thắng|cồn|cù lao|Đất Mũi|ao |Sa Pa|Tam Đảo|Mộc Châu|Phú Quốc|Hội An|Cô Tô|Mai Châu|Ba Bể|Đàm Thủy|Phong Nha", "du-lich", "tìm hiểu cách quản lý, khai thác du lịch và sự tham gia của người dân"),
]

# A second paragraph of a lesson, by kind.
TAILS = {
    "practice": [
        "Đoàn đánh giá cách làm này dễ áp dụng vì không cần thêm biên chế, chỉ cần phân công lại và giữ đều trong một năm đầu.",
        "Điều làm nên kết quả không phải quy định mới mà là người đứng đầu trực tiếp theo dõi, tuần nào cũng hỏi.",
        "Chi phí không đáng kể; phần khó là sự kiên trì, vì hai ba tháng đầu chưa thấy khác trước.",
        "Địa phương bạn sẵn sàng cho mượn biểu mẫu và cử người hướng dẫn nếu {ta} làm thử.",
        "Khi hỏi về khó khăn lúc đầu, các đồng chí cho biết phải sửa quy trình ba lần mới chạy ổn.",
        "So với nơi Đoàn đã đến trước đây, cách làm ở {noi} gọn hơn và có số liệu để chứng minh.",
        "Cách làm này đã được duy trì qua hai nhiệm kỳ, không phụ thuộc vào một cá nhân nào.",
        "Một đại biểu trong Đoàn nhận xét: việc nhỏ, nhưng làm đều thì thành nếp.",
        "Bài học rút ra là làm từ nơi tự nguyện trước, có kết quả rồi mới nhân rộng.",
    ],
    "caution": [
        "Đoàn ghi nhận đây là điều {ta} cũng đang gặp, nên cần tránh lặp lại.",
        "Sửa về sau bao giờ cũng tốn hơn làm kỹ từ đầu; nên đưa nội dung này vào danh mục phải kiểm tra trước khi trình.",
        "Kinh nghiệm này được chia sẻ rất chân tình và Đoàn xin cảm ơn sự thẳng thắn ấy.",
        "Nếu chưa đủ điều kiện thì nên chậm lại một năm, hơn là làm rồi để đó.",
        "Với điều kiện của {ta}, rủi ro này còn lớn hơn vì địa bàn rộng, cán bộ ít.",
        "Cách phòng tránh đơn giản nhất là quy định rõ ai chịu trách nhiệm ngay từ văn bản đầu tiên.",
    ],
    "recommendation": [
        "Việc này không phát sinh kinh phí lớn, có thể thực hiện ngay trong quý sau.",
        "Cơ quan chủ trì đề xuất là Văn phòng, các Ban phối hợp; kết quả báo cáo tại kỳ họp gần nhất.",
        "Nên làm thử ở một nơi, sau sáu tháng đánh giá rồi quyết định có nhân rộng hay không.",
        "Nếu được đồng ý, Đoàn đề nghị mời đại diện {noi} sang chia sẻ trực tiếp với các đơn vị liên quan.",
        "Kinh phí dự kiến lấy từ nguồn hoạt động hằng năm, không đề nghị bổ sung.",
        "Điều kiện cần là thống nhất được trách nhiệm giữa HĐND và UBND {ta} trước khi triển khai.",
        "Đoàn đã tham khảo thêm báo cáo của những chuyến đi trước và thấy đề xuất này phù hợp.",
    ],
}

# The title of a lesson that repeats an earlier one.
REPEATED = {
    "practice": ["{title}: cách làm của {noi}", "{title}, nhìn từ {noi}", "Học {noi}: {small}", "{title} (mô hình ở {noi})", "Thêm một nơi làm được: {small}"],
    "caution": ["{title}: điều {noi} nhắc nhở", "Tránh lặp lại: {small}", "{title}, bài học từ {noi}", "Lưu ý thêm: {small}"],
    "recommendation": ["{title}, theo gợi ý từ {noi}", "{title}, làm ngay năm {nam}", "Nhắc lại kiến nghị: {small}", "{title} như {noi} đã làm"],
}

NOTES = {
    "applied": [
        "Đã đưa vào quy chế làm việc và thực hiện từ kỳ họp giữa năm.",
        "Làm thử ở hai đơn vị, sau sáu tháng nhân rộng toàn địa bàn.",
        "Áp dụng gần như nguyên mẫu, chỉ đổi biểu mẫu cho hợp với địa phương.",
        "Thực hiện được ba quý; số việc quá hạn giảm hơn một nửa.",
    ],
    "partly": [
        "Mới làm được ở các Ban; Tổ đại biểu chưa đủ người để làm theo.",
        "Áp dụng phần theo dõi, chưa áp dụng phần công khai vì chưa có cổng thông tin.",
        "Thực hiện được một kỳ rồi tạm dừng, sẽ làm lại khi có chuyên viên.",
    ],
    "unsuitable": [
        "Không hợp với địa bàn: đi lại phụ thuộc thời tiết nên không giữ được lịch cố định.",
        "Đã bàn nhưng không làm, vì quy mô quá nhỏ, chi phí duy trì lớn hơn lợi ích.",
    ],
}

OPENINGS = [
    "Thực hiện Chương trình công tác năm {nam}, Thường trực {hdnd} tổ chức Đoàn công tác đi học tập, trao đổi kinh nghiệm tại {cac_noi} từ ngày {tu} đến ngày {den}. Thường trực {hdnd} báo cáo kết quả như sau:",
    "Được sự thống nhất của cấp ủy, từ ngày {tu} đến ngày {den}, {hdnd} đã cử Đoàn công tác gồm {so} thành viên đến {cac_noi} để học tập, trao đổi kinh nghiệm về {ve}. Kết quả cụ thể:",
    "Nhằm nâng cao chất lượng hoạt động của cơ quan dân cử, Đoàn công tác của {hdnd} đã đến {cac_noi} trong {ngay} ngày, từ {tu} đến {den}. Báo cáo này ghi lại những điều Đoàn nghe, thấy và đề xuất.",
    "Sau các chuyến học tập kinh nghiệm những năm trước, năm {nam} {hdnd} chọn {cac_noi} làm nơi trao đổi, vì những nơi này có nhiều cách làm về {ve} gần với điều kiện của địa phương.",
]
PURPOSES = [
    "Học tập cách làm của các địa phương về {ve}; qua đó rút ra những việc có thể áp dụng ngay, những việc cần chuẩn bị thêm và những việc không phù hợp.",
    "Trao đổi kinh nghiệm về {ve}, đồng thời tăng cường quan hệ giữa {hdnd} với Thường trực HĐND các địa phương bạn.",
    "Tìm lời giải cho ba câu hỏi mà đại biểu đặt ra tại kỳ họp trước về {ve}: làm thế nào, tốn bao nhiêu và ai chịu trách nhiệm.",
]
CLOSINGS = [
    "Trên đây là báo cáo kết quả chuyến học tập kinh nghiệm. Thường trực {hdnd} trân trọng báo cáo./.",
    "Thường trực {hdnd} kính báo cáo và mong nhận được ý kiến chỉ đạo./.",
    "Báo cáo được gửi đến các vị đại biểu để nghiên cứu, vận dụng. Những nội dung cần nghị quyết sẽ được trình tại kỳ họp gần nhất./.",
]
ASSESSMENTS = [
    "Chuyến đi đạt mục đích, đúng lịch trình và tiết kiệm; các thành viên chấp hành tốt nội quy của Đoàn.",
    "Các địa phương đón tiếp chu đáo, trao đổi cởi mở, cung cấp đầy đủ tài liệu Đoàn cần.",
    "Đại biểu chủ động đặt câu hỏi; nội dung trao đổi sát với những việc đang vướng ở địa phương.",
    "Thời gian ở mỗi nơi còn ngắn, chưa kịp đi thực tế nhiều; chuyến sau nên bớt điểm đến.",
    "Tài liệu gửi trước giúp buổi làm việc đi thẳng vào vấn đề.",
    "Toàn Đoàn đi về an toàn, bảo đảm sức khỏe.",
    "Một vài nội dung đăng ký chưa trao đổi được vì trùng lịch công tác của địa phương bạn.",
]
QUOTES = [
    "Việc dân hỏi nhiều nhất thì làm trước, việc đẹp báo cáo thì để sau.",
    "Chúng tôi không sợ bị hỏi khó, chỉ sợ hỏi xong rồi không ai nhớ đã hứa gì.",
    "Có số liệu thì bớt lời. Không có số liệu thì họp cả ngày cũng không xong.",
    "Làm du lịch là giữ cái mình đang có, rồi mới thêm cái khách cần.",
    "Phần mềm tốt nhất là phần mềm mà người không thích máy tính vẫn dùng được.",
    "Muốn dân góp công thì phải để dân góp ý trước.",
]
FOOTNOTES = [
    "Số liệu do cơ quan làm việc cung cấp, tính đến cuối tháng trước chuyến đi.",
    "Tên gọi theo thời điểm làm việc.",
    "Tài liệu do địa phương bạn gửi, lưu tại Văn phòng.",
    "Theo bảng tổng hợp phát tại buổi làm việc; Đoàn chưa có điều kiện kiểm chứng.",
]
COMPARISONS = [
    "Đối chiếu với địa phương mình, Đoàn thấy ba điểm khác nhau chính: số đại biểu chuyên trách, cách giao việc cho Văn phòng và mức độ công khai. Hai điểm sau có thể thay đổi ngay bằng quy chế; điểm đầu phải chờ quy định chung.",
    "Về điều kiện, các nơi Đoàn đến có dân số và thu ngân sách lớn hơn, song nhiều cách làm hay lại không cần tiền. Đoàn vì vậy tách riêng những việc chỉ cần thay đổi cách làm, để báo cáo trước.",
    "Một số cách làm cũng đã có trong báo cáo của các chuyến đi trước nhưng chưa được áp dụng. Đoàn đề nghị lần này ghi rõ ai theo dõi, để bài học không dừng ở báo cáo.",
    "Đoàn cũng trao đổi với cán bộ trẻ ở nơi đến. Điều các bạn nói nhiều nhất là được giao việc rõ ràng và được sai một lần; đây là gợi ý cho công tác cán bộ của chính mình.",
    "Trong quá trình làm việc, nhiều câu hỏi của Đoàn chưa có câu trả lời chung, vì mỗi nơi một điều kiện. Báo cáo ghi lại cả những câu hỏi ấy ở phần phụ lục để chuyến sau tiếp tục.",
    "Những nội dung liên quan đến định mức, chế độ được Đoàn ghi riêng, vì quy định đã hoặc sắp thay đổi; khi vận dụng cần kiểm tra lại văn bản còn hiệu lực.",
]

FAMILY = "Lý Tạ Mạc Thạch Ngụy Doãn Khổng Tiêu Kiều Thân Giáp Viên Ninh Quách Bế Nông Lục Vi".split()
MEN = ["Mộc Tùng", "Khai Nguyên", "Thế Lãm", "Hạc Niên", "Đông Triều", "Bá Sơn Khê", "Trúc Lâm", "Quang Thụy", "Hải Đường", "Kỳ Phong", "Duy Thạch", "Vĩnh Xuyên"]
WOMEN = ["Thục Uyên Nhi", "Ngân Hạnh", "Diễm Thảo Nguyên", "Sương Mai", "Lệ Thu Cúc", "Thanh Hạ Vi", "Mộng Tuyền", "Bích Lam Châu", "Ái Xuân Yên", "Tịnh Nhã"]
