import type { EmailEnquiryView } from '../../domain/enquiries/email-enquiry-reads.ts';
import type { EnquiryView } from '../../domain/enquiries/enquiry-reads.ts';
import { formatDateTime } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { htmlToText } from '../../platform/html/text.ts';
import type { Cli } from '../command.ts';
import { addressOf } from './actor.ts';

interface EnquiryJson {
  readonly id: string;
  readonly from: string;
  readonly byEmail: boolean;
  readonly about: string | null;
  readonly text: string;
  readonly askedAt: Date;
  readonly answers: readonly string[];
}

export function enquiryJson({ post, author, about, answers }: EnquiryView): EnquiryJson {
  return {
    id: post.id,
    from: addressOf(author),
    byEmail: false,
    about: about?.url ?? null,
    text: htmlToText(post.content),
    askedAt: post.publishedAt,
    answers: answers.map(({ content }) => htmlToText(content)),
  };
}

export function emailEnquiryJson({ enquiry, about, messages: all }: EmailEnquiryView): EnquiryJson {
  const asked = all.filter(({ authorId }) => authorId === null);
  return {
    id: enquiry.id,
    from: enquiry.name,
    byEmail: true,
    about: about.url,
    text: asked.map(({ text }) => text).join('\n\n'),
    askedAt: enquiry.createdAt,
    answers: all.filter(({ authorId }) => authorId !== null).map(({ text }) => text),
  };
}

export function enquiryRow(cli: Cli, { id, from, byEmail, text, askedAt, answers }: EnquiryJson): string[] {
  const { cli: words, owner } = messages(cli.locale).emailEnquiries;
  return [
    id,
    formatDateTime(askedAt, cli.locale),
    byEmail ? `${from}, ${owner.byEmail}` : from,
    text.replaceAll(/\s+/g, ' ').slice(0, 80),
    words.answers(answers.length),
  ];
}
