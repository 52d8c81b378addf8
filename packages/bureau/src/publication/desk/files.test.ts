/** Files are written and read back beside the thread that answers, and one that says something else is told of. */
import { type WrittenBlock, type WrittenDocument } from '@mingzhang/disclosure';
import { expect, test } from 'vitest';
import { filesMisread, filesOf, publicationFormats } from './files.ts';

function documentOf(blocks: readonly WrittenBlock[]): WrittenDocument {
  const cover = { title: '2024年度部门决算', bureau: '禾丰县医疗保障局', publishedOn: null, released: [] };
  return { cover, year: 2024, template: 'hunan-2024', blocks };
}

const plain = documentOf([
  { kind: 'heading', level: 1, text: '第一部分 部门概况' },
  { kind: 'heading', level: 2, text: '一、主要职责' },
  { kind: 'paragraph', runs: [{ text: '监督管理医疗保障基金。' }] },
]);

test('all files are written, and give the document back, while other work goes on', { timeout: 60_000 }, async () => {
  // The thread that answers keeps turning: written in it, the files would let it turn only between two of them.
  let turns = 0;
  const ticking = setInterval(() => {
    turns += 1;
  }, 1);
  expect(await filesMisread(plain)).toEqual([]);
  const files = await filesOf(plain);
  clearInterval(ticking);
  expect(files.map(({ format, name }) => [format, name])).toEqual(
    publicationFormats.map((format) => [format, `禾丰县医疗保障局2024年度部门决算.${format}`]),
  );
  expect(files.every(({ bytes }) => bytes.length > 100)).toBe(true);
  expect(turns).toBeGreaterThan(publicationFormats.length * 4);
});

test('a document that a file cannot hold is told of, with the file and what differs', { timeout: 60_000 }, async () => {
  const odd = documentOf([...plain.blocks, { kind: 'paragraph', runs: [{ text: '第一行\n二、第二行是标题' }] }]);
  const told = await filesMisread(odd);
  expect(told).toContain('Word文件读回来，章节和文字与文稿不一样');
  expect(told.every((one) => /^(?:网页|Word|PDF|Excel|开放数据)文件读/.test(one))).toBe(true);
});
