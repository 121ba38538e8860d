import type { charter as italian } from '../it/charter.ts';

/** The charter: the text that the assembly keeps, and whoever joins accepts. */
export const charter: typeof italian = {
  title: 'Charter',
  titleOf: (name) => `The charter of ${name}`,
  lead: 'The text that holds the district together. Whoever joins accepts it.',
  version: (version) => `Version ${version}`,
  current: 'in force',
  old: (current) => `This version is not in force any more: version ${current} is.`,
  readCurrent: 'Read the one in force',
  published: (day) => `published on ${day}`,
  by: (name) => `by ${name}`,
  history: 'The versions',
  changes: 'What has changed',
  changesSince: (version) => `Since version ${version}`,
  added: 'added',
  removed: 'removed',
  none: 'There is no charter yet.',
  noneLead: 'When the assembly has written one, it will be here.',
  publish: {
    title: 'The charter',
    lead: 'Publish a version of the charter, as the assembly decided. Earlier versions can still be read; whoever joins from now on accepts this one.',
    text: 'Text',
    textHint: 'A blank line parts paragraphs.',
    note: 'What changes, in short',
    noteHint: 'For instance: “Assembly of 3 May: added the point on work”.',
    submit: 'Publish this version',
  },
};
