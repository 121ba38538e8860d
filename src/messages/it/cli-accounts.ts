/** What the command line says of people who cannot get in, and of their rights. */
export const accountCommands = {
  'account reset': 'dà un link per scegliere una nuova password, da passare a chi l’ha dimenticata',
  'account role': 'affida il coordinamento a un account, o lo toglie (coordinator, member)',
  'account unlock': 'toglie il secondo passo a chi ha perso telefono e codici di recupero',
};

export const accountWords = {
  reset: (hours: number) => `Vale ${hours} ora e una volta sola:`,
  role: (email: string, role: string) => `${email} ora è ${role}; le sue sessioni sono chiuse.`,
  unlocked: (email: string) => `${email} accede di nuovo con la sola password.`,
};
