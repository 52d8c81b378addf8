/** A written document in all five forms: fonts are read once, and Word's contents take their page numbers from the PDF. */
import { type WrittenDocument } from '@mingzhang/disclosure';
import { writeDocx } from './write-docx.ts';
import { type HtmlOptions, writeHtml } from './write-html.ts';
import { writeOpenJson } from './write-open-json.ts';
import { printPdf } from './write-pdf.ts';
import { writeXlsx } from './write-xlsx.ts';

export const writtenFormats = ['html', 'docx', 'xlsx', 'pdf', 'json'] as const;

export type WrittenFormat = (typeof writtenFormats)[number];

/** The bytes of each file. */
export async function writeAll(
  document: WrittenDocument,
  options: HtmlOptions = {},
): Promise<Readonly<Record<WrittenFormat, Uint8Array>>> {
  const { bytes: pdf, pages } = await printPdf(document);
  return {
    html: new TextEncoder().encode(writeHtml(document, options)),
    docx: await writeDocx(document, pages),
    xlsx: await writeXlsx(document),
    pdf,
    json: new TextEncoder().encode(writeOpenJson(document)),
  };
}
