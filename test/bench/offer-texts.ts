import { CATEGORY_SLUGS, type CategorySlug } from '../../src/domain/taxonomy/categories.ts';

/** Numbers that look random and are the same in every run (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of the list, the first ones far more often than the last, as words and towns are in life. */
export function oftenFirst<T>(list: readonly T[], random: () => number): T {
  return at(list, Math.floor(list.length ** random()) - 1);
}

export function oneOf<T>(list: readonly T[], random: () => number): T {
  return at(list, Math.floor(random() * list.length));
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error('an empty list');
  return item;
}

const THINGS =
  `mele Golden; mele annurche; arance Tarocco; limoni non trattati; kiwi Hayward; patate di montagna;
zucche mantovane; lenticchie; ceci neri; fagioli borlotti; farro perlato; farina di grano Verna; farina di mais
ottofile; riso Carnaroli; pasta di grano duro; pane a lievitazione naturale; pecorino stagionato; caprino fresco;
parmigiano di collina; latte crudo; uova di galline al pascolo; olio extravergine; vino sfuso; birra artigianale; succo
di mela; miele di castagno; miele di acacia; passata di pomodoro; composta di mirtilli; marmellata di fichi; erbe
aromatiche; zafferano in pistilli; piantine da orto; semi di varietà antiche; caffè delle cooperative; cioccolato
modicano; tisane di montagna; sapone di Marsiglia; detersivo alla spina; crema alla calendula; maglioni di lana; borse di
stoffa riciclata; cassette di legno; vasetti di vetro; mattoni recuperati; legna di faggio; pannelli solari; biciclette
ricondizionate; cargo bike; attrezzi da giardino; libri usati; vestiti per bambini; un furgone condiviso; una stanza per
viandanti; un orto in comodato; una sala per riunioni; un'ora di conversazione inglese; un'ora di potatura; lezioni di
chitarra; ripetizioni di matematica; contabilità per cooperative; grafica per volantini; un sito web; assistenza
informatica; riparazione di elettrodomestici; cucito e rammendo; trasporto di persone anziane; doposcuola; compagnia e
spesa a domicilio; una visita guidata; un laboratorio di panificazione; consulenza energetica; isolamento in sughero;
intonaci in terra cruda`
    .split(';')
    .map((thing) => thing.trim().replace(/\s+/g, ' '));

const QUALITIES =
  `bio; da agricoltura biologica; di filiera corta; a chilometro zero; autoprodotto; solidale; di stagione;
senza pesticidi; certificato con garanzia partecipata; usato in buono stato; in conversione; biodinamico; fatto a mano;
per gruppi di acquisto; su prenotazione`
    .split(';')
    .map((quality) => quality.trim());

const SIZES =
  `cassetta 5 kg; sacco 10 kg; confezione 1 kg; 2 ore; vasetto 330 g; 6 bottiglie; damigiana; al pezzo; ogni
venerdì; fino a esaurimento; cassetta 12 kg; bancale; mezza giornata`
    .split(';')
    .map((size) => size.trim());

const SENTENCES =
  `Ritiro in sede il sabato mattina.; Consegna ai GAS della zona ogni due settimane.; Prezzo trasparente
concordato con il gruppo.; Accettiamo il 20 % in SCEC.; Coltivato senza prodotti chimici di sintesi.; La raccolta comincia
a ottobre e dura finché ce n'è.; Ordine minimo concordato con il referente.; Si può pagare anche in ore della banca del
tempo.; Produciamo poco e volentieri lo diciamo prima.; Le cassette si rendono alla consegna successiva.; Visite in azienda
sempre benvenute, meglio se avvisate.; Lavoriamo con persone in inserimento lavorativo.; Il ricavato sostiene il forno di
comunità.; Cerchiamo qualcuno con cui dividere il trasporto.; Disponibili per mercati contadini e feste di quartiere.; Il
prezzo copre il lavoro di chi raccoglie.; Garanzia partecipata: la scheda della visita è a disposizione.; Possibilità di
interGAS con i territori vicini.; Imballaggio ridotto al minimo, portate i vostri vasetti.; Terreni recuperati
dall'abbandono sopra il paese.; Chi viene a dare una mano riceve una parte del raccolto.; Per quantità diverse
scriveteci.; Varietà antica ritrovata presso un vicino novantenne.; Trasformato nel laboratorio della cooperativa.; Siamo
in tre e rispondiamo la sera.; Spedizione possibile con i mezzi dei soci.; Non facciamo prezzi diversi per la grande
distribuzione, perché non le vendiamo.; Offerta libera per chi è in difficoltà.; L'acqua viene dal pozzo e l'energia dal
tetto.; Prenotazioni entro mercoledì.`
    .split(';')
    .map((sentence) => sentence.trim().replace(/\s+/g, ' '));

/** Words of which each stands in very few offers. */
const SYLLABLES = ['ba', 'cor', 'di', 'fe', 'gra', 'lu', 'mon', 'ne', 'pi', 'ros', 'sa', 'ta', 'ver', 'zo'];

export interface OfferText {
  readonly title: string;
  readonly text: string;
  readonly category: CategorySlug;
}

export function offerText(random: () => number): OfferText {
  const thing = oftenFirst(THINGS, random);
  const quality = oftenFirst(QUALITIES, random);
  const place = Array.from({ length: 3 }, () => oneOf(SYLLABLES, random)).join('');
  const sentences = Array.from({ length: 2 + Math.floor(random() * 5) }, () => oneOf(SENTENCES, random));
  return {
    title: `${thing.charAt(0).toUpperCase()}${thing.slice(1)} ${quality}, ${oneOf(SIZES, random)}`,
    text: `${sentences.join(' ')} Da località ${place.charAt(0).toUpperCase()}${place.slice(1)}.`,
    category: oftenFirst(CATEGORY_SLUGS, random),
  };
}
