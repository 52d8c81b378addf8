/** Whether the server may be reached from other machines than its own. Pure. */
import { type Refused, refuse } from './refusals.ts';

interface ExposureFacts {
  /** The address to listen on: MINGZHANG_HOST. */
  readonly host: string;
  /** MINGZHANG_ORIGIN: what browsers show in their address line, separated by commas. */
  readonly origins: string;
  /** True if somebody who is not of the demonstration can manage people. */
  readonly administrator: boolean;
}

export interface Exposure {
  readonly exposed: boolean;
  readonly origins: readonly string[];
}

const loopback = /^(?:127(?:\.\d{1,3}){3}|::1|localhost)$/;

/** Under which origins the server answers; only this machine's own names where it is not exposed. */
export function decideExposure({ host, origins, administrator }: ExposureFacts): Exposure | Refused {
  const named: string[] = [];
  for (const word of origins
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '')) {
    const origin = originOf(word);
    if (origin === null) {
      return refuse(
        'origin-malformed',
        `MINGZHANG_ORIGIN 里的“${word}”不是网址，不能启动。请写浏览器地址栏里的开头一段，如 https://mz.example 或 http://10.1.2.3:8080，不带路径；几个之间用逗号。`,
      );
    }
    named.push(origin);
  }
  const elsewhere = !loopback.test(host);
  if (!elsewhere && named.length === 0) return { exposed: false, origins: [] };
  if (named.length === 0) {
    return refuse(
      'origin-missing',
      `MINGZHANG_HOST=${host} 让其他机器也能访问，但没有写明它们用什么网址，不能启动。请同时设 MINGZHANG_ORIGIN，如 http://10.1.2.3:8080。`,
    );
  }
  if (!administrator) {
    return refuse(
      'administrator-missing',
      '对其他机器开放之前，须先有一位系统管理员（示范人员不算），不能启动。请先在本机运行：npx mingzhang people add --name 姓名 --sign-in 登录名 --role administrator。',
    );
  }
  return { exposed: true, origins: named };
}

function originOf(word: string): string | null {
  if (!URL.canParse(word)) return null;
  const { protocol, origin, pathname, search, hash, username } = new URL(word);
  const plain = pathname === '/' && search === '' && hash === '' && username === '';
  return plain && (protocol === 'http:' || protocol === 'https:') ? origin : null;
}
