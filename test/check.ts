import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { z } from 'zod';

/** What `npm test` runs: format, lint, types, then every test. Quiet while all is well; the last line counts. */

const root = join(import.meta.dirname, '..');
const bin = join(root, 'node_modules', '.bin');
/** A machine that checks for everyone leaves nothing out: there a skipped test is a failed one. */
const complete = Boolean(process.env.CI);

interface Result {
  readonly passed: number;
  /** What went wrong, told in full. */
  readonly failures: readonly string[];
  readonly leftOut: readonly string[];
}

/** What we read of vitest's JSON report. */
const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.enum(['passed', 'failed', 'skipped', 'pending', 'todo', 'disabled']),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

const running = new Set<ChildProcess>();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    process.exitCode = 1;
    for (const child of running) child.kill(signal);
  });
}

/** Runs a tool of the project's own; resolves with all it said. */
function run(command: string, args: readonly string[]): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(bin, command), args, {
      cwd: root,
      // The tools need the Node that the project brings, whichever the system has.
      env: {
        ...process.env,
        PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
        NO_COLOR: '1',
        FORCE_COLOR: '0',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    const said: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      running.delete(child);
      resolve({ ok: code === 0, output: Buffer.concat(said).toString().trim() });
    });
  });
}

async function tool(name: string, command: string, ...args: readonly string[]): Promise<Result> {
  const { ok, output } = await run(command, args);
  return { passed: ok ? 1 : 0, failures: ok ? [] : [`${name}\n${output}`], leftOut: [] };
}

async function tests(): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'distretto-check-'));
  const file = join(folder, 'report.json');
  try {
    const { ok, output } = await run('vitest', ['run', '--reporter=json', `--outputFile=${file}`]);
    const result = readReport(file);
    // A run can fail with every test passed: an error nobody awaited, a set-up that broke.
    if (!ok && result.failures.length === 0) return { ...result, failures: [`tests\n${output}`] };
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file: string): Result {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return { passed: 0, failures: [], leftOut: [] };
  }
  const { testResults } = reportSchema.parse(JSON.parse(text));
  const all = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ ...test, title: `${name.replace(`${root}/`, '')}: ${test.fullName}` })),
  );
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = all.filter((test) => test.status === 'failed');
  return {
    passed: all.filter((test) => test.status === 'passed').length,
    failures: [
      ...broken.map(({ name, message }) => `${name.replace(`${root}/`, '')}\n${message ?? ''}`),
      ...failed.map(({ title, failureMessages }) => `${title}\n${(failureMessages ?? []).join('\n')}`),
    ],
    leftOut: all.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ title }) => title),
  };
}

const checks: readonly (readonly [name: string, check: () => Promise<Result>])[] = [
  ['format', () => tool('format', 'biome', 'ci', '--linter-enabled=false', '.')],
  ['lint', () => tool('lint', 'biome', 'lint', '--error-on-warnings', '.')],
  ['types', () => tool('types', 'tsc', '--noEmit')],
  ['tests', tests],
];

let passed = 0;
let failed = 0;
const leftOut: string[] = [];
for (const [name, check] of checks) {
  const result = await check();
  passed += result.passed;
  failed += result.failures.length + (complete ? result.leftOut.length : 0);
  leftOut.push(...result.leftOut);
  for (const failure of result.failures) console.log(`\nFAILED ${failure}\n`);
  console.log(`${name}: ${result.failures.length === 0 ? 'ok' : 'failed'}`);
  if (process.exitCode === 1) break;
}
if (leftOut.length > 0) {
  console.log(`\nLeft out${complete ? ', which counts as failed here' : ''}:`);
  for (const title of leftOut) console.log(`- ${title}`);
}
if (failed > 0) process.exitCode = 1;
console.log(`\n${passed} passed, ${failed} failed`);
