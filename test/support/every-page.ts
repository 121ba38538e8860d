import type { Actor } from '../../src/domain/actors/actor.table.ts';
import { respond } from '../../src/domain/agreements/respond.ts';
import { publishAnnouncement } from '../../src/domain/announcements/publish-announcement.ts';
import { issueAttestation } from '../../src/domain/attestations/issue-attestation.ts';
import { operator } from '../../src/domain/caller.ts';
import { openDecision } from '../../src/domain/decisions/open-decision.ts';
import type { Domain } from '../../src/domain/domain.ts';
import { publishEvent } from '../../src/domain/events/publish-event.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { openOrder } from '../../src/domain/orders/open-order.ts';
import { draftPact } from '../../src/domain/pacts/draft-pact.ts';
import { publishProposal } from '../../src/domain/proposals/publish-proposal.ts';
import { EURO } from '../../src/domain/taxonomy/resources.ts';
import { dayOf } from '../../src/platform/day.ts';
import type { Browser } from './web.ts';

const DAY_MS = 86_400_000;

/** One of each thing that a district has pages for. Answers its two members. */
export async function oneOfEach(domain: Domain): Promise<{ farm: Actor; gas: Actor }> {
  const facts = { comune: 'Prato', shows: ['kind', 'place', 'sectors'], sectors: ['filiera-corta'] } as const;
  const add = (handle: string, name: string, kind: 'enterprise' | 'buying-group') =>
    addMember(domain, operator, {
      ...facts,
      handle,
      name,
      kind,
      shows: [...facts.shows],
      sectors: [...facts.sectors],
    });
  const farm = await add('podere', 'Podere "La Fonte" & figli', 'enterprise');
  const gas = await add('gas', 'GAS di <Quartiere>', 'buying-group');
  const soon = new Date(domain.clock.now().getTime() + DAY_MS);
  const offer = await publishProposal(domain, operator, farm.id, {
    ...{
      purpose: 'offer',
      title: 'Zucche',
      text: 'Mature.\n\nhttps://podere.example/?a=1&b=2',
      comune: 'Prato',
    },
    ...{
      quantity: '5',
      unit: 'kg',
      available: '200',
      reciprocals: [{ conformsTo: EURO.iri, amount: '4.50' }],
    },
  });
  await publishProposal(domain, operator, gas.id, {
    purpose: 'request',
    title: 'Un furgone',
    negotiable: true,
  });
  const text = 'Sabato si impasta. #pane';
  await publishAnnouncement(domain, operator, farm.id, { title: 'Forno aperto', text });
  const day = dayOf(new Date(domain.clock.now().getTime() + 30 * DAY_MS));
  const when = { start: `${day}T18:00`, end: `${day}T20:00` };
  await publishEvent(domain, operator, farm.id, { title: 'Raccolta', ...when, comune: 'Prato', capacity: 5 });
  await openOrder(domain, operator, gas.id, { title: 'Zucche insieme', offers: [offer.id], closesAt: soon });
  const question = {
    question: 'Si compra il forno?',
    options: ['Sì', 'No'],
    electorate: 'organisations',
  } as const;
  await openDecision(domain, operator, { ...question, options: [...question.options], endsAt: soon });
  await issueAttestation(domain, operator, farm.id, {
    scope: 'Orto',
    visitedOn: dayOf(domain.clock.now()),
    validUntil: '31/12/2199',
    visitors: [{ name: 'Ada Neri', role: 'producer', territory: 'Valle' }],
  });
  await draftPact(domain, operator, gas.id, {
    ...{ supplierId: farm.id, groupIds: [gas.id], offers: [offer.id], visibility: 'public' },
    ...{
      title: 'Zucche tutto l’anno',
      terms: 'Prezzo trasparente.',
      validFrom: day,
      validUntil: '31/12/2199',
    },
  });
  await respond(domain, operator, gas.id, offer.id, { quantity: '5', message: 'Per sabato?' });
  return { farm, gas };
}

export interface SeenPage {
  readonly path: string;
  readonly body: string;
}

/**
 * Follows the links of a site as one reader finds them, to one page of each kind: numbers and names in a path, and what
 * its parameters say, make no other kind.
 */
export async function everyKindOfPage(
  browser: Pick<Browser, 'get'>,
  from: readonly string[],
): Promise<SeenPage[]> {
  const waiting = [...from];
  const kinds = new Set<string>();
  const pages: SeenPage[] = [];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const kind = kindOf(path);
    if (kinds.has(kind)) continue;
    kinds.add(kind);
    const answer = await browser.get(path);
    const { location } = answer.headers;
    if (location !== undefined) waiting.push(String(location));
    if (!String(answer.headers['content-type']).startsWith('text/html') || location !== undefined) continue;
    pages.push({ path, body: answer.body });
    waiting.push(...linksIn(answer.body));
  }
  return pages;
}

function kindOf(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://localhost');
  const shape = pathname
    .replace(/\d+/g, 'N')
    .replace(/@[\w.@:-]+/, '@')
    .replace(/^\/tag\/.*/, '/tag');
  return `${shape}?${[...new Set(searchParams.keys())].filter((key) => key !== 'after').sort()}`;
}

/** Pages of ours; signing out is no page, and neither is a file. */
function linksIn(body: string): string[] {
  return [...body.matchAll(/<a[^>]* href="(\/(?!\/)[^"#]*)/g)]
    .map(([, href = '']) => href.replaceAll('&amp;', '&'))
    .filter((href) => !/^\/(?:media|assets|esci|lingua)\b|\.(?:ics|atom|csv|json)\b/.test(href));
}
