import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { SignedIn } from '../domain/accounts/sign-in.ts';
import { UserError } from '../platform/errors.ts';
import { isId } from '../platform/ids.ts';
import { parseInput } from '../platform/input.ts';
import { type Reader, readerOf, requireReadersForm, type Web } from './reader.ts';

/** A form as it was posted: texts by the names of their fields. */
export type Typed = Readonly<Record<string, string>>;

/** PostgreSQL stores no NUL. */
const typed = z
  .string()
  .max(20_000)
  .transform((text) => text.replaceAll('\0', ''));
/** Fields by name. */
export const form = z.record(z.string().max(40), typed);

/**
 * The reader and what they typed, where the form is one of ours and they are signed in.
 * @throws {UserError} `forbidden`, `invalid`
 */
export async function signedForm(
  web: Web,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<{ reader: Reader; signedIn: SignedIn; typed: Typed }> {
  const reader = await readerOf(web, request, reply);
  const { signedIn } = reader;
  if (signedIn === undefined) throw new UserError('forbidden', 'sign_in_first');
  requireReadersForm(reader, request);
  return { reader, signedIn, typed: parseInput(form, request.body) };
}

/** Whose name a form speaks in. @throws {UserError} `forbidden` */
export function actorIn(typed: Typed): string {
  const { as = '' } = typed;
  if (!isId(as)) throw new UserError('forbidden', 'not_your_member');
  return as;
}

/** The amounts in the fields `inReturn.0` … `inReturn.4`; empty ones say nothing. */
export function amountsIn(typed: Typed): { position: number; amount: string }[] {
  return [0, 1, 2, 3, 4].flatMap((position) => {
    const amount = typed[`inReturn.${position}`]?.trim() ?? '';
    return amount === '' ? [] : [{ position, amount }];
  });
}

/** The error with the field of the form that it is about: an amount is known there by its position. */
export function inForm(error: UserError, typed: Typed): UserError {
  const [, index] = /^inReturn\.(\d)\.amount$/.exec(error.field ?? '') ?? [];
  if (index === undefined) return error;
  const position = amountsIn(typed)[Number(index)]?.position ?? index;
  return new UserError(error.kind, error.code, error.params, `inReturn.${position}`);
}

export function idsOf({ person, organisations }: SignedIn): string[] {
  return [person.id, ...organisations.map((actor) => actor.id)];
}
