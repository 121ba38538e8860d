import type { Command } from 'commander';
import { operator } from '../../domain/caller.ts';
import { answerEmailEnquiry } from '../../domain/enquiries/answer-email-enquiry.ts';
import { answerEnquiry } from '../../domain/enquiries/answer-enquiry.ts';
import { emailEnquiriesTo, emailEnquiryTo } from '../../domain/enquiries/email-enquiry-reads.ts';
import { enquiriesTo } from '../../domain/enquiries/enquiry-reads.ts';
import { forgetEmailEnquiry } from '../../domain/enquiries/forget-email-enquiry.ts';
import { messages } from '../../messages/messages.ts';
import type { Id } from '../../platform/ids.ts';
import { type Cli, COMMON, defineCommand, defineGroup, withServices } from '../command.ts';
import { type PageOptions, readAfter, readLimit } from '../input/read-page.ts';
import { requireSpeaker } from '../input/speaker.ts';
import { emailEnquiryJson, enquiryJson, enquiryRow } from '../output/enquiry.ts';
import { listOutcome, pageById } from '../output/list.ts';

interface As {
  readonly as?: string;
}

/** What members are asked about their offers and requests, from the fediverse and by e-mail. */
export function addEnquiryCommands(program: Command, cli: Cli): void {
  const { cli: said } = messages(cli.locale).emailEnquiries;
  const group = defineGroup(program, cli, 'enquiry');

  defineCommand(group, cli, 'enquiry list', '', ['as', 'limit', 'after', ...COMMON]).action(
    withServices(cli, async (services, options: PageOptions & As) => {
      const { db } = services.domain;
      const [limit, after] = [readLimit(options), readAfter(options)];
      const { id } = await requireSpeaker(services, options.as);
      const [posts, letters] = await Promise.all([
        enquiriesTo(db, [id], limit + 1, after),
        emailEnquiriesTo(db, [id], limit + 1, after),
      ]);
      const all = [...posts.map(enquiryJson), ...letters.map(emailEnquiryJson)];
      const rows = all.sort((a, b) => Number(BigInt(b.id) - BigInt(a.id))).slice(0, limit + 1);
      return listOutcome(
        cli,
        pageById(rows, limit, (one) => one.id),
        (one) => one,
        (one) => enquiryRow(cli, one),
      );
    }),
  );

  defineCommand(group, cli, 'enquiry answer', '<id>', ['as', 'text', ...COMMON]).action(
    withServices(cli, async (services, id: Id, { as, text = '' }: As & { text?: string }) => {
      const { domain } = services;
      const actor = await requireSpeaker(services, as);
      const isByEmail = (await emailEnquiryTo(domain.db, [actor.id], id)) !== undefined;
      if (isByEmail) await answerEmailEnquiry(domain, operator, actor.id, id, { text });
      else await answerEnquiry(domain, operator, actor.id, id, { text, language: cli.locale });
      return { json: { id, text }, lines: [said.answered] };
    }),
  );

  defineCommand(group, cli, 'enquiry forget', '<id>', ['as', ...COMMON]).action(
    withServices(cli, async (services, id: Id, { as }: As) => {
      const actor = await requireSpeaker(services, as);
      await forgetEmailEnquiry(services.domain, operator, actor.id, id);
      return { json: { id }, lines: [said.forgotten] };
    }),
  );
}
