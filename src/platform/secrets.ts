import {
  createCipheriv,
  createDecipheriv,
  createHash,
  randomBytes,
  type ScryptOptions,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES;

/**
 * Encrypts for keeping: one version byte, a random nonce, the ciphertext, the tag (AES-256-GCM).
 * `context` says what this is and whose ("actor-key:42"): it opens with the same context only,
 * so a sealed value copied to another row is worthless.
 */
export function seal(secretKey: Buffer, plaintext: Buffer, context: string): Buffer {
  const header = Buffer.concat([Buffer.of(VERSION), randomBytes(NONCE_BYTES)]);
  const cipher = createCipheriv(CIPHER, secretKey, header.subarray(1), { authTagLength: TAG_BYTES });
  cipher.setAAD(associatedData(header, context));
  return Buffer.concat([header, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** Throws if the key or context is another, or a bit has changed. */
export function open(secretKey: Buffer, sealed: Buffer, context: string): Buffer {
  if (sealed.length < HEADER_BYTES + TAG_BYTES || sealed[0] !== VERSION)
    throw new Error('Not a sealed secret of a known version');
  const header = sealed.subarray(0, HEADER_BYTES);
  const decipher = createDecipheriv(CIPHER, secretKey, header.subarray(1), { authTagLength: TAG_BYTES });
  decipher.setAAD(associatedData(header, context));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(HEADER_BYTES, -TAG_BYTES)), decipher.final()]);
}

function associatedData(header: Buffer, context: string): Buffer {
  return Buffer.concat([header, Buffer.from(context)]);
}

const SCRYPT = { ln: 17, r: 8, p: 1 };
const HASH_BYTES = 32;
const STORED = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Hashes a password with scrypt into a PHC string, which names its own costs. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, SCRYPT);
  return `$scrypt$ln=${SCRYPT.ln},r=${SCRYPT.r},p=${SCRYPT.p}$${base64(salt)}$${base64(hash)}`;
}

export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [, ln, r, p, salt, hash] = STORED.exec(stored) ?? [];
  if (salt === undefined || hash === undefined) throw new Error('Not a stored password');
  const costs = { ln: Number(ln), r: Number(r), p: Number(p) };
  const derived = await derive(password, Buffer.from(salt, 'base64'), costs);
  const expected = Buffer.from(hash, 'base64');
  return derived.length === expected.length && timingSafeEqual(derived, expected);
}

let previous: Promise<unknown> = Promise.resolve();

/**
 * One at a time: each takes 128 MiB and a thread of the pool that files and name look-ups share.
 * NFKC, so that the same password typed on another keyboard has the same bytes (NIST SP 800-63B).
 */
function derive(password: string, salt: Buffer, costs: typeof SCRYPT): Promise<Buffer> {
  const { ln, r, p } = costs;
  const N = 2 ** ln;
  const options: ScryptOptions = { N, r, p, maxmem: 128 * r * (N + p) + 1024 * 1024 };
  const result = previous.then(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, key) =>
          error ? reject(error) : resolve(key),
        );
      }),
  );
  previous = result.catch(() => {});
  return result;
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

/** 256 random bits in base64url: a session, an access token, an invitation. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token (SHA-256, base64url). A plain hash is enough, for a token cannot be guessed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
