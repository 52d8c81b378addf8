/** Takes one uploaded file and the form's text fields out of a multipart request. */
import { type FastifyRequest } from 'fastify';
import { Refusal } from './refusals.ts';

/** Largest file that is taken: 64 MB. */
export const uploadLimit = 64 * 1024 * 1024;

/** What the form's own lines and headers may add to the file. */
const formAllowance = 1024 * 1024;

export interface Upload {
  readonly bytes: Buffer;
  /** The name as sent; a label at most, see `fileLabel`. */
  readonly name: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** Throws the upload-… and file-… refusals; the file is in memory, nothing is written to disk. */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > uploadLimit + formAllowance) throw tooLarge();
  if (!request.isMultipart()) {
    throw new Refusal(
      'upload-not-multipart',
      '没有收到文件：请求不是 multipart/form-data。请以表单上传，把文件放在 file 一栏。',
    );
  }
  let file: { readonly bytes: Buffer; readonly name: string } | null = null;
  const fields = new Map<string, string>();
  try {
    for await (const part of request.parts({
      limits: { fileSize: uploadLimit, files: 1, fields: 8, fieldSize: 4096 },
    })) {
      if (part.type === 'file') file = { bytes: await part.toBuffer(), name: part.filename ?? '' };
      else fields.set(part.fieldname, String(part.value));
    }
  } catch (error) {
    throw refusalOf(error);
  }
  if (file === null) throw new Refusal('file-missing', '表单里没有文件。请选择一份文件，放在 file 一栏再上传。');
  return { ...file, fields };
}

function tooLarge(): Refusal {
  return new Refusal(
    'file-too-large',
    '文件超过 64 MB，没有接收。决算公开的文本通常不到 1 MB；请确认选对了文件，或用命令行 mingzhang audit 检查大文件。',
  );
}

function refusalOf(error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'FST_REQ_FILE_TOO_LARGE':
      return tooLarge();
    case 'FST_FILES_LIMIT':
      return new Refusal('file-too-many', '一次请求里有多个文件，都没有保存。请每次请求只上传一个文件。');
    default:
      return new Refusal('upload-broken', '上传的数据不完整，文件没有保存。可能是传输中断；请重新上传。');
  }
}
