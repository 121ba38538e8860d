import { and, asc, desc, eq, getTableColumns, inArray, isNotNull, lt } from 'drizzle-orm';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import type { Domain, Queryable } from '../domain.ts';
import { type Post, posts } from '../posts/post.table.ts';
import {
  type EmailEnquiry,
  type EmailMessage,
  emailEnquiries,
  emailMessages,
} from './email-enquiry.table.ts';
import { idOfKey, MAX_MESSAGES } from './email-enquiry.ts';

export interface EmailEnquiryView {
  readonly enquiry: Omit<EmailEnquiry, 'email'>;
  readonly about: Post;
  readonly owner: Actor;
  /** Oldest first. */
  readonly messages: readonly EmailMessage[];
}

/** Those that were confirmed, newest first; `before` is the id of the last one seen. */
export async function emailEnquiriesTo(
  db: Queryable,
  actorIds: readonly Id[],
  limit: number,
  before?: Id,
): Promise<EmailEnquiryView[]> {
  if (actorIds.length === 0) return [];
  const rows = await select(db)
    .where(
      and(
        inArray(emailEnquiries.ownerId, [...actorIds]),
        isNotNull(emailEnquiries.confirmedAt),
        before === undefined ? undefined : lt(emailEnquiries.id, before),
      ),
    )
    .orderBy(desc(emailEnquiries.id))
    .limit(limit);
  return withMessages(db, rows);
}

export async function emailEnquiryTo(
  db: Queryable,
  actorIds: readonly Id[],
  id: Id,
): Promise<EmailEnquiryView | undefined> {
  if (actorIds.length === 0) return undefined;
  const rows = await select(db).where(
    and(
      eq(emailEnquiries.id, id),
      inArray(emailEnquiries.ownerId, [...actorIds]),
      isNotNull(emailEnquiries.confirmedAt),
    ),
  );
  return (await withMessages(db, rows))[0];
}

/** For who began it. @throws {UserError} `gone` */
export async function emailEnquiryByKey(domain: Domain, key: string): Promise<EmailEnquiryView> {
  const rows = await select(domain.db).where(eq(emailEnquiries.id, idOfKey(domain, key)));
  const [view] = await withMessages(domain.db, rows);
  if (view === undefined) throw new UserError('gone', 'enquiry_gone');
  return view;
}

function select(db: Queryable) {
  const { email: _, ...enquiry } = getTableColumns(emailEnquiries);
  return db
    .select({ enquiry, about: posts, owner: actors })
    .from(emailEnquiries)
    .innerJoin(posts, eq(posts.id, emailEnquiries.postId))
    .innerJoin(actors, eq(actors.id, emailEnquiries.ownerId));
}

async function withMessages(
  db: Queryable,
  rows: readonly Omit<EmailEnquiryView, 'messages'>[],
): Promise<EmailEnquiryView[]> {
  if (rows.length === 0) return [];
  const messages = await db
    .select()
    .from(emailMessages)
    .where(
      inArray(
        emailMessages.enquiryId,
        rows.map(({ enquiry }) => enquiry.id),
      ),
    )
    .orderBy(asc(emailMessages.id))
    .limit(rows.length * MAX_MESSAGES);
  return rows.map((row) => ({
    ...row,
    messages: messages.filter(({ enquiryId }) => enquiryId === row.enquiry.id),
  }));
}
