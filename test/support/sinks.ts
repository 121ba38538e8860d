import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { actors } from '../../src/domain/actors/actor.table.ts';
import type { Domain } from '../../src/domain/domain.ts';
import { follows } from '../../src/domain/follows/follow.table.ts';
import type { Id } from '../../src/platform/ids.ts';

/** A POST to an inbox that was answered with 202. */
export interface Arrival {
  readonly inbox: string;
  readonly activity: string;
}

/** A host whose inboxes take whatever comes and write it down. */
export interface Sink {
  readonly host: string;
  readonly arrivals: readonly Arrival[];
  /** How often it was asked for anything. */
  readonly asked: () => number;
  /** Answers from now on otherwise than with 202; undefined ends that. */
  answer(how: ((response: ServerResponse, activity: string) => void) | undefined): void;
  inbox(name: string): string;
  close(): Promise<void>;
}

export async function startSink({
  delayMs = () => 0,
  port = 0,
}: {
  delayMs?: () => number;
  port?: number;
} = {}): Promise<Sink> {
  const arrivals: Arrival[] = [];
  let asked = 0;
  let how: ((response: ServerResponse, activity: string) => void) | undefined;
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      // The sender died amid its request.
      return;
    }
    asked++;
    const { id } = JSON.parse(Buffer.concat(chunks).toString()) as { id: string };
    if (how !== undefined) return how(response, id);
    arrivals.push({ inbox: `http://${request.headers.host}${request.url}`, activity: id });
    setTimeout(() => response.writeHead(202).end(), delayMs());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    arrivals,
    asked: () => asked,
    answer: (answer) => {
      how = answer;
    },
    inbox: (name) => `http://${host}/${name}/inbox`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Followers elsewhere, one for each inbox, as if they had asked and been accepted. */
export async function addFollowers(
  domain: Domain,
  followedId: Id,
  inboxes: readonly string[],
): Promise<void> {
  const now = domain.clock.now();
  const followers = inboxes.map((inbox, number) => {
    const { host } = new URL(inbox);
    const uri = inbox.replace(/\/inbox$/, '');
    return {
      id: domain.ids(),
      uri,
      type: 'Person' as const,
      host,
      handle: `f${number}`,
      name: `Follower ${number}`,
      url: uri,
      inbox,
      createdAt: now,
      updatedAt: now,
      fetchedAt: now,
    };
  });
  await domain.db.insert(actors).values(followers);
  await domain.db.insert(follows).values(
    followers.map(({ id, uri }) => ({
      id: domain.ids(),
      uri: `${uri}#follow`,
      followerId: id,
      followedId,
      state: 'accepted' as const,
      createdAt: now,
    })),
  );
}

/** What the receivers make of their arrivals: each activity applied once, by its id. */
export interface Ledger {
  /** The activities in the order in which each inbox first saw them. */
  readonly applied: ReadonlyMap<string, readonly string[]>;
  readonly duplicates: number;
  /** How far behind the newest of its inbox a repeated activity came, at most. */
  readonly furthestBack: number;
}

export function ledgerOf(arrivals: readonly Arrival[]): Ledger {
  const applied = new Map<string, string[]>();
  let furthestBack = 0;
  for (const { inbox, activity } of arrivals) {
    const seen = applied.get(inbox) ?? [];
    applied.set(inbox, seen);
    const at = seen.indexOf(activity);
    if (at < 0) seen.push(activity);
    else furthestBack = Math.max(furthestBack, seen.length - at);
  }
  const total = [...applied.values()].reduce((sum, seen) => sum + seen.length, 0);
  return { applied, duplicates: arrivals.length - total, furthestBack };
}
