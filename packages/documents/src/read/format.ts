/** What a file is, by its content: names and endings say little of what a person was sent. */
import { decodeText, type TextEncoding } from '../decode.ts';
import { type Archive } from './archive.ts';
import { FileProblem } from './problem.ts';

export type Detected =
  | { readonly format: 'text'; readonly text: string; readonly encoding: TextEncoding }
  | { readonly format: 'html'; readonly text: string; readonly encoding: TextEncoding }
  | { readonly format: 'json'; readonly text: string; readonly encoding: TextEncoding }
  | { readonly format: 'docx'; readonly archive: Archive }
  | { readonly format: 'xlsx'; readonly archive: Archive }
  | { readonly format: 'xls' }
  | { readonly format: 'pdf' };

const readable =
  '可以读取的有：纯文本（.txt、.md）、网页（.html）、Word（.docx）、Excel（.xlsx、.xls）和带文字的 PDF。';

/** Files that begin with these bytes are none of ours. */
const others: readonly { readonly bytes: readonly number[]; readonly sentence: string }[] = [
  {
    bytes: [0x89, 0x50, 0x4e, 0x47],
    sentence: '这是 PNG 图片，里面没有可读的文字。请提供原来的 Word、Excel 文件，或带文字的 PDF。',
  },
  {
    bytes: [0xff, 0xd8, 0xff],
    sentence: '这是 JPEG 图片，里面没有可读的文字。请提供原来的 Word、Excel 文件，或带文字的 PDF。',
  },
  {
    bytes: [0x47, 0x49, 0x46, 0x38],
    sentence: '这是 GIF 图片，里面没有可读的文字。请提供原来的 Word、Excel 文件，或带文字的 PDF。',
  },
  {
    bytes: [0x49, 0x49, 0x2a, 0x00],
    sentence: '这是 TIFF 图片（扫描件），里面没有可读的文字。请提供原来的 Word、Excel 文件，或带文字的 PDF。',
  },
  {
    bytes: [0x4d, 0x4d, 0x00, 0x2a],
    sentence: '这是 TIFF 图片（扫描件），里面没有可读的文字。请提供原来的 Word、Excel 文件，或带文字的 PDF。',
  },
  { bytes: [0x52, 0x61, 0x72, 0x21], sentence: '这是 RAR 压缩包。请先解压，再逐个检查里面的文件。' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], sentence: '这是 7z 压缩包。请先解压，再逐个检查里面的文件。' },
  { bytes: [0x1f, 0x8b], sentence: '这是 gzip 压缩包。请先解压，再检查里面的文件。' },
  {
    bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66],
    sentence: '这是 RTF 文件。请用 Word 或 WPS 打开，另存为 Word 文档（.docx）后再试。',
  },
];

/** Tells what a file is; throws FileProblem with a sentence for what cannot be read. */
export async function detect(bytes: Uint8Array): Promise<Detected> {
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06]))
    return detectZip(bytes);
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return detectCompound(bytes);
  if (Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).includes('%PDF-'))
    return { format: 'pdf' };
  for (const { bytes: start, sentence } of others) if (startsWith(bytes, start)) throw new FileProblem(sentence);
  const decoded = decodeText(bytes);
  if (!decoded.ok) throw new FileProblem(decoded.error);
  const { text, encoding } = decoded;
  const head = text.slice(0, 4096);
  if (
    /^\s*<\?xml/.test(head) &&
    /<\?mso-application|<pkg:package|<w:wordDocument|urn:schemas-microsoft-com:office:spreadsheet/.test(head)
  )
    throw new FileProblem(
      '这是 Word 或 Excel 的 XML 文件。请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 后再试。',
    );
  if (/^MIME-Version:|^From:.*Saved by/im.test(head.slice(0, 400)) && /multipart\/related|text\/html/i.test(head))
    throw new FileProblem(
      '这是单个文件网页（.mht）。请用浏览器或 Word 打开，另存为网页（.html）或 Word 文档（.docx）后再试。',
    );
  if (isOpenJson(text)) return { format: 'json', text, encoding };
  if (isHtml(text)) return { format: 'html', text: htmlText(bytes, text, encoding), encoding };
  return { format: 'text', text, encoding };
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** True for a text that says it is our open data. */
function isOpenJson(text: string): boolean {
  return /^\s*\{/.test(text) && /"format"\s*:\s*"mingzhang-open-document"/.test(text.slice(0, 2000));
}

/** True for a text that is a web page. */
function isHtml(text: string): boolean {
  return /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,4000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|h1|center|span|style|script|link)[\s>/]/i.test(
    text.slice(0, 8192),
  );
}

/** A page that is no UTF-8 and names another encoding than GBK is decoded as it says. */
function htmlText(bytes: Uint8Array, text: string, encoding: TextEncoding): string {
  if (encoding !== 'GB18030') return text;
  const named = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})/i.exec(text.slice(0, 4096))?.[1];
  if (named === undefined || /^(?:gb|utf)/i.test(named)) return text;
  try {
    return new TextDecoder(named, { fatal: true }).decode(bytes);
  } catch {
    return text;
  }
}

async function detectZip(bytes: Uint8Array): Promise<Detected> {
  const { openArchive } = await import('./archive.ts');
  const archive = openArchive(bytes);
  const has = (pattern: RegExp): boolean => archive.names.some((name) => pattern.test(name));
  if (archive.names.length === 0) throw new FileProblem('这是一个空的压缩包，里面没有文件。请确认选对了文件。');
  if (has(/^word\/document\d*\.xml$/) || (has(/^word\//) && has(/^\[Content_Types\]\.xml$/)))
    return { format: 'docx', archive };
  if (has(/^xl\/workbook\.xml$/)) return { format: 'xlsx', archive };
  if (has(/^xl\/workbook\.bin$/))
    throw new FileProblem(
      '这是 Excel 二进制工作簿（.xlsb）。请用 Excel 或 WPS 打开，另存为 Excel 工作簿（.xlsx）后再试。',
    );
  if (has(/^ppt\//))
    throw new FileProblem('这是 PowerPoint 演示文稿，没有可检查的决算文本。请提供 Word、Excel 或 PDF 文件。');
  if (has(/^(?:OFD\.xml|Doc_0\/)/))
    throw new FileProblem(
      '这是 OFD 版式文件，目前不能读取。请提供生成它的 Word 或 Excel 文件，或转换成带文字的 PDF 后再试。',
    );
  if (has(/^content\.xml$/) && has(/^mimetype$/))
    throw new FileProblem(
      '这是 LibreOffice 的文件（.odt、.ods）。请打开后另存为 Word 文档（.docx）或 Excel 工作簿（.xlsx）再试。',
    );
  throw new FileProblem(`这是一个压缩包，不是 Word 或 Excel 文件。请先解压，再逐个检查里面的文件。${readable}`);
}

/** The older binary files and encrypted new ones share one container; its directory names what is inside, in UTF-16. */
function detectCompound(bytes: Uint8Array): Detected {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const holds = (name: string): boolean => buffer.includes(Buffer.from(name, 'utf16le'));
  if (holds('EncryptedPackage') || holds('DRMEncryptedDataSpace'))
    throw new FileProblem(
      '这个文件设有打开密码（已加密），读不到内容。请用 Word、Excel 或 WPS 打开，去掉密码另存一份后再试。',
    );
  if (holds('WordDocument'))
    throw new FileProblem('这是旧版 Word 文件（.doc、.wps）。请用 Word 或 WPS 打开，另存为 Word 文档（.docx）后再试。');
  if (holds('PowerPoint Document'))
    throw new FileProblem('这是旧版 PowerPoint 演示文稿，没有可检查的决算文本。请提供 Word、Excel 或 PDF 文件。');
  if (holds('Workbook') || holds('Book')) return { format: 'xls' };
  throw new FileProblem(`认不出这是什么文件，可能已损坏。${readable}请用原来的程序打开，另存为其中一种后再试。`);
}
