/** The published files of a document, in every format. */
import { type WrittenDocument } from '@mingzhang/disclosure';

export const publicationFormats = ['json'] as const;

export type PublicationFormat = (typeof publicationFormats)[number];

export interface PublicationFile {
  readonly format: PublicationFormat;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Writes the document in all formats; the same document gives the same bytes. */
export async function filesOf(document: WrittenDocument): Promise<readonly PublicationFile[]> {
  const { bureau, title } = document.cover;
  const name = `${bureau}${title}`;
  return [{ format: 'json', name: `${name}.json`, bytes: new TextEncoder().encode(JSON.stringify(document)) }];
}
