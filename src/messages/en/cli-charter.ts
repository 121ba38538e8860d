import type {
  charterCommands as italianCommands,
  charterOptions as italianOptions,
  charterWords as italianWords,
} from '../it/cli-charter.ts';

/** What the command line says of the charter. */
export const charterCommands: typeof italianCommands = {
  charter: 'the charter: the text that the assembly keeps and whoever joins accepts',
  'charter publish': 'publishes a new version; --file says where the text is, --note what changes',
  'charter show': 'shows the charter in force, or the version named',
  'charter versions': 'lists the versions, newest first',
  'charter accept': 'accepts the charter in force in the name of --as',
};

export const charterOptions: typeof italianOptions = {
  file: ['file', 'where to read the text'],
  note: ['text', 'what changes, in short'],
};

export const charterWords: typeof italianWords = {
  published: (version) => `Version ${version} of the charter is published.`,
  accepted: (name, version) => `${name} has accepted version ${version} of the charter.`,
};
