import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { guardedLookup, isAllowedAddress } from '../../../src/platform/outbound/address-guard.ts';
import { checkedUrl } from '../../../src/platform/outbound/url-guard.ts';

const NEVER = [
  ...['0.0.0.0', '0.1.2.3', '169.254.169.254', '100.64.0.1', '100.100.100.200', '192.0.0.192', '192.0.2.1'],
  ...[
    '198.18.0.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    'fe80::1',
    'fe80::1%eth0',
  ],
  ...[
    'ff02::1',
    'fc00::1',
    'fd00:ec2::254',
    'fec0::1',
    '::7f00:1',
    '::ffff:0:7f00:1',
    '::ffff:169.254.169.254',
  ],
  ...[
    '64:ff9b::7f00:1',
    '64:ff9b:1::a00:1',
    '2002:7f00:1::',
    '2001::1',
    '2001:db8::1',
    '100::1',
    '4000::1',
    '',
  ],
];
const PRIVATE = [
  '127.0.0.1',
  '127.255.0.9',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '::1',
];
const MAPPED_PRIVATE = ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1'];
const PUBLIC = ['9.9.9.9', '172.32.0.1', '11.0.0.1', '::ffff:9.9.9.9', '2620:fe::fe', '2a00:1450:4002::1'];

describe('isAllowedAddress', () => {
  it.each(NEVER)('never allows %s', (address) => {
    expect(isAllowedAddress(address, false)).toBe(false);
    expect(isAllowedAddress(address, true)).toBe(false);
  });

  it.each([...PRIVATE, ...MAPPED_PRIVATE])(
    'allows %s only where private addresses are allowed',
    (address) => {
      expect(isAllowedAddress(address, false)).toBe(false);
      expect(isAllowedAddress(address, true)).toBe(true);
    },
  );

  it.each(PUBLIC)('allows %s', (address) => {
    expect(isAllowedAddress(address, false)).toBe(true);
  });
});

describe('guardedLookup', () => {
  const publicAndPrivate: LookupAddress[] = [
    { address: '10.0.0.1', family: 4 },
    { address: '9.9.9.9', family: 4 },
    { address: '::1', family: 6 },
  ];

  function look(addresses: LookupAddress[], all: boolean, host = 'bosco.example'): Promise<unknown> {
    const lookup = guardedLookup((_host, _options, done) => done(null, addresses), false);
    return new Promise((resolve, reject) =>
      lookup(host, { all }, (error, address) => (error ? reject(error) : resolve(address))),
    );
  }

  it('hands on public addresses only', async () => {
    expect(await look(publicAndPrivate, true)).toEqual([{ address: '9.9.9.9', family: 4 }]);
    expect(await look(publicAndPrivate, false)).toBe('9.9.9.9');
  });

  it('refuses a name with no public address', async () => {
    await expect(look([{ address: '127.0.0.1', family: 4 }], true)).rejects.toMatchObject({
      reason: 'refused-address',
    });
    await expect(look([], false)).rejects.toMatchObject({ reason: 'refused-address' });
  });

  it('takes localhost names for loopback, whatever the resolver says', async () => {
    await expect(look(publicAndPrivate, true, 'nodo.localhost')).rejects.toMatchObject({
      reason: 'refused-address',
    });
  });
});

describe('checkedUrl', () => {
  it.each([
    ...[
      'http://bosco.example/',
      'ftp://bosco.example/',
      'file:///etc/passwd',
      'data:text/html,x',
      'gopher://bosco.example',
    ],
    ...[
      'https://anna@bosco.example/',
      'https://anna:x@bosco.example/',
      'https://bosco.example./',
      'https://bo_sco.example/',
    ],
    ...[
      'https://-bosco.example/',
      'https://bosco..example/',
      "https://bo'sco.example/",
      'bosco.example',
      '',
      '/inbox',
    ],
    ...[`https://${'a'.repeat(64)}.example/`, 'http://127.0.0.1/', 'http://10.0.0.1/'],
  ])('refuses %j', (url) => {
    expect(() => checkedUrl(url, undefined, false)).toThrow(expect.objectContaining({ reason: 'bad-url' }));
  });

  it('allows http on loopback only, and only where private addresses are allowed', () => {
    for (const url of [
      'http://127.0.0.1:3000/',
      'http://[::1]/',
      'http://localhost/',
      'http://nodo.localhost:3000/a',
    ]) {
      expect(() => checkedUrl(url, undefined, false)).toThrow();
      expect(checkedUrl(url, undefined, true).href).toBe(url);
    }
    for (const url of ['http://10.0.0.1/', 'http://bosco.example/', 'http://localhost.example/']) {
      expect(() => checkedUrl(url, undefined, true)).toThrow();
    }
  });

  it('drops the fragment and resolves against the page that redirects', () => {
    expect(checkedUrl('https://bosco.example/a#main-key', undefined, false).href).toBe(
      'https://bosco.example/a',
    );
    expect(checkedUrl('../b', 'https://bosco.example/c/d', false).href).toBe('https://bosco.example/b');
  });
});
