import { sql } from 'drizzle-orm';
import { operator } from '../../src/domain/caller.ts';
import type { Domain } from '../../src/domain/domain.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { nodeActors } from '../../src/domain/node/node-reads.ts';
import { type Comune, searchComuni } from '../../src/domain/places/places.ts';
import { cellOf, positionOf } from '../../src/domain/places/position.ts';
import { categoryBySlug } from '../../src/domain/taxonomy/categories.ts';
import { KINDS, MEMBER_KINDS } from '../../src/domain/taxonomy/kinds.ts';
import { SECTOR_SLUGS, sectorBySlug } from '../../src/domain/taxonomy/sectors.ts';
import { offerNote } from './offer-note.ts';
import { offerText, oftenFirst, oneOf, randomNumbers } from './offer-texts.ts';

const MEMBERS = 500;
const AT_A_TIME = 5000;
const YEAR_MS = 365 * 86_400_000;
const OPEN_MS = 90 * 86_400_000;

export interface Owner {
  readonly id: string;
  readonly uri: string;
  readonly name: string;
  readonly origin: string;
  readonly groupId: string;
  readonly groupUri: string;
  readonly comune: Comune;
}

/**
 * A catalogue of `count` open offers and requests (one in four) over a year, of 500 members and of `elsewhere` owners in
 * `districts` other districts. Rows are written in bulk, as they are when offers come one by one:
 * `test/federation/catalogue-seed.test.ts` compares them.
 */
export async function seedCatalogue(
  domain: Domain,
  { count, elsewhere, districts }: { count: number; elsewhere: number; districts: number },
): Promise<void> {
  const random = randomNumbers(20_261_001);
  const towns = someTowns();
  const owners = await seedOwners(domain, { elsewhere, districts }, towns, random);
  const now = domain.clock.now().getTime();
  const indexes = await dropIndexes(domain);
  for (let done = 0; done < count; done += AT_A_TIME) {
    const rows = Array.from({ length: Math.min(AT_A_TIME, count - done) }, (_, n) =>
      offerRow(domain, oneOf(owners, random), now - YEAR_MS * (1 - (done + n) / count), towns, random),
    );
    await insertOffers(domain, rows);
  }
  for (const { definition } of indexes) await domain.db.execute(sql.raw(definition));
  await domain.db.execute(sql`VACUUM ANALYZE`);
}

export function someTowns(): Comune[] {
  return ['Prato', 'Firenze', 'Pistoia', 'Empoli', 'Lucca', 'Siena', 'Trento', 'Roma', 'Milano', 'Como']
    .concat('abcefglmnoprstuv'.split(''))
    .flatMap((prefix) => searchComuni(prefix, prefix.length === 1 ? 30 : 1));
}

/** Made anew over all the rows, the indexes take a fraction of the time that they take row by row. */
async function dropIndexes(domain: Domain) {
  const indexes = await domain.db.execute<{ name: string; definition: string }>(sql`
    SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
    FROM pg_index WHERE indrelid IN ('posts'::regclass, 'proposals'::regclass) AND NOT indisunique`);
  for (const { name } of indexes) await domain.db.execute(sql.raw(`DROP INDEX ${name}`));
  return indexes;
}

async function seedOwners(
  domain: Domain,
  { elsewhere, districts }: { elsewhere: number; districts: number },
  towns: readonly Comune[],
  random: () => number,
): Promise<Owner[]> {
  const { group } = await nodeActors(domain.db);
  const owners: Owner[] = [];
  for (let n = 0; n < MEMBERS; n++) {
    const comune = oftenFirst(towns, random);
    const name = `Realtà ${n} di ${comune.name}`;
    const kind = oftenFirst(MEMBER_KINDS, random);
    const input = {
      handle: `realta_${n}`,
      name,
      kind,
      comune: comune.istat,
      shows: ['kind', 'place'] as const,
    };
    const { id, uri } = await addMember(domain, operator, {
      ...input,
      shows: [...input.shows],
      listed: true,
    });
    const own = { origin: domain.addresses.origin, groupId: group.id, groupUri: group.uri };
    owners.push({ ...own, id, uri, name, comune });
  }
  for (let n = 0; n < elsewhere; n++) {
    const district = n % districts;
    const origin = `https://distretto${district}.example`;
    const comune = oftenFirst(towns, random);
    const kind = n < districts ? 'district' : oftenFirst(MEMBER_KINDS, random);
    const id = domain.ids();
    const uri = `${origin}/actors/${n}`;
    const name = n < districts ? `DES ${comune.name}` : `Realtà ${n} di ${comune.name}`;
    await domain.db.execute(sql`
      INSERT INTO actors (id, uri, type, host, handle, name, url, kind, inbox, indexable, discoverable, created_at, updated_at)
      VALUES (${id}, ${uri}, ${KINDS[kind].actorType}, ${new URL(origin).host}, ${`realta_${n}`},
        ${name}, ${`${origin}/@realta_${n}`}, ${KINDS[kind].iri}, ${`${uri}/inbox`}, true, true, now(), now())`);
    const owner = { id, uri };
    const group = owners[MEMBERS + district] ?? owner;
    owners.push({ ...owner, name, origin, groupId: group.id, groupUri: group.uri, comune });
  }
  return owners;
}

export type OfferRow = ReturnType<typeof offerRow>;
export type OfferFacts = ReturnType<typeof offerFacts>;

/** A row for all the tables of an offer, with what came of it where it is not ours. */
export function offerRow(...[domain, owner, ...rest]: Parameters<typeof offerFacts>) {
  const facts = offerFacts(domain, owner, ...rest);
  return { ...facts, received: facts.own ? null : offerNote(facts, owner) };
}

function offerFacts(
  domain: Domain,
  owner: Owner,
  publishedMs: number,
  towns: readonly Comune[],
  random: () => number,
) {
  const id = domain.ids();
  const { title, text, category: slug } = offerText(random);
  const category = categoryBySlug(slug);
  const sectors = [...new Set([category.sector, oftenFirst(SECTOR_SLUGS, random)])];
  const comune = random() < 0.7 ? owner.comune : oftenFirst(towns, random);
  const { latitude, longitude } = comune;
  const place = latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
  const purpose = random() < 0.25 ? 'request' : 'offer';
  const own = owner.origin === domain.addresses.origin;
  const towned = [comune.name, comune.province, comune.region];
  return {
    id,
    uri: `${owner.origin}/objects/${id}`,
    url: `${owner.origin}/offerte/${id}`,
    actor_id: owner.id,
    group_id: owner.groupId,
    own,
    title,
    text,
    content: `<p>${text}</p>`,
    published_at: new Date(publishedMs).toISOString(),
    expires_at: new Date(domain.clock.now().getTime() + OPEN_MS).toISOString(),
    purpose,
    tags: [purpose === 'offer' ? 'offro' : 'cerco', slug.replaceAll('-', '')],
    conforms_to: category.iri,
    classified_as: sectors.map((sector) => sectorBySlug(sector).iri),
    sectors,
    comune: comune.name,
    province: comune.province,
    region: comune.region,
    postal_code: comune.postalCode,
    latitude,
    longitude,
    position: place === undefined ? null : positionOf(place),
    cell: place === undefined ? null : cellOf(place),
    // In the order of the use case, and of what is received.
    about: (own
      ? [owner.name, ...[slug, ...sectors].map((word) => word.replaceAll('-', ' ')), ...towned]
      : [owner.name, ...towned, ...sectors]
    ).join(' '),
    amount: (1 + Math.floor(random() * 400) / 10).toFixed(2),
    image: random() < 0.5,
  };
}

export async function insertOffers(domain: Domain, rows: readonly OfferRow[]): Promise<void> {
  await domain.db.transaction(async (tx) => {
    await tx.execute(sql`
      CREATE TEMPORARY TABLE batch ON COMMIT DROP AS
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (id bigint, uri text, url text,
        actor_id bigint, group_id bigint, own boolean, title text, text text, content text, published_at timestamptz,
        expires_at timestamptz, received jsonb, purpose text, tags text[], conforms_to text, classified_as text[],
        sectors text[], comune text, province text, region text, postal_code text, latitude float8, longitude float8,
        position cube, cell integer, about text, amount numeric, image boolean)`);
    await tx.execute(sql`
      INSERT INTO posts (id, uri, url, actor_id, kind, visibility, title, content, source, language, tags, audience_id,
        conversation_id, published_at, received)
      SELECT id, uri, url, actor_id, 'proposal', 'public', title, content, CASE WHEN own THEN text END, 'it', tags,
        group_id, id, published_at, received
      FROM batch`);
    await tx.execute(sql`
      INSERT INTO proposals (post_id, owner_id, group_id, own, public, purpose, state, action, unit_based, negotiable,
        conforms_to, classified_as, sectors, unit, quantity, available, comune, province, region, postal_code, country,
        latitude, longitude, position, cell, returns, expires_at, published_at, search)
      SELECT id, actor_id, group_id, own, true, purpose, 'open', 'transfer', true, false,
        conforms_to, classified_as, sectors, 'kilogram', 5, 200, comune, province, region, postal_code, 'IT',
        latitude, longitude, position, cell, '{euro}', expires_at, published_at,
        setweight(to_tsvector('italian_unaccented', title), 'A')
          || setweight(to_tsvector('italian_unaccented', about), 'B') || to_tsvector('italian_unaccented', text)
      FROM batch`);
    await tx.execute(sql`
      INSERT INTO reciprocals (post_id, position, action, conforms_to, unit, amount)
      SELECT id, 0, 'transfer', 'https://www.wikidata.org/wiki/Q4916', 'one', amount FROM batch`);
    await tx.execute(sql`
      INSERT INTO post_images (id, post_id, position, url, media_type, alt, width, height)
      SELECT id, id, 0, url || '.jpg', 'image/jpeg', title, 1200, 800 FROM batch WHERE image`);
  });
}
