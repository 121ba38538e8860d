import type { FastifyInstance } from 'fastify';
import { groupTies, memberTies } from '../../domain/memberships/membership-reads.ts';
import { UserError } from '../../platform/errors.ts';
import { isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { html } from '../html.ts';
import { sendPage } from '../page.ts';
import { listQuery, PAGE_SIZE } from '../query.ts';
import { readerOf, type Web } from '../reader.ts';
import { layout } from '../views/layout.ts';
import { emptyNotice, pageHead, pager } from '../views/parts.ts';
import { tieBand } from '../views/ties.ts';

const GROUPS_SHOWN = 50;

/** Who belongs to the district or network, and what it belongs to itself: for everyone. */
export function membershipRoutes(fastify: FastifyInstance, web: Web): void {
  const { db } = web.domain;

  fastify.get('/adesioni', async (request, reply) => {
    const { after } = parseInput(listQuery, request.query);
    if (after !== undefined && !isId(after)) throw new UserError('invalid', 'invalid_cursor', {}, 'after');
    const reader = await readerOf(web, request, reply);
    const { memberships: words, group } = reader;
    const [groups, rows] = await Promise.all([
      after === undefined ? groupTies(db, group, GROUPS_SHOWN) : [],
      memberTies(db, group, PAGE_SIZE + 1, after),
    ]);
    const members = rows.slice(0, PAGE_SIZE);
    const next = rows.length > PAGE_SIZE ? members.at(-1)?.other.id : undefined;
    const nobody = groups.length + members.length === 0;
    return sendPage(
      reply,
      layout(reader, {
        title: words.title,
        description: words.lead,
        section: '/soggetti',
        main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
${nobody && emptyNotice(words.empty)}
${tieBand(reader, words.belongsTo, groups)}
${tieBand(reader, words.members, members)}
${pager(reader, '/adesioni', { after }, next)}</div>`,
      }),
    );
  });
}
