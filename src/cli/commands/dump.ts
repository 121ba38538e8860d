import { createHash } from 'node:crypto';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type Licence, licenceOf } from '../../domain/node/licences.ts';
import { csv } from '../../web/csv.ts';
import {
  DATA_SET_NAMES,
  DATA_SETS,
  type DataSetName,
  type DataSource,
  wholeDataSet,
} from '../../web/data/data-sets.ts';
import { csvCells, feature } from '../../web/data/formats.ts';
import { LINKED_CONTEXT, linked } from '../../web/data/linked.ts';
import type { Row } from '../../web/data/rows.ts';
import { type Cli, COMMON, defineCommand, withServices } from '../command.ts';

const ROWS_AT_ONCE = 500;

/** How a file begins, goes on and ends. */
interface DumpFormat {
  readonly extension: string;
  readonly begin: string;
  readonly rows: (rows: readonly Row[], isFirst: boolean) => string;
  readonly end: string;
}

/** The open data in files, as once a month for whoever wants all of them. */
export function addDumpCommand(program: Command, cli: Cli): void {
  defineCommand(program, cli, 'dump', '<folder>', [...COMMON]).action(
    withServices(cli, async ({ domain, config, actors }, folder: string) => {
      await mkdir(folder, { recursive: true });
      const licence = licenceOf(actors.settings);
      const files = [];
      for (const name of DATA_SET_NAMES)
        files.push(...(await dumpSet({ domain, role: config.role }, name, { folder, licence })));
      const manifest = {
        title: actors.group.name,
        source: domain.addresses.origin,
        date: domain.clock.now().toISOString(),
        licence: licence?.url ?? null,
        files,
      };
      await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
      const rows = files.filter(({ file }) => file.endsWith('.json')).reduce((sum, one) => sum + one.rows, 0);
      return { json: manifest, lines: [cli.words.dump.written(folder, rows)] };
    }),
  );
}

/** One reading for all formats of a set, so that they say the same. */
async function dumpSet(
  source: DataSource,
  name: DataSetName,
  { folder, licence }: { readonly folder: string; readonly licence: Licence | undefined },
) {
  const formats = formatsOf(name, licence);
  const files = await Promise.all(
    formats.map(async (format) => {
      const file = `${name}.${format.extension}`;
      return { format, file, handle: await open(join(folder, file), 'w'), digest: createHash('sha256') };
    }),
  );
  const write = async ({ handle, digest }: (typeof files)[number], text: string) => {
    digest.update(text);
    await handle.write(text);
  };
  try {
    let count = 0;
    for (const file of files) await write(file, file.format.begin);
    for await (const rows of wholeDataSet(source, name, ROWS_AT_ONCE)) {
      for (const file of files)
        await write(file, rows.length === 0 ? '' : file.format.rows(rows, count === 0));
      count += rows.length;
    }
    for (const file of files) await write(file, file.format.end);
    return files.map(({ file, digest }) => ({ file, rows: count, sha256: digest.digest('hex') }));
  } finally {
    for (const { handle } of files) await handle.close();
  }
}

function formatsOf(name: DataSetName, licence: Licence | undefined): DumpFormat[] {
  const columns = Object.keys(DATA_SETS[name].schema.shape);
  const list = (toJson: (row: Row) => unknown) => (rows: readonly Row[], isFirst: boolean) =>
    `${isFirst ? '' : ',\n'}${rows.map((row) => JSON.stringify(toJson(row))).join(',\n')}`;
  return [
    { extension: 'json', begin: '[\n', rows: list((row) => row), end: '\n]\n' },
    {
      extension: 'csv',
      begin: csv([columns]),
      // The byte order mark stands once, at the beginning.
      rows: (rows) => csv(rows.map((row) => csvCells(columns, row))).slice(1),
      end: '',
    },
    {
      extension: 'geojson',
      begin: `{"type":"FeatureCollection","licence":${JSON.stringify(licence?.url ?? null)},"features":[\n`,
      rows: list(feature),
      end: '\n]}\n',
    },
    {
      extension: 'jsonld',
      begin: `${JSON.stringify(LINKED_CONTEXT).slice(0, -1)},"@graph":[\n`,
      rows: list((row) => linked(name, row)),
      end: '\n]}\n',
    },
  ];
}
