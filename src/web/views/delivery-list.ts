import type { PledgeView } from '../../domain/orders/pledge-reads.ts';
import type { Reader } from '../reader.ts';
import { inReturnText } from './agreement-parts.ts';
import { lineAmount, orderWords } from './order-parts.ts';

/** Who gets what and where: a row for each pledge, below the names of the columns. */
export function deliveryRows(reader: Reader, pledges: readonly PledgeView[]): string[][] {
  const { owner: words, pledge: pledgeWords } = orderWords(reader);
  const head = [
    words.buyer,
    words.what,
    words.quantity,
    words.inReturn,
    words.pickup,
    words.message,
    words.state,
  ];
  return [
    head,
    ...pledges.map((view) => [
      view.buyer.host === null ? view.buyer.name : `${view.buyer.name} (${view.buyer.host})`,
      view.line?.title ?? '',
      lineAmount(reader, view, view.line, view.pledge.quantity),
      inReturnText(reader, view.pledge.inReturn),
      view.pledge.pickup ?? '',
      view.pledge.message,
      pledgeWords.states[view.pledge.state],
    ]),
  ];
}
