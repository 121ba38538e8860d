import type { MemberRecord } from '../../domain/members/member-reads.ts';
import { comuneByIstat } from '../../domain/places/places.ts';
import type { Kind } from '../../domain/taxonomy/kinds.ts';
import { formatDate } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { htmlToText } from '../../platform/html/text.ts';
import type { Cli } from '../command.ts';
import { fields } from './fields.ts';

export function memberJson({ actor, member }: MemberRecord) {
  const comune = member.comune === null ? undefined : comuneByIstat(member.comune);
  return {
    id: actor.id,
    uri: actor.uri,
    url: actor.url,
    handle: actor.handle,
    name: actor.name,
    kind: member.kind,
    summary: htmlToText(actor.summary),
    sectors: member.sectors,
    comune: comune?.name ?? null,
    province: comune?.province ?? null,
    site: member.site,
    vatNumber: member.vatNumber,
    email: member.email,
    shows: member.shows,
    listed: actor.discoverable,
    joinedAt: member.joinedAt,
    leftAt: member.leftAt,
  };
}

export function memberRow(cli: Cli, { actor, member }: MemberRecord): string[] {
  const comune = member.comune === null ? undefined : comuneByIstat(member.comune);
  return [`@${actor.handle}`, kindName(cli, member.kind), comune?.name ?? '', actor.name];
}

export function memberLines(cli: Cli, found: MemberRecord): string[] {
  const { words, locale } = cli;
  const { sectors } = messages(locale).taxonomy;
  const member = memberJson(found);
  const labels = words.fields;
  return fields([
    [labels.name, member.name],
    [labels.handle, `@${member.handle}`],
    [labels.kind, kindName(cli, member.kind)],
    [labels.summary, member.summary],
    [labels.sectors, member.sectors.map((slug) => sectors[slug as keyof typeof sectors] ?? slug).join(', ')],
    [labels.comune, member.comune && `${member.comune} (${member.province})`],
    [labels.site, member.site],
    [labels.vat, member.vatNumber],
    [labels.email, member.email],
    [labels.shows, member.shows.join(', ') || words.none],
    [labels.listed, member.listed ? words.yes : words.no],
    [labels.since, formatDate(member.joinedAt, locale)],
    [labels.page, member.url],
  ]);
}

function kindName({ locale }: Cli, kind: string): string {
  const { kinds } = messages(locale).taxonomy;
  return kinds[kind as Kind]?.one ?? kind;
}
