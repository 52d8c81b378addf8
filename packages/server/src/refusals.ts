/**
 * The closed list of what the door can refuse, in order of precedence: where several apply, the first one listed is the
 * answer. `docs/reference/refusals.md` lists the same ids in the same order, and a test holds the two together.
 *
 * An answer is an RFC 9457 problem detail whose `type` names the refusal:
 *
 *     { "type": "/api/docs/refusals#file-too-large", "title": "文件过大", "status": 413, "detail": "…" }
 */

interface RefusalMeta {
  readonly status: number;
  /** What happened, in a few Chinese words. */
  readonly title: string;
}

export const refusals = {
  'host-foreign': { status: 421, title: '访问地址不被接受' },
  'origin-foreign': { status: 403, title: '请求来自其他网站' },
  'not-found': { status: 404, title: '没有这个地址' },
  'request-invalid': { status: 400, title: '请求不符合要求' },
  'idempotency-key-invalid': { status: 400, title: '幂等键不符合要求' },
  'upload-not-multipart': { status: 415, title: '不是文件上传' },
  'file-too-large': { status: 413, title: '文件过大' },
  'file-too-many': { status: 400, title: '一次只能上传一个文件' },
  'upload-broken': { status: 400, title: '上传的数据不完整' },
  'file-missing': { status: 400, title: '没有收到文件' },
  'predecessor-not-found': { status: 404, title: '没有要更正的那份文件' },
  'audit-busy': { status: 503, title: '正在处理的文件太多' },
  'audit-timeout': { status: 503, title: '检查超过时限' },
  'audit-crashed': { status: 500, title: '检查意外中断' },
  'document-unreadable': { status: 422, title: '文件无法读取' },
  'idempotency-key-reused': { status: 422, title: '幂等键已用于另一次请求' },
  'document-not-found': { status: 404, title: '没有这份文件' },
  'finding-not-found': { status: 404, title: '文件中没有这条发现' },
  'department-unknown': { status: 404, title: '没有写明是哪个部门' },
  'books-of-year-missing': { status: 404, title: '那一年没有账簿' },
  'statement-cell-unknown': { status: 404, title: '报表没有这一格' },
  'reason-missing': { status: 422, title: '没有写明理由' },
  'reason-too-long': { status: 422, title: '理由过长' },
  'set-aside-not-found': { status: 404, title: '这条发现没有被搁置' },
  'not-ready': { status: 503, title: '系统尚未就绪' },
  'internal-error': { status: 500, title: '系统内部错误' },
} as const satisfies Record<string, RefusalMeta>;

export type RefusalId = keyof typeof refusals;

/** A command that cannot be carried out. Thrown inside a request and turned into its answer by the error handler only. */
export class Refusal extends Error {
  readonly id: RefusalId;
  /** Seconds after which it is worth trying again. */
  readonly retryAfter: number | undefined;

  /** `detail` is a complete Chinese sentence: what happened, why it matters, what to do next. */
  constructor(id: RefusalId, detail: string, options: { readonly retryAfter?: number; readonly cause?: unknown } = {}) {
    super(detail, { cause: options.cause });
    this.name = 'Refusal';
    this.id = id;
    this.retryAfter = options.retryAfter;
  }
}

/** RFC 9457 problem details. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
}

/** The address of a refusal's description; relative, so that it holds wherever we are served. */
export function refusalType(id: RefusalId): string {
  return `/api/docs/refusals#${id}`;
}

export function problemOf(id: RefusalId, detail: string): Problem {
  return { type: refusalType(id), title: refusals[id].title, status: refusals[id].status, detail };
}
