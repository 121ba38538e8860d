import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operator } from '../../src/domain/caller.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { createClient } from '../support/mastodon-client.ts';
import { startNode, type TestNode } from '../support/node.ts';

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC';

let valle: TestNode;
let monte: TestNode;

beforeAll(async () => {
  [valle, monte] = await Promise.all([startNode({ name: 'DES Valle' }), startNode({ name: 'DES Monte' })]);
  await addMember(monte.services.domain, operator, { handle: 'podere', name: 'Podere', kind: 'enterprise' });
  await createClient(valle, 'anna');
}, 60_000);
afterAll(() => Promise.all([valle.stop(), monte.stop()]));

/** What a browser does: signs in, says yes, reads the code. */
async function consent(address: string): Promise<string> {
  const jar = new Map<string, string>();
  const ask = async (url: string, form?: Record<string, string>) => {
    const response = await fetch(new URL(url, valle.origin), {
      method: form === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form === undefined ? {} : { origin: valle.origin, 'sec-fetch-site': 'same-origin' }),
      },
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    return {
      location: response.headers.get('location'),
      text: await response.text(),
      headers: response.headers,
    };
  };
  const hidden = (page: string) =>
    Object.fromEntries(
      [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(
        ([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')],
      ),
    );
  const first = await ask(address);
  const signedIn = await ask('/accedi', {
    ...hidden(first.text),
    email: 'anna@localhost.example',
    password: 'una frase lunga',
  });
  expect(signedIn.location).toBe(new URL(address).pathname + new URL(address).search);
  const page = await ask(signedIn.location ?? '');
  expect(page.headers.get('content-security-policy')).not.toContain('form-action');
  const [, as = ''] = /<option value="(\d+)">anna/.exec(page.text) ?? [];
  const answer = await ask('/oauth/authorize', {
    ...hidden(page.text.split('action="/oauth/authorize"')[1] ?? ''),
    as,
    decision: 'allow',
  });
  return /<code>([\w-]+)<\/code>/.exec(answer.text)?.[1] ?? '';
}

/** Runs a client in a process of its own; what it reports, by name. */
async function run(child: string, program = process.execPath): Promise<Record<string, unknown>> {
  const handle = `@podere@${monte.host}`;
  const client = spawn(program, [join(import.meta.dirname, child), valle.origin, handle, PIXEL], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let errors = '';
  client.stderr.on('data', (data) => {
    errors += data;
  });
  const ended = new Promise<number | null>((resolve) => client.once('exit', resolve));
  const said: Record<string, unknown> = {};
  for await (const line of createInterface({ input: client.stdout })) {
    const { what, value } = JSON.parse(line);
    said[what] = value;
    if (what === 'authorize') client.stdin.write(`${await consent(value)}\n`);
  }
  expect(await ended, `${errors}\n${JSON.stringify(said)}`).toBe(0);
  return said;
}

const everything = {
  me: 'anna',
  follows: true,
  posted: 'Un quadrato',
  replied: true,
  context: 1,
  boosted: true,
  liked: true,
  home: true,
  public: true,
  notifications: true,
  unfollows: true,
  out: true,
};

test('masto does what people do with it', { timeout: 60_000 }, async () => {
  expect(await run('masto-child.ts')).toMatchObject({
    ...everything,
    instance: expect.stringMatching(/^4\.3\.0 \(compatible; Distretto/),
    found: `podere@${monte.host}`,
    streamed: true,
    groups: true,
  });
});

test('megalodon does what people do with it', { timeout: 60_000 }, async () => {
  expect(await run('megalodon-child.ts')).toMatchObject({
    ...everything,
    instance: 'mastodon',
    found: `podere@${monte.host}`,
  });
});

const PYTHON = '/usr/bin/python3';
const hasPythonClient = spawnSync(PYTHON, ['-c', 'import mastodon']).status === 0;
const hasToot = spawnSync('toot', ['--help']).status === 0;

test.skipIf(!hasPythonClient)(
  'Mastodon.py (python3-mastodon) does what people do with it',
  { timeout: 60_000 },
  async () => {
    expect(await run('mastodon_child.py', PYTHON)).toMatchObject({
      ...everything,
      instance: expect.stringMatching(/^4\.3\.0/),
      found: `podere@${monte.host}`,
      streamed: true,
    });
  },
);

test.skipIf(!hasToot)('toot does what people do with it', { timeout: 60_000 }, async () => {
  const home = mkdtempSync(join(tmpdir(), 'toot-'));
  const env = { PATH: process.env.PATH, HOME: home, PYTHONUNBUFFERED: '1', PYTHONIOENCODING: 'utf-8' };
  const login = spawn('toot', ['login', '-i', valle.host, '--disable-https', '--no-color'], { env });
  let seen = '';
  for await (const data of login.stdout) {
    seen += String(data);
    const [address] = /http\S+\/oauth\/authorize\S+/.exec(seen) ?? [];
    if (address !== undefined && seen.includes('[Y/n]') && login.stdin.writable) {
      login.stdin.end(`n\n${await consent(address)}\n`);
    }
  }
  expect(seen).toContain('Successfully logged in');
  const toot = async (...args: string[]) =>
    (await promisify(execFile)('toot', [...args, '--no-color'], { env })).stdout;
  const picture = join(home, 'a.png');
  writeFileSync(picture, Buffer.from(PIXEL, 'base64'));
  expect(await toot('whoami')).toContain('anna');
  expect(await toot('search', '--resolve', `@podere@${monte.host}`)).toContain('podere');
  expect(await toot('follow', `podere@${monte.host}`)).toContain('following');
  const posted = await toot('post', 'Da toot #prova', '--media', picture, '--description', 'Un quadrato');
  const [, id = ''] = /\/(\d+)\s*$/.exec(posted.trim()) ?? [];
  expect(await toot('post', 'Risposta', '--reply-to', id)).toContain('posted');
  expect(await toot('thread', id)).toContain('Risposta');
  await toot('reblog', id);
  await toot('favourite', id);
  expect(await toot('timeline', '--once')).toContain('Da toot');
  expect(await toot('timeline', '--once', '--public', '--local')).toContain('Da toot');
  expect(await toot('timeline', '--once', '--tag', 'prova')).toContain('Da toot');
  await toot('notifications');
  expect(await toot('unfollow', `podere@${monte.host}`)).toContain('no longer following');
  await toot('delete', id);
  expect(await toot('logout', `anna@${valle.host}`)).toContain('logged out');
});
