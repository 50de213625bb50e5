#!/usr/bin/env python3
"""Writes the PDF files of this folder and of tests/demo, by as many different programs as can be had.

    python3 tests/pdf/generate.py

Needs Chromium, LibreOffice, rsvg-convert (cairo), pdftocairo (Poppler), qpdf and DejaVu fonts, and
the packages reportlab, fpdf2, pikepdf, pillow, typst and weasyprint. The files are checked in: they
differ a little with each version of these programs. `tests/it/pdf.rs` says what is expected of each.
"""
import io
import pathlib
import re
import subprocess
import tempfile
import unicodedata
import zlib

import pikepdf
import typst
import weasyprint
from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont
from pikepdf import Dictionary, Name, Pdf
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE / "files"
LINES = (HERE / "text.txt").read_text(encoding="utf-8").splitlines()
FONTS = pathlib.Path("/usr/share/fonts/truetype/dejavu")
SERIF = FONTS / "DejaVuSerif.ttf"
SANS = FONTS / "DejaVuSans.ttf"
HTML = (
    "<!doctype html><html lang=vi><meta charset=utf-8><title>Báo cáo</title><style>"
    "p{text-align:justify;font-family:'DejaVu Serif'}</style>"
    + "".join(f"<p>{line}</p>" for line in LINES)
)


def run(*command):
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=180)


def by_programs(work):
    page = work / "page.html"
    page.write_text(HTML, encoding="utf-8")
    run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        f"--print-to-pdf={OUT / 'chromium.pdf'}", page)
    run("soffice", "--headless", "--convert-to", "docx:MS Word 2007 XML", "--infilter=HTML (StarWriter)",
        "--outdir", work, page)
    for name, options in {
        "libreoffice": "",
        "libreoffice-tagged": '{"UseTaggedPDF":{"type":"boolean","value":"true"}}',
        "libreoffice-archive": '{"SelectPdfVersion":{"type":"long","value":"2"}}',
    }.items():
        source = work / f"{name}.docx"
        source.write_bytes((work / "page.docx").read_bytes())
        filter_name = "pdf:writer_pdf_Export" + (f":{options}" if options else "")
        run("soffice", "--headless", "--convert-to", filter_name, "--outdir", OUT, source)
    weasyprint.HTML(string=HTML).write_pdf(OUT / "weasyprint.pdf")
    source = work / "page.typ"
    text = "\n\n".join(LINES)
    for name, settings in {
        "typst": '#set text(font: "DejaVu Sans")',
        "typst-columns": '#set page(columns: 2)\n#set par(justify: true)\n#set text(font: "DejaVu Serif")',
    }.items():
        source.write_text(f"{settings}\n#set text(lang: \"vi\", hyphenate: false)\n{text}\n", encoding="utf-8")
        typst.compile(source, output=OUT / f"{name}.pdf")
    picture = work / "page.svg"
    rows = [part for line in LINES for part in wrapped(line)]
    texts = "".join(
        f"<text x='20' y='{40 + 20 * at}' font-family='DejaVu Sans' font-size='12'>{row}</text>"
        for at, row in enumerate(rows))
    picture.write_text(
        f"<svg xmlns='http://www.w3.org/2000/svg' width='800' height='600'>{texts}</svg>",
        encoding="utf-8")
    run("rsvg-convert", "-f", "pdf", "-o", OUT / "cairo.pdf", picture)
    run("pdftocairo", "-pdf", OUT / "chromium.pdf", OUT / "poppler.pdf")


def wrapped(line, width=80):
    rows = [""]
    for word in line.split():
        if len(rows[-1]) + len(word) >= width:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return rows


def by_libraries():
    pdfmetrics.registerFont(TTFont("serif", SERIF))
    style = ParagraphStyle("body", fontName="serif")
    SimpleDocTemplate(str(OUT / "reportlab.pdf"), invariant=1).build([Paragraph(line, style) for line in LINES])
    pages = []
    for number in range(1, 301):
        pages += [Paragraph(f"Trang {number}: {LINES[2]}", style), PageBreak()]
    SimpleDocTemplate(str(OUT / "pages-300.pdf"), invariant=1).build(pages)
    shrink("pages-300")
    many = Pdf.new()
    for _ in range(1001):
        many.add_blank_page()
    many.save(OUT / "pages-1001.pdf", deterministic_id=True,
              object_stream_mode=pikepdf.ObjectStreamMode.generate)
    standard = canvas.Canvas(str(OUT / "standard-font.pdf"), invariant=1, pageCompression=0)
    standard.setFont("Helvetica", 12)
    standard.drawString(72, 720, "Ten pages of minutes (2023), 45.6% of 1,234,567")
    standard.save()
    rotated = canvas.Canvas(str(OUT / "rotated.pdf"), invariant=1, pagesize=(842, 595))
    rotated.rotate(90)
    rotated.setFont("serif", 10)
    for at, row in enumerate(part for line in LINES for part in wrapped(line, 90)):
        rotated.drawString(40, -60 - 14 * at, row)
    rotated.save()
    spaced = canvas.Canvas(str(OUT / "letter-spaced.pdf"), invariant=1)
    title = spaced.beginText(72, 720)
    title.setFont("serif", 12)
    title.setCharSpace(3)
    title.textLine(LINES[0])
    spaced.drawText(title)
    spaced.save()
    placed = canvas.Canvas(str(OUT / "words-without-spaces.pdf"), invariant=1)
    placed.setFont("serif", 10)
    for at, row in enumerate(part for line in LINES for part in wrapped(line)):
        x = 40
        for word in row.split():
            placed.drawString(x, 780 - 14 * at, word)
            x += pdfmetrics.stringWidth(word, "serif", 10) + 3
    placed.save()
    decomposed = canvas.Canvas(str(OUT / "decomposed.pdf"), invariant=1)
    decomposed.setFont("serif", 10)
    for at, row in enumerate(part for line in LINES for part in wrapped(line)):
        decomposed.drawString(40, 780 - 14 * at, unicodedata.normalize("NFD", row))
    decomposed.save()
    raised = canvas.Canvas(str(OUT / "superscript.pdf"), invariant=1)
    text = raised.beginText(72, 720)
    text.setFont("serif", 12)
    text.textOut("Diện tích 75")
    text.textOut(",5 km")
    text.setRise(5)
    text.setFont("serif", 7)
    text.textOut("2")
    text.setRise(0)
    text.setFont("serif", 12)
    text.textOut(" đất")
    raised.drawText(text)
    raised.save()
    document = FPDF()
    document.add_page()
    document.add_font("sans", "", SANS)
    document.set_font("sans", size=11)
    for line in LINES:
        document.multi_cell(0, 7, line, new_x="LMARGIN", new_y="NEXT")
    document.output(str(OUT / "fpdf2.pdf"))


def shrink(name):
    path = OUT / f"{name}.pdf"
    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate,
                 recompress_flate=True, deterministic_id=True)


def scans():
    font = ImageFont.truetype(str(SERIF), 13)
    page = Image.new("L", (620, 200), 255)
    draw = ImageDraw.Draw(page)
    for at, row in enumerate(part for line in LINES for part in wrapped(line, 70)):
        draw.text((20, 12 + 18 * at), row, font=font, fill=0)
    page.save(OUT / "scan-jpeg.pdf", quality=30)
    page.convert("1").save(OUT / "scan-fax.pdf")
    page.convert("1").save(OUT / "scan-2-pages.pdf", save_all=True, append_images=[page.convert("1")])
    layered = canvas.Canvas(str(OUT / "scan-with-text.pdf"), invariant=1)
    bytes_of_page = io.BytesIO()
    page.save(bytes_of_page, "JPEG", quality=25)
    layered.drawImage(ImageReader(bytes_of_page), 0, 500, 595, 192)
    text = layered.beginText(20, 680)
    text.setFont("serif", 9)
    text.setTextRenderMode(3)
    for line in LINES:
        for row in wrapped(line, 90):
            text.textLine(row)
    layered.drawText(text)
    layered.save()


def variants():
    """Other forms of the same files."""
    source = OUT / "reportlab.pdf"
    text = source.read_bytes()
    with Pdf.open(source) as pdf:
        pdf.save(OUT / "object-streams.pdf", deterministic_id=True,
                 object_stream_mode=pikepdf.ObjectStreamMode.generate)
        pdf.save(OUT / "linearized.pdf", linearize=True, deterministic_id=True)
        pdf.save(OUT / "password.pdf", encryption=pikepdf.Encryption(user="mật khẩu", owner="x", R=6))
        pdf.save(OUT / "owner-password-aes256.pdf", encryption=pikepdf.Encryption(user="", owner="x", R=6))
        pdf.save(OUT / "owner-password-rc4.pdf",
                 encryption=pikepdf.Encryption(user="", owner="x", R=3, aes=False, metadata=False))
    run("qpdf", "--qdf", "--deterministic-id", source, OUT / "uncompressed.pdf")
    (OUT / "junk-before.pdf").write_bytes(b"HTTP/1.1 200 OK\r\n\r\n" + text)
    (OUT / "junk-after.pdf").write_bytes(text + b"\r\n<html></html>" * 100)
    (OUT / "wrong-startxref.pdf").write_bytes(text.replace(b"startxref\n", b"startxref\n9"))
    moved = text.replace(b"endobj\n", b"endobj\n\n% moved\n", 1)
    (OUT / "wrong-offsets.pdf").write_bytes(moved)
    (OUT / "truncated.pdf").write_bytes(text[: len(text) // 3])
    (OUT / "header-alone.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    (OUT / "not-a-pdf.pdf").write_bytes(b"<!doctype html><title>404</title>")
    with Pdf.open(source) as pdf:
        script = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS="app.launchURL('http://example.org/');"))
        pdf.Root.OpenAction = script
        pdf.attachments["du-lieu.txt"] = b"EMBEDDED FILE"
        pdf.save(OUT / "javascript.pdf", deterministic_id=True)
        del pdf.Root.OpenAction
        for font in pdf.pages[0].Resources.Font.values():
            if "/ToUnicode" in font:
                del font.ToUnicode
        pdf.save(OUT / "no-characters.pdf", deterministic_id=True)
    with Pdf.open(source) as pdf:
        page = pdf.pages[0]
        form = pdf.make_stream(page.Contents.read_bytes(), Type=Name.XObject, Subtype=Name.Form,
                               BBox=[0, 0, 595, 842], Resources=page.Resources)
        page.Resources = Dictionary(XObject=Dictionary(F=form))
        page.Contents = pdf.make_stream(b"q /F Do Q")
        pdf.save(OUT / "form.pdf", deterministic_id=True)
        form.Resources = Dictionary(XObject=Dictionary(F=form))
        form.write(b"q /F Do /F Do /F Do /F Do Q")
        pdf.save(OUT / "form-in-itself.pdf", deterministic_id=True)
    with Pdf.open(source) as pdf:
        page = pdf.pages[0]
        content = page.Contents.read_bytes()
        cut = content.index(b"BT") + 2
        page.Contents = pdf.make_indirect([pdf.make_stream(content[:cut]), pdf.make_stream(content[cut:])])
        pdf.save(OUT / "content-in-parts.pdf", deterministic_id=True)


def hand_made():
    blank = Pdf.new()
    blank.add_blank_page()
    blank.save(OUT / "empty-page.pdf", deterministic_id=True)
    bomb = Pdf.new()
    page = bomb.add_blank_page()
    twice = zlib.compress(zlib.compress(b" " * (200 << 20), 9), 9)
    page.Contents = pikepdf.Stream(bomb, twice, Filter=[Name.FlateDecode, Name.FlateDecode])
    bomb.save(OUT / "bomb-content.pdf", deterministic_id=True, compress_streams=False,
              stream_decode_level=pikepdf.StreamDecodeLevel.none)
    many = Pdf.new()
    page = many.add_blank_page()
    page.Contents = many.make_stream(b"q " * 1_500_000)
    many.save(OUT / "many-instructions.pdf", deterministic_id=True, recompress_flate=True)
    loop = Pdf.new()
    loop.add_blank_page()
    loop.Root.Pages.Kids.append(loop.Root.Pages)
    loop.save(OUT / "page-tree-loop.pdf", deterministic_id=True)
    # An object stream of a few kilobytes that holds 100 million numbers.
    numbers = zlib.compress(zlib.compress(b"1 0 [" + b"1 " * (100 << 20), 9), 9)
    objects = [
        b"1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n",
        b"2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj\n",
        b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> endobj\n",
        b"4 0 obj <</Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]/Length %d>> stream\n%s\nendstream endobj\n"
        % (len(numbers), numbers),
    ]
    body, rows = b"%PDF-1.5\n", [b"\0\0\0\0\0"]
    for data in objects:
        rows.append(b"\1" + len(body).to_bytes(3, "big") + b"\0")
        body += data
    rows.append(b"\2" + (4).to_bytes(3, "big") + b"\0")
    rows.append(b"\1" + len(body).to_bytes(3, "big") + b"\0")
    table = b"".join(rows)
    start = len(body)
    body += (b"6 0 obj <</Type/XRef/Size 7/W[1 3 1]/Root 1 0 R/Length %d>> stream\n%s\nendstream endobj\n"
             b"startxref\n%d\n%%%%EOF\n" % (len(table), table, start))
    (OUT / "bomb-objects.pdf").write_bytes(body)


def demo(work):
    """The attachments of a report of the demonstration archive: its signed original and a scan."""
    files = HERE.parent / "demo/files"
    files.mkdir(exist_ok=True)
    run("python3", HERE.parent / "demo/generate.py", work / "demo")
    [source] = (work / "demo/content/reports/2024").glob("*/index.md")
    head, body = source.read_text(encoding="utf-8").removeprefix("---\n").split("\n---\n", 1)
    number = re.search(r"number: (\d+)", head)[1]
    year, month, day = re.search(r"\n  date: (\d+)-(\d+)-(\d+)", head).groups()
    title = re.search(r"title: (.*)", head)[1]
    body = re.sub(r"\{#[^}]*\}", "", body)
    body = re.sub(r"\[\^\d+\](: )?", "", body)
    body = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", body)
    body = re.sub(r"^\|[ :|-]+\|\n", "", body, flags=re.M)
    body = re.sub(r"^#+ (.*)$", r"*\1*", body, flags=re.M).replace("**", "")
    body = re.sub(r"^(> |\| |- )", "", body, flags=re.M).replace("|", "  ")
    body = re.sub(r"([#$@<>_])", r"\\\1", body)
    text = f"""#set page(margin: (x: 2cm, y: 1.8cm))
#set text(font: "DejaVu Serif", size: 9pt, lang: "vi", hyphenate: false)
#set par(justify: true)
#align(center)[CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM \\ Độc lập - Tự do - Hạnh phúc]
HĐND TỈNH MINH HOẠ \\
Số: {number}/BC-HĐND #h(1fr) _Minh Hoạ, ngày {day} tháng {month} năm {year}_
#align(center)[*BÁO CÁO* \\ {title} \\ (DỮ LIỆU MINH HOẠ, KHÔNG CÓ THẬT)]
{body}
#align(right)[*TM. THƯỜNG TRỰC HĐND* \\ PHÓ CHỦ TỊCH]
"""
    source = work / "demo.typ"
    source.write_text(text, encoding="utf-8")
    typst.compile(source, output=files / "bao-cao-da-ky.pdf")
    font = ImageFont.truetype(str(SERIF), 16)
    page = Image.new("L", (800, 1130), 255)
    draw = ImageDraw.Draw(page)
    rows = ["HĐND TỈNH MINH HOẠ", "", "QUYẾT ĐỊNH", "cử Đoàn công tác đi học tập kinh nghiệm", "", "(dữ liệu minh hoạ, không có thật)"]
    for at, row in enumerate(rows):
        draw.text((80, 80 + 30 * at), row, font=font, fill=0)
    page.convert("1").save(files / "quyet-dinh-cu-doan.pdf")


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        by_programs(pathlib.Path(folder))
        demo(pathlib.Path(folder))
    by_libraries()
    scans()
    variants()
    hand_made()
    total = sum(path.stat().st_size for path in OUT.iterdir())
    print(f"{len(list(OUT.iterdir()))} files, {total} bytes")
