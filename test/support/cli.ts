import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';

const MAIN = join(import.meta.dirname, '../../src/main.ts');

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A node's folder with its configuration, for commands as processes of their own. */
export interface CliNode {
  readonly folder: string;
  readonly dataDir: string;
  /** Runs a command line to its end, with `input` on its standard input. */
  run(args: readonly string[], input?: string): Promise<Run>;
  /** Starts one that goes on. */
  start(args: readonly string[]): ChildProcess;
}

export function createCliNode(databaseUrl: string, port: number): CliNode {
  const folder = mkdtempSync(join(inject('runFolder'), 'cli-'));
  const dataDir = join(folder, 'data');
  const config = join(folder, 'node.toml');
  writeFileSync(config, `origin = "http://localhost:${port}"\ndata_dir = ${JSON.stringify(dataDir)}\n`);
  const start = (args: readonly string[]) =>
    spawn(process.execPath, [MAIN, ...args], {
      cwd: folder,
      env: { LANG: 'it_IT.UTF-8', DATABASE_URL: databaseUrl, DISTRETTO_CONFIG: config },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  return {
    folder,
    dataDir,
    start,
    run: async (args, input = '') => {
      const child = start(args);
      child.stdin?.end(input);
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
      const { stdout, stderr } = child;
      if (stdout === null || stderr === null) throw new Error('no output to read');
      const [out, err, code] = await Promise.all([text(stdout), text(stderr), ended]);
      return { code, stdout: out, stderr: err };
    },
  };
}
