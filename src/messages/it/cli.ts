/** What the command line says. */
export const cli = {
  done: 'Fatto.',
  failed: (reason: string) => `Non è andata a buon fine: ${reason}`,
};
