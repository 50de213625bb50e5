"""Destinations: the provinces of each period, and real places in them.

The first place of a line is where meetings are held, the others are visited.
"""

# Until 30 June 2025.
OF_63 = """
Hà Nội: quận Hoàn Kiếm; làng gốm Bát Tràng, huyện Gia Lâm; huyện Đan Phượng
Hà Giang: thành phố Hà Giang; cao nguyên đá Đồng Văn; bản Lô Lô Chải, huyện Đồng Văn
Cao Bằng: thành phố Cao Bằng; thác Bản Giốc; khu di tích Pác Bó
Bắc Kạn: thành phố Bắc Kạn; hồ Ba Bể; huyện Na Rì
Tuyên Quang: thành phố Tuyên Quang; khu di tích Tân Trào; huyện Lâm Bình
Lào Cai: thành phố Lào Cai; thị xã Sa Pa; chợ phiên Bắc Hà
Điện Biên: thành phố Điện Biên Phủ; đồi A1; xã Mường Phăng
Lai Châu: thành phố Lai Châu; bản Sin Suối Hồ, huyện Phong Thổ; huyện Tam Đường
Sơn La: thành phố Sơn La; huyện Mộc Châu; nhà tù Sơn La
Yên Bái: thành phố Yên Bái; huyện Mù Cang Chải; thị xã Nghĩa Lộ
Hòa Bình: thành phố Hòa Bình; bản Lác, huyện Mai Châu; hồ Hòa Bình
Thái Nguyên: thành phố Thái Nguyên; vùng chè Tân Cương; huyện Định Hóa
Lạng Sơn: thành phố Lạng Sơn; cửa khẩu Hữu Nghị; huyện Bắc Sơn
Quảng Ninh: thành phố Hạ Long; huyện Cô Tô; Trung tâm hành chính công thành phố Móng Cái
Bắc Giang: thành phố Bắc Giang; vùng vải thiều Lục Ngạn
Phú Thọ: thành phố Việt Trì; Khu di tích lịch sử Đền Hùng
Vĩnh Phúc: thành phố Vĩnh Yên; thị trấn Tam Đảo
Bắc Ninh: thành phố Bắc Ninh; chùa Dâu; làng tranh Đông Hồ
Hải Dương: thành phố Hải Dương; khu di tích Côn Sơn - Kiếp Bạc
Hải Phòng: quận Hồng Bàng; đảo Cát Bà; huyện Vĩnh Bảo
Hưng Yên: thành phố Hưng Yên; Phố Hiến
Thái Bình: thành phố Thái Bình; huyện Tiền Hải
Hà Nam: thành phố Phủ Lý; làng nghề dệt Hòa Hậu
Nam Định: thành phố Nam Định; huyện Hải Hậu; bảo tàng Đồng quê
Ninh Bình: thành phố Ninh Bình; khu danh thắng Tràng An; làng đá Ninh Vân
Thanh Hóa: thành phố Thanh Hóa; Thành nhà Hồ; khu du lịch Pù Luông
Nghệ An: thành phố Vinh; Khu di tích Kim Liên; huyện Nam Đàn
Hà Tĩnh: thành phố Hà Tĩnh; Ngã ba Đồng Lộc; huyện Nghi Xuân
Quảng Bình: thành phố Đồng Hới; động Phong Nha; làng Tân Hóa
Quảng Trị: thành phố Đông Hà; Thành cổ Quảng Trị; cửa khẩu Lao Bảo
Thừa Thiên Huế: thành phố Huế; Trung tâm giám sát, điều hành đô thị thông minh; phá Tam Giang
Đà Nẵng: quận Hải Châu; Bảo tàng Điêu khắc Chăm; bán đảo Sơn Trà
Quảng Nam: thành phố Tam Kỳ; đô thị cổ Hội An; làng bích họa Tam Thanh
Quảng Ngãi: thành phố Quảng Ngãi; đảo Lý Sơn; khu chứng tích Sơn Mỹ
Bình Định: thành phố Quy Nhơn; tháp Bánh Ít; xã đảo Nhơn Châu
Phú Yên: thành phố Tuy Hòa; gành Đá Đĩa
Khánh Hòa: thành phố Nha Trang; vịnh Vân Phong; tháp Bà Ponagar
Ninh Thuận: thành phố Phan Rang - Tháp Chàm; làng gốm Bàu Trúc; vườn quốc gia Núi Chúa
Bình Thuận: thành phố Phan Thiết; đảo Phú Quý; trường Dục Thanh
Kon Tum: thành phố Kon Tum; làng Kon K'Tu; cột mốc ba biên
Gia Lai: thành phố Pleiku; Biển Hồ; làng Ốp
Đắk Lắk: thành phố Buôn Ma Thuột; buôn Akô Dhông; hồ Lắk
Đắk Nông: thành phố Gia Nghĩa; công viên địa chất
Lâm Đồng: thành phố Đà Lạt; làng hoa Vạn Thành; huyện Lạc Dương
Bình Phước: thành phố Đồng Xoài; sóc Bom Bo
Tây Ninh: thành phố Tây Ninh; núi Bà Đen; cửa khẩu Mộc Bài
Bình Dương: thành phố Thủ Dầu Một; Trung tâm hành chính tập trung
Đồng Nai: thành phố Biên Hòa; làng bưởi Tân Triều; vườn quốc gia Cát Tiên
Bà Rịa - Vũng Tàu: thành phố Bà Rịa; huyện Côn Đảo; nhà tròn Bà Rịa
Hồ Chí Minh: Quận 1; thành phố Thủ Đức; đảo Thạnh An, huyện Cần Giờ
Long An: thành phố Tân An; làng nổi Tân Lập
Tiền Giang: thành phố Mỹ Tho; cù lao Thới Sơn; thị xã Cai Lậy
Bến Tre: thành phố Bến Tre; làng hoa Cái Mơn; huyện Ba Tri
Trà Vinh: thành phố Trà Vinh; ao Bà Om
Vĩnh Long: thành phố Vĩnh Long; làng gốm Mang Thít
Đồng Tháp: thành phố Cao Lãnh; làng hoa Sa Đéc; Vườn quốc gia Tràm Chim
An Giang: thành phố Long Xuyên; rừng tràm Trà Sư; cửa khẩu Tịnh Biên
Kiên Giang: thành phố Rạch Giá; thành phố Phú Quốc; thành phố Hà Tiên
Cần Thơ: quận Ninh Kiều; chợ nổi Cái Răng; cồn Sơn
Hậu Giang: thành phố Vị Thanh; khu bảo tồn Lung Ngọc Hoàng
Sóc Trăng: thành phố Sóc Trăng; chùa Dơi; cù lao Dung
Bạc Liêu: thành phố Bạc Liêu; khu lưu niệm Đờn ca tài tử
Cà Mau: thành phố Cà Mau; Đất Mũi; hợp tác xã nuôi tôm sinh thái Ngọc Hiển
"""

# Since 1 July 2025.
OF_34 = """
Hà Nội: phường Hoàn Kiếm; xã Bát Tràng
Cao Bằng: phường Thục Phán; xã Đàm Thủy; xã Trường Hà
Tuyên Quang: phường Minh Xuân; xã Tân Trào; xã Đồng Văn
Lào Cai: phường Yên Bái; phường Sa Pa; xã Bắc Hà; xã Mù Cang Chải
Thái Nguyên: phường Phan Đình Phùng; xã Ba Bể; xã Tân Cương
Sơn La: phường Tô Hiệu; phường Mộc Châu
Lạng Sơn: phường Kỳ Lừa; xã Bắc Sơn
Phú Thọ: phường Việt Trì; xã Mai Châu; xã Tam Đảo
Quảng Ninh: phường Hồng Gai; đặc khu Cô Tô; đặc khu Vân Đồn
Bắc Ninh: phường Bắc Giang; phường Kinh Bắc; xã Lục Ngạn
Hải Phòng: phường Thủy Nguyên; đặc khu Cát Hải; phường Hải Dương
Hưng Yên: phường Phố Hiến; xã Tiền Hải
Ninh Bình: phường Hoa Lư; phường Nam Định; xã Hải Hậu
Thanh Hóa: phường Hạc Thành; phường Sầm Sơn
Nghệ An: phường Trường Vinh; xã Kim Liên
Quảng Trị: phường Đồng Hới; xã Phong Nha; đặc khu Cồn Cỏ
Huế: phường Thuận Hóa; Trung tâm giám sát, điều hành đô thị thông minh
Đà Nẵng: phường Hải Châu; phường Hội An; phường Tam Kỳ
Quảng Ngãi: phường Cẩm Thành; đặc khu Lý Sơn; phường Kon Tum
Gia Lai: phường Quy Nhơn; phường Pleiku
Khánh Hòa: phường Nha Trang; phường Phan Rang
Lâm Đồng: phường Xuân Hương - Đà Lạt; đặc khu Phú Quý; phường Phan Thiết
Đắk Lắk: phường Buôn Ma Thuột; phường Tuy Hòa
Đồng Nai: phường Trấn Biên; phường Đồng Xoài
Bình Dương: phường Thủ Dầu Một; phường Bình Dương
Hồ Chí Minh: phường Sài Gòn; đặc khu Côn Đảo; phường Vũng Tàu
Tây Ninh: phường Long An; phường Tân Ninh
Đồng Tháp: phường Mỹ Tho; phường Cao Lãnh; phường Sa Đéc
Vĩnh Long: phường Long Châu; phường An Hội; phường Trà Vinh
Cần Thơ: phường Ninh Kiều; phường Vị Thanh; phường Sóc Trăng
An Giang: phường Rạch Giá; đặc khu Phú Quốc; phường Long Xuyên
Cà Mau: phường An Xuyên; xã Đất Mũi; phường Bạc Liêu
"""

# Routes: the name in a path, the name in a title, the provinces.
ROUTES_63 = """
tay-bac | một số tỉnh Tây Bắc | Lào Cai, Yên Bái, Sơn La
lao-cai-lai-chau | các tỉnh Lào Cai, Lai Châu | Lào Cai, Lai Châu
dong-bac | một số tỉnh Đông Bắc | Lạng Sơn, Cao Bằng, Bắc Kạn
viet-bac | các tỉnh Việt Bắc | Thái Nguyên, Tuyên Quang, Hà Giang
thai-nguyen | tỉnh Thái Nguyên | Thái Nguyên
thai-nguyen-bac-giang | các tỉnh Thái Nguyên, Bắc Giang | Thái Nguyên, Bắc Giang
quang-ninh | tỉnh Quảng Ninh | Quảng Ninh
quang-ninh-hai-phong | tỉnh Quảng Ninh và thành phố Hải Phòng | Quảng Ninh, Hải Phòng
dien-bien-son-la-hoa-binh | các tỉnh Điện Biên, Sơn La, Hòa Bình | Điện Biên, Sơn La, Hòa Bình
dong-bang-song-hong | một số tỉnh Đồng bằng sông Hồng | Thái Bình, Nam Định, Hà Nam
ninh-binh-thanh-hoa | các tỉnh Ninh Bình, Thanh Hóa | Ninh Bình, Thanh Hóa
phu-tho-vinh-phuc | các tỉnh Phú Thọ, Vĩnh Phúc | Phú Thọ, Vĩnh Phúc
ha-noi-bac-ninh | thành phố Hà Nội và tỉnh Bắc Ninh | Hà Nội, Bắc Ninh
bac-trung-bo | một số tỉnh Bắc Trung Bộ | Nghệ An, Hà Tĩnh, Quảng Bình
quang-tri-hue | các tỉnh Quảng Trị, Thừa Thiên Huế | Quảng Trị, Thừa Thiên Huế
hue-da-nang | Huế và Đà Nẵng | Thừa Thiên Huế, Đà Nẵng
da-nang-quang-nam | thành phố Đà Nẵng và tỉnh Quảng Nam | Đà Nẵng, Quảng Nam
da-nang | thành phố Đà Nẵng | Đà Nẵng
nam-trung-bo | một số tỉnh duyên hải Nam Trung Bộ | Bình Định, Phú Yên, Khánh Hòa
tay-nguyen | một số tỉnh Tây Nguyên | Kon Tum, Gia Lai, Đắk Lắk
lam-dong-dak-nong | các tỉnh Lâm Đồng, Đắk Nông | Lâm Đồng, Đắk Nông
lam-dong-ninh-thuan | các tỉnh Lâm Đồng, Ninh Thuận | Lâm Đồng, Ninh Thuận
binh-thuan | tỉnh Bình Thuận | Bình Thuận
dong-nam-bo | một số tỉnh Đông Nam Bộ | Bình Dương, Đồng Nai, Bà Rịa - Vũng Tàu
tp-ho-chi-minh-binh-duong | Thành phố Hồ Chí Minh và tỉnh Bình Dương | Hồ Chí Minh, Bình Dương
tay-ninh-binh-phuoc | các tỉnh Tây Ninh, Bình Phước | Tây Ninh, Bình Phước
song-tien | các tỉnh Tiền Giang, Bến Tre, Vĩnh Long | Tiền Giang, Bến Tre, Vĩnh Long
dong-thap-an-giang | các tỉnh Đồng Tháp, An Giang | Đồng Tháp, An Giang
can-tho-hau-giang | thành phố Cần Thơ và tỉnh Hậu Giang | Cần Thơ, Hậu Giang
ban-dao-ca-mau | các tỉnh bán đảo Cà Mau | Sóc Trăng, Bạc Liêu, Cà Mau
kien-giang | tỉnh Kiên Giang | Kiên Giang
long-an-tra-vinh | các tỉnh Long An, Trà Vinh | Long An, Trà Vinh
quang-ngai | tỉnh Quảng Ngãi | Quảng Ngãi
hai-duong-hung-yen | các tỉnh Hải Dương, Hưng Yên | Hải Dương, Hưng Yên
"""

ROUTES_34 = """
lao-cai-phu-tho | các tỉnh Lào Cai, Phú Thọ | Lào Cai, Phú Thọ
thai-nguyen-tuyen-quang | các tỉnh Thái Nguyên, Tuyên Quang | Thái Nguyên, Tuyên Quang
quang-ninh-hai-phong | Quảng Ninh và Hải Phòng | Quảng Ninh, Hải Phòng
bac-ninh-hung-yen | Bắc Ninh và Hưng Yên | Bắc Ninh, Hưng Yên
ninh-binh-thanh-hoa | các tỉnh Ninh Bình, Thanh Hóa | Ninh Bình, Thanh Hóa
hue-da-nang | các thành phố Huế, Đà Nẵng | Huế, Đà Nẵng
quang-tri-hue | tỉnh Quảng Trị và thành phố Huế | Quảng Trị, Huế
gia-lai-dak-lak | các tỉnh Gia Lai, Đắk Lắk | Gia Lai, Đắk Lắk
lam-dong-khanh-hoa | các tỉnh Lâm Đồng, Khánh Hòa | Lâm Đồng, Khánh Hòa
dong-nai-tp-ho-chi-minh | Đồng Nai và Thành phố Hồ Chí Minh | Đồng Nai, Hồ Chí Minh
dong-thap-vinh-long | các tỉnh Đồng Tháp, Vĩnh Long | Đồng Tháp, Vĩnh Long
can-tho-ca-mau | thành phố Cần Thơ và tỉnh Cà Mau | Cần Thơ, Cà Mau
an-giang | tỉnh An Giang | An Giang
cao-bang-lang-son | các tỉnh Cao Bằng, Lạng Sơn | Cao Bằng, Lạng Sơn
quang-ngai | tỉnh Quảng Ngãi | Quảng Ngãi
"""

# Cities among the provinces, and since when.
CITIES = {
    "Hà Nội": "2008-01-01",
    "Hồ Chí Minh": "2008-01-01",
    "Hải Phòng": "2008-01-01",
    "Đà Nẵng": "2008-01-01",
    "Cần Thơ": "2008-01-01",
    "Huế": "2025-01-01",
    "Đồng Nai": "2026-04-30",
    "Quảng Ninh": "2026-09-01",
    "Bắc Ninh": "2026-09-20",
}
# Airports by the first province of the trip.
SOUTH = "Bình Phước, Tây Ninh, Bình Dương, Đồng Nai, Bà Rịa - Vũng Tàu, Hồ Chí Minh, Long An, Tiền Giang, Bến Tre, Trà Vinh, Vĩnh Long, Đồng Tháp, An Giang, Kiên Giang, Cần Thơ, Hậu Giang, Sóc Trăng, Bạc Liêu, Cà Mau, Lâm Đồng, Bình Thuận"
CENTRE = "Quảng Bình, Quảng Trị, Thừa Thiên Huế, Huế, Đà Nẵng, Quảng Nam, Quảng Ngãi, Bình Định, Phú Yên, Khánh Hòa, Kon Tum, Gia Lai, Đắk Lắk"


def table(text):
    """`{province: [places]}` of a table above."""
    rows = (line.split(": ", 1) for line in text.strip().splitlines())
    return {name: places.split("; ") for name, places in rows}


def routes(text):
    """`[(name in a path, name in a title, [provinces])]` of a table above."""
    rows = (line.split(" | ") for line in text.strip().splitlines())
    return [(slug, label, provinces.split(", ")) for slug, label, provinces in rows]
