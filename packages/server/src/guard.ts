/**
 * Who may knock. Mingzhang listens on this machine, or under the origins that an administrator has named, but a web page open in
 * the same browser can still send requests here; so a foreign `Host` (DNS rebinding: another site's name made to point at 127.0.0.1) and a foreign `Origin` (forged
 * requests) are refused before anything is read.
 */
import { Refusal } from './refusals.ts';

const localNames = new Set(['localhost', '127.0.0.1', '[::1]']);

interface Knock {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** The browser's own word on where the request comes from (Sec-Fetch-Site, Sec-Fetch-Mode). */
  readonly fetchSite: string | undefined;
  readonly fetchMode: string | undefined;
}

/** Throws the refusals host-foreign and origin-foreign. `origins` are those that others reach us by, as `https://mz.example`. */
export function admit(knock: Knock, origins: readonly string[]): void {
  const { host, origin } = knock;
  const named = origins.filter((one) => new URL(one).host === host?.toLowerCase());
  if (host === undefined || (named.length === 0 && !localNames.has(hostName(host)))) {
    const names = ['127.0.0.1', 'localhost', ...origins.map((one) => new URL(one).host)].join('、');
    throw new Refusal(
      'host-foreign',
      `本系统只接受以 ${names} 为名的访问，以防别的网站冒用地址读取这里的内容。请用启动时打印的地址打开。`,
    );
  }
  const own = named.length > 0 ? named : [`http://${host.toLowerCase()}`];
  const foreign =
    (origin !== undefined && !own.includes(origin.toLowerCase())) ||
    ((knock.fetchSite === 'cross-site' || knock.fetchSite === 'same-site') &&
      !(knock.method === 'GET' && knock.fetchMode === 'navigate'));
  if (foreign) {
    throw new Refusal('origin-foreign', '这个请求是别的网站发来的，为防冒名操作没有执行。请在明账自己的页面上操作。');
  }
}

/** True if the browser reaches us by this host over an encrypted connection: a proxy before us holds its end. */
export function isEncrypted(host: string | undefined, origins: readonly string[]): boolean {
  return origins.some((one) => one.startsWith('https:') && new URL(one).host === host?.toLowerCase());
}

function hostName(host: string): string {
  return /^(?<name>\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/.exec(host.toLowerCase())?.groups?.name ?? '';
}

/**
 * Headers of every answer. Scripts, styles and connections from ourselves only; the page's own style elements carry `nonce`,
 * because the component library writes its styles at run time.
 */
export function securityHeaders(nonce: string | null): Readonly<Record<string, string>> {
  const style = nonce === null ? "'self'" : `'self' 'nonce-${nonce}'`;
  return {
    'content-security-policy': [
      "default-src 'self'",
      `style-src ${style}`,
      "img-src 'self' data:",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}
