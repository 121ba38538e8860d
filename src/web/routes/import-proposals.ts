import type { FastifyInstance } from 'fastify';
import type { SignedIn } from '../../domain/accounts/sign-in.ts';
import { importProposals, type ListedProposal } from '../../domain/proposals/import-proposals.ts';
import { rehearse } from '../../domain/rehearse.ts';
import { isGdxp, readGdxp } from '../../messages/gdxp.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { type CsvLine, readCsv } from '../csv-list.ts';
import { signedUpload } from '../multipart.ts';
import { sendPage } from '../page.ts';
import { readProposal } from '../proposal-typed.ts';
import { type Reader, readerOf, type Web } from '../reader.ts';
import { actorIn, type Typed } from '../typed.ts';
import { type ImportLine, importPage } from '../views/import-page.ts';

const MAX_GDXP = 50_000;

/** A list of offers from a spreadsheet: first what would become of each line, then that. */
export function importProposalRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;

  fastify.get('/io/offerte/importa', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    return sendPage(reply, importPage(reader, { typed: {} }));
  });

  fastify.post('/io/offerte/importa', async (request, reply) => {
    const { reader, signedIn, typed: form, files, tooBig } = await signedUpload(web, request, reply);
    const typed: Typed = { ...form, text: files.get('csv')?.toString('utf8') ?? form.text ?? '' };
    try {
      if (tooBig !== undefined) throw tooBig;
      const actorId = actorIn(typed);
      const read = readList(reader, signedIn, typed, domain.clock.now());
      const inputs = read.flatMap(({ input }) => input ?? []);
      const done = typed.step === 'publish';
      const outcomes = done
        ? await importProposals(domain, signedIn.caller, actorId, inputs)
        : await rehearse(domain, (run) => importProposals(run, signedIn.caller, actorId, inputs));
      let position = 0;
      const lines = read.map(({ line, title, input, error }): ImportLine => {
        if (input === undefined) return { line, title, result: 'failed', ...(error && { error }) };
        const outcome = outcomes[position++];
        if (outcome === undefined) throw new Error(`line ${line} has no outcome`);
        return { line, title, ...outcome };
      });
      return sendPage(reply, importPage(reader, { typed, lines, done }));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return sendPage(reply, importPage(reader, { typed, error }), HTTP_STATUS[error.kind]);
    }
  });
}

/** A spreadsheet's lines, or the products of a price list of buying groups' programs. */
function readList(
  { taxonomy, locale }: Reader,
  { organisations, person }: SignedIn,
  typed: Typed,
  now: Date,
): ReadLine[] {
  const { text = '', as } = typed;
  if (!isGdxp(text)) return readCsv(text, taxonomy).map((line) => readLine(line, locale, now));
  // The list comes back in a field of the form when it is confirmed.
  if (Buffer.byteLength(text) > MAX_GDXP)
    throw new UserError('invalid', 'gdxp_too_big', { max: MAX_GDXP / 1000 }, 'csv');
  const supplier = [...organisations, person].find(({ id }) => id === as);
  return readGdxp(text, supplier?.vatNumber ?? null, locale);
}

interface ReadLine {
  readonly line: number;
  readonly title: string;
  readonly input?: ListedProposal;
  readonly error?: UserError;
}

function readLine({ line, typed }: CsvLine, language: 'it' | 'en', now: Date): ReadLine {
  const title = typed.title ?? '';
  try {
    const { images: _, ...input } = readProposal(typed, [], language, now);
    return { line, title, input };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { line, title, error };
  }
}
