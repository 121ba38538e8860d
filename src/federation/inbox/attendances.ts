import { receiveJoin, receiveJoinAnswer, receiveLeave } from '../../domain/events/receive-attendance.ts';
import { readRemark } from '../json/agreement-from-json.ts';
import { date, idOf } from '../json/read.ts';
import type { Listener, Received } from './listener.ts';

/** Somebody says yes to an event of ours (Mobilizon, FEP-8a8e). */
export const join: Listener = async ({ federation, tx, activity, actor }) => {
  const event = idOf(activity.json.object);
  if (event === undefined) return 'ignored';
  const told = { uri: activity.id, told: date(activity.json.published) };
  return receiveJoin(tx, federation.domain, actor, event, told);
};

/** Somebody comes no more. */
export const leave: Listener = async ({ federation, tx, activity, actor }) => {
  const event = idOf(activity.json.object);
  if (event === undefined) return 'ignored';
  return receiveLeave(tx, federation.domain, actor, event, date(activity.json.published));
};

export const acceptJoin: Listener = (received) => answer(received, 'coming');
export const rejectJoin: Listener = (received) => answer(received, 'refused');

/** The organiser's answer to a Join of ours. */
async function answer({ federation, tx, activity, actor }: Received, said: 'coming' | 'refused') {
  const joinUri = idOf(activity.json.object);
  if (joinUri === undefined) return 'ignored';
  const note = readRemark(activity.json);
  return receiveJoinAnswer(tx, federation.domain, actor, joinUri, { said, note });
}
