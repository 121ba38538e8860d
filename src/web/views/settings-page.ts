import { LICENCE_NAMES, LICENCES } from '../../domain/node/licences.ts';
import type { nodeStatistics } from '../../domain/node/node-statistics.ts';
import { errorMessage, messages } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { htmlToText } from '../../platform/html/text.ts';
import { html, raw, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import type { Typed } from '../typed.ts';
import { errorSummary, type Field, fieldRow } from './forms.ts';
import { layout } from './layout.ts';
import { facts, pageHead, placeName } from './parts.ts';
import { comuneList } from './proposal-form.ts';

/** The colour that comes with the program, where the field for another begins. */
const OWN_ACCENT = '#2c6440';

export interface SettingsForm {
  readonly typed: Typed;
  readonly statistics: Awaited<ReturnType<typeof nodeStatistics>>;
  readonly error?: UserError | undefined;
  /** The reader has what would come of it: the page itself shows how it looks. */
  readonly isPreview?: boolean;
  readonly isSaved?: boolean;
}

export function settingsPage(reader: Reader, form: SettingsForm): SafeHtml {
  const { settings: words } = messages(reader.locale);
  const { error, typed } = form;
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/coordinamento',
    script: 'forms',
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
${form.isSaved && html`<p class="notice" role="status">${words.saved}</p>`}
${form.isPreview && preview(reader)}
${error && errorSummary(reader, error, error.field)}
<form class="form" method="post" action="/coordinamento/impostazioni" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="${reader.csrf}">${typed.inizio !== undefined && html`<input type="hidden" name="inizio" value="1">`}
${settingsFields(reader, typed, error)}
<p class="hero-actions"><button class="button" name="step" value="save">${words.save}</button>
<button class="button quiet" name="step" value="preview">${words.preview}</button></p>
</form>
${aboutNode(reader, form)}</div>`,
  });
}

/** The fields of the form, for this page and for the first-run assistant. */
function settingsFields(reader: Reader, typed: Typed, error: UserError | undefined): SafeHtml {
  const { settings: words, coordination } = messages(reader.locale);
  const said = (name: string) => (error?.field === name ? errorMessage(error, reader.locale) : undefined);
  const row = (field: Field) => fieldRow('', { ...field, value: typed[field.name] }, said(field.name));
  const { languages } = coordination.settings;
  return html`<h2>${words.who}</h2>
${row({ name: 'name', label: words.name, type: 'text', max: 100 })}
${row({ name: 'summary', label: words.summary, hint: words.summaryHint, type: 'long-text', max: 500, optional: true })}
${row({ name: 'comune', label: words.comune, hint: words.comuneHint, type: 'text', list: 'comuni', optional: true })}${comuneList(reader)}
${row({ name: 'contact', label: words.contact, hint: words.contactHint, type: 'email', optional: true })}
${row({ name: 'locale', label: words.locale, hint: words.localeHint, type: 'choice', choices: [['it', languages.it] as const, ['en', languages.en] as const] })}
<h2>${words.look}</h2>
${accentField(reader, typed, said('accent'))}
${pictureField(reader, 'logo', typed, said('logo'))}
${pictureField(reader, 'header', typed, said('header'))}
<h2>${words.decisions}</h2>
${row({
  name: 'licence',
  label: words.licence,
  hint: words.licenceHint,
  type: 'choice',
  optional: true,
  choices: [
    ['', words.noLicence] as const,
    ...LICENCE_NAMES.map((name) => [name, `${LICENCES[name].title}: ${words.licences[name]}`] as const),
  ],
})}
${tick('takesApplications', words.takesApplications, typed)}`;
}

function accentField(reader: Reader, typed: Typed, error: string | undefined): SafeHtml {
  const { settings: words } = messages(reader.locale);
  const described = `accent-hint${error ? ' accent-error' : ''}`;
  return html`<div class="field${error && ' wrong'}">
${tick('own-accent', words.ownAccent, typed)}
<label for="accent">${words.accent}</label>
<p class="hint" id="accent-hint">${words.accentHint}</p>
${error && html`<p class="field-error" id="accent-error">${error}</p>`}
<input class="colour" type="color" id="accent" name="accent" value="${typed.accent ?? OWN_ACCENT}" aria-describedby="${described}"${error && html` aria-invalid="true"`}></div>`;
}

function pictureField(
  { locale, group }: Reader,
  place: 'logo' | 'header',
  typed: Typed,
  error: string | undefined,
): SafeHtml {
  const { settings: words } = messages(locale);
  const kept = typed[`kept-${place}`];
  const shown = kept === undefined ? group[place === 'logo' ? 'avatarUrl' : 'headerUrl'] : `/media/${kept}`;
  const described = `${place}-hint${error ? ` ${place}-error` : ''}`;
  return html`<div class="field${error && ' wrong'}"><label for="${place}">${words[place]}</label>
<p class="hint" id="${place}-hint">${words[`${place}Hint`]}</p>
${error && html`<p class="field-error" id="${place}-error">${error}</p>`}
${shown && html`<p><img class="settings-${place}" src="${shown}" alt="${words.pictureNow}"></p>`}
${kept && html`<input type="hidden" name="kept-${place}" value="${kept}">`}
<input type="file" id="${place}" name="${place}" accept="image/jpeg,image/png,image/webp,image/gif,image/avif" aria-describedby="${described}"${error && html` aria-invalid="true"`}>
${shown && tick(`drop-${place}`, words.drop, typed)}</div>`;
}

function tick(name: string, label: string, typed: Typed): SafeHtml {
  return html`<p class="tick"><input type="checkbox" id="${name}" name="${name}"${typed[name] !== undefined && html` checked`}><label for="${name}">${label}</label></p>`;
}

/** The colour and the logo are those of this very page; the rest is here, as visitors and as other servers show it. */
function preview({ group, locale, web }: Reader): SafeHtml {
  const { settings: words } = messages(locale);
  const place = placeName(group);
  return html`<section class="preview" aria-labelledby="preview"><h2 id="preview">${words.previewTitle}</h2>
<p class="quiet-text">${words.previewLead}</p>
<div class="note">${group.headerUrl && html`<p><img class="settings-header" src="${group.headerUrl}" alt=""></p>`}
<div class="owner">${group.avatarUrl && html`<img class="settings-logo" src="${group.avatarUrl}" alt="">`}<div><p class="owner-name"><bdi>${group.name}</bdi></p>
<p class="address">@${group.handle}@${web.domain.addresses.host}</p></div></div>
${place && html`<p class="quiet-text">${place}</p>`}
<div class="note-text" dir="auto">${raw(group.summary)}</div>
<p><span class="button">${words.previewButton}</span> <span class="as-link">${words.previewLink}</span></p></div></section>`;
}

/** What is decided in the configuration file, where the node runs. */
function aboutNode({ group, web, taxonomy, locale }: Reader, { statistics }: SettingsForm): SafeHtml {
  const { settings: words } = messages(locale).coordination;
  const { origin, host } = web.domain.addresses;
  return html`<section class="box"><h2>${words.title}</h2><p class="quiet-text">${words.lead}</p>${facts([
    [words.role, taxonomy.kinds[web.role].one],
    [words.address, origin],
    [words.handle, `@${group.handle}@${host}`],
    [words.mail, web.mail ? words.mailOn : words.mailOff],
    [words.members, statistics.members],
    [words.posts, statistics.posts],
  ])}</section>`;
}

/** What is decided now, as the form begins with it. */
export function typedSettings({ group, settings }: Reader): Typed {
  const typed: Record<string, string | null | undefined> = {
    name: group.name,
    summary: htmlToText(group.summary),
    comune: placeName(group),
    contact: settings.contact,
    locale: settings.locale,
    accent: settings.accent,
    'own-accent': settings.accent && 'on',
    licence: settings.licence,
    takesApplications: settings.takesApplications ? 'on' : undefined,
  };
  return Object.fromEntries(Object.entries(typed).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
