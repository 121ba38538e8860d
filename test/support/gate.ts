import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What passes, is turned away unanswered, or is acknowledged and thrown away. */
export type Passage = 'through' | 'cut' | 'lost';

export interface Passed {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** A gate in front of a node, at the node's public address: what comes in from others passes here. */
export interface Gate {
  readonly port: number;
  /** Where the node itself listens. */
  leadTo(port: number): void;
  /** From now on, for every request. */
  decide(passage: (request: IncomingMessage) => Passage): void;
  /** What went through, with its answer. */
  readonly passed: Passed[];
  close(): Promise<void>;
}

export async function openGate(): Promise<Gate> {
  let target = 0;
  let passage: (request: IncomingMessage) => Passage = () => 'through';
  const passed: Passed[] = [];
  const server = createServer((incoming, response) => {
    switch (passage(incoming)) {
      case 'cut':
        incoming.socket.destroy();
        return;
      case 'lost':
        incoming.resume().on('end', () => response.writeHead(202).end());
        return;
      case 'through':
        forward(target, incoming, response, (status) =>
          passed.push({ method: incoming.method ?? '', path: incoming.url ?? '', status }),
        );
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    leadTo: (port) => {
      target = port;
    },
    decide: (how) => {
      passage = how;
    },
    passed,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function forward(
  port: number,
  incoming: IncomingMessage,
  response: ServerResponse,
  onAnswer: (status: number) => void,
): void {
  const { method, url: path, headers } = incoming;
  const outgoing = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
    onAnswer(answer.statusCode ?? 0);
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on('error', () => response.destroy());
  incoming.pipe(outgoing);
}
