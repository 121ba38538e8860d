import type { Standing } from '../domain/reconciliations/reconciliation-reads.ts';
import { failureReason } from './failure-reason.ts';
import { formatDateTime } from './format.ts';
import { type Locale, messages } from './messages.ts';

/** How a followed group stands, field by field, for a page and for a terminal. */
export function standingFacts(
  { run, found, mended }: Standing,
  locale: Locale,
): readonly (readonly [label: string, value: string])[] {
  const words = messages(locale).reconciliations;
  const at = (date: Date | null) => (date === null ? words.never : formatDateTime(date, locale));
  return [
    [words.lastDelivery, at(run.lastDeliveryAt)],
    ...(run.lagSeconds === null ? [] : [[words.lag, durationText(run.lagSeconds, locale)] as const]),
    [words.lastComparison, at(run.wholeAt)],
    [words.differences, found === 0 ? words.noDifferences : words.foundAndMended(found, mended)],
    [words.state, stateText({ run }, locale)],
  ];
}

function stateText({ run }: Pick<Standing, 'run'>, locale: Locale): string {
  const words = messages(locale).reconciliations;
  if (run.failingSince !== null) {
    const since = formatDateTime(run.failingSince, locale);
    return words.unreachable(since, failureReason(run.lastError ?? '', locale));
  }
  if (run.endedAt === null) return words.underWay(formatDateTime(run.startedAt, locale));
  return run.incomplete === null ? words.reachable : words.incomplete;
}

/** "40 secondi", "5 minuti", "2 giorni". */
function durationText(seconds: number, locale: Locale): string {
  const words = messages(locale).reconciliations;
  if (seconds < 90) return words.seconds(seconds);
  if (seconds < 90 * 60) return words.minutes(Math.round(seconds / 60));
  if (seconds < 36 * 3600) return words.hours(Math.round(seconds / 3600));
  return words.days(Math.round(seconds / 86_400));
}
