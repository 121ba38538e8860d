/** The page on which somebody lets an application act in their name. */
export const consent = {
  title: (app: string) => `Permettere a ${app} di entrare?`,
  lead: (app: string) => `${app} potrà agire a nome di chi scegli qui sotto, finché non lo disdici.`,
  as: 'A nome di chi',
  may: 'Chiede di poter:',
  read: 'leggere quello che leggi tu, anche i messaggi privati',
  write: 'scrivere, cambiare e cancellare a tuo nome',
  follow: 'seguire e smettere di seguire',
  push: 'mandarti avvisi',
  profile: 'sapere chi sei',
  allow: 'Permetti',
  deny: 'Non permettere',
  returnsTo: (address: string) => `Poi si torna a ${address}`,
  codeTitle: 'Il codice per l’applicazione',
  codeLead: 'Copia questo codice nell’applicazione. Vale dieci minuti, una volta sola.',
};
