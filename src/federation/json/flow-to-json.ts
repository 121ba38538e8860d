import { FLOW_KINDS, type Flow } from '../../domain/flows/flow.ts';
import { defined, type JsonObject } from './context.ts';
import { decimal, httpUri, positiveInteger, text, typesOf } from './read.ts';

/** A line of what a district publishes of its flows. */
export function flowToJson({ provider, receiver, year, kind, agreements, hours }: Flow): JsonObject {
  return defined({
    type: 'Flow',
    provider,
    receiver,
    flowYear: year,
    flowKind: kind,
    agreements,
    hours: hours ?? undefined,
  });
}

const FIRST_YEAR = 2000;
const LAST_YEAR = 2200;
const MOST_AGREEMENTS = 100_000_000;

/** Such a line, from its canonical JSON; undefined for what says something else. */
export function readFlow(json: JsonObject, options: { readonly allowHttp: boolean }): Flow | undefined {
  const provider = httpUri(json.provider, options);
  const receiver = httpUri(json.receiver, options);
  const year = positiveInteger(json.flowYear, LAST_YEAR);
  const kind = FLOW_KINDS.find((one) => one === text(json.flowKind));
  const agreements = positiveInteger(json.agreements, MOST_AGREEMENTS);
  if (!typesOf(json).includes('Flow') || provider === undefined || receiver === undefined) return undefined;
  if (kind === undefined || agreements === undefined || year === undefined || year < FIRST_YEAR)
    return undefined;
  const hours = kind === 'hours' ? (decimal(json.hours) ?? null) : null;
  return { provider, receiver, year, kind, agreements, hours };
}
