import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  hashPassword,
  hashToken,
  newToken,
  open,
  seal,
  verifyPassword,
} from '../../../src/platform/secrets.ts';

describe('sealed secrets', () => {
  const key = randomBytes(32);
  const plaintext = Buffer.from('una chiave privata');

  test('open with the same key and context', () => {
    expect(open(key, seal(key, plaintext, 'actor-key:1'), 'actor-key:1')).toEqual(plaintext);
    expect(open(key, seal(key, Buffer.alloc(0), ''), '')).toEqual(Buffer.alloc(0));
  });

  test('differ each time and do not show the plaintext', () => {
    const sealed = seal(key, plaintext, 'a');
    expect(sealed).not.toEqual(seal(key, plaintext, 'a'));
    expect(sealed.includes(plaintext)).toBe(false);
  });

  test('do not open with another key or in another context', () => {
    const sealed = seal(key, plaintext, 'actor-key:1');
    expect(() => open(randomBytes(32), sealed, 'actor-key:1')).toThrow();
    expect(() => open(key, sealed, 'actor-key:2')).toThrow();
  });

  test('do not open with any byte changed or missing', () => {
    const sealed = seal(key, plaintext, 'a');
    for (let i = 0; i < sealed.length; i++) {
      const changed = Buffer.from(sealed);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => open(key, changed, 'a'), `byte ${i}`).toThrow();
      expect(() => open(key, sealed.subarray(0, i), 'a'), `length ${i}`).toThrow();
    }
  });
});

describe('passwords', () => {
  test('are verified against a stored hash that names its costs', async () => {
    const stored = await hashPassword('castagne e miele');
    expect(stored).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(await hashPassword('castagne e miele')).not.toBe(stored);
    expect(await verifyPassword('castagne e miele', stored)).toBe(true);
    expect(await verifyPassword('castagne e mieli', stored)).toBe(false);
    expect(await verifyPassword('', stored)).toBe(false);
  });

  test('are the same however the keyboard composes an accent', async () => {
    const stored = await hashPassword('caff\u00e8');
    expect(await verifyPassword('caffe\u0300', stored)).toBe(true);
  });

  test('are verified with the costs they were stored with', async () => {
    // The second test vector of RFC 7914, section 12, cut to 32 bytes: N=1024, r=8, p=16.
    const hash = Buffer.from('fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162', 'hex');
    const salt = Buffer.from('NaCl').toString('base64').replace(/=+$/, '');
    const stored = `$scrypt$ln=10,r=8,p=16$${salt}$${hash.toString('base64').replace(/=+$/, '')}`;
    expect(await verifyPassword('password', stored)).toBe(true);
    expect(await verifyPassword('Password', stored)).toBe(false);
  });

  test('a stored value that is no hash is a fault, and the next one is still verified', async () => {
    await expect(verifyPassword('x', 'x')).rejects.toThrow('Not a stored password');
    await expect(verifyPassword('x', '$scrypt$ln=0,r=0,p=0$AAAA$AAAA')).rejects.toThrow();
    expect(await verifyPassword('x', await hashPassword('x'))).toBe(true);
  });
});

describe('tokens', () => {
  test('are 256 random bits, stored as their SHA-256', () => {
    const tokens = Array.from({ length: 100 }, newToken);
    expect(new Set(tokens).size).toBe(100);
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(hashToken('abc'), 'base64url').toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});
