import { missingOf, phaseOf, roomOf } from '../../domain/orders/order.ts';
import type { OrderView } from '../../domain/orders/order-reads.ts';
import type { PledgeView } from '../../domain/orders/pledge-reads.ts';
import { formatDate, formatDateTime } from '../../messages/format.ts';
import { errorMessage, messages } from '../../messages/messages.ts';
import { UserError } from '../../platform/errors.ts';
import { htmlToText } from '../../platform/html/text.ts';
import type { Cli } from '../command.ts';
import { addressOf } from './actor.ts';
import { fields } from './fields.ts';
import { quantityWords, returnWords } from './proposal.ts';

export function orderJson({ order, post, owner, lines }: OrderView) {
  return {
    id: order.postId,
    uri: post.uri,
    url: post.url,
    state: order.state,
    title: post.title,
    text: post.source ?? htmlToText(post.content),
    owner: { id: owner.id, uri: owner.uri, handle: addressOf(owner), name: owner.name },
    opensAt: order.opensAt,
    closesAt: order.closesAt,
    deliversAt: order.deliversAt,
    minimum: order.minimum,
    maximum: order.maximum,
    unit: order.unit,
    label: order.label,
    pledged: order.pledged,
    pledgers: order.pledgers,
    missing: missingOf(order),
    room: roomOf(order),
    pickups: order.pickups,
    lines: lines.map((line) => ({
      line: line.position + 1,
      offer: { id: line.offerId, uri: line.offerUri },
      title: line.title,
      quantity: line.quantity,
      unit: line.unit,
      inReturn: line.inReturn,
      pledged: line.pledged,
      response: line.responseId,
    })),
  };
}

export function orderRow(cli: Cli, view: OrderView, now: Date): string[] {
  const { order, owner, post } = view;
  const { phases } = messages(cli.locale).orders;
  return [
    order.postId,
    phases[phaseOf(order, now)],
    formatDateTime(order.closesAt, cli.locale),
    addressOf(owner),
    amount(cli, view, order.pledged),
    post.title ?? '',
  ];
}

export function orderLines(cli: Cli, view: OrderView, now: Date): string[] {
  const { order, owner, post, lines } = view;
  const { words, locale } = cli;
  const { phases, facts, progress, pledge, cli: said } = messages(locale).orders;
  const counted = (value: string | null) => value && amount(cli, view, value);
  const open = order.state === 'open';
  return [
    ...fields([
      [words.fields.id, order.postId],
      [words.fields.title, post.title],
      [words.fields.state, phases[phaseOf(order, now)]],
      [words.fields.owner, `${owner.name} (${addressOf(owner)})`],
      [words.fields.text, post.source ?? htmlToText(post.content)],
      [facts.opens, formatDateTime(order.opensAt, locale)],
      [facts.closes, formatDateTime(order.closesAt, locale)],
      [facts.delivers, order.deliversAt && formatDate(order.deliversAt, locale)],
      [facts.minimum, counted(order.minimum)],
      [facts.maximum, counted(order.maximum)],
      [said.total, `${amount(cli, view, order.pledged)}. ${progress.from(order.pledgers)}`],
      [said.missing, open ? counted(missingOf(order)) : null],
      [said.room, open ? counted(roomOf(order)) : null],
      [facts.pickups, order.pickups.join('; ')],
      [words.fields.page, post.url],
    ]),
    ...lines.map((line) => {
      const price = line.inReturn.map((one) => returnWords(cli, one)).join(' + ');
      return `${pledge.line} ${line.position + 1}: ${line.title}, ${price}, ${quantityWords(cli, line.pledged, line.unit)}`;
    }),
  ];
}

function amount(cli: Cli, { order }: Pick<OrderView, 'order'>, value: string): string {
  return quantityWords(cli, value, order.unit, order.label ?? undefined);
}

export function pledgeJson({ pledge, post, order, line, buyer, owner }: PledgeView) {
  return {
    id: pledge.id,
    offer: pledge.offerUri,
    state: pledge.state,
    order: { id: order.postId, uri: post.uri, title: post.title, state: order.state },
    line: pledge.line + 1,
    title: line?.title ?? null,
    buyer: { uri: buyer.uri, handle: addressOf(buyer), name: buyer.name },
    owner: { uri: owner.uri, handle: addressOf(owner), name: owner.name },
    quantity: pledge.quantity,
    unit: pledge.unit,
    inReturn: pledge.inReturn,
    pickup: pledge.pickup,
    message: pledge.message,
    refusal: pledge.refusal,
    agreement: pledge.agreementId,
    offeredAt: pledge.offeredAt,
    changedAt: pledge.changedAt,
  };
}

export function pledgeRow(cli: Cli, view: PledgeView): string[] {
  const { pledge, post, line, buyer } = view;
  return [
    pledge.id,
    messages(cli.locale).orders.pledge.states[pledge.state],
    addressOf(buyer),
    quantityWords(cli, pledge.quantity, pledge.unit),
    line?.title ?? post.title ?? '',
    refusalWords(cli, view) || (pledge.pickup ?? ''),
  ];
}

function refusalWords({ locale }: Cli, { pledge: { refusal } }: PledgeView): string {
  if (refusal === null) return '';
  if ('note' in refusal) return refusal.note;
  return errorMessage(new UserError('conflict', refusal.code, refusal.params), locale);
}
