import sharp from 'sharp';

/** A picture in flat colours: a ground, and shapes drawn on a field of 1200 × 800. */
interface Scene {
  readonly sky: string;
  readonly ground: string;
  readonly shapes: string;
}

const circle = (x: number, y: number, r: number, fill: string) =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`;
const box = (x: number, y: number, width: number, height: number, fill: string, round = 0) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}" fill="${fill}"/>`;
const line = (path: string, stroke: string, width: number) =>
  `<path d="${path}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
const shape = (path: string, fill: string) => `<path d="${path}" fill="${fill}"/>`;

/** A wooden box with round fruit above its rim. */
function crate(fruit: string, light: string, leaf: string): string {
  const row = (y: number, from: number, count: number) =>
    Array.from({ length: count }, (_, index) => {
      const x = from + index * 124;
      return (
        circle(x, y, 70, fruit) +
        circle(x - 22, y - 24, 16, light) +
        line(`M${x} ${y - 66} q6 -26 26 -30`, leaf, 10)
      );
    }).join('');
  const slats = [470, 545, 620].map((y) => box(250, y, 700, 58, '#b07a45', 8)).join('');
  return (
    row(400, 352, 5) +
    row(450, 290, 6) +
    slats +
    box(270, 455, 44, 240, '#8a5a2e', 6) +
    box(886, 455, 44, 240, '#8a5a2e', 6)
  );
}

function jars(content: string): string {
  return [300, 530, 760]
    .map(
      (x) =>
        box(x, 330, 170, 330, '#eef4f2', 26) +
        box(x + 12, 400, 146, 248, content, 20) +
        box(x + 10, 292, 150, 52, '#c9553d', 12) +
        box(x + 34, 480, 102, 84, '#fbf6e9', 6),
    )
    .join('');
}

const SCENES = {
  apples: { sky: '#f3e9d2', ground: '#9bb56a', shapes: crate('#d9a521', '#f6dc85', '#4d6b2f') },
  oranges: { sky: '#dcecf0', ground: '#7fa65a', shapes: crate('#ec8a1d', '#ffc878', '#2f6b3a') },
  kiwis: { sky: '#eef0dc', ground: '#a7b871', shapes: crate('#8a6b3c', '#b3935e', '#56702f') },
  jam: { sky: '#f2e6ea', ground: '#c5a87c', shapes: jars('#5a3566') },
  honey: { sky: '#fbf1d6', ground: '#c79a52', shapes: jars('#e2a32b') },
  bread: {
    sky: '#f6ead9',
    ground: '#a8744a',
    shapes:
      shape(
        'M240 560 C240 360 420 280 600 280 C780 280 960 360 960 560 C960 660 880 680 600 680 C320 680 240 660 240 560Z',
        '#c8843f',
      ) +
      ['M430 360 q60 90 20 190', 'M580 330 q60 100 20 220', 'M730 350 q60 90 20 200']
        .map((path) => line(path, '#f0cf98', 26))
        .join(''),
  },
  bicycle: {
    sky: '#dfeaf2',
    ground: '#b9c3c9',
    shapes:
      [370, 830]
        .map(
          (x) =>
            `<circle cx="${x}" cy="530" r="150" fill="none" stroke="#333c44" stroke-width="22"/>${circle(x, 530, 22, '#333c44')}`,
        )
        .join('') +
      line(
        'M370 530 L520 320 L740 320 L600 530 Z M520 320 L600 530 M830 530 L730 270 L800 250',
        '#c8452f',
        24,
      ) +
      line('M490 290 L560 290 M505 290 L520 320', '#333c44', 24),
  },
  soap: {
    sky: '#e6f0ea',
    ground: '#a9c4b0',
    shapes:
      [
        [330, 520, '#cfe3b4'],
        [560, 480, '#f1d3c4'],
        [420, 380, '#d6d3ee'],
      ]
        .map(([x, y, fill]) => box(Number(x), Number(y), 300, 140, String(fill), 40))
        .join('') +
      [
        [800, 300, 60],
        [890, 380, 36],
        [770, 400, 24],
        [860, 240, 26],
      ]
        .map(([x = 0, y = 0, r = 0]) => circle(x, y, r, '#ffffffaa'))
        .join(''),
  },
  vegetables: {
    sky: '#eaf1df',
    ground: '#86643f',
    shapes:
      [330, 470, 610]
        .map(
          (x) =>
            shape(`M${x} 640 L${x - 46} 400 Q${x} 340 ${x + 46} 400 Z`, '#e5792c') +
            line(`M${x} 380 q-30 -90 -60 -110 M${x} 380 V250 M${x} 380 q30 -90 60 -110`, '#4f8a3c', 16),
        )
        .join('') +
      circle(820, 500, 140, '#6f9f4d') +
      circle(770, 470, 80, '#8dbb63') +
      circle(870, 460, 76, '#7fae57') +
      circle(825, 520, 70, '#a3cc77'),
  },
  books: {
    sky: '#ece5f1',
    ground: '#9a7b5f',
    shapes: [
      [300, 330, '#c8452f'],
      [390, 290, '#2f6b8a'],
      [470, 350, '#d9a521'],
      [560, 310, '#4d7a4a'],
      [650, 370, '#7a4a7a'],
      [740, 300, '#c9773d'],
      [830, 340, '#35506b'],
    ]
      .map(
        ([x, y, fill]) =>
          box(Number(x), Number(y), 76, 680 - Number(y), String(fill), 8) +
          box(Number(x) + 14, Number(y) + 50, 48, 14, '#fbf6e9', 4),
      )
      .join(''),
  },
} as const satisfies Record<string, Scene>;

export type SceneName = keyof typeof SCENES;

// A node reads no SVG, but this process draws: several pictures at a time, so the reader stays on.
sharp.unblock({ operation: ['VipsForeignLoadSvg'] });

/** A drawing as a PNG. */
export async function draw(name: SceneName): Promise<Buffer> {
  const { sky, ground, shapes }: Scene = SCENES[name];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800">
    ${box(0, 0, 1200, 800, sky)}${circle(980, 170, 90, '#ffffff88')}
    <ellipse cx="600" cy="820" rx="900" ry="210" fill="${ground}"/>${shapes}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
