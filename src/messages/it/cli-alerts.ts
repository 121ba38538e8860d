/** What the command line says of alerts. */
export const alertCommands = {
  alert: 'gli avvisi per e-mail: ricerche salvate e riassunto della settimana',
  'alert list': 'elenca gli avvisi che un account ha chiesto',
  'alert digest': 'manda ogni settimana il riassunto a un account',
  'alert stop': 'non manda più avvisi né riassunti a un account',
};
