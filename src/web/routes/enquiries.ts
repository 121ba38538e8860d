import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answerEnquiry } from '../../domain/enquiries/answer-enquiry.ts';
import { type EmailEnquiryView, emailEnquiriesTo } from '../../domain/enquiries/email-enquiry-reads.ts';
import { type EnquiryView, enquiriesTo, enquiryTo } from '../../domain/enquiries/enquiry-reads.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { sendPage } from '../page.ts';
import { PAGE_SIZE, pathId } from '../query.ts';
import { readerOf, type Web } from '../reader.ts';
import { actorIn, idsOf, signedForm } from '../typed.ts';
import { enquiryList } from '../views/enquiry-list.ts';

const query = z.object({ after: z.string().refine(isId, 'invalid_cursor').optional() });

/** What is asked of the reader's offers and requests, from the fediverse and by e-mail, and the answers. */
export function enquiryRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;

  fastify.get('/messaggi', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const { after } = parseInput(query, request.query);
    const ids = idsOf(reader.signedIn);
    const [posts, letters] = await Promise.all([
      enquiriesTo(domain.db, ids, PAGE_SIZE + 1, after),
      emailEnquiriesTo(domain.db, ids, PAGE_SIZE + 1, after),
    ]);
    const rows = [...posts, ...letters].sort((a, b) => Number(BigInt(idOf(b)) - BigInt(idOf(a))));
    const items = rows.slice(0, PAGE_SIZE);
    const last = items.at(-1);
    const next = rows.length > PAGE_SIZE && last !== undefined ? idOf(last) : undefined;
    return sendPage(reply, enquiryList(reader, { items, next, after }));
  });

  fastify.post('/messaggi/:id', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const id = pathId(request.params);
    try {
      const { text = '' } = typed;
      const { locale: language } = reader;
      await answerEnquiry(domain, signedIn.caller, actorIn(typed), id, { text, language });
      return reply.redirect(`/messaggi#m${id}`, 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const enquiry = await enquiryTo(domain.db, idsOf(signedIn), id);
      if (enquiry === undefined) throw error;
      const list = { items: [enquiry], next: undefined, after: undefined };
      const tried = { id, typed: { values: typed, error } };
      return sendPage(reply, enquiryList(reader, { ...list, tried }), HTTP_STATUS[error.kind]);
    }
  });
}

/** Both kinds have ids of the same order. */
function idOf(one: EnquiryView | EmailEnquiryView): Id {
  return 'messages' in one ? one.enquiry.id : one.post.id;
}
