import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { messages } from '../../src/messages/messages.ts';
import { freePort } from './node.ts';

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const MAIN = root('src/main.ts');
const PUBLISHER = root('test/support/publisher.ts');
const STARTED = messages('it').cli.start.stop;

/** A node's settings for processes of their own. */
export interface Setting {
  /** Given to every process: the configuration file's path and secrets. */
  readonly environment: Readonly<Record<string, string>>;
  readonly origin: string;
  readonly host: string;
  readonly dataDir: string;
}

export interface NodeProcess {
  /** What it has printed, line by line. */
  readonly lines: readonly string[];
  /** Ends it: its exit code, null where the signal itself ended it. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
  readonly ended: Promise<number | null>;
}

/** Writes the configuration of a node; without a database it runs a PostgreSQL of its own. */
export async function writeSetting(options: {
  readonly name: string;
  readonly databaseUrl?: string;
  readonly origin?: string;
}): Promise<Setting> {
  const folder = mkdtempSync(join(inject('runFolder'), 'process-'));
  const dataDir = join(folder, 'data');
  const port = await freePort();
  const origin = options.origin ?? `http://localhost:${port}`;
  const path = join(folder, 'node.toml');
  writeFileSync(
    path,
    `origin = "${origin}"
name = "${options.name}"
data_dir = "${dataDir}"
[listen]
host = "127.0.0.1"
port = ${port}
[database]
pool = 6
[log]
level = "${process.env.TEST_LOG ?? 'fatal'}"
`,
  );
  return {
    environment: {
      DISTRETTO_CONFIG: path,
      DATABASE_URL: options.databaseUrl ?? '',
      // One for all that share a database, whichever folder is theirs.
      DISTRETTO_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    },
    origin,
    host: new URL(origin).host,
    dataDir,
  };
}

/** Runs the node's own command line, and waits until it says that it has started. */
export function startMain(setting: Setting, ...args: string[]): Promise<NodeProcess> {
  return start([MAIN, ...args], setting, STARTED);
}

/** A whole node that publishes, changes and withdraws offers by itself (see publisher.ts). */
export function startPublisher(setting: Setting, offers: number, seed: number): Promise<NodeProcess> {
  return start([PUBLISHER, String(offers), String(seed)], setting, 'started');
}

/** Whatever becomes of a test, no process outlives it. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

function start(args: readonly string[], setting: Setting, sign: string): Promise<NodeProcess> {
  const child = spawn(process.execPath, args, {
    // Twenty starts in a row would spend most of a test on compiling the same files.
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: join(inject('runFolder'), 'compiled'),
      ...setting.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const lines: string[] = [];
  const faults: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => faults.push(line));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  void ended.then(() => running.delete(child));
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      if (process.env.TEST_LOG !== undefined) process.stdout.write(`${child.pid} ${line}\n`);
      if (line === sign)
        resolve({
          lines,
          ended,
          end: (signal) => {
            child.kill(signal);
            return ended;
          },
        });
    });
    void ended.then((code) => reject(new Error(`ended with ${code}: ${[...lines, ...faults].join('\n')}`)));
  });
}

/** Hands the connections to one address out to several, in turn: what stands before two servers of one node. */
export async function startBalancer(port: number, ports: readonly number[]): Promise<() => Promise<void>> {
  let turn = 0;
  const balancer = createServer((from) => {
    const to = connect(ports[turn++ % ports.length] ?? 0, '127.0.0.1');
    from.pipe(to).pipe(from);
    from.on('error', () => to.destroy());
    to.on('error', () => from.destroy());
  });
  await new Promise<void>((resolve) => balancer.listen(port, '127.0.0.1', resolve));
  return () => new Promise((resolve) => balancer.close(() => resolve()));
}
