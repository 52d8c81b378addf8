/** The published files of a document, in every format: written, and read back, in a thread of their own. */
import { Worker } from 'node:worker_threads';
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

export interface WriteTask {
  readonly document: WrittenDocument;
  readonly readBack: boolean;
}

export interface WriteAnswer {
  readonly files: Readonly<Record<PublicationFormat, Uint8Array>>;
  /** Files that do not give the document back, a sentence each. */
  readonly misread: readonly string[];
}

/** Writes the document in all formats; the same document gives the same bytes. */
export async function filesOf(document: WrittenDocument): Promise<readonly PublicationFile[]> {
  const { files } = await written({ document, readBack: false });
  const { bureau, title } = document.cover;
  return publicationFormats.map((format) => ({ format, name: `${bureau}${title}.${format}`, bytes: files[format] }));
}

/** Writes all files and reads their bytes as the audit reads anybody's: those that say something else than the document. */
export async function filesMisread(document: WrittenDocument): Promise<readonly string[]> {
  return (await written({ document, readBack: true })).misread;
}

function written(task: WriteTask): Promise<WriteAnswer> {
  return new Promise((resolve, reject) => {
    const writer = new Worker(new URL('./write-worker.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    writer.once('message', resolve);
    writer.once('error', reject);
    writer.once('exit', () => reject(new Error('the writer ended without an answer')));
  });
}
