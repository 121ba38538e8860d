import { messages } from '../../messages/messages.ts';
import { html, raw, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { layout } from './layout.ts';
import { facts, pageHead, placeName } from './parts.ts';

/** How the node is configured, to read: it changes in a file. */
export function settingsPage(
  reader: Reader,
  { members, posts }: { readonly members: number; readonly posts: number },
): SafeHtml {
  const { settings: words } = messages(reader.locale).coordination;
  const { group, web, taxonomy } = reader;
  const { origin, host } = web.domain.addresses;
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/coordinamento',
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
${facts([
  [words.name, html`<bdi>${group.name}</bdi>`],
  [words.role, taxonomy.kinds[web.role].one],
  [words.address, origin],
  [words.handle, `@${group.handle}@${host}`],
  [words.place, placeName(group) ?? words.noPlace],
  [words.language, words.languages[web.locale]],
  [words.mail, web.mail ? words.mailOn : words.mailOff],
  [words.members, members],
  [words.posts, posts],
])}
${group.summary && html`<div class="prose" dir="auto">${raw(group.summary)}</div>`}</div>`,
  });
}
