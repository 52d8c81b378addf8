/**
 * What the confirming of parameters and the trials refuse: a closed list, in order of precedence.
 * `docs/reference/refusals-parameters.md` lists the same, and a test holds the two together. That who enters and who confirms are one
 * person is refused by `access`; what the rules themselves do not cover by `policy`.
 */
export const parameterRefusals = {
  'entry-unknown': '没有这条录入',
  'row-unknown': '没有这一行参数',
  'row-solid': '这一行已有依据',
  'confirmed-already': '已经确认过',
  'value-malformed': '数值不合单位',
  'document-malformed': '文件没有写明',
  'supposed-unknown': '假设的参数不在本地',
  'supposed-malformed': '假设值不合单位',
} as const;

export type ParameterRefusalId = keyof typeof parameterRefusals;

export interface ParameterRefusal {
  readonly id: ParameterRefusalId;
  /** Chinese, for whoever entered it: what happened, with the values, and what to do. */
  readonly message: string;
}

export type ParameterRefused = { readonly refusal: ParameterRefusal };

export function refuse(id: ParameterRefusalId, message: string): ParameterRefused {
  return { refusal: { id, message } };
}
