import { multiplyByRatio } from '../../platform/decimal.ts';

/** OM-2, the Ontology of units of Measure: a unit's code is its name there. */
export const OM2 = 'http://www.ontology-of-units-of-measure.org/resource/om-2/';

interface UnitFacts {
  readonly symbol: string;
  readonly dimension: 'count' | 'mass' | 'volume' | 'length' | 'area' | 'time' | 'energy';
  /** What else is read as this unit. */
  readonly aliases: readonly string[];
  /** How many of its base unit it is, as an exact ratio. Units with no common base do not convert. */
  readonly base?: readonly [unit: string, numerator: bigint, denominator: bigint];
}

const UNITS = {
  one: {
    symbol: '',
    dimension: 'count',
    aliases: ['1', 'pz', 'pezzo', 'pezzi', 'nr', 'unit', 'piece', 'each', 'number'],
  },
  gram: {
    symbol: 'g',
    dimension: 'mass',
    aliases: ['g', 'gr', 'grammo', 'grammi', 'grams'],
    base: ['gram', 1n, 1n],
  },
  hectogram: {
    symbol: 'hg',
    dimension: 'mass',
    aliases: ['hg', 'etto', 'etti'],
    base: ['gram', 100n, 1n],
  },
  kilogram: {
    symbol: 'kg',
    dimension: 'mass',
    aliases: ['kg', 'kilo', 'chilo', 'chili', 'chilogrammo', 'chilogrammi', 'kilograms'],
    base: ['gram', 1_000n, 1n],
  },
  tonne: {
    symbol: 't',
    dimension: 'mass',
    aliases: ['t', 'tonnellata', 'tonnellate', 'tonnes'],
    base: ['gram', 1_000_000n, 1n],
  },
  millilitre: {
    symbol: 'ml',
    dimension: 'volume',
    aliases: ['ml', 'millilitro', 'millilitri', 'milliliter', 'millilitres'],
    base: ['litre', 1n, 1_000n],
  },
  centilitre: {
    symbol: 'cl',
    dimension: 'volume',
    aliases: ['cl', 'centilitro', 'centilitri', 'centiliter', 'centilitres'],
    base: ['litre', 1n, 100n],
  },
  litre: {
    symbol: 'l',
    dimension: 'volume',
    aliases: ['l', 'lt', 'litro', 'litri', 'liter', 'litres', 'liters'],
    base: ['litre', 1n, 1n],
  },
  cubicMetre: {
    symbol: 'm³',
    dimension: 'volume',
    aliases: ['m3', 'm³', 'mc', 'metro cubo', 'metri cubi', 'cubic metre', 'cubic metres'],
    base: ['litre', 1_000n, 1n],
  },
  centimetre: {
    symbol: 'cm',
    dimension: 'length',
    aliases: ['cm', 'centimetro', 'centimetri', 'centimeter', 'centimetres'],
    base: ['metre', 1n, 100n],
  },
  metre: {
    symbol: 'm',
    dimension: 'length',
    aliases: ['m', 'metro', 'metri', 'meter', 'metres'],
    base: ['metre', 1n, 1n],
  },
  kilometre: {
    symbol: 'km',
    dimension: 'length',
    aliases: ['km', 'chilometro', 'chilometri', 'kilometer', 'kilometres'],
    base: ['metre', 1_000n, 1n],
  },
  squareMetre: {
    symbol: 'm²',
    dimension: 'area',
    aliases: ['m2', 'm²', 'mq', 'metro quadro', 'metri quadri', 'square metre', 'square metres'],
    base: ['squareMetre', 1n, 1n],
  },
  hectare: {
    symbol: 'ha',
    dimension: 'area',
    aliases: ['ha', 'ettaro', 'ettari', 'hectares'],
    base: ['squareMetre', 10_000n, 1n],
  },
  'minute-Time': {
    symbol: 'min',
    dimension: 'time',
    aliases: ['min', 'minute', 'minutes', 'minuto', 'minuti'],
    base: ['hour', 1n, 60n],
  },
  hour: {
    symbol: 'h',
    dimension: 'time',
    aliases: ['h', 'ora', 'ore', 'hours'],
    base: ['hour', 1n, 1n],
  },
  // A day of work is no 24 hours and a month has no fixed length: these do not convert.
  day: { symbol: 'd', dimension: 'time', aliases: ['giorno', 'giorni', 'giornata', 'giornate', 'days'] },
  week: { symbol: 'week', dimension: 'time', aliases: ['settimana', 'settimane', 'weeks'] },
  month: { symbol: 'month', dimension: 'time', aliases: ['mese', 'mesi', 'months'] },
  year: { symbol: 'year', dimension: 'time', aliases: ['anno', 'anni', 'years'] },
  kilowattHour: {
    symbol: 'kWh',
    dimension: 'energy',
    aliases: ['kwh', 'kilowattora', 'chilowattora'],
  },
} as const satisfies Record<string, UnitFacts>;

export type UnitCode = keyof typeof UNITS;

/** What a quantity is measured in. What is counted (a box, a jar) is `one`, with a free label beside it. */
export interface Unit extends UnitFacts {
  /** As on the wire: "kilogram". */
  readonly code: UnitCode;
}

export const UNIT_CODES = Object.keys(UNITS) as UnitCode[];

export function unitByCode(code: UnitCode): Unit {
  return { code, ...UNITS[code] };
}

const codeByText = new Map<string, UnitCode>(
  UNIT_CODES.flatMap((code) =>
    [code, ...UNITS[code].aliases].map((text) => [text.toLowerCase(), code] as const),
  ),
);

/** Reads a code ("kilogram"), a usual spelling ("kg", "chili"), "om2:kilogram" or OM-2's whole IRI. */
export function parseUnit(text: string): Unit | undefined {
  const name = text
    .trim()
    .replace(/^https?:\/\/www\.ontology-of-units-of-measure\.org\/resource\/om-2\/|^om2?:/, '')
    .replace(/\.$/, '');
  const code = codeByText.get(name.toLowerCase());
  return code && unitByCode(code);
}

/** An amount in another unit; undefined where the two do not convert, or not exactly within 6 decimals. */
export function convertExact(amount: string, from: UnitCode, to: UnitCode): string | undefined {
  if (from === to) return amount;
  const source = unitByCode(from).base;
  const target = unitByCode(to).base;
  if (source === undefined || target === undefined || source[0] !== target[0]) return undefined;
  return multiplyByRatio(amount, source[1] * target[2], source[2] * target[1]);
}
