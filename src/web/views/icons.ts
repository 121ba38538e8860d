import type { SectorSlug } from '../../domain/taxonomy/sectors.ts';
import { html, raw, type SafeHtml } from '../html.ts';

/** Line drawings on a field of 24 by 24, in the colour of the text beside them. */
const DRAWINGS = {
  'agroalimentare-bio': 'M5 19c0-9 5-14 15-14 0 10-5 14-13 14M5 21c1-5 4-8 8-10',
  'commercio-equo':
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3 12h18M12 3c3 3 3.500 14 0 18M12 3c-3 3-3.500 14 0 18',
  'welfare-di-comunita': 'M12 20S4 15 4 9a4 4 0 0 1 8-1 4 4 0 0 1 8 1c0 6-8 11-8 11',
  'filiera-corta': 'M3 10h18l-2 10H5zM8 10l3-6M16 10l-3-6M9 14v3M12 14v3M15 14v3',
  'edilizia-sostenibile': 'M3 11l9-7 9 7M5 10v10h14V10M10 20v-6h4v6',
  energia:
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2',
  'finanza-etica': 'M12 21v-9M12 14c-5 0-7-3-7-7 5 0 7 3 7 7M12 12c0-5 3-8 7-8 0 5-3 8-7 8M6 21h12',
  'mobilita-sostenibile':
    'M6 13a4 4 0 1 0 0 8 4 4 0 0 0 0-8M18 13a4 4 0 1 0 0 8 4 4 0 0 0 0-8M6 17l4-8h6l2 8M10 9l4 8 2-8M9 6h3M16 9l-1-4h3',
  'riuso-e-riciclo': 'M4 12a8 8 0 0 1 14-5l2 2M20 4v5h-5M20 12a8 8 0 0 1-14 5l-2-2M4 20v-5h5',
  'scambio-locale': 'M4 8h14M15 4l4 4-4 4M20 16H6M9 12l-4 4 4 4',
  'software-libero': 'M8 7l-5 5 5 5M16 7l5 5-5 5M13.500 5l-3 14',
  'turismo-responsabile': 'M12 21s-6-6-6-11a6 6 0 0 1 12 0c0 5-6 11-6 11M12 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4',
  'consumo-critico': 'M5 8h14l-1 13H6zM9 8V6a3 3 0 0 1 6 0v2M9 14l2 2 4-4',
  exchange: 'M4 8h14M15 4l4 4-4 4M20 16H6M9 12l-4 4 4 4',
  place: 'M12 21s-6-6-6-11a6 6 0 0 1 12 0c0 5-6 11-6 11M12 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v5M16 3v5M8 14h3v3H8z',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3 2',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 21c0-5 3.500-7 8-7s8 2 8 7',
  home: 'M3 11l9-7 9 7M5 10v10h14V10M10 20v-6h4v6',
  feed: 'M5 18.500a.5.5 0 1 0 1 0 .5.5 0 0 0-1 0M4 11a9 9 0 0 1 9 9M4 4a16 16 0 0 1 16 16',
  language: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3 12h18M12 3c3 3 3.500 14 0 18M12 3c-3 3-3.500 14 0 18',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5',
  elsewhere: 'M9 5H5v14h14v-4M13 4h7v7M20 4l-9 9',
  menu: 'M4 7h16M4 12h16M4 17h16',
  coordination:
    'M12 3a3 3 0 1 0 0 6 3 3 0 0 0 0-6M5 15a3 3 0 1 0 0 6 3 3 0 0 0 0-6M19 15a3 3 0 1 0 0 6 3 3 0 0 0 0-6M12 9v4M12 13l-5 3M12 13l5 3',
  leave: 'M10 4H5v16h5M9 12h12M17 8l4 4-4 4',
  news: 'M4 10v4h3l8 5V5l-8 5zM18 9c1.500 2 1.500 4 0 6',
} as const satisfies Record<SectorSlug, string> & Record<string, string>;

export type IconName = keyof typeof DRAWINGS;

/** Decoration only: the words beside it say the same. */
export function icon(name: IconName): SafeHtml {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="${raw(DRAWINGS[name])}"/></svg>`;
}

/** The drawing of the first sector that we know. */
export function sectorIcon(sectors: readonly string[]): SafeHtml {
  const [known] = sectors.filter((slug): slug is SectorSlug => Object.hasOwn(DRAWINGS, slug));
  return icon(known ?? 'exchange');
}

/** Hills, fields and houses joined by paths: the picture on the home page. */
export function landscape(): SafeHtml {
  return raw(`<svg class="landscape" viewBox="0 0 640 400" aria-hidden="true" focusable="false" preserveAspectRatio="xMidYMax slice">
<rect class="l-sky" width="640" height="400"/>
<circle class="l-sun" cx="486" cy="112" r="54"/>
<path class="l-hill-far" d="M0 236c90-70 176-86 262-34s150 34 214-12 118-44 164-22v232H0z"/>
<path class="l-hill-mid" d="M0 292c84-52 168-62 268-22s192 40 372-36v166H0z"/>
<g class="l-rows"><path d="M360 287c60 12 150 2 280-38M352 305c80 14 170 6 288-32M352 325c90 14 180 8 288-26M362 347c90 10 170 8 278-18"/></g>
<path class="l-hill-near" d="M0 344c120-44 236-36 330-6s200 40 310 10v52H0z"/>
<path class="l-path" d="M96 400c30-40 130-42 150-70s-20-40 16-62 120-14 150-50"/>
<g class="l-houses">
<path class="l-wall" d="M104 262h64v56h-64z"/><path class="l-roof" d="M94 266l42-36 42 36z"/><path class="l-door" d="M128 290h16v28h-16z"/>
<path class="l-wall-b" d="M172 244h52v66h-52z"/><path class="l-roof-b" d="M164 248l34-30 34 30z"/><path class="l-door" d="M182 262h12v14h-12zM204 262h12v14h-12zM190 288h16v22h-16z"/>
<path class="l-wall" d="M398 192h34v34h-34z"/><path class="l-roof" d="M391 195l24-22 24 22z"/>
<path class="l-wall-b" d="M440 170h20v54h-20z"/><path class="l-roof-b" d="M436 172l14-26 14 26z"/>
</g>
<g class="l-trees"><path d="M52 330v-26M286 306v-24M322 300v-18M520 250v-26M556 244v-20"/><circle cx="52" cy="290" r="21"/><circle cx="286" cy="270" r="17"/><circle cx="322" cy="272" r="14"/><ellipse cx="520" cy="206" rx="11" ry="27"/><ellipse cx="556" cy="206" rx="9" ry="24"/></g>
<g class="l-net"><path d="M136 230C180 130 330 110 415 172M198 218C240 160 300 150 322 258M415 172C450 120 520 140 520 180"/><circle cx="136" cy="228" r="6"/><circle cx="415" cy="172" r="6"/><circle cx="322" cy="258" r="6"/><circle cx="520" cy="180" r="6"/></g>
</svg>`);
}
