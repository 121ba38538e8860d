import { expect } from 'vitest';
import type { TestNode } from './node.ts';
import { tokenIn } from './web.ts';

/** The cookies of somebody who signed in on the pages. */
export async function signIn(node: TestNode, handle: string): Promise<string> {
  const cookies = new Map<string, string>();
  const keep = (response: Response) => {
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
  const header = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const form = await keep(await fetch(`${node.origin}/accedi`)).text();
  const fields = { csrf: tokenIn(form), email: `${handle}@localhost.example`, password: 'una frase lunga' };
  const answer = keep(
    await fetch(`${node.origin}/accedi`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: header(), origin: node.origin, 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams(fields),
    }),
  );
  expect(answer.status).toBe(303);
  return header();
}
