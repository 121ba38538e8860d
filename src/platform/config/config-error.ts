import type { TomlError } from 'smol-toml';
import type { z } from 'zod';
import { expectations } from './schema.ts';

/** A configuration the node cannot start with. The message is for its administrator: Italian, then English. */
export class ConfigError extends Error {
  constructor(it: string, en: string) {
    super(`${it}\n${en}`);
    this.name = 'ConfigError';
  }
}

export function missingFile(path: string): ConfigError {
  return new ConfigError(
    `Il file di configurazione ${path} non c'è o non si può leggere: correggi il percorso (--config o DISTRETTO_CONFIG).`,
    `The configuration file ${path} is missing or unreadable: correct the path (--config or DISTRETTO_CONFIG).`,
  );
}

export function badToml(path: string, { line, column }: TomlError): ConfigError {
  return new ConfigError(
    `${path}, riga ${line}, colonna ${column}: non è TOML valido. Controlla virgolette, segni = e parentesi.`,
    `${path}, line ${line}, column ${column}: not valid TOML. Check quotes, = signs and brackets.`,
  );
}

/** Tells the first problem: `where` is the file's path, `values` what it holds. */
export function badValue(where: string, issues: readonly z.core.$ZodIssue[], values: unknown): ConfigError {
  const [issue] = issues;
  const path = issue?.path.filter((part) => typeof part === 'string') ?? [];
  if (issue?.code === 'unrecognized_keys') return unknownKey(where, [...path, ...issue.keys.slice(0, 1)]);
  const key = path.join('.');
  const [it, en] = expectations[key] ?? ['', ''];
  const value = JSON.stringify(path.reduce(member, values));
  return new ConfigError(
    `${where}: "${key}" vale ${value}, ma deve essere ${it}.`,
    `${where}: "${key}" is ${value}, but must be ${en}.`,
  );
}

/** Like {@link badValue} for a variable of the environment, whose value is a secret. */
export function badVariable(issues: readonly z.core.$ZodIssue[]): ConfigError {
  const name = String(issues[0]?.path[0]);
  const [it, en] = expectations[name] ?? ['', ''];
  return new ConfigError(
    `La variabile d'ambiente ${name} deve essere ${it}.`,
    `The environment variable ${name} must be ${en}.`,
  );
}

function unknownKey(where: string, path: string[]): ConfigError {
  const section = path
    .slice(0, -1)
    .map((part) => `${part}.`)
    .join('');
  const known = Object.keys(expectations)
    .filter((key) => key.startsWith(section) && /^[a-z_]+$/.test(key.slice(section.length)))
    .map((key) => key.slice(section.length))
    .join(', ');
  return new ConfigError(
    `${where}: la chiave "${path.join('.')}" non esiste. Toglila o correggila; le chiavi sono: ${known}.`,
    `${where}: there is no key "${path.join('.')}". Remove or correct it; the keys are: ${known}.`,
  );
}

function member(value: unknown, key: string): unknown {
  return value !== null && typeof value === 'object'
    ? Object.entries(value).find(([k]) => k === key)?.[1]
    : undefined;
}
