/**
 * The open portal: what has been published, for anybody. No sign-in, no cookie, no script; only published versions are read, and
 * a page's policy lets the browser load nothing but the portal's own style.
 */
import {
  addressesOf,
  findFile,
  findOpenFigure,
  findOpenVersion,
  listOpen,
  type OpenVersionFull,
  searchOpen,
} from '@mingzhang/bureau';
import { writeHtml } from '@mingzhang/documents/write';
import { type FastifyReply } from 'fastify';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type RouteContext } from '../routes/context.ts';
import {
  addressOf,
  bureauPage,
  changesPage,
  documentHead,
  figurePage,
  indexPage,
  missingPage,
  searchPage,
  wordsIn,
  yearsOf,
} from './pages.ts';
import { documentPolicy, policy } from './policy.ts';
import { openStyle } from './style.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
};

const searchLimit = 50;

/** Whole pages of published documents that are kept at hand: they never change. */
const pagesKept = 50;

const hidden = { schema: { hide: true } };
const department = z.string().min(1).max(100);
const year = z.coerce.number().int().min(2000).max(2099);
const number = z.coerce.number().int().min(1).max(999);
const ofVersion = z.object({ department, year, number });

export const openRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  const pages = new Map<string, string>();

  app.get('/open/style.css', hidden, (_request, reply) =>
    reply.header('cache-control', 'max-age=3600').type('text/css; charset=utf-8').send(openStyle),
  );

  app.get('/open', hidden, async (_request, reply) => answer(reply, indexPage(await listOpen(db))));

  app.get('/open/search', hidden, async (request, reply) => {
    const asked = z
      .object({ q: z.string().catch(''), year: z.union([year, z.literal('')]).catch('') })
      .parse(request.query);
    const words = [...asked.q].slice(0, 100).join('');
    const of = asked.year === '' ? null : asked.year;
    const years = yearsOf(await listOpen(db));
    const found = await searchOpen(db, { words: wordsIn(words), year: of, limit: searchLimit });
    return answer(reply, searchPage({ words, year: of, years }, found));
  });

  app.get('/open/:department', hidden, async (request, reply) => {
    const params = z.object({ department }).safeParse(request.params);
    const versions = params.success ? await listOpen(db, params.data.department) : [];
    const [first] = versions;
    return first === undefined ? missing(reply) : answer(reply, bureauPage(versions, first.name));
  });

  app.get('/open/:department/:year', hidden, async (request, reply) => {
    const params = z.object({ department, year }).safeParse(request.params);
    const versions = params.success ? await listOpen(db, params.data.department) : [];
    const latest = versions.find((one) => params.success && one.year === params.data.year);
    return latest === undefined ? missing(reply) : reply.redirect(addressOf(latest), 302);
  });

  app.get('/open/:department/:year/:number', hidden, async (request, reply) => {
    const version = await versionIn(request.params);
    if (version === null) return missing(reply);
    // The head tells of later versions, so that it is part of what is kept.
    const key = `${version.id} ${version.versions.length}`;
    const kept = pages.get(key) ?? documentPage(version);
    pages.delete(key);
    pages.set(key, kept);
    const [oldest] = pages.keys();
    if (pages.size > pagesKept && oldest !== undefined) pages.delete(oldest);
    return answer(reply, kept, documentPolicy);
  });

  app.get('/open/:department/:year/:number/changes', hidden, async (request, reply) => {
    const version = await versionIn(request.params);
    return version === null ? missing(reply) : answer(reply, changesPage(version));
  });

  app.get('/open/:department/:year/:number/figures/:address', hidden, async (request, reply) => {
    const params = ofVersion
      .extend({ address: z.string().regex(/^\d{1,6}(?:\.\d{1,6}){1,2}$/) })
      .safeParse(request.params);
    const figure = params.success ? await findOpenFigure(db, params.data) : null;
    return figure === null ? missing(reply) : answer(reply, figurePage(figure));
  });

  app.get('/open/:department/:year/:number/files/:format', hidden, async (request, reply) => {
    const params = z.object({ format: z.string().max(10) }).safeParse(request.params);
    const version = await versionIn(request.params);
    const format = params.success ? params.data.format : '';
    const file =
      version === null ? null : await findFile(db, { department: version.department, id: version.id, format });
    if (file === null) return missing(reply);
    return reply
      .headers(policy("'none'"))
      .type(mediaTypes[format] ?? 'application/octet-stream')
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
      .send(file.bytes);
  });

  async function versionIn(params: unknown): Promise<OpenVersionFull | null> {
    const parsed = ofVersion.safeParse(params);
    return parsed.success ? findOpenVersion(db, parsed.data) : null;
  }
};

function documentPage(version: OpenVersionFull): string {
  const addresses = addressesOf(version.document);
  const own = addressOf(version);
  return writeHtml(version.document, {
    hrefOf: (figure) => {
      const address = addresses.get(figure);
      return address === undefined ? null : `${own}/figures/${address}`;
    },
    around: { head: '<link rel="stylesheet" href="/open/style.css">', before: documentHead(version) },
  });
}

function answer(reply: FastifyReply, html: string, headers = policy("'self'")): FastifyReply {
  return reply.headers(headers).type('text/html; charset=utf-8').send(html);
}

function missing(reply: FastifyReply): FastifyReply {
  return answer(reply.code(404), missingPage());
}
