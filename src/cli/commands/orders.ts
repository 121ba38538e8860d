import type { Command } from 'commander';
import type { Services } from '../../app/services.ts';
import { operator } from '../../domain/caller.ts';
import { cancelOrder } from '../../domain/orders/close-orders.ts';
import { changeOrder, openOrder } from '../../domain/orders/open-order.ts';
import type { OrderChange } from '../../domain/orders/order.ts';
import { orderCursor, ordersBy, requireOrder } from '../../domain/orders/order-reads.ts';
import { changePledge, pledge, withdrawPledge } from '../../domain/orders/pledge.ts';
import { countedPledges, pledgeById, pledgeCursor, pledgesOf } from '../../domain/orders/pledge-reads.ts';
import { messages } from '../../messages/messages.ts';
import { UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { pageOf, readCursor } from '../../platform/pages.ts';
import { readDay } from '../../platform/read-day.ts';
import { type Cli, COMMON, defineCommand, defineGroup, type Outcome, withServices } from '../command.ts';
import { choose, ORIGINS } from '../input/choose.ts';
import { given } from '../input/given.ts';
import { readPost } from '../input/post.ts';
import { type PageOptions, readAfter, readLimit } from '../input/read-page.ts';
import { requireSpeaker } from '../input/speaker.ts';
import { listOutcome, pageById } from '../output/list.ts';
import { orderJson, orderLines, orderRow, pledgeJson, pledgeRow } from '../output/order.ts';

const FACTS = ['title', 'text', 'closes', 'delivers', 'minimum', 'maximum', 'label', 'pickup'] as const;
const TERMS = ['as', 'quantity', 'unit', 'pickup', 'message', ...COMMON] as const;

interface FactOptions {
  readonly title?: string;
  readonly text?: string;
  readonly closes?: string;
  readonly delivers?: string;
  readonly minimum?: string;
  readonly maximum?: string;
  readonly label?: string;
  readonly pickup?: readonly string[];
}

interface OpenOptions extends FactOptions {
  readonly as?: string;
  readonly opens?: string;
  readonly unit?: string;
  readonly language?: 'it' | 'en';
}

interface TermOptions {
  readonly as?: string;
  readonly quantity?: string;
  readonly unit?: string;
  readonly pickup?: readonly string[];
  readonly message?: string;
  readonly line?: string;
}

interface ListOptions extends PageOptions {
  readonly as?: string;
  readonly from?: string;
  readonly ended?: boolean;
}

/** Collective orders, and what is pledged on them. */
export function addOrderCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, cli, 'order');
  const { cli: said } = messages(cli.locale).orders;
  addPledgeCommands(group, cli);

  const opening = ['as', ...FACTS, 'opens', 'unit', 'language', ...COMMON] as const;
  defineCommand(group, cli, 'order open', '<offer...>', opening).action(
    withServices(cli, async (services, named: string[], options: OpenOptions) => {
      const owner = await requireSpeaker(services, options.as);
      const offers: Id[] = [];
      for (const offer of named) offers.push(await readPost(services, offer, 'proposal_unknown'));
      const { title = '', closesAt, ...facts } = readFacts(options);
      if (closesAt === undefined) throw new UserError('invalid', 'order_closing_missing', {}, 'closes');
      const { opens, unit, language } = options;
      const post = await openOrder(services.domain, operator, owner.id, {
        ...facts,
        title,
        closesAt,
        offers,
        ...given({ unit, language }),
        ...(opens !== undefined && { opensAt: readDay(opens, 'opens') }),
      });
      return shown(cli, services, post.id, said.opened);
    }),
  );

  defineCommand(group, cli, 'order change', '<id>', [...FACTS, ...COMMON]).action(
    withServices(cli, async (services, id: Id, options: FactOptions) => {
      await changeOrder(services.domain, operator, checked(id), readFacts(options));
      return shown(cli, services, id, said.changed);
    }),
  );

  defineCommand(group, cli, 'order cancel', '<id>', ['reason', ...COMMON]).action(
    withServices(cli, async (services, id: Id, { reason = '' }: { reason?: string }) => {
      await cancelOrder(services.domain, operator, checked(id), { note: reason });
      return shown(cli, services, id, said.cancelled);
    }),
  );

  defineCommand(group, cli, 'order list', '', ['as', 'from', 'ended', 'limit', 'after', ...COMMON]).action(
    withServices(cli, async (services, options: ListOptions) => {
      const { domain } = services;
      const limit = readLimit(options);
      const owner = options.as === undefined ? undefined : await requireSpeaker(services, options.as);
      const filter = {
        state: options.ended ? ('ended' as const) : ('open' as const),
        from: choose(ORIGINS, options.from ?? 'all', 'from'),
        ownerId: owner?.id,
      };
      const rows = await ordersBy(domain.db, filter, limit + 1, readCursor(options.after));
      const now = domain.clock.now();
      return listOutcome(cli, pageOf(rows, limit, orderCursor), orderJson, (one) => orderRow(cli, one, now));
    }),
  );

  defineCommand(group, cli, 'order show', '<id>', [...COMMON]).action(
    withServices(cli, async (services, named: string) =>
      shown(cli, services, await readPost(services, named, 'order_unknown')),
    ),
  );

  defineCommand(group, cli, 'order deliveries', '<id>', ['limit', 'after', ...COMMON]).action(
    withServices(cli, async ({ domain }, id: Id, options: PageOptions) => {
      const { order } = await requireOrder(domain.db, checked(id));
      // Of another node's order only its owner's node knows the pledges.
      if (!order.own) throw new UserError('not-found', 'order_unknown', { id });
      const limit = readLimit(options);
      const rows = await countedPledges(domain.db, id, limit + 1, readAfter(options));
      const page = pageById(rows, limit, (one) => one.pledge.id);
      return listOutcome(cli, page, pledgeJson, (one) => pledgeRow(cli, one));
    }),
  );
}

function addPledgeCommands(group: Command, cli: Cli): void {
  const { cli: said } = messages(cli.locale).orders;

  defineCommand(group, cli, 'order pledge', '<id>', ['line', ...TERMS]).action(
    withServices(cli, async (services, named: string, options: TermOptions) => {
      const buyer = await requireSpeaker(services, options.as);
      const { domain } = services;
      const orderId = await readPost(services, named, 'order_unknown');
      const made = await pledge(domain, operator, buyer.id, orderId, {
        line: Number(options.line ?? '1') - 1,
        ...readTerms(options),
      });
      return pledgeShown(cli, services, made.id, made.state === 'counted' ? said.pledged : said.sent);
    }),
  );

  defineCommand(group, cli, 'order change-pledge', '<pledge>', TERMS).action(
    withServices(cli, async (services, id: Id, options: TermOptions) => {
      const buyer = await requireSpeaker(services, options.as);
      const made = await changePledge(services.domain, operator, buyer.id, known(id), readTerms(options));
      return pledgeShown(cli, services, made.id, made.state === 'counted' ? said.pledged : said.sent);
    }),
  );

  defineCommand(group, cli, 'order withdraw-pledge', '<pledge>', ['as', ...COMMON]).action(
    withServices(cli, async (services, id: Id, { as }: { as?: string }) => {
      const buyer = await requireSpeaker(services, as);
      await withdrawPledge(services.domain, operator, buyer.id, known(id));
      return pledgeShown(cli, services, id, said.withdrawn);
    }),
  );

  defineCommand(group, cli, 'order pledges', '', ['as', 'limit', 'after', ...COMMON]).action(
    withServices(cli, async (services, options: PageOptions & { as?: string }) => {
      const limit = readLimit(options);
      const buyer = await requireSpeaker(services, options.as);
      const rows = await pledgesOf(services.domain.db, [buyer.id], limit + 1, readCursor(options.after));
      const page = pageOf(rows, limit, pledgeCursor);
      return listOutcome(cli, page, pledgeJson, (one) => pledgeRow(cli, one));
    }),
  );
}

function readFacts(options: FactOptions): OrderChange {
  const { title, text, closes, delivers, minimum, maximum, label, pickup } = options;
  return {
    ...given({ title, minimum, maximum, label }),
    ...(text !== undefined && { text }),
    ...(closes !== undefined && { closesAt: readDay(closes, 'closes') }),
    ...(delivers !== undefined && {
      deliversAt: delivers === '' ? undefined : readDay(delivers, 'delivers'),
    }),
    ...(pickup !== undefined && { pickups: pickup.filter((place) => place !== '') }),
  };
}

function readTerms({ quantity = '', unit, pickup = [], message }: TermOptions) {
  return { quantity, ...given({ unit, message, pickup: pickup.at(-1) }) };
}

function checked(id: string): Id {
  if (!isId(id)) throw new UserError('not-found', 'order_unknown', { id });
  return id;
}

function known(id: string): Id {
  if (!isId(id)) throw new UserError('not-found', 'pledge_unknown', { id });
  return id;
}

async function shown(cli: Cli, { domain }: Services, id: Id, said?: string): Promise<Outcome> {
  const view = await requireOrder(domain.db, id);
  const lines = orderLines(cli, view, domain.clock.now());
  return { json: orderJson(view), lines: [...(said === undefined ? [] : [said]), ...lines] };
}

async function pledgeShown(cli: Cli, { domain }: Services, id: Id, said: string): Promise<Outcome> {
  const view = await pledgeById(domain.db, id);
  if (view === undefined) throw new UserError('not-found', 'pledge_unknown', { id });
  return { json: pledgeJson(view), lines: [said, pledgeRow(cli, view).join('  ').trimEnd()] };
}
