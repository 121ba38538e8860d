import { getLogger } from '@logtape/logtape';
import { DrizzleQueryError } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { LogConfig } from '../../../src/platform/config/config.ts';
import { createLogger } from '../../../src/platform/logging.ts';

/** What is written while `write` runs. */
function logged(log: LogConfig, write: (logger: ReturnType<typeof createLogger>) => void): string {
  let text = '';
  write(
    createLogger(log, {
      write: (chunk) => {
        text += chunk;
      },
    }),
  );
  return text;
}

const JSON_INFO: LogConfig = { level: 'info', format: 'json' };

describe('the log', () => {
  test('hides secrets at any depth', () => {
    const text = logged(JSON_INFO, (logger) => {
      logger.info({ password: 'hunter2', user: { token: 'hunter2', name: 'Ada' } }, 'one');
      logger.info(
        { req: { headers: { authorization: 'Bearer hunter2', cookie: 'a=hunter2', host: 'x' } } },
        'two',
      );
      logger.info({ a: { b: { headers: { 'set-cookie': 'hunter2' } } } }, 'three');
      logger.info(
        { list: [{ client_secret: 'hunter2' }], Cookie: ['hunter2'], privateKey: { d: 'hunter2' } },
        'more',
      );
      logger.info({ a: { b: { c: { d: { e: { f: { g: 'hunter2' } } } } } } }, 'deeper than is searched');
      logger.child({ privateKey: 'hunter2' }).info('four');
    });
    expect(text).not.toContain('hunter2');
    expect(text).toContain('"name":"Ada"');
    expect(text).toContain('"host":"x"');
    expect(text.trim().split('\n')).toHaveLength(6);
  });

  test('tells of a failed query without its values', () => {
    const cause = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (email)=(hunter2)',
    });
    const error = new DrizzleQueryError('insert into t values ($1)', ['hunter2'], cause);
    const text = logged(JSON_INFO, (logger) => logger.error(new Error('outer', { cause: error }), 'failed'));
    expect(text).not.toContain('hunter2');
    const { err } = JSON.parse(text);
    expect(err).toMatchObject({
      message: 'outer',
      cause: { cause: { code: '23505', message: 'duplicate key' } },
    });
    expect(err.cause.message).toBe('Failed query: insert into t values ($1)');
    expect(err.stack).toContain('logging.test.ts');
  });

  test('takes warnings from Fedify, with category and error, and none of its documents or keys', () => {
    const text = logged({ level: 'debug', format: 'json' }, () => {
      const fedify = getLogger(['fedify', 'sig', 'http']);
      fedify.info('information {a}', { a: 1 });
      fedify.warn('No key at {url} for {activity}: {error}', {
        url: new URL('https://nord.example/k'),
        activity: { content: 'hunter2' },
        privateKeyPem: 'hunter2',
        error: new Error('timed out'),
      });
    });
    const lines = text.trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(text).not.toContain('hunter2');
    expect(JSON.parse(text)).toMatchObject({
      level: 40,
      category: 'fedify.sig.http',
      msg: 'No key at https://nord.example/k for [Object]: timed out',
      err: { message: 'timed out' },
    });
  });

  test('takes all of Fedify at trace', () => {
    const text = logged({ level: 'trace', format: 'json' }, () => getLogger(['fedify', 'x']).debug('detail'));
    expect(JSON.parse(text)).toMatchObject({ level: 20, category: 'fedify.x', msg: 'detail' });
  });

  test('is a line of text for people when pretty, and keeps its level', () => {
    const text = logged({ level: 'warn', format: 'pretty' }, (logger) => {
      logger.info('quiet');
      logger.warn({ token: 'hunter2' }, 'Attenzione');
    });
    expect(text).toContain('Attenzione');
    expect(text).not.toContain('quiet');
    expect(text).not.toContain('hunter2');
    expect(text).not.toMatch(/^\{/);
  });
});
