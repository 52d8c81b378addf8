/** Looks up parameters of a place and day for a reckoning, and remembers what is missing or unconfirmed. */
import { type AreaId, type DateText, type ParameterSet } from '@mingzhang/kernel';
import { type ContributionRefused, refuse } from './refusals.ts';

export class ContributionLookUp {
  readonly #set: ParameterSet;
  readonly #area: AreaId;
  readonly #day: DateText;
  readonly #missing: string[] = [];
  readonly #unconfirmed: string[] = [];

  constructor(set: ParameterSet, area: AreaId, day: DateText) {
    this.#set = set;
    this.#area = area;
    this.#day = day;
  }

  number(key: string): number {
    const value = this.#value(key);
    return typeof value === 'number' ? value : 0;
  }

  word(key: string): string {
    return String(this.#value(key) ?? '');
  }

  has(key: string): boolean {
    return this.#set.find(this.#area, key, this.#day).kind !== 'not-covered';
  }

  missing(what: string): void {
    this.#missing.push(what);
  }

  refusal(what: string): ContributionRefused | null {
    const where = `${this.#area} ${this.#day} ${what}`;
    if (this.#missing.length > 0) {
      return refuse(
        'not-covered',
        `${where}没有适用的规定：缺少${this.#missing.join('、')}。确有规定的，先把文件录入参数。`,
      );
    }
    if (this.#unconfirmed.length > 0) {
      return refuse(
        'parameter-unconfirmed',
        `${where}要用的参数还没有人确认：${this.#unconfirmed.join('、')}。请在参数页核对文件、署名确认后再算。`,
      );
    }
    return null;
  }

  #value(key: string): number | string | null {
    const found = this.#set.find(this.#area, key, this.#day);
    switch (found.kind) {
      case 'in-force':
        return found.value;
      case 'unconfirmed':
        this.#unconfirmed.push(`${found.row.name}（${found.row.value === null ? '数值未知' : '草稿'}）`);
        return null;
      case 'not-covered':
        this.#missing.push(key);
        return null;
    }
  }
}
