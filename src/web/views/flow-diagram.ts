import { FLOW_KINDS, type FlowKind } from '../../domain/flows/flow.ts';
import { html, type SafeHtml } from '../html.ts';

/** So much goes from one name to another. */
export interface Ribbon {
  readonly from: string;
  readonly to: string;
  readonly kind: FlowKind;
  readonly amount: number;
}

const WIDTH = 600;
const BAR = 14;
/** What all bars of one side are high together, and the room between two of them. */
const HEIGHT = 300;
const GAP = 26;
const LETTERS = 19;
const LONGEST = 26;

/**
 * A Sankey diagram in two columns: who gives on the left, who receives on the right, ribbons as wide as what flows.
 * Without a word for screen readers: a table beside it says the same.
 */
export function flowDiagram(ribbons: readonly Ribbon[]): SafeHtml {
  const total = ribbons.reduce((sum, { amount }) => sum + amount, 0);
  const unit = total === 0 ? 0 : HEIGHT / total;
  const [givers, receivers] = [barsOf(ribbons, 'from', unit), barsOf(ribbons, 'to', unit)];
  const height = Math.max(heightOf(givers), heightOf(receivers));
  const names = [...new Set(ribbons.flatMap(({ from, to }) => [from, to]))];
  // By the order of the bars on both sides, so that few ribbons cross.
  const drawn = ribbons.toSorted(
    (a, b) =>
      names.indexOf(a.to) - names.indexOf(b.to) ||
      names.indexOf(a.from) - names.indexOf(b.from) ||
      FLOW_KINDS.indexOf(a.kind) - FLOW_KINDS.indexOf(b.kind),
  );
  return html`<svg class="flow-diagram" viewBox="0 0 ${WIDTH} ${round(height)}" aria-hidden="true" focusable="false">
${drawn.map(({ from, to, kind, amount }) => {
  const [left, right] = [givers.get(from), receivers.get(to)];
  if (left === undefined || right === undefined) return undefined;
  const thick = amount * unit;
  return html`<path class="ribbon ${kind}" d="${ribbonPath(left.take(thick), right.take(thick), thick)}"/>`;
})}
${[...givers].map(([name, bar]) => column(name, bar, 'start'))}
${[...receivers].map(([name, bar]) => column(name, bar, 'end'))}
</svg>`;
}

/** A little drawing of each kind of ribbon. */
export function ribbonSample(kind: FlowKind): SafeHtml {
  return html`<svg class="map-sample" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path class="ribbon ${kind}" d="M0 6h32v20h-32z"/></svg>`;
}

/** Of a bar, which ribbons leave or reach one below the other. */
class Bar {
  readonly top: number;
  readonly height: number;
  #taken = 0;

  constructor(top: number, height: number) {
    this.top = top;
    this.height = height;
  }

  take(thick: number): number {
    const at = this.top + this.#taken;
    this.#taken += thick;
    return at;
  }
}

function barsOf(ribbons: readonly Ribbon[], side: 'from' | 'to', unit: number): ReadonlyMap<string, Bar> {
  const amounts = new Map<string, number>();
  for (const ribbon of ribbons) {
    amounts.set(ribbon[side], (amounts.get(ribbon[side]) ?? 0) + ribbon.amount);
  }
  let top = GAP;
  return new Map(
    [...amounts].map(([name, amount]) => {
      const bar = new Bar(top, amount * unit);
      top += bar.height + GAP;
      return [name, bar];
    }),
  );
}

function heightOf(bars: ReadonlyMap<string, Bar>): number {
  return [...bars.values()].reduce((lowest, { top, height }) => Math.max(lowest, top + height), 0) + 4;
}

function ribbonPath(left: number, right: number, thick: number): string {
  const [from, to, middle] = [BAR, WIDTH - BAR, WIDTH / 2];
  const [a, b, c, d] = [left, right, right + thick, left + thick].map(round);
  return `M${from} ${a}C${middle} ${a} ${middle} ${b} ${to} ${b}V${c}C${middle} ${c} ${middle} ${d} ${from} ${d}z`;
}

function column(name: string, { top, height }: Bar, anchor: 'start' | 'end'): SafeHtml {
  const x = anchor === 'start' ? 0 : WIDTH - BAR;
  const text = name.length > LONGEST ? `${name.slice(0, LONGEST - 1).trimEnd()}…` : name;
  return html`<rect class="flow-bar" x="${x}" y="${round(top)}" width="${BAR}" height="${round(Math.max(height, 1))}"/>
<text x="${anchor === 'start' ? 0 : WIDTH}" y="${round(top - 7)}" font-size="${LETTERS}" text-anchor="${anchor}">${text}</text>`;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
