import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import type { Id } from '../../platform/ids.ts';
import { coordinatorPersons } from '../accounts/account-reads.ts';
import { actors } from '../actors/actor.table.ts';
import type { Domain } from '../domain.ts';
import { nodeActors } from '../node/node-reads.ts';
import { sendNotice } from '../notices/send-notice.ts';
import { posts } from '../posts/post.table.ts';
import { matches as findable } from '../proposals/catalogue.ts';
import { proposals } from '../proposals/proposal.table.ts';
import { KINDS } from '../taxonomy/kinds.ts';
import { convertExact, parseUnit } from '../taxonomy/units.ts';
import { matches, matchRound } from './match.table.ts';

/** Requests looked at in one turn. */
const BATCH = 40;
/** Offers that are looked at for one request, and that are proposed for it. */
const LOOKED_AT = 100;
const PROPOSED = 3;
/** Coordinators hear of so many a day; the page has them all. */
const TOLD_A_DAY = 10;
const DAY_MS = 86_400_000;
/** So many words of a title are looked for. */
const WORDS = 6;
/** What many titles have and none is about. */
const COMMON =
  'cerco cerchiamo cercasi cercano offro offriamo vendo vendiamo dono doniamo bio biologico biologica biologici ' +
  'cassetta cassette sacco sacchi latta vasetto vasetti confezione pezzo pezzi litri litro ore ora giorno settimana ' +
  'mese nuovo nuova fresco fresca locale artigianale insieme prezzo qualche zona entro';

interface Found {
  readonly requestId: Id;
  readonly offerId: Id;
  readonly reason: 'category' | 'words';
  readonly kilometres: number | null;
  readonly requestUnit: string | null;
  readonly offerUnit: string | null;
}

/**
 * Looks for offers of other districts for the next open requests, one of the two being ours unless this is a network.
 * When all have had their turn it begins again: what came since is found then.
 * @returns how many requests had their turn
 */
export async function findMatches(domain: Domain): Promise<number> {
  return domain.db.transaction(async (tx) => {
    // Of several processes one looks.
    const [lock] = await tx.execute<{ free: boolean }>(
      sql`SELECT pg_try_advisory_xact_lock(hashtext('distretto matches')) AS free`,
    );
    if (lock?.free !== true) return 0;
    const asked = await nextRequests(tx);
    if (asked.length > 0) {
      const { group } = await nodeActors(tx);
      const found = await offersFor(
        tx,
        asked.map(({ id }) => id),
        group.kind === KINDS.network.iri,
      );
      await remember(tx, domain, found);
    }
    await tellCoordinators(tx, domain);
    return asked.length;
  });
}

async function nextRequests(tx: Transaction): Promise<{ id: Id; publishedAt: Date }[]> {
  const [round] = await tx.select().from(matchRound);
  const asked = await tx
    .select({ id: proposals.postId, publishedAt: proposals.publishedAt })
    .from(proposals)
    .innerJoin(actors, eq(actors.id, proposals.ownerId))
    .where(
      and(
        findable({ purpose: 'request' }),
        round &&
          sql`(${proposals.publishedAt}, ${proposals.postId}) > (${sql.param(round.publishedAt, proposals.publishedAt)}, ${round.requestId}::bigint)`,
      ),
    )
    .orderBy(asc(proposals.publishedAt), asc(proposals.postId))
    .limit(BATCH);
  const last = asked.at(-1);
  if (last === undefined || asked.length < BATCH) await tx.delete(matchRound);
  else {
    const at = { publishedAt: last.publishedAt, requestId: last.id };
    await tx.insert(matchRound).values(at).onConflictDoUpdate({ target: matchRound.one, set: at });
  }
  return asked;
}

/**
 * The nearest offers about the same, then those with two words of the title in common: the index of words finds them by
 * pairs, so that no common word brings all there is.
 */
async function offersFor(tx: Transaction, requestIds: readonly Id[], isNetwork: boolean): Promise<Found[]> {
  const side = isNetwork ? sql`true` : sql`o.own <> r.own`;
  const rows = await tx.execute<Row>(sql`
    SELECT r.post_id::text AS "requestId", found.id::text AS "offerId", found.reason,
      round(found.distance)::int AS kilometres, r.unit AS "requestUnit", found.unit AS "offerUnit"
    FROM ${proposals} r
    CROSS JOIN LATERAL (
      SELECT string_agg(format('%L:A & %L:A', a.word, b.word), ' | ') AS query
      FROM ${titleWords} a JOIN ${titleWords} b ON a.word < b.word OR (SELECT count(*) FROM ${titleWords} c) = 1
    ) AS words
    CROSS JOIN LATERAL (
      SELECT DISTINCT ON (id) id, unit, distance, reason FROM (
        (SELECT o.post_id AS id, o.unit, o.position <-> r.position AS distance, 'category' AS reason
          FROM ${proposals} o WHERE o.conforms_to = r.conforms_to AND ${open} AND ${side}
          ORDER BY o.position <-> r.position LIMIT ${LOOKED_AT})
        UNION ALL
        (SELECT o.post_id, o.unit, o.position <-> r.position, 'words'
          FROM ${proposals} o WHERE o.search @@ words.query::tsquery AND ${open} AND ${side}
          LIMIT ${LOOKED_AT})) AS either
      ORDER BY id, reason) AS found
    WHERE ${inArray(sql`r.post_id`, [...requestIds])}
    ORDER BY r.post_id, found.reason, found.distance NULLS LAST, found.id DESC`);
  return [...rows];
}

type Row = Found & Record<string, unknown>;

/** An offer that may meet the request `r`, of somebody in another district. */
const open = sql`o.state = 'open' AND o.public AND o.purpose = 'offer' AND o.action = r.action
  AND o.owner_id <> r.owner_id AND o.group_id IS DISTINCT FROM r.group_id
  AND EXISTS (SELECT FROM ${actors} a WHERE a.id = o.owner_id AND a.suspended_at IS NULL AND (o.own OR a.indexable))`;

/** The words of the title of `r`, weighted A in what is searched, without those that say nothing of it. */
const titleWords = sql`(SELECT lexeme AS word FROM unnest(r.search) WHERE 'A' = ANY(weights)
  AND lexeme ~ '^[a-z]{3,}$' AND NOT lexeme = ANY(tsvector_to_array(to_tsvector('italian_unaccented', ${COMMON})))
  ORDER BY lexeme LIMIT ${WORDS})`;

/** The best few for each request, in units that convert; a pair that is known stays as it is. */
async function remember(tx: Transaction, domain: Domain, found: readonly Found[]): Promise<void> {
  const best = [...Map.groupBy(found.filter(fits), ({ requestId }) => requestId).values()].flatMap((offers) =>
    offers.slice(0, PROPOSED),
  );
  if (best.length === 0) return;
  const foundAt = domain.clock.now();
  await tx
    .insert(matches)
    .values(
      best.map(({ requestId, offerId, reason, kilometres }) => ({
        id: domain.ids(),
        requestId,
        offerId,
        reason,
        kilometres,
        foundAt,
      })),
    )
    .onConflictDoNothing();
}

/** Pieces may be of any size; hours are no kilos. */
function fits({ requestUnit, offerUnit }: Found): boolean {
  const [asked, offered] = [requestUnit, offerUnit].map((unit) => parseUnit(unit ?? 'one')?.code ?? 'one');
  if (asked === undefined || offered === undefined || asked === offered) return true;
  if (asked === 'one' || offered === 'one') return asked !== 'hour' && offered !== 'hour';
  return convertExact('1', asked, offered) !== undefined;
}

/** Once for each pair, and not too many on one day. */
async function tellCoordinators(tx: Transaction, domain: Domain): Promise<void> {
  const now = domain.clock.now();
  const lately = new Date(now.getTime() - DAY_MS);
  const told = await tx.$count(matches, gt(matches.toldAt, lately));
  if (told >= TOLD_A_DAY) return;
  const untold = await tx
    .select({ id: matches.id, title: posts.title })
    .from(matches)
    .innerJoin(posts, eq(posts.id, matches.requestId))
    .where(and(isNull(matches.toldAt), isNull(matches.dismissedAt)))
    .orderBy(asc(matches.id))
    .limit(TOLD_A_DAY - told);
  if (untold.length === 0) return;
  const coordinatorIds = await coordinatorPersons(tx);
  for (const { id, title } of untold) {
    await sendNotice(tx, domain, coordinatorIds, {
      kind: 'match-found',
      title: title ?? '',
      path: `/abbinamenti#m-${id}`,
    });
  }
  await tx
    .update(matches)
    .set({ toldAt: now })
    .where(
      inArray(
        matches.id,
        untold.map(({ id }) => id),
      ),
    );
}
