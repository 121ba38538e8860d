import { CsvError, parse } from 'csv-parse/sync';
import { CATEGORY_SLUGS } from '../domain/taxonomy/categories.ts';
import type { Messages } from '../messages/messages.ts';
import { UserError } from '../platform/errors.ts';
import type { Typed } from './typed.ts';

export const MAX_LINES = 300;

/** What a column may be called, in any case and without accents; the name of the field of the form that it fills. */
const COLUMNS: Readonly<Record<string, string>> = {
  titolo: 'title',
  title: 'title',
  nome: 'title',
  prodotto: 'title',
  testo: 'text',
  descrizione: 'text',
  text: 'text',
  tipo: 'purpose',
  type: 'purpose',
  prezzo: 'price',
  price: 'price',
  'in cambio': 'return-1',
  return: 'return-1',
  quantita: 'quantity',
  quantity: 'quantity',
  unita: 'unit',
  unit: 'unit',
  disponibili: 'available',
  disponibile: 'available',
  available: 'available',
  minimo: 'minimum',
  minimum: 'minimum',
  categoria: 'category',
  category: 'category',
  comune: 'comune',
  'fino al': 'until',
  until: 'until',
  'per chi': 'scope',
  ambito: 'scope',
  scope: 'scope',
};

const GIFTS = new Set(['dono', 'gratis', 'gift', '0']);
const TALKS = new Set(['da concordare', 'trattabile', 'negotiable']);

/** How far an offer reaches, in the words that people write. */
const SCOPE_WORDS: Readonly<Record<string, string>> = {
  distretto: 'district',
  regione: 'region',
  rete: 'network',
  tutti: 'fediverse',
  everyone: 'fediverse',
  fediverso: 'fediverse',
};

export interface CsvLine {
  /** As a spreadsheet numbers it. */
  readonly line: number;
  readonly typed: Typed;
}

/**
 * A list of offers and requests as a spreadsheet saves it: a first line with names, columns parted by comma, semicolon
 * or tab. What stands in no column is as in an empty form. @throws {UserError} `invalid`
 */
export function readCsv(text: string, taxonomy: Messages['taxonomy']): CsvLine[] {
  let rows: { record: Record<string, string>; info: { lines: number } }[];
  try {
    rows = parse(text, {
      bom: true,
      columns: (names: string[]) => names.map((name) => COLUMNS[plain(name)] ?? `unknown ${name}`),
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      to: MAX_LINES + 1,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UserError('invalid', 'csv_invalid', { line: Number(error.lines ?? 0) }, 'csv');
  }
  const [first] = rows;
  if (first === undefined || !('title' in first.record))
    throw new UserError('invalid', 'csv_no_title', {}, 'csv');
  if (rows.length > MAX_LINES) throw new UserError('invalid', 'csv_too_long', { max: MAX_LINES }, 'csv');
  return rows.map(({ record, info }) => ({ line: info.lines, typed: typedLine(record, taxonomy) }));
}

/** What parts the names in the first line: in Italy mostly a semicolon, since prices have a comma. */
function delimiterOf(text: string): string {
  const [names = ''] = text.split('\n', 1);
  return [';', '\t', ','].find((one) => names.includes(one)) ?? ',';
}

function typedLine(record: Record<string, string>, taxonomy: Messages['taxonomy']): Typed {
  const { price = '', category = '', purpose = '', scope = '' } = record;
  const said = plain(price);
  const exchange = GIFTS.has(said) ? 'gift' : TALKS.has(said) ? 'negotiable' : 'priced';
  const slug = CATEGORY_SLUGS.find((one) =>
    [one, taxonomy.categories[one]].some((name) => plain(name) === plain(category)),
  );
  const { scope: _, ...columns } = record;
  return {
    ...columns,
    purpose: /^(richiesta|cerco|request)/.test(plain(purpose)) ? 'request' : 'offer',
    action: 'transfer',
    exchange,
    price: exchange === 'priced' ? price.replace(/[€\s]/g, '') : '',
    category: category === '' ? '' : (slug ?? category),
    ...(scope === '' ? {} : { scope: SCOPE_WORDS[plain(scope)] ?? scope }),
  };
}

function plain(text: string): string {
  return text.trim().toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}
