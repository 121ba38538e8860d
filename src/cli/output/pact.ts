import type { Pact } from '../../domain/pacts/pact.table.ts';
import { shownState } from '../../domain/pacts/pact.ts';
import { did, type PactView, type PartyView, type pactHistory } from '../../domain/pacts/pact-reads.ts';
import { formatDate, formatDateTime, formatDay } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { priceLineText } from '../../messages/pact-text.ts';
import { type Day, dayOf } from '../../platform/day.ts';
import type { Cli } from '../command.ts';
import { addressOf } from './actor.ts';
import { fields } from './fields.ts';

export function pactJson(pact: Pact, today: Day) {
  const { id, text, digest, inForceAt, endedAt, draftedAt, changedAt } = pact;
  const { uri, version, title, supplier, drafter, parties, validFrom, validUntil, visibility } = text;
  return {
    ...{ id, uri, version, digest, state: shownState(pact, today), title, supplier, drafter, parties },
    ...{ validFrom, validUntil, visibility, inForceAt, endedAt, draftedAt, changedAt },
  };
}

export function pactViewJson({ pact, parties }: PactView, today: Day) {
  const { terms, priceList, contacts, minimum, leadDays } = pact.text;
  return {
    ...pactJson(pact, today),
    ...{ terms, priceList, contacts, minimum, leadDays },
    parties: parties.map((party) => ({
      uri: party.uri,
      name: party.name,
      handle: party.actor === undefined ? null : addressOf(party.actor),
      signedAt: did(party, 'signed')?.learntAt ?? null,
      refusedAt: did(party, 'refused')?.learntAt ?? null,
      leftAt: did(party, 'left')?.learntAt ?? null,
    })),
  };
}

export function pactRow(cli: Cli, pact: Pact, today: Day): string[] {
  const words = messages(cli.locale).pacts;
  return [
    pact.id,
    words.states[shownState(pact, today)],
    pact.text.title,
    pact.text.parties.map(({ name }) => name).join(', '),
    formatDay(pact.validUntil, cli.locale),
  ];
}

export function pactLines(
  cli: Cli,
  view: PactView,
  history: Awaited<ReturnType<typeof pactHistory>>,
  now: Date,
): string[] {
  const { text, id, digest } = view.pact;
  const { locale } = cli;
  const words = messages(locale).pacts;
  const { events } = words;
  return [
    ...fields([
      [cli.words.fields.id, id],
      [cli.words.fields.title, text.title],
      [
        cli.words.fields.state,
        `${words.states[shownState(view.pact, dayOf(now))]}, ${words.version(text.version)}`,
      ],
      [words.terms, text.terms],
      [words.validity, words.fromTo(formatDay(text.validFrom, locale), formatDay(text.validUntil, locale))],
      [words.minimum, text.minimum],
      [words.leadDays, text.leadDays === null ? null : words.days(text.leadDays)],
      [words.contacts, text.contacts],
      [words.visibility, text.visibility === 'public' ? words.public : words.parties],
      [words.digest, digest],
    ]),
    `${words.priceList}:`,
    ...text.priceList.map((line) => `- ${priceLineText(line, locale)}`),
    `${words.signatures}:`,
    ...view.parties.map((party) => `- ${party.name}: ${signatureText(cli, party)}`),
    ...history.flatMap(({ event, actor }) => {
      if (!Object.hasOwn(events, event.type)) return [];
      const say = events[event.type as keyof typeof events];
      const note = typeof event.data.note === 'string' ? `: ${event.data.note}` : '';
      return [`${formatDateTime(event.occurredAt, locale)}  ${say(actor?.name ?? '')}${note}`];
    }),
  ];
}

function signatureText(cli: Cli, party: PartyView): string {
  const words = messages(cli.locale).pacts;
  const deed = did(party, 'left') ?? did(party, 'signed') ?? did(party, 'refused');
  return deed === undefined ? words.waiting : words[deed.fact](formatDate(deed.learntAt, cli.locale));
}
