import { ELECTORATES } from '../../domain/polls/poll.table.ts';
import type { IncomingPoll } from '../../domain/polls/write-poll.ts';
import { plainLine } from '../../platform/html/plain-line.ts';
import { isObject, type JsonObject, type JsonValue } from './context.ts';
import { date, languageText, list, objectsOf, positiveInteger, text, typesOf } from './read.ts';

const MAX_OPTIONS = 50;
const MAX_LABEL = 300;
const MAX_COUNT = 1_000_000_000;

/** What a `Question` asks; undefined where there is nothing to choose. Takes the canonical form. */
export function readPoll(json: JsonObject, now: Date): IncomingPoll | undefined {
  if (!typesOf(json).includes('Question')) return undefined;
  const multiple = json.anyOf !== undefined;
  const counts = new Map<string, number>();
  for (const option of objectsOf(multiple ? json.anyOf : json.oneOf, MAX_OPTIONS)) {
    const label = plainLine(languageText(option, 'name')?.text ?? '', MAX_LABEL);
    if (label !== '' && !counts.has(label)) {
      counts.set(label, isObject(option.replies) ? count(option.replies.totalItems) : 0);
    }
  }
  if (counts.size === 0) return undefined;
  const votes = [...counts.values()];
  const least = multiple ? Math.max(...votes) : votes.reduce((sum, one) => sum + one, 0);
  const ended = date(json.closed);
  const endsAt = date(json.endTime) ?? ended ?? null;
  return {
    options: [...counts.keys()],
    votes,
    voters: Math.max(count(json.votersCount), Math.min(least, MAX_COUNT)),
    multiple,
    electorate: ELECTORATES.find((one) => one === text(json.electorate)) ?? 'anyone',
    endsAt,
    closedAt: closedAt(json.closed, ended, now),
  };
}

/** When it closed; some say in `closed` when it will. */
function closedAt(closed: JsonValue | undefined, at: Date | undefined, now: Date): Date | null {
  if (at !== undefined) return at <= now ? at : null;
  return list(closed)[0] === true ? now : null;
}

function count(value: JsonValue | undefined): number {
  return positiveInteger(value, MAX_COUNT) ?? 0;
}
