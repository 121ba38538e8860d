import { type Locale, type Messages, messages } from './messages.ts';

type Codes = Messages['doctor']['found'];
export type FindingCode = keyof Codes;

/** What one check found: all right, something to look after, or something that keeps the node from its work. */
export interface Finding {
  readonly check: keyof Messages['doctor']['checks'];
  readonly level: 'ok' | 'attention' | 'fault';
  readonly code: FindingCode;
  /** What its sentences name. */
  readonly params: Readonly<Record<string, string | number>>;
}

/** Makes the findings of one check. */
export function findings(check: Finding['check']) {
  const make =
    (level: Finding['level']) =>
    (code: FindingCode, params: Finding['params'] = {}): Finding => ({ check, level, code, params });
  return { ok: make('ok'), attention: make('attention'), fault: make('fault') };
}

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message;
}

/** What was found and, where there is something to do, what. */
export function findingText(
  { code, params }: Finding,
  locale: Locale,
): { readonly found: string; readonly advice: string | undefined } {
  const { found, advice } = messages(locale).doctor;
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
  const todo: Readonly<Record<string, string>> = advice;
  return { found: fill(found[code]), advice: todo[code] && fill(todo[code]) };
}
