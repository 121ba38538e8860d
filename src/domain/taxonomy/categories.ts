import { normaliseResource } from './resources.ts';
import type { SectorSlug } from './sectors.ts';
import { DES } from './vocabulary.ts';

interface CategoryFacts {
  /** Where it belongs first; an offer may name other sectors too. */
  readonly sector: SectorSlug;
  /** The item of Wikidata that is exactly this, where there is one; else the name is ours. */
  readonly wikidata?: `Q${number}`;
}

/** What members usually offer and look for. Whatever fits none has its own words and only a sector. */
const CATEGORIES = {
  frutta: { sector: 'filiera-corta' },
  verdura: { sector: 'filiera-corta' },
  arance: { sector: 'agroalimentare-bio', wikidata: 'Q13191' },
  mele: { sector: 'agroalimentare-bio', wikidata: 'Q89' },
  agrumi: { sector: 'agroalimentare-bio' },
  kiwi: { sector: 'agroalimentare-bio' },
  patate: { sector: 'agroalimentare-bio' },
  legumi: { sector: 'agroalimentare-bio' },
  cereali: { sector: 'agroalimentare-bio' },
  farine: { sector: 'agroalimentare-bio' },
  riso: { sector: 'agroalimentare-bio' },
  pasta: { sector: 'agroalimentare-bio', wikidata: 'Q178' },
  pane: { sector: 'filiera-corta', wikidata: 'Q7802' },
  formaggi: { sector: 'filiera-corta', wikidata: 'Q10943' },
  latte: { sector: 'filiera-corta', wikidata: 'Q8495' },
  uova: { sector: 'filiera-corta' },
  carne: { sector: 'filiera-corta' },
  pesce: { sector: 'filiera-corta' },
  'olio-di-oliva': { sector: 'agroalimentare-bio' },
  vino: { sector: 'agroalimentare-bio', wikidata: 'Q282' },
  birra: { sector: 'filiera-corta', wikidata: 'Q44' },
  succhi: { sector: 'filiera-corta' },
  miele: { sector: 'agroalimentare-bio' },
  conserve: { sector: 'filiera-corta' },
  'erbe-e-spezie': { sector: 'agroalimentare-bio' },
  'semi-e-piantine': { sector: 'agroalimentare-bio' },
  'lavori-agricoli': { sector: 'agroalimentare-bio' },
  caffe: { sector: 'commercio-equo' },
  'te-e-infusi': { sector: 'commercio-equo' },
  'cacao-e-cioccolato': { sector: 'commercio-equo' },
  zucchero: { sector: 'commercio-equo' },
  artigianato: { sector: 'commercio-equo' },
  abbigliamento: { sector: 'commercio-equo' },
  'cura-delle-persone': { sector: 'welfare-di-comunita' },
  infanzia: { sector: 'welfare-di-comunita' },
  formazione: { sector: 'welfare-di-comunita' },
  cultura: { sector: 'welfare-di-comunita' },
  'spazi-comuni': { sector: 'welfare-di-comunita' },
  'inserimento-lavorativo': { sector: 'welfare-di-comunita' },
  'materiali-edili': { sector: 'edilizia-sostenibile' },
  progettazione: { sector: 'edilizia-sostenibile' },
  ristrutturazioni: { sector: 'edilizia-sostenibile' },
  coabitare: { sector: 'edilizia-sostenibile' },
  elettricita: { sector: 'energia' },
  fotovoltaico: { sector: 'energia' },
  legna: { sector: 'energia' },
  'risparmio-energetico': { sector: 'energia' },
  risparmio: { sector: 'finanza-etica' },
  assicurazioni: { sector: 'finanza-etica' },
  contabilita: { sector: 'finanza-etica' },
  biciclette: { sector: 'mobilita-sostenibile' },
  'trasporto-condiviso': { sector: 'mobilita-sostenibile' },
  consegne: { sector: 'mobilita-sostenibile' },
  riparazioni: { sector: 'riuso-e-riciclo' },
  usato: { sector: 'riuso-e-riciclo' },
  imballaggi: { sector: 'riuso-e-riciclo' },
  'materiali-recuperati': { sector: 'riuso-e-riciclo' },
  attrezzi: { sector: 'scambio-locale' },
  'banca-del-tempo': { sector: 'scambio-locale' },
  lingue: { sector: 'scambio-locale' },
  informatica: { sector: 'software-libero' },
  'siti-web': { sector: 'software-libero' },
  ospitalita: { sector: 'turismo-responsabile' },
  ristorazione: { sector: 'turismo-responsabile' },
  'visite-guidate': { sector: 'turismo-responsabile' },
  detersivi: { sector: 'consumo-critico' },
  cosmetici: { sector: 'consumo-critico' },
  autoproduzione: { sector: 'consumo-critico' },
} as const satisfies Record<string, CategoryFacts>;

export type CategorySlug = keyof typeof CATEGORIES;

export const CATEGORY_SLUGS = Object.keys(CATEGORIES) as CategorySlug[];

export interface Category {
  readonly slug: CategorySlug;
  readonly sector: SectorSlug;
  readonly iri: string;
}

export function categoryBySlug(slug: CategorySlug): Category {
  const { sector, wikidata }: CategoryFacts = CATEGORIES[slug];
  return {
    slug,
    sector,
    iri: wikidata === undefined ? DES + slug : `https://www.wikidata.org/wiki/${wikidata}`,
  };
}

const byIri = new Map(CATEGORY_SLUGS.map(categoryBySlug).map((category) => [category.iri, category]));

/** The category of an IRI, in any of the spellings that normaliseResource knows. */
export function categoryByIri(iri: string): Category | undefined {
  return byIri.get(normaliseResource(iri));
}
