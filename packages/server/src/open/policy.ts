/** What a browser may do with a public page: show it in its own style, and nothing else. */
import { createHash } from 'node:crypto';
import { htmlStyle } from '@mingzhang/documents/write';

/** Nothing but the styles named is loaded, nothing runs, and nobody frames it. */
export function policy(styles: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      `style-src ${styles}`,
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'cache-control': 'no-cache',
  };
}

/** Of a written document, which carries its style within. */
export const documentPolicy = policy(
  `'self' 'sha256-${createHash('sha256').update(`\n${htmlStyle}\n`).digest('base64')}'`,
);
