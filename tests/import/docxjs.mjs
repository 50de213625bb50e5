// Makes one Word file with the npm package `docx`: reads JSON from standard input, writes the file to
// standard output.
import { readFileSync, writeSync } from 'node:fs';

const d = await import(process.env.DOCX_MODULE);
const { head, body, tail, motto, issuer, number, place } = JSON.parse(readFileSync(0, 'utf8'));

const run = (text, more = {}) => new d.TextRun({ text, ...more });
const rich = (text) => text.split('**').map((part, at) => run(part, { bold: at % 2 === 1 }));
const centred = (text, more = {}) =>
  new d.Paragraph({ alignment: d.AlignmentType.CENTER, children: [run(text, more)] });
const none = { style: d.BorderStyle.NONE };
const borders = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none };
const sideBySide = (left, right) =>
  new d.Table({
    borders,
    rows: [new d.TableRow({ children: [left, right].map((children) => new d.TableCell({ children })) })],
  });

const children = [];
if (head) {
  children.push(
    sideBySide(
      [...issuer.map((line) => centred(line, { bold: true })), centred(number)],
      [...motto.map((line) => centred(line, { bold: true })), centred(place, { italics: true })],
    ),
    centred(head.kind, { bold: true, size: 32 }),
    centred(head.title, { bold: true }),
  );
  if (head.to) children.push(centred(`Kính gửi: ${head.to}`));
}
for (const [kind, text, ...rest] of body) {
  if (/^h\d$/.test(kind)) {
    children.push(new d.Paragraph({ heading: kind === 'h2' ? d.HeadingLevel.HEADING_2 : d.HeadingLevel.HEADING_1, children: rich(text) }));
  } else if (kind === 'p') {
    children.push(new d.Paragraph({ children: rich(text) }));
  } else if (kind === 'li') {
    children.push(new d.Paragraph({ bullet: { level: 0 }, children: rich(text) }));
  } else if (kind === 'ol') {
    children.push(new d.Paragraph({ numbering: { reference: 'so', level: 0 }, children: rich(text) }));
  } else if (kind === 'table') {
    children.push(
      new d.Table({
        rows: text.map((row) => new d.TableRow({ children: row.map((cell) => new d.TableCell({ children: [new d.Paragraph(cell)] })) })),
      }),
    );
  } else if (kind === 'note') {
    children.push(new d.Paragraph({ children: rich(text.replace('{note}', '')) }));
  } else if (kind === 'del') {
    children.push(
      new d.Paragraph({
        children: [
          run(text),
          new d.DeletedTextRun({ text: rest[0], id: 1, author: 'Hư cấu', date: '2024-01-01T00:00:00Z' }),
          new d.InsertedTextRun({ text: rest[1], id: 2, author: 'Hư cấu', date: '2024-01-01T00:00:00Z' }),
        ],
      }),
    );
  }
}
if (tail) {
  const left = ['Nơi nhận:', ...tail.recipients.map((line) => `- ${line};`)];
  if (tail.filing) left.push(`- ${tail.filing}`);
  const right = [tail.authority, tail.on_behalf, tail.position, tail.name].filter(Boolean);
  children.push(sideBySide(left.map((line) => new d.Paragraph(line)), right.map((line) => centred(line, { bold: true }))));
}
const file = new d.Document({
  description: 'Hư cấu, để thử ssg import',
  numbering: { config: [{ reference: 'so', levels: [{ level: 0, format: 'decimal', text: '%1.' }] }] },
  sections: [{ children }],
});
const bytes = await d.Packer.toBuffer(file);
for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);
