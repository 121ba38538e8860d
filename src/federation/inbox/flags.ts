import { localActorsByUri } from '../../domain/actors/actor-reads.ts';
import { receiveReport } from '../../domain/reports/report.ts';
import { htmlToText } from '../../platform/html/text.ts';
import { idsOf, text } from '../json/read.ts';
import type { Listener } from './listener.ts';

const MAX_OBJECTS = 50;

/** A complaint about one of ours: whom it is about stands among its posts. */
export const flag: Listener = async ({ federation, tx, activity, actor }) => {
  const about = idsOf(activity.json.object, MAX_OBJECTS);
  const [target] = await localActorsByUri(tx, about);
  if (target === undefined) return 'ignored';
  const comment = htmlToText(text(activity.json.content) ?? '');
  await receiveReport(tx, federation.domain, { uri: activity.id, reporter: actor, target, comment, about });
  return 'taken';
};
