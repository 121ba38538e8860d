import { VOICES } from '../../domain/decisions/decision.ts';
import { messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { type Field, formPage } from './forms.ts';
import { layout } from './layout.ts';
import { pageHead } from './parts.ts';
import type { Typed } from './respond-form.ts';

/** Where a coordinator puts a question to the members. */
export function decisionForm(reader: Reader, typed?: Typed): SafeHtml {
  const { open: words, electorates } = messages(reader.locale).decisions;
  const fields: Field[] = [
    { name: 'question', label: words.question, type: 'text', hint: words.questionHint },
    { name: 'text', label: words.text, type: 'long-text', hint: words.textHint, max: 5000, optional: true },
    {
      name: 'options',
      label: words.options,
      type: 'long-text',
      hint: words.optionsHint,
      value: words.optionsExample,
    },
    {
      name: 'multiple',
      label: words.multiple,
      type: 'choice',
      choices: [
        ['no', words.one],
        ['yes', words.several],
      ],
    },
    {
      name: 'electorate',
      label: words.electorate,
      type: 'choice',
      choices: VOICES.map((one) => [one, electorates[one]] as const),
    },
    { name: 'endsAt', label: words.until, type: 'text', hint: words.untilHint },
    { name: 'quorum', label: words.quorum, type: 'decimal', hint: words.quorumHint, optional: true },
  ];
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/decisioni',
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
${formPage(reader, {
  action: '/decisioni',
  fields: fields.map((field) => ({ ...field, value: typed?.values[field.name] ?? field.value })),
  submit: words.submit,
  error: typed?.error,
})}</div>`,
  });
}
