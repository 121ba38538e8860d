/** What the command line says of alerts. */
export const alertCommands = {
  alert: 'alerts by e-mail: saved searches and the digest of the week',
  'alert list': 'lists the alerts that an account asked for',
  'alert digest': 'sends an account the digest each week',
  'alert stop': 'sends an account no more alerts and digests',
};
