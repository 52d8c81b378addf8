/** A document type in an XML part – and with it entities, inside or outside – refuses the whole file. */
import { FileProblem } from './problem.ts';

export function doctypeProblem(what: string): FileProblem {
  return new FileProblem(
    `这个${what}文件里带有 XML 文档类型（DTD）声明，可能引用外部内容，为安全起见没有读取。请用 Word、Excel 或 WPS 打开后另存一份再试。`,
  );
}

/** Looks at where a document type would have to stand: before the first element. */
export function refuseDoctype(part: Uint8Array, what: string): void {
  const head = Buffer.from(part.buffer, part.byteOffset, Math.min(part.length, 65_536)).toString('latin1');
  if (/<!DOCTYPE/i.test(head.replaceAll('\0', ''))) throw doctypeProblem(what);
}
