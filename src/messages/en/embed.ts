import type { embed as italian } from '../it/embed.ts';

export const embed: typeof italian = {
  link: 'Put this list on your web site',
  title: 'Our offers on your web site',
  lead: 'Copy these lines into the page of your web site where the list is to be seen. It keeps itself up to date, with no scripts and no cookies.',
  snippet: 'Lines to copy',
  chosen: 'The list shows what the catalogue shows with the same filters.',
  choose: 'Choose filters in the catalogue',
  preview: 'See what it looks like',
  frame: (name) => `Offers and requests: ${name}`,
  empty: 'There is nothing here for now: come back soon.',
  all: (name) => `The whole catalogue: ${name}`,
};
