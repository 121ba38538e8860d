import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectAnswer } from './mastodon-schema.ts';
import type { TestNode } from './node.ts';

/** One operation of Mastodon's API: `GET /api/v1/statuses/{id}`. */
export interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** Where the schema of a good answer is, within the description; undefined for those that have none. */
  readonly schema: string | undefined;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
}
interface Described {
  readonly responses?: Readonly<
    Record<string, { readonly content?: { readonly 'application/json'?: object } }>
  >;
}

/** Where the description has one thing and Mastodon answers a list of them. */
const LISTS = new Set(['GET /api/v1/filters']);
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** All that the description beside the project names; none where it is not there. */
export function describedOperations(): Operation[] {
  const file = join(import.meta.dirname, '../../../shared/mastodon-openapi.json');
  if (!existsSync(file)) return [];
  const { paths } = JSON.parse(readFileSync(file, 'utf8')) as Description;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, { responses }]): Operation => {
        const within = [path, method].map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'));
        const has = responses?.['200']?.content?.['application/json'] !== undefined;
        const schema = `#/paths/${within.join('/')}/responses/200/content/application~1json/schema`;
        return { name: `${method.toUpperCase()} ${path}`, method, path, schema: has ? schema : undefined };
      }),
  );
}

/** An address without what stands in its places. */
export const withoutNames = (path: string) => path.replace(/\{\w+\}|:\w+/g, '*');

/** Which operation a request is one of: the one that says most of its address. */
function operationOf(operations: readonly Operation[], method: string, path: string): Operation | undefined {
  const parts = path.split('/');
  const fits = operations.filter((operation) => {
    const wanted = operation.path.split('/');
    return (
      operation.method === method.toLowerCase() &&
      wanted.length === parts.length &&
      wanted.every((part, n) => part.startsWith('{') || part === parts[n])
    );
  });
  const said = ({ path: one }: Operation) => one.split('/').filter((part) => !part.startsWith('{')).length;
  return fits.toSorted((a, b) => said(b) - said(a))[0];
}

/** Asks a node in somebody's name, checks each answer against its schema, and remembers what was asked. */
export function checkedSpeaker(node: TestNode, operations: readonly Operation[]) {
  const asked = new Set<string>();
  const bodies: [name: string, body: unknown][] = [];

  async function ask(token: string | undefined, method: string, path: string, body?: object): Promise<Body> {
    const isForm = body instanceof FormData || body instanceof URLSearchParams;
    const response = await fetch(`${node.origin}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const stop = new AbortController();
    if (response.headers.get('content-type') === 'text/event-stream') {
      await response.body?.cancel();
      stop.abort();
    }
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    const answer: unknown = isJson ? await response.json() : undefined;
    const operation = operationOf(operations, method, path.split('?')[0] ?? '');
    if (response.status >= 400)
      throw new Error(`${response.status} to ${method} ${path}: ${JSON.stringify(answer)}`);
    if (operation !== undefined) {
      asked.add(operation.name);
      bodies.push([operation.name, answer]);
      const parts = LISTS.has(operation.name) && Array.isArray(answer) ? answer : [answer];
      for (const part of parts) expectAnswer(operation, part);
    }
    return answer as Body;
  }
  return { ask, asked, bodies };
}

/** Whatever an answer holds, looked into without ceremony. */
export interface Body extends Readonly<Record<string, Body>> {
  readonly [index: number]: Body;
  [Symbol.iterator](): Iterator<Body>;
}
