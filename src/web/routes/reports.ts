import type { FastifyInstance } from 'fastify';
import { openReports, settleReport } from '../../domain/reports/report.ts';
import { UserError } from '../../platform/errors.ts';
import { isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { sendPage } from '../page.ts';
import { listQuery, PAGE_SIZE } from '../query.ts';
import { readerOf, type Web } from '../reader.ts';
import { signedForm } from '../typed.ts';
import { reportsPage } from '../views/reports-page.ts';

/** For coordinators: complaints about somebody's conduct. */
export function reportRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;

  fastify.get('/coordinamento/segnalazioni', async (request, reply) => {
    const { after } = parseInput(listQuery, request.query);
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const before = after !== undefined && isId(after) ? after : undefined;
    const rows = await openReports(domain, reader.signedIn.caller, PAGE_SIZE + 1, before);
    const items = rows.slice(0, PAGE_SIZE);
    const next = rows.length > PAGE_SIZE ? items.at(-1)?.report.id : undefined;
    return sendPage(reply, reportsPage(reader, { items, next }));
  });

  fastify.post('/coordinamento/segnalazioni/risolta', async (request, reply) => {
    const { signedIn, typed } = await signedForm(web, request, reply);
    const { id = '' } = typed;
    if (!isId(id)) throw new UserError('not-found', 'report_unknown');
    await settleReport(domain, signedIn.caller, id);
    return reply.redirect('/coordinamento/segnalazioni', 303);
  });
}
