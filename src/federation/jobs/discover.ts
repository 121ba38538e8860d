import { z } from 'zod';
import { type Answer, BOUNDS, type DiscoverJob, noteAnswer } from '../../domain/discoveries/discover.ts';
import { isBlocked } from '../../domain/moderation/blocked-hosts.ts';
import { kindByIri } from '../../domain/taxonomy/kinds.ts';
import { UserError } from '../../platform/errors.ts';
import { OutboundError } from '../../platform/outbound/outbound-error.ts';
import type { Handler } from '../../platform/queue/worker.ts';
import type { Federation } from '../federation.ts';
import { readJsonObject } from '../inbox/read-body.ts';
import { readActor } from '../json/actor-from-json.ts';
import { isObject } from '../json/context.ts';
import { httpUri, list, sameOrigin } from '../json/read.ts';
import { schemeOf } from '../remote/ask-webfinger.ts';
import { FetchError } from '../remote/fetch-document.ts';
import { canonicalDocument } from '../remote/resolve-actor.ts';
import { saveActor } from '../remote/save-actor.ts';
import { isRefused, oneByOne } from './one-by-one.ts';

const NODEINFO_BYTES = 64 * 1024;
const PAGE_MAX = 200;

const links = z.object({ links: z.array(z.object({ rel: z.string(), href: z.string() })).max(50) });
const nodeInfo = z.object({ metadata: z.object({ actor: z.string() }) });

/** Asks servers who they are and whom they know, one question a message. Whoever says no or nothing is let be. */
export function discoverHandler(federation: Federation): Handler {
  return oneByOne<DiscoverJob>(federation, async (job) => {
    await noteAnswer(federation.domain, job, await ask(federation, job));
  });
}

async function ask(federation: Federation, job: DiscoverJob): Promise<Answer> {
  const nobody = { names: [], isStep: true } as const;
  try {
    if (job.pages !== undefined) return await readPage(federation, job, job.pages);
    return httpUri(job.uri, { allowHttp: federation.allowPrivateAddresses }) === undefined
      ? await askNodeInfo(federation, job.uri)
      : await meet(federation, job.uri);
  } catch (error) {
    if (!isRefused(error) && !(error instanceof OutboundError)) throw error;
    // One that was met already stays found, though its list cannot be read.
    if (job.pages !== undefined) return { ...nobody, state: 'found' };
    if (error instanceof UserError) return { ...nobody, state: 'other' };
    const isSilent =
      error instanceof OutboundError || (error instanceof FetchError && error.failure === 'unavailable');
    return { ...nobody, state: isSilent ? 'silent' : 'refused' };
  }
}

/** Which group lives on a server (NodeInfo, `metadata.actor`): on its own origin alone. */
async function askNodeInfo(federation: Federation, host: string): Promise<Answer> {
  const origin = `${schemeOf(federation, host)}://${host}`;
  const read = async (url: string) => {
    if (await isBlocked(federation.domain.db, host)) return undefined;
    const answer = await federation.outbound.fetch(url, {
      accept: 'application/json',
      maxBytes: NODEINFO_BYTES,
    });
    return answer.status === 200 ? readJsonObject(answer.body) : undefined;
  };
  const { data } = links.safeParse(await read(`${origin}/.well-known/nodeinfo`));
  const href = data?.links.find(({ rel }) => /\/ns\/schema\/2\.\d$/.test(rel))?.href;
  const document = href !== undefined && sameOrigin(href, origin) ? await read(href) : undefined;
  const actor = nodeInfo.safeParse(document).data?.metadata.actor;
  const uri = httpUri(actor, { allowHttp: federation.allowPrivateAddresses });
  const names = uri !== undefined && sameOrigin(uri, origin) ? [uri] : [];
  return { state: 'other', names, isStep: false };
}

/** Who somebody is: a district or network that lets itself be listed is kept, and read on. */
async function meet(federation: Federation, uri: string): Promise<Answer> {
  const { domain, allowPrivateAddresses: allowHttp } = federation;
  const { json } = await canonicalDocument(federation, uri);
  if (json.id !== uri) throw new FetchError('refused', `${uri} leads to another`);
  const { actor: said } = readActor(json, { allowHttp });
  const kind = kindByIri(said.kind ?? '');
  const names = said.memberOf ?? [];
  if (kind !== 'district' && kind !== 'network') return { state: 'other', names, isStep: true };
  if (said.indexable !== true) return { state: 'unlisted', names: [], isStep: true };
  const actor = await domain.db.transaction((tx) => saveActor(tx, federation, json));
  const following = httpUri(json.following, { allowHttp });
  const pages = [following, actor.affiliations ?? undefined].filter(
    (page): page is string => page !== undefined && sameOrigin(page, uri),
  );
  return { state: 'found', actorId: actor.id, names, isStep: true, pages, read: 0 };
}

/** A page of those whom it follows, or who belong to it. */
async function readPage(federation: Federation, job: DiscoverJob, pages: readonly string[]): Promise<Answer> {
  const allowHttp = federation.allowPrivateAddresses;
  const [address = '', ...others] = pages;
  const read = (job.read ?? 0) + 1;
  const { json } = await canonicalDocument(federation, address);
  const page = isObject(json.first) ? json.first : json;
  const names = list(page.orderedItems ?? page.items)
    .slice(0, PAGE_MAX)
    .flatMap((item) => httpUri(isObject(item) ? (item.subject ?? item.id) : item, { allowHttp }) ?? [])
    // Members of its own node are found there.
    .filter((uri) => !sameOrigin(uri, job.uri));
  const next = httpUri(page.next ?? (page === json ? json.first : undefined), { allowHttp });
  const more = next !== undefined && sameOrigin(next, job.uri) && next !== address ? [next] : [];
  // In turns: an endless list keeps nobody from reading the other.
  const rest = read < BOUNDS.pages ? [...others, ...more] : [];
  return { state: 'found', names, isStep: true, pages: rest, read };
}
