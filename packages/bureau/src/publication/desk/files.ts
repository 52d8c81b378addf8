/** The published files of a document, in every format. */
import { type WrittenDocument } from '@mingzhang/disclosure';

export const publicationFormats = ['html', 'docx', 'pdf', 'xlsx', 'json'] as const;

export type PublicationFormat = (typeof publicationFormats)[number];

export const formatNames: Readonly<Record<PublicationFormat, string>> = {
  html: '网页',
  docx: 'Word',
  pdf: 'PDF',
  xlsx: 'Excel',
  json: '开放数据',
};

export interface PublicationFile {
  readonly format: PublicationFormat;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Writes the document in all formats; the same document gives the same bytes. The writers are loaded when something is written. */
export async function filesOf(document: WrittenDocument): Promise<readonly PublicationFile[]> {
  const { writeAll } = await import('@mingzhang/documents/write');
  const written = await writeAll(document);
  const { bureau, title } = document.cover;
  return publicationFormats.map((format) => ({ format, name: `${bureau}${title}.${format}`, bytes: written[format] }));
}
