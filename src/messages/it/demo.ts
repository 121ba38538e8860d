/** What the demonstration says. */
export const demo = {
  begin: (folder: string) =>
    `Dimostrazione: tre distretti, due reti regionali e una nazionale, da capo ogni volta (dati in ${folder}).`,
  starting: 'Avvio i sei nodi, ognuno con il suo database …',
  started: (name: string, origin: string) => `  acceso  ${name}  ${origin}`,
  members: 'Accolgo i soggetti e creo gli account …',
  follows: 'I distretti si seguono tra loro …',
  publishing: 'Pubblico offerte, richieste e annunci …',
  arriving: (seen: number, all: number) => `  arrivati nella rete nazionale: ${seen} di ${all}`,
  arrived: (all: number) =>
    `Tutte le ${all} offerte e richieste sono arrivate, nella rete nazionale e negli altri distretti.`,
  memberships:
    'I tre distretti aderiscono a due reti regionali (uno a tutte e due), e queste alla rete nazionale …',
  pact: 'Un distretto cambia la sua carta; i GAS di due distretti firmano un patto con un pastificio del terzo; una visita SPG viene attestata …',
  flows:
    'Due distretti portano a termine tre accordi e lo rendono pubblico; tre soggetti si danno un voto sui principi …',
  orders: 'Un ordine collettivo raccoglie impegni da tre distretti; altri due stanno per chiudere …',
  meeting: 'Tre eventi chiamano a raccolta, e c’è chi ci va da un altro distretto.',
  look: 'Da guardare:',
  network: 'Il catalogo comune della rete nazionale',
  accounts: (file: string) => `Account per accedere (sono anche in ${file}):`,
  account: (email: string, password: string, what: string) => `${email}  ${password}  ${what}`,
  coordinates: 'coordina',
  actsFor: (name: string) => `agisce per ${name}`,
  tryIt: 'Prova a pubblicare un’offerta nel primo distretto, da un altro terminale:',
  seeIt: (other: string, network: string) => `e guardala arrivare in ${other} e ${network}`,
  offer: 'Miele di castagno, 500 g',
  stopped: (name: string) => `Il nodo ${name} si è fermato. Per riaccenderlo:`,
  stop: 'Per fermare tutto: Ctrl-C.',
};
