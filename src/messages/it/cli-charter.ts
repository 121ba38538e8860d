/** What the command line says of the charter. */
export const charterCommands = {
  charter: 'la carta: il testo che l’assemblea tiene e che chi aderisce accetta',
  'charter publish': 'pubblica una nuova versione; --file dice dove sta il testo, --note che cosa cambia',
  'charter show': 'mostra la carta in vigore, o la versione detta',
  'charter versions': 'elenca le versioni, dalla più recente',
  'charter accept': 'accetta la carta in vigore a nome di chi dice --as',
};

export const charterOptions = {
  file: ['file', 'da dove leggere il testo'],
  note: ['testo', 'che cosa cambia, in breve'],
} satisfies Record<string, [string, string]>;

export const charterWords = {
  published: (version: number) => `Pubblicata la versione ${version} della carta.`,
  accepted: (name: string, version: number) => `${name} ha accettato la versione ${version} della carta.`,
};
