import { provinceComuni } from '../../domain/places/places.ts';
import type { ProposalView } from '../../domain/proposals/catalogue.ts';
import { CATEGORY_SLUGS } from '../../domain/taxonomy/categories.ts';
import { SECTOR_SLUGS } from '../../domain/taxonomy/sectors.ts';
import { UNIT_CODES, unitByCode } from '../../domain/taxonomy/units.ts';
import { errorMessage, messages } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { html, type SafeHtml } from '../html.ts';
import type { TypedPicture } from '../pictures-typed.ts';
import { RETURN_LINES } from '../proposal-typed.ts';
import type { Reader } from '../reader.ts';
import type { Typed } from '../typed.ts';
import { radios, tick } from './choice-fields.ts';
import { errorSummary, type Field, fieldRow } from './forms.ts';
import { layout } from './layout.ts';
import { pageHead } from './parts.ts';
import { pictureFields } from './picture-fields.ts';
import { proposalPreview } from './previews.ts';
import { scopeField } from './scopes.ts';

export interface ProposalForm {
  /** Where it is sent: to be published, or to change what is there. */
  readonly action: string;
  readonly changes: boolean;
  readonly typed: Typed;
  readonly pictures: readonly TypedPicture[];
  readonly error?: UserError | undefined;
  /** What would come of it. */
  readonly preview?: ProposalView | undefined;
}

export function proposalFormPage(reader: Reader, form: ProposalForm): SafeHtml {
  const { writing: words } = messages(reader.locale);
  const { typed, changes } = form;
  const title = changes
    ? words.changeProposal
    : typed.purpose === 'request'
      ? words.newRequest
      : words.newOffer;
  return layout(reader, {
    title,
    hidden: true,
    section: '/offerte',
    script: 'forms',
    main: html`<div class="wrap narrow">${pageHead(title, changes ? undefined : words.lead)}
${form.preview && proposalPreview(reader, form.preview)}
${proposalForm(reader, form)}</div>`,
  });
}

function proposalForm(reader: Reader, form: ProposalForm): SafeHtml {
  const { writing: words } = messages(reader.locale);
  const { action, typed, error, changes } = form;
  const wrong = (name: string) => (error?.field === name ? errorMessage(error, reader.locale) : undefined);
  const row = (field: Omit<Field, 'type'> & { readonly type?: Field['type'] }) =>
    fieldRow('', { type: 'text', ...field, value: typed[field.name] }, wrong(field.name));
  return html`${error && errorSummary(reader, error, error.field)}
<form class="form" method="post" action="${action}" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="${reader.csrf}">
${changes ? html`<input type="hidden" name="purpose" value="${typed.purpose}">` : speakerField(reader, typed)}
${
  !changes &&
  radios({
    name: 'purpose',
    legend: words.purpose,
    choices: [
      ['offer', words.purposes.offer],
      ['request', words.purposes.request],
    ],
    value: typed.purpose ?? 'offer',
    error: wrong('purpose'),
  })
}
${radios({
  name: 'action',
  legend: words.action,
  choices: Object.entries(words.actions),
  value: typed.action ?? 'transfer',
  error: wrong('action'),
})}
${row({ name: 'title', label: words.title, hint: words.titleHint, max: 150 })}
${row({ name: 'text', label: words.text, hint: words.textHint, type: 'long-text', max: 5000, optional: true })}
${pictureFields(reader, form.pictures, error)}
${radios({
  name: 'exchange',
  legend: words.exchange,
  choices: Object.entries(words.exchanges),
  value: typed.exchange ?? 'priced',
  error: wrong('exchange'),
})}
<div data-shown-when="exchange=priced">
${row({ name: 'price', label: words.price, type: 'decimal', optional: true })}
<fieldset class="field"><legend>${words.otherReturns}</legend><p class="hint" id="returns-hint">${words.otherReturnsHint}</p>
${RETURN_LINES.map((n) => returnLine(words.otherReturn(n), `return-${n}`, typed[`return-${n}`], wrong(`return-${n}`)))}</fieldset>
</div>
<details${opens(typed, error, ['quantity', 'unit', 'available', 'minimum', 'unitBased'])}><summary>${words.amounts}</summary>
<div class="pair">${row({ name: 'quantity', label: words.quantity, hint: words.quantityHint, type: 'decimal', optional: true })}
${row({ name: 'unit', label: words.unit, type: 'choice', choices: unitChoices(reader), optional: true })}</div>
${tick('unitBased', words.unitBased, typed.unitBased !== undefined)}
<div class="pair">${row({ name: 'available', label: words.available, hint: words.availableHint, type: 'decimal', optional: true })}
${row({ name: 'minimum', label: words.minimum, type: 'decimal', optional: true })}</div></details>
<details${opens(typed, error, ['category', ...SECTOR_SLUGS.map((slug) => `sector-${slug}`)])}><summary>${words.what}</summary>
${row({ name: 'category', label: words.category, type: 'choice', choices: categoryChoices(reader), optional: true })}
<fieldset class="field"><legend>${words.sectors}</legend><p class="hint">${words.sectorsHint}</p>
<div class="ticks">${SECTOR_SLUGS.map((slug) => tick(`sector-${slug}`, reader.taxonomy.sectors[slug], typed[`sector-${slug}`] !== undefined))}</div></fieldset></details>
<details${opens(typed, error, ['comune', 'until'])}><summary>${words.where}</summary>
${row({ name: 'comune', label: words.comune, hint: words.comuneHint, list: 'comuni', optional: true })}${comuneList(reader)}
${row({ name: 'until', label: words.until, hint: words.untilHint, type: 'date', optional: true })}</details>
${scopeField(reader, typed, wrong('scope'))}
<p class="hero-actions"><button class="button" name="step" value="publish">${changes ? words.save : words.publish}</button>
<button class="button quiet" name="step" value="preview">${words.preview}</button></p>
</form>`;
}

/** Who speaks, where the reader may speak for several. */
export function speakerField(reader: Reader, typed: Typed): SafeHtml | undefined {
  const { signedIn } = reader;
  if (signedIn === undefined) return undefined;
  const speakers = [...signedIn.organisations, signedIn.person];
  const [only] = speakers;
  if (speakers.length === 1) return html`<input type="hidden" name="as" value="${only?.id}">`;
  return fieldRow(
    '',
    {
      name: 'as',
      label: messages(reader.locale).writing.as,
      type: 'choice',
      choices: speakers.map(({ id, name }) => [id, name]),
      value: typed.as,
    },
    undefined,
  );
}

/** A part of the form that is rarely needed stays closed until something stands in it. */
function opens(typed: Typed, error: UserError | undefined, names: readonly string[]): SafeHtml | false {
  const says = (name: string) => typed[name] !== undefined && !['', 'one'].includes(typed[name]);
  return names.some((name) => says(name) || error?.field === name) && html` open`;
}

function returnLine(
  label: string,
  name: string,
  value: string | undefined,
  error: string | undefined,
): SafeHtml {
  return html`${error && html`<p class="field-error" id="${name}-error">${error}</p>`}<p${error && html` class="wrong"`}><input type="text" id="${name}" name="${name}" value="${value}" maxlength="200" autocomplete="off" aria-label="${label}" aria-describedby="returns-hint${error && ` ${name}-error`}"${error && html` aria-invalid="true"`}></p>`;
}

function unitChoices({ taxonomy }: Reader): [string, string][] {
  return UNIT_CODES.map((code) => {
    const { symbol, dimension } = unitByCode(code);
    const name = taxonomy.units[code].other;
    return [code, dimension === 'count' || dimension === 'time' ? name : `${name} (${symbol})`];
  });
}

function categoryChoices({ taxonomy, locale }: Reader): [string, string][] {
  const named = CATEGORY_SLUGS.map((slug): [string, string] => [slug, taxonomy.categories[slug]]);
  return [
    ['', messages(locale).writing.noCategory],
    ...named.sort(([, a], [, b]) => a.localeCompare(b, locale)),
  ];
}

/** Suggestions: the comuni of the district's province. Any other may be written. */
export function comuneList({ group }: Reader): SafeHtml {
  const comuni = group.province === null ? [] : provinceComuni(group.province);
  return html`<datalist id="comuni">${comuni.map(({ name, province }) => html`<option value="${name} (${province})"></option>`)}</datalist>`;
}
