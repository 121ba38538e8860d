import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse, TomlError } from 'smol-toml';
import type { z } from 'zod';
import { errorCode } from '../files.ts';
import { badToml, badValue, badVariable, missingFile } from './config-error.ts';
import { environmentSchema, fileSchema, isLoopback } from './schema.ts';

type File = z.infer<typeof fileSchema>;

export interface Config {
  /** The file it was read from; undefined if there is none and every value is the default. */
  readonly source: string | undefined;
  readonly role: File['role'];
  /** Scheme, host and port, without a slash at the end. */
  readonly origin: string;
  readonly handle: string;
  readonly name: string;
  readonly summary: string;
  readonly locale: File['locale'];
  /** Absolute. */
  readonly dataDir: string;
  readonly place: { readonly comune: string | undefined; readonly province: string | undefined };
  readonly listen: {
    readonly host: string;
    readonly port: number;
    /** Addresses and CIDR ranges whose X-Forwarded-* headers are believed. */
    readonly trustedProxies: readonly string[];
  };
  readonly database: {
    /** Without one, the node runs a PostgreSQL of its own. */
    readonly url: string | undefined;
    /** A streaming replica, which public pages are read from. */
    readonly replicaUrl: string | undefined;
    readonly pool: number;
  };
  /** How letters leave; without it they are kept, for the coordinators to read and pass on. */
  readonly mail:
    | {
        readonly host: string;
        readonly port: number;
        /** TLS from the first byte; otherwise STARTTLS. */
        readonly secure: boolean;
        readonly user: string | undefined;
        readonly password: string | undefined;
        readonly from: string;
      }
    | undefined;
  readonly federation: { readonly allowPrivateAddresses: boolean };
  readonly log: LogConfig;
  /** Given by the environment; see {@link loadSecretKey} for the one to use. */
  readonly secretKey: Buffer | undefined;
  /** What backups are encrypted with; without it they are not. */
  readonly backupPassphrase: string | undefined;
}

export interface LogConfig {
  readonly level: File['log']['level'];
  readonly format: 'pretty' | 'json';
}

const DEFAULT_FILE = 'config/node.toml';

/**
 * Reads the configuration: the file named by `path`, else by DISTRETTO_CONFIG, else config/node.toml if it exists,
 * else none; secrets from the environment. Throws {@link ConfigError}.
 */
export function loadConfig(path?: string, environment: NodeJS.ProcessEnv = process.env): Config {
  const named = path ?? (environment.DISTRETTO_CONFIG || undefined);
  const where = named ?? DEFAULT_FILE;
  const text = readText(where, named !== undefined);
  const file = readFile(where, text ?? '');
  const secrets = readEnvironment(environment);
  const loopback = isLoopback(file.origin);
  const url = new URL(file.origin);
  return {
    source: text === undefined ? undefined : where,
    role: file.role,
    origin: url.origin,
    handle: file.handle,
    name: file.name,
    summary: file.summary,
    locale: file.locale,
    dataDir: resolve(file.data_dir),
    place: { comune: file.place.comune, province: file.place.province },
    listen: {
      host: file.listen.host,
      port: file.listen.port ?? (loopback ? portOf(url) : 3000),
      trustedProxies: file.listen.trusted_proxies,
    },
    database: {
      url: secrets.DATABASE_URL,
      replicaUrl: secrets.DATABASE_REPLICA_URL,
      pool: file.database.pool,
    },
    mail: file.mail && {
      host: file.mail.host,
      port: file.mail.port ?? (file.mail.secure ? 465 : 587),
      secure: file.mail.secure,
      user: file.mail.user,
      password: secrets.DISTRETTO_SMTP_PASSWORD,
      from: file.mail.from,
    },
    federation: { allowPrivateAddresses: file.federation.allow_private_addresses ?? loopback },
    log: {
      level: file.log.level,
      format: file.log.format ?? (process.stdout.isTTY ? 'pretty' : 'json'),
    },
    backupPassphrase: secrets.DISTRETTO_BACKUP_PASSPHRASE,
    secretKey: secrets.DISTRETTO_SECRET_KEY ? Buffer.from(secrets.DISTRETTO_SECRET_KEY, 'base64') : undefined,
  };
}

function readText(path: string, required: boolean): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (!required && errorCode(error) === 'ENOENT') return undefined;
    throw missingFile(path);
  }
}

function readFile(where: string, text: string): File {
  let values: unknown;
  try {
    values = parse(text);
  } catch (error) {
    throw error instanceof TomlError ? badToml(where, error) : error;
  }
  const result = fileSchema.safeParse(values);
  if (!result.success) throw badValue(where, result.error.issues, values);
  return result.data;
}

/** A variable set to nothing counts as not set: that is how compose files leave one out. */
function readEnvironment(environment: NodeJS.ProcessEnv): z.infer<typeof environmentSchema> {
  const result = environmentSchema.safeParse({
    DATABASE_URL: environment.DATABASE_URL || undefined,
    DATABASE_REPLICA_URL: environment.DATABASE_REPLICA_URL || undefined,
    DISTRETTO_SECRET_KEY: environment.DISTRETTO_SECRET_KEY || undefined,
    DISTRETTO_SMTP_PASSWORD: environment.DISTRETTO_SMTP_PASSWORD || undefined,
    DISTRETTO_BACKUP_PASSPHRASE: environment.DISTRETTO_BACKUP_PASSPHRASE || undefined,
  });
  if (!result.success) throw badVariable(result.error.issues);
  return result.data;
}

function portOf(url: URL): number {
  return Number(url.port || (url.protocol === 'https:' ? 443 : 80));
}
