import { providerOf } from '../../domain/agreements/agreement.ts';
import type { AgreementView } from '../../domain/agreements/agreement-reads.ts';
import type { HistoryEntry } from '../../domain/history/event-reads.ts';
import type { Post } from '../../domain/posts/post.table.ts';
import { formatDateTime } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import type { Cli } from '../command.ts';
import { addressOf } from './actor.ts';
import { fields } from './fields.ts';
import { quantityWords, returnWords } from './proposal.ts';

export function agreementJson({ agreement, owner, responder, post }: AgreementView) {
  const { id, uri, state, title, quantity, unit, inReturn, message } = agreement;
  return {
    id,
    uri,
    state,
    title,
    proposal: { id: post.id, uri: post.uri, purpose: agreement.purpose },
    owner: { uri: owner.uri, handle: addressOf(owner), name: owner.name },
    responder: { uri: responder.uri, handle: addressOf(responder), name: responder.name },
    quantity,
    unit,
    inReturn,
    message,
    proposedAt: agreement.proposedAt,
    acceptedAt: agreement.acceptedAt,
    ownerDoneAt: agreement.ownerDoneAt,
    responderDoneAt: agreement.responderDoneAt,
    changedAt: agreement.changedAt,
  };
}

export function agreementRow(cli: Cli, { agreement, owner, responder }: AgreementView): string[] {
  const { states } = messages(cli.locale).agreements;
  return [
    agreement.id,
    states[agreement.state],
    `${addressOf(responder)} → ${addressOf(owner)}`,
    quantityWords(cli, agreement.quantity, agreement.unit),
    agreement.title,
  ];
}

export function agreementLines(
  cli: Cli,
  view: AgreementView,
  history: readonly HistoryEntry[],
  counter: Post | undefined,
): string[] {
  const { agreement, owner, responder } = view;
  const { agreements: words } = messages(cli.locale);
  const [provider, receiver] = providerOf(agreement) === 'owner' ? [owner, responder] : [responder, owner];
  const named = ({ name, ...actor }: typeof owner) => `${name} (${addressOf({ name, ...actor })})`;
  const { events } = words;
  return [
    ...fields([
      [cli.words.fields.id, agreement.id],
      [cli.words.fields.title, agreement.title],
      [cli.words.fields.state, words.states[agreement.state]],
      [words.provider, named(provider)],
      [words.receiver, named(receiver)],
      [words.quantity, quantityWords(cli, agreement.quantity, agreement.unit)],
      [
        words.inReturn,
        agreement.inReturn.map((one) => returnWords(cli, one)).join(' + ') || words.nothingInReturn,
      ],
      [words.message, agreement.message],
      [words.counter.title, counter?.id],
    ]),
    ...history.flatMap(({ event, actor }) => {
      if (!Object.hasOwn(events, event.type)) return [];
      const say = events[event.type as keyof typeof events];
      const note = typeof event.data.note === 'string' ? `: ${event.data.note}` : '';
      return [`${formatDateTime(event.occurredAt, cli.locale)}  ${say(actor?.name ?? '')}${note}`];
    }),
  ];
}
