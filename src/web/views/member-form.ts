import type { Actor } from '../../domain/actors/actor.table.ts';
import { SHOWABLE } from '../../domain/members/member.table.ts';
import type { MemberRecord } from '../../domain/members/member-reads.ts';
import { comuneByIstat } from '../../domain/places/places.ts';
import { MEMBER_KINDS } from '../../domain/taxonomy/kinds.ts';
import { SECTOR_SLUGS } from '../../domain/taxonomy/sectors.ts';
import { errorMessage, messages } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { htmlToText } from '../../platform/html/text.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import type { Typed } from '../typed.ts';
import { tick } from './choice-fields.ts';
import { errorSummary, type Field, fieldRow } from './forms.ts';
import { layout } from './layout.ts';
import { pageHead } from './parts.ts';
import { ownPicture } from './portrait.ts';
import { comuneList } from './proposal-form.ts';

/** What a member says of itself, and what of that everyone may see. */
export function memberFormPage(
  reader: Reader,
  { actor }: MemberRecord,
  typed: Typed,
  error?: UserError,
): SafeHtml {
  const { page: words } = messages(reader.locale).own;
  const wrong = (name: string) => (error?.field === name ? errorMessage(error, reader.locale) : undefined);
  const row = (field: Field) => fieldRow('', { ...field, value: typed[field.name] }, wrong(field.name));
  const isPerson = actor.type === 'Person';
  const kinds = MEMBER_KINDS.filter((kind) => kind !== 'person');
  const title = words.title(actor.name);
  const saved = new URL(reader.path, 'http://localhost').searchParams.has('fatto') && error === undefined;
  return layout(reader, {
    title,
    hidden: true,
    section: '/io',
    main: html`<div class="wrap narrow">${pageHead(title, words.lead)}
${saved && html`<p class="notice" role="status">${words.saved}</p>`}
${error && errorSummary(reader, error, error.field)}
<form class="form" method="post" action="/io/pagina/${actor.id}"><input type="hidden" name="csrf" value="${reader.csrf}">
${row({ name: 'name', label: words.name, type: 'text', max: 120 })}
${
  isPerson
    ? html`<input type="hidden" name="kind" value="person">`
    : row({
        name: 'kind',
        label: words.kind,
        type: 'choice',
        choices: kinds.map((kind) => [kind, reader.taxonomy.kinds[kind].one]),
      })
}
${row({ name: 'summary', label: isPerson ? words.personSummary : words.summary, type: 'long-text', max: 2000, optional: true })}
${row({ name: 'comune', label: words.comune, hint: words.comuneHint, type: 'text', list: 'comuni', optional: true })}${comuneList(reader)}
<fieldset class="field"><legend>${words.sectors}</legend><div class="ticks">${SECTOR_SLUGS.map((slug) => tick(`sector-${slug}`, reader.taxonomy.sectors[slug], typed[`sector-${slug}`] !== undefined))}</div></fieldset>
${row({ name: 'site', label: words.site, hint: words.siteHint, type: 'text', optional: true })}
${!isPerson && row({ name: 'vatNumber', label: words.vat, type: 'text', optional: true })}
${row({ name: 'email', label: words.email, hint: words.emailHint, type: 'email', autocomplete: 'email', optional: true })}
<fieldset class="field"><legend>${words.shows}</legend><p class="hint">${words.showsHint}</p>
${SHOWABLE.filter((one) => !(isPerson && one === 'vat')).map((one) => tick(`show-${one}`, words.showable[one], typed[`show-${one}`] !== undefined))}
${tick('listed', words.listed, typed.listed !== undefined)}</fieldset>
<p><button class="button">${words.save}</button></p></form>
${profilePictures(reader, actor, error)}</div>`,
  });
}

/** A form of its own: what is typed above does not wait for pictures. */
function profilePictures(reader: Reader, actor: Actor, error: UserError | undefined): SafeHtml {
  const { pictures: words } = messages(reader.locale).own.page;
  const slot = (name: 'avatar' | 'header') => {
    const there = ownPicture(actor, `${name}Url`);
    const message = error?.field === name ? errorMessage(error, reader.locale) : undefined;
    return html`<div class="picture-in">${there !== undefined && html`<img src="${there}" alt="">`}<div>
<div class="field${message && ' wrong'}"><label for="${name}">${words[name]}</label>
${message && html`<p class="field-error" id="${name}-error">${message}</p>`}
<input type="file" id="${name}" name="${name}" accept="image/jpeg,image/png,image/webp,image/gif,image/avif"${message && html` aria-invalid="true" aria-describedby="${name}-error"`}></div>
${there !== undefined && html`<p class="tick"><input type="checkbox" id="drop-${name}" name="drop-${name}"><label for="drop-${name}">${words.drop[name]}</label></p>`}</div></div>`;
  };
  return html`<section class="band" id="immagini"><h2>${words.title}</h2><p class="hint">${words.hint}</p>
<form class="form" method="post" action="/io/pagina/${actor.id}/immagini" enctype="multipart/form-data"><input type="hidden" name="csrf" value="${reader.csrf}">
${slot('avatar')}${slot('header')}
<p><button class="button">${words.save}</button></p></form></section>`;
}

/** What is stored, as its form begins with it. */
export function typedMember({ actor, member }: MemberRecord): Typed {
  const comune = member.comune === null ? undefined : comuneByIstat(member.comune);
  const values: Record<string, string | undefined> = {
    name: actor.name,
    kind: member.kind,
    summary: htmlToText(actor.summary),
    comune: comune && `${comune.name} (${comune.province})`,
    site: member.site ?? undefined,
    vatNumber: member.vatNumber ?? undefined,
    email: member.email ?? undefined,
    listed: actor.discoverable ? 'on' : undefined,
    ...Object.fromEntries(member.sectors.map((slug) => [`sector-${slug}`, 'on'])),
    ...Object.fromEntries(member.shows.map((one) => [`show-${one}`, 'on'])),
  };
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
