import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepBackedUp } from '../../src/domain/node/keep-node.ts';
import { queueDeadLetters, queueLanes } from '../../src/platform/queue/queue.table.ts';
import { startNode, type TestNode } from '../support/node.ts';
import { signedUpBrowser } from '../support/web.ts';

let node: TestNode;
let figures: string;

const doc = (name: string) => readFileSync(new URL(`../../docs/operations/${name}`, import.meta.url), 'utf8');

beforeAll(async () => {
  node = await startNode({ background: false });
  const { domain, federation } = node.services;
  await keepBackedUp(domain.db, new Date(Date.now() - 3_600_000));
  federation.metrics.deliveryFailures.inc({ reason: 'timeout' });
  await domain.db
    .insert(queueLanes)
    .values({ type: 'delivery', lane: 'muto.example', failures: 4, lastError: 'HTTP 503' });
  const now = new Date();
  await domain.db.insert(queueDeadLetters).values({
    ...{ id: '1', type: 'delivery', lane: 'muto.example', payload: {}, attempts: 9, lastError: 'HTTP 410' },
    ...{ enqueuedAt: now, deadAt: now },
  });
  await fetch(node.origin);
  figures = await (await fetch(`${node.origin}/metrics`)).text();
});
afterAll(() => node.stop());

function metricsIn(text: string): Set<string> {
  return new Set(text.match(/\b(?:distretto|process|nodejs)_[a-z0-9_]+/g));
}

test('every figure that the dashboard and the alerts name is there to be read', () => {
  const known = new Set<string>();
  for (const [, name = '', type] of figures.matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
    const parts = type === 'histogram' ? ['_bucket', '_count', '_sum'] : [''];
    for (const part of parts) known.add(name + part);
  }
  const { panels } = JSON.parse(doc('grafana-dashboard.json'));
  const shown: string[] = panels.flatMap((panel: { targets: { expr: string }[] }) =>
    panel.targets.map(({ expr }) => expr),
  );
  const alerted = [...doc('alerts.yml').matchAll(/expr: ['"]?(.+)/g)].map(([, expr = '']) => expr);
  expect([shown.length > 10, alerted.length > 8]).toEqual([true, true]);
  const named = [...shown, ...alerted].flatMap((expr) => [...metricsIn(expr)]);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

test('every alert has its section in the runbook', () => {
  const runbook = doc('runbook.md');
  const alerts = [...doc('alerts.yml').matchAll(/alert: (\w+)/g)].map(([, name]) => name);
  const sections = [...runbook.slice(runbook.indexOf('# Alerts')).matchAll(/^## (\w+)$/gm)].map(
    ([, name]) => name,
  );
  expect(sections).toEqual(alerts);
});

test('the figures say what is so', () => {
  expect(figures).toMatch(/^distretto_queue_failing_lanes 1$/m);
  expect(figures).toMatch(/^distretto_queue_dead_letters 1$/m);
  expect(figures).toMatch(/^distretto_delivery_failures_total\{reason="timeout"\} 1$/m);
  expect(figures).toMatch(/^distretto_http_seconds_count\{route="\/",status="2xx"\} 1$/m);
  const age = Number(/^distretto_backup_age_seconds (\S+)$/m.exec(figures)?.[1]);
  expect(age).toBeGreaterThanOrEqual(3600);
});

test('the machine room shows hosts, reasons and what waits, to coordinators alone', async () => {
  const { domain } = node.services;
  const marta = await signedUpBrowser(node.server, domain, 'coordinator', 'marta');
  const page = (await marta.get('/coordinamento/macchina')).body;
  for (const words of ['muto.example', '4 tentativi falliti', 'HTTP 410', 'HTTP 503', 'Sala macchine'])
    expect(page).toContain(words);
  const ugo = await signedUpBrowser(node.server, domain, 'member', 'ugo');
  expect((await ugo.get('/coordinamento/macchina')).statusCode).toBe(403);
});
