/** What the command line says of letters. */
export const letterCommands = {
  mail: 'le lettere che il nodo spedisce',
  'mail test': 'spedisce subito una lettera di prova a un indirizzo e dice com’è andata',
  'mail list': 'elenca le lettere scritte negli ultimi trenta giorni, dalla più recente',
  'mail show': 'mostra una lettera rimasta qui perché non c’era modo di spedirla',
};

export const letterWords = {
  sent: (email: string) => `Spedita a ${email}: guarda se è arrivata, anche nella posta indesiderata.`,
};
