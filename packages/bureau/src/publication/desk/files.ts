/** The published files of a document, in every format. */
import { type WrittenDocument } from '@mingzhang/disclosure';

export const publicationFormats = ['html', 'docx', 'pdf', 'xlsx', 'json'] as const;

export type PublicationFormat = (typeof publicationFormats)[number];

export interface PublicationFile {
  readonly format: PublicationFormat;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Writes the document in all formats; the same document gives the same bytes. The writers are loaded only when something is written. */
export async function filesOf(document: WrittenDocument): Promise<readonly PublicationFile[]> {
  const { writeDocx, writeHtml, writeOpenJson, writePdf, writeXlsx } = await import('@mingzhang/documents/write');
  const { bureau, title } = document.cover;
  const name = `${bureau}${title}`;
  const utf8 = new TextEncoder();
  const bytes: Readonly<Record<PublicationFormat, Uint8Array>> = {
    html: utf8.encode(writeHtml(document)),
    docx: await writeDocx(document),
    pdf: await writePdf(document),
    xlsx: await writeXlsx(document),
    json: utf8.encode(writeOpenJson(document)),
  };
  return publicationFormats.map((format) => ({ format, name: `${name}.${format}`, bytes: bytes[format] }));
}
