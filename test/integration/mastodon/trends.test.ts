import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient, speaker, type TestClient } from '../../support/mastodon-client.ts';
import { expectEntity } from '../../support/mastodon-schema.ts';
import { startNode, type TestNode } from '../../support/node.ts';

let node: TestNode;
let anna: TestClient;
let bruno: TestClient;

beforeAll(async () => {
  node = await startNode({ background: false });
  [anna, bruno] = await Promise.all([createClient(node, 'anna'), createClient(node, 'bruno')]);
});
afterAll(() => node.stop());

test('the hashtags of most people come first; what is not public counts for nothing', async () => {
  const say = (who: TestClient, status: string, visibility = 'public') =>
    who.post('/api/v1/statuses', { status, visibility });
  await say(anna, 'ecco #pane');
  await say(bruno, 'anche qui #pane #olio');
  await say(bruno, 'ancora #olio');
  await say(anna, 'solo noi #segreto', 'private');
  const { body } = await speaker(node.origin).get('/api/v1/trends/tags');
  for (const tag of body) expectEntity('Tag', tag);
  expect([...body].map(({ name }) => name)).toEqual(['pane', 'olio']);
  const [{ history }] = [...body] as unknown as [{ history: { uses: string; accounts: string }[] }];
  expect(history).toHaveLength(7);
  expect(history[0]).toMatchObject({ uses: '2', accounts: '2' });
});
