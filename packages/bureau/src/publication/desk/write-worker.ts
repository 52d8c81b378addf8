/** Writes a publication's files, and reads them back where asked, away from the thread that answers requests. */
import { parentPort, workerData } from 'node:worker_threads';
import { blocksOf, readDisclosure } from '@mingzhang/disclosure';
import { type ModelPart, modelOf, modelParts, readBlocks } from '@mingzhang/documents';
import { writeAll } from '@mingzhang/documents/write';
import { formatNames, publicationFormats, type WriteAnswer, type WriteTask } from './files.ts';

const port = parentPort;
if (port === null) throw new Error('the writer runs in a worker thread only');

const { document, readBack } = workerData as WriteTask;
const files = await writeAll(document);
const misread: string[] = [];
if (readBack) {
  const { blocks, characters } = blocksOf(document);
  const written = modelOf(readDisclosure(blocks, characters));
  for (const format of publicationFormats) {
    const read = await readBlocks(files[format]);
    if (!read.ok) {
      misread.push(`${formatNames[format]}文件读不回来：${read.error}`);
      continue;
    }
    const found = modelOf(readDisclosure(read.blocks, read.characters));
    const other = (Object.keys(modelParts) as ModelPart[]).filter((part) => found[part] !== written[part]);
    if (other.length > 0) {
      const names = other.map((part) => modelParts[part]).join('、');
      misread.push(`${formatNames[format]}文件读回来，${names}与文稿不一样`);
    }
  }
}
const answer: WriteAnswer = { files, misread };
port.postMessage(answer);
