import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** The configuration file, key by key as it is written. */
export const fileSchema = z.strictObject({
  role: z.enum(['district', 'network']).default('district'),
  origin: z.string().refine(isOrigin).default('http://localhost:3000'),
  handle: z
    .string()
    .regex(/^[a-z0-9_]{1,30}$/)
    .default('distretto'),
  name: z.string().trim().min(1).max(100).default('Distretto'),
  summary: z.string().trim().max(500).default(''),
  locale: z.enum(['it', 'en']).default('it'),
  data_dir: z.string().min(1).default('data'),
  place: z
    .strictObject({
      comune: z.string().trim().min(1).optional(),
      province: z.string().trim().min(1).optional(),
    })
    .prefault({}),
  listen: z
    .strictObject({
      host: z.string().min(1).default('127.0.0.1'),
      port: z.int().min(1).max(65535).optional(),
      trusted_proxies: z.array(z.string().refine(isAddressOrRange)).default([]),
    })
    .prefault({}),
  database: z.strictObject({ pool: z.int().min(1).max(1000).default(10) }).prefault({}),
  mail: z
    .strictObject({
      host: z.string().min(1),
      port: z.int().min(1).max(65535).optional(),
      secure: z.boolean().default(false),
      user: z.string().min(1).optional(),
      from: z.email(),
    })
    .optional(),
  federation: z.strictObject({ allow_private_addresses: z.boolean().optional() }).prefault({}),
  log: z
    .strictObject({
      level: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
      format: z.enum(['pretty', 'json']).optional(),
    })
    .prefault({}),
});

/** Of what a backup is encrypted with: characters. */
export const MIN_PASSPHRASE = 12;

const databaseUrl = z.string().regex(/^postgres(ql)?:\/\/./);

/** Secrets, which come from the environment only. */
export const environmentSchema = z.object({
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_REPLICA_URL: databaseUrl.optional(),
  DISTRETTO_SECRET_KEY: z
    .string()
    .refine((text) => Buffer.from(text, 'base64').length === 32)
    .optional(),
  DISTRETTO_SMTP_PASSWORD: z.string().optional(),
  DISTRETTO_BACKUP_PASSPHRASE: z.string().min(MIN_PASSPHRASE).optional(),
});

/** What each key must be, in Italian and English: the end of "… must be". */
export const expectations: Readonly<Record<string, readonly [it: string, en: string]>> = {
  role: ['"district" o "network"', '"district" or "network"'],
  origin: [
    'l\'indirizzo del nodo, senza percorso, come "https://distretto.example"; http solo per localhost',
    'the address of the node, without a path, like "https://distretto.example"; http for localhost only',
  ],
  handle: [
    'da 1 a 30 lettere minuscole senza accenti, cifre o trattini bassi, come "distretto"',
    '1 to 30 lower-case letters without accents, digits or underscores, like "distretto"',
  ],
  name: ['un testo da 1 a 100 caratteri', 'a text of 1 to 100 characters'],
  summary: ['un testo di al massimo 500 caratteri', 'a text of at most 500 characters'],
  locale: ['"it" o "en"', '"it" or "en"'],
  data_dir: ['il percorso di una cartella', 'the path of a folder'],
  place: ['una sezione [place]', 'a section [place]'],
  'place.comune': ['il nome di un comune', 'the name of a comune'],
  'place.province': ['la sigla o il nome di una provincia', 'the code or the name of a province'],
  listen: ['una sezione [listen]', 'a section [listen]'],
  'listen.host': ['un indirizzo, come "127.0.0.1"', 'an address, like "127.0.0.1"'],
  'listen.port': ['un numero intero da 1 a 65535', 'a whole number from 1 to 65535'],
  'listen.trusted_proxies': [
    'un elenco di indirizzi o reti, come ["127.0.0.1", "10.0.0.0/8"]',
    'a list of addresses or networks, like ["127.0.0.1", "10.0.0.0/8"]',
  ],
  database: ['una sezione [database]', 'a section [database]'],
  'database.pool': ['un numero intero da 1 a 1000', 'a whole number from 1 to 1000'],
  mail: ['una sezione [mail]', 'a section [mail]'],
  'mail.host': ['il nome del server SMTP', 'the name of the SMTP server'],
  'mail.port': ['un numero intero da 1 a 65535', 'a whole number from 1 to 65535'],
  'mail.secure': ['true o false', 'true or false'],
  'mail.user': ['il nome con cui si entra nel server SMTP', 'the name to log in to the SMTP server with'],
  'mail.from': [
    'un indirizzo e-mail, come "distretto@distretto.example"',
    'an e-mail address, like "distretto@distretto.example"',
  ],
  federation: ['una sezione [federation]', 'a section [federation]'],
  'federation.allow_private_addresses': ['true o false', 'true or false'],
  log: ['una sezione [log]', 'a section [log]'],
  'log.level': [
    '"fatal", "error", "warn", "info", "debug" o "trace"',
    '"fatal", "error", "warn", "info", "debug" or "trace"',
  ],
  'log.format': ['"pretty" o "json"', '"pretty" or "json"'],
  DATABASE_URL: [
    'un indirizzo come postgres://utente:password@host:5432/database',
    'an address like postgres://user:password@host:5432/database',
  ],
  DATABASE_REPLICA_URL: [
    "l'indirizzo di una replica di DATABASE_URL, come postgres://utente:password@replica:5432/database",
    'the address of a replica of DATABASE_URL, like postgres://user:password@replica:5432/database',
  ],
  DISTRETTO_SECRET_KEY: [
    '32 byte in base64, come li scrive "openssl rand -base64 32"',
    '32 bytes in base64, as "openssl rand -base64 32" writes them',
  ],
  DISTRETTO_BACKUP_PASSPHRASE: [
    `lunga almeno ${MIN_PASSPHRASE} caratteri`,
    `at least ${MIN_PASSPHRASE} characters long`,
  ],
};

export function isLoopback(origin: string): boolean {
  return isLoopbackHost(new URL(origin).hostname);
}

export function isLoopbackHost(host: string): boolean {
  return /^(.+\.)?localhost$|^127\.\d+\.\d+\.\d+$|^\[?::1\]?$/.test(host);
}

function isOrigin(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.href !== `${url.origin}/`) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.origin));
}

function isAddressOrRange(text: string): boolean {
  const [address = ''] = text.split('/');
  return isIP(address) !== 0 && (address === text || ipaddr.isValidCIDR(text));
}
