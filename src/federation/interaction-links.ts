import type { Addresses } from '../domain/addresses.ts';

/** Remote follow of OStatus, which Mastodon made a remote interaction. */
export const OSTATUS_SUBSCRIBE = 'http://ostatus.org/schema/1.0/subscribe';
/** Activity Intents: what follows is the type of an activity, or `Object` to open something. */
export const FEP_3B86 = 'https://w3id.org/fep/3b86/';

/** Where people of this node act on what they found elsewhere: one page, which sees by itself what there is to do. */
export function interactionLinks(
  addresses: Addresses,
): { readonly rel: string; readonly template: string }[] {
  const at = (parameter: string) => `${addresses.interaction('')}{${parameter}}`;
  return [
    { rel: OSTATUS_SUBSCRIBE, template: at('uri') },
    { rel: `${FEP_3B86}Follow`, template: at('object') },
    { rel: `${FEP_3B86}Join`, template: at('object') },
    { rel: `${FEP_3B86}Object`, template: at('object') },
    { rel: `${FEP_3B86}Create`, template: at('inReplyTo') },
  ];
}
