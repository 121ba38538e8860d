import type { ProposalView } from '../../domain/proposals/catalogue.ts';
import { categoryByIri } from '../../domain/taxonomy/categories.ts';
import { EURO } from '../../domain/taxonomy/resources.ts';
import { parseUnit } from '../../domain/taxonomy/units.ts';
import {
  formatDate,
  formatDateTime,
  formatMoney,
  formatNumber,
  formatQuantity,
} from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { htmlToText } from '../../platform/html/text.ts';
import type { Cli } from '../command.ts';
import { addressOf } from './actor.ts';
import { fields } from './fields.ts';

export function proposalJson({ post, proposal, owner, group, reciprocals, images }: ProposalView) {
  return {
    id: post.id,
    uri: post.uri,
    url: post.url,
    purpose: proposal.purpose,
    state: proposal.state,
    scope: proposal.scope,
    title: post.title,
    text: post.source ?? htmlToText(post.content),
    owner: { id: owner.id, uri: owner.uri, handle: addressOf(owner), name: owner.name },
    district: group && { uri: group.uri, handle: addressOf(group), name: group.name },
    action: proposal.action,
    category: (proposal.conformsTo && categoryByIri(proposal.conformsTo)?.slug) ?? null,
    sectors: proposal.sectors,
    quantity: proposal.quantity,
    unit: proposal.unit,
    available: proposal.available,
    minimum: proposal.minimum,
    unitBased: proposal.unitBased,
    negotiable: proposal.negotiable,
    reciprocals: reciprocals.map(({ action, amount, unit, conformsTo, label }) => ({
      action,
      amount,
      unit,
      conformsTo,
      label,
    })),
    comune: proposal.comune,
    province: proposal.province,
    expiresAt: proposal.expiresAt,
    publishedAt: proposal.publishedAt,
    updatedAt: post.updatedAt,
    images: images.map(({ url, alt }) => ({ url, alt })),
  };
}

export function proposalRow(cli: Cli, view: ProposalView): string[] {
  const { post, owner } = view;
  return [post.id, addressOf(owner), exchange(cli, view), post.title ?? ''];
}

export function proposalLines(cli: Cli, view: ProposalView): string[] {
  const { locale, words } = cli;
  const { post, proposal, owner, images } = view;
  const labels = words.fields;
  const category = proposal.conformsTo === null ? undefined : categoryByIri(proposal.conformsTo);
  return fields([
    [labels.id, post.id],
    [labels.title, post.title],
    [labels.state, words.states[proposal.state]],
    [labels.scope, proposal.scope === 'fediverse' ? null : messages(locale).scopes.names[proposal.scope]],
    [labels.owner, `${owner.name} (${addressOf(owner)})`],
    [labels.text, post.source ?? htmlToText(post.content)],
    [labels.category, category && messages(locale).taxonomy.categories[category.slug]],
    [labels.piece, proposal.quantity && quantityWords(cli, proposal.quantity, proposal.unit)],
    [labels.available, proposal.available && quantityWords(cli, proposal.available, proposal.unit)],
    [labels.minimum, proposal.minimum && quantityWords(cli, proposal.minimum, proposal.unit)],
    [labels.return, exchange(cli, view)],
    [labels.comune, proposal.comune && `${proposal.comune} (${proposal.province})`],
    [labels.until, proposal.expiresAt && formatDate(proposal.expiresAt, locale)],
    [labels.published, formatDateTime(proposal.publishedAt, locale)],
    [labels.changed, post.updatedAt && formatDateTime(post.updatedAt, locale)],
    [labels.images, images.map(({ alt }) => alt).join('; ')],
    [labels.page, post.url],
  ]);
}

/** What is given in return, in words: "14,50 €", "3,50 € + 1,50 SCEC", "In dono". */
function exchange(cli: Cli, { proposal, reciprocals }: ProposalView): string {
  const { federation } = messages(cli.locale);
  const parts = reciprocals.map((one) => returnWords(cli, one));
  return parts.join(' + ') || (proposal.negotiable ? federation.negotiable : federation.gift);
}

/** One thing in return: "14,50 €", "1,50 SCEC". */
export function returnWords(
  cli: Cli,
  {
    amount,
    unit,
    conformsTo,
    label,
  }: Pick<ProposalView['reciprocals'][number], 'amount' | 'unit' | 'conformsTo' | 'label'>,
): string {
  if (amount === null) return label ?? messages(cli.locale).federation.negotiable;
  return conformsTo === EURO.iri
    ? formatMoney(amount, cli.locale)
    : quantityWords(cli, amount, unit, label ?? undefined);
}

export function quantityWords({ locale }: Cli, amount: string, unit: string | null, label?: string): string {
  const known = parseUnit(unit ?? 'one');
  return known === undefined
    ? `${formatNumber(amount, locale)} ${unit}`
    : formatQuantity(amount, known, locale, label);
}
