import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { actorById } from '../../domain/actors/actor-reads.ts';
import { annualReport, reportYears, yearOf } from '../../domain/annual-report/annual-report.ts';
import { PRINCIPLES } from '../../domain/annual-report/principle.ts';
import { selfAssessmentOf, shownSelfAssessments } from '../../domain/annual-report/self-assessment-reads.ts';
import { writeSelfAssessment } from '../../domain/annual-report/write-self-assessment.ts';
import { messages } from '../../messages/messages.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { csv } from '../csv.ts';
import { sendUnlessKnown } from '../feeds/send-feed.ts';
import { sendPage } from '../page.ts';
import { pathId, year } from '../query.ts';
import { type Reader, readerOf, type Web } from '../reader.ts';
import { allRows, reportJson } from '../report-figures.ts';
import { signedForm, type Typed } from '../typed.ts';
import { assessmentForm } from '../views/assessment-form.ts';
import { reportPage } from '../views/report-page.ts';

/** Members named in a report. */
const NAMED = 200;
const yearParam = z.object({ year });
const yearQuery = z.object({ anno: year.optional() });

/** The annual report of a district, its figures, and where members judge themselves by the principles. */
export function annualReportRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain, role } = web;
  if (role !== 'district') return;

  fastify.get('/bilancio', async (_request, reply) =>
    reply.redirect(`/bilancio/${yearOf(domain.clock.now())}`, 302),
  );

  fastify.get('/bilancio/:year', async (request, reply) => {
    const { reader, wanted } = await asked(web, request, reply);
    const own = reader.signedIn !== undefined;
    const [report, shown] = await Promise.all([
      annualReport(domain, reader.group, wanted, { own }),
      shownSelfAssessments(domain.db, wanted, NAMED),
    ]);
    return sendPage(reply, reportPage(reader, { report, years: reportYears(domain, reader.group), shown }));
  });

  // What is downloaded may be passed on: it holds what anyone may know.
  fastify.get('/bilancio/:year/dati.csv', async (request, reply) => {
    const { reader, wanted } = await asked(web, request, reply);
    const report = await annualReport(domain, reader.group, wanted, { own: false });
    const { annualReport: words } = messages(reader.locale);
    const rows = allRows(report, reader.locale).map(({ section, what, figure }) => [section, what, figure]);
    const text = csv([[words.titleOf(wanted), words.what, words.count], ...rows]);
    reply.header('content-disposition', `attachment; filename="bilancio-${wanted}.csv"`);
    return sendUnlessKnown(request, reply, 'text/csv; charset=utf-8', text);
  });

  fastify.get('/bilancio/:year/dati.json', async (request, reply) => {
    const { reader, wanted } = await asked(web, request, reply);
    const report = await annualReport(domain, reader.group, wanted, { own: false });
    return sendUnlessKnown(
      request,
      reply,
      'application/json; charset=utf-8',
      JSON.stringify(reportJson(report)),
    );
  });

  fastify.get('/io/autovalutazione/:id', async (request, reply) => {
    const id = pathId(request.params);
    const { anno = yearOf(domain.clock.now()) } = parseInput(yearQuery, request.query);
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const said = await selfAssessmentOf(domain, reader.signedIn.caller, id, anno);
    const typed: Typed = {
      year: String(anno),
      shown: said?.shown === true ? 'yes' : 'no',
      ...Object.fromEntries(
        Object.entries(said?.answers ?? {}).flatMap(([principle, { score, note }]) => [
          [`score.${principle}`, String(score)],
          [`note.${principle}`, note],
        ]),
      ),
    };
    return sendPage(reply, await formOf(reader, id, typed));
  });

  fastify.post('/io/autovalutazione/:id', async (request, reply) => {
    const id = pathId(request.params);
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    try {
      await writeSelfAssessment(domain, signedIn.caller, id, {
        year: Number(typed.year),
        answers: answersIn(typed),
        shown: typed.shown === 'yes',
      });
    } catch (error) {
      if (!(error instanceof UserError) || error.kind === 'forbidden') throw error;
      return sendPage(reply, await formOf(reader, id, typed, error), HTTP_STATUS[error.kind]);
    }
    return reply.redirect(`/bilancio/${typed.year}#principles`, 303);
  });

  async function formOf(reader: Reader, id: string, typed: Typed, error?: UserError) {
    const member = await actorById(domain.db, id);
    if (member === undefined) throw new UserError('not-found', 'page_unknown');
    const years = reportYears(domain, reader.group);
    return assessmentForm(reader, member, { typed, years, ...(error && { error }) });
  }
}

async function asked(web: Web, request: FastifyRequest, reply: FastifyReply) {
  const parameters = yearParam.safeParse(request.params);
  if (!parameters.success) throw new UserError('not-found', 'page_unknown');
  return { reader: await readerOf(web, request, reply), wanted: parameters.data.year };
}

/** The principles that were answered; what is no score is told by the use case. */
function answersIn(typed: Typed): Parameters<typeof writeSelfAssessment>[3]['answers'] {
  return Object.fromEntries(
    PRINCIPLES.filter((principle) => (typed[`score.${principle}`] ?? '') !== '').map((principle) => [
      principle,
      { score: Number(typed[`score.${principle}`]), note: typed[`note.${principle}`] ?? '' },
    ]),
  ) as Parameters<typeof writeSelfAssessment>[3]['answers'];
}
