import { Socket } from 'node:net';

/** A connection to PostgreSQL failed, or was never made. */
class ConnectionLost extends Error {
  readonly code: string;

  constructor(message: string, cause?: Error) {
    super(message, { cause });
    this.code = cause && 'code' in cause ? String(cause.code) : 'CONNECTION_CLOSED';
  }
}

/** Whether the database went away, or turned everybody away for now: nothing that was asked of it is to blame. */
export function isDatabaseLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    error instanceof ConnectionLost ||
    /^CONNECT(?:ION)?_/.test(code) ||
    // Connection exceptions, want of resources, an operator's intervention.
    (error.name === 'PostgresError' && /^(?:08|53|57P)/.test(code)) ||
    isDatabaseLost(error.cause)
  );
}

/**
 * A connection to PostgreSQL whose loss postgres.js survives in the middle of a transaction.
 *
 * postgres.js forgets its socket on `close` and only then rejects the query at work; the rollback that follows is
 * written to no socket, which is an uncaught exception. So a loss is told as an error first, which rejects the query,
 * and as `close` once the rollback has been written in vain.
 */
class PatientSocket extends Socket {
  #started = false;

  constructor() {
    super();
    this.once('end', () => this.destroy(new ConnectionLost('PostgreSQL closed the connection')));
  }

  override write(bytes: Buffer, ...rest: never[]): boolean {
    const written = this.#started ? bytes : startMessageIn(bytes);
    this.#started = true;
    return super.write(written, ...rest);
  }

  override emit(event: string | symbol, ...args: unknown[]): boolean {
    if (event === 'error' && !(args[0] instanceof ConnectionLost)) {
      const cause = args[0] instanceof Error ? args[0] : undefined;
      return super.emit('error', new ConnectionLost(cause?.message ?? '', cause));
    }
    if (event !== 'close') return super.emit(event, ...args);
    // One turn for the rejected query to write its rollback, one for postgres.js to flush it.
    setImmediate(() => setImmediate(() => super.emit('close', false)));
    return true;
  }
}

/**
 * postgres.js collects what it writes until there is a kibibyte of it or the event loop comes round. What it has collected
 * when a connection ends stays there, and keeps the start message of the next one waiting for a turn that never comes:
 * so that message is long enough to be written at once ({@link LONG_START}), and sheds what stands before it.
 */
function startMessageIn(bytes: Buffer): Buffer {
  for (let start = 0; start + 8 <= bytes.length; start++) {
    const isStart =
      bytes.readUInt32BE(start) === bytes.length - start && bytes.readUInt32BE(start + 4) === PROTOCOL;
    if (isStart) return bytes.subarray(start);
  }
  return bytes;
}

/** Version 3.0. */
const PROTOCOL = 0x0003_0000;

/** A setting without meaning to the server, for the start message of every connection. */
export const LONG_START = { 'distretto.start': ' '.repeat(1024) };

interface Address {
  readonly host: string[];
  readonly port: number[];
  readonly path: string | false | undefined;
}

/** For the option `socket` of postgres.js, which writes at once: the socket holds that until it is connected. */
export function patientSocket({ host, port, path }: Address): Socket {
  const socket = new PatientSocket();
  return path ? socket.connect(path) : socket.connect(port[0] ?? 5432, host[0] ?? 'localhost');
}
