import type { Actor } from '../../domain/actors/actor.table.ts';
import { PRINCIPLES, SCORES } from '../../domain/annual-report/principle.ts';
import { messages } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import type { Typed } from '../typed.ts';
import { type Field, formPage } from './forms.ts';
import { layout } from './layout.ts';
import { pageHead } from './parts.ts';

/** How a member judges itself by the principles, one by one. */
export function assessmentForm(
  reader: Reader,
  member: Actor,
  {
    typed,
    years,
    error,
  }: { readonly typed: Typed; readonly years: readonly number[]; readonly error?: UserError },
): SafeHtml {
  const { annualReport: report } = messages(reader.locale);
  const { form: words } = report;
  const fields: Field[] = [
    {
      name: 'year',
      label: words.year,
      type: 'choice',
      value: typed.year,
      choices: years.slice(0, 3).map((year) => [String(year), String(year)] as const),
    },
    ...PRINCIPLES.flatMap((principle): Field[] => [
      {
        name: `score.${principle}`,
        label: report.names[principle],
        hint: report.questions[principle],
        type: 'choice',
        optional: true,
        value: typed[`score.${principle}`],
        choices: [
          ['', words.noAnswer],
          ...SCORES.map((score) => [String(score), report.scores[score]] as const),
        ],
      },
      {
        name: `note.${principle}`,
        label: `${report.names[principle]}: ${words.note}`,
        type: 'text',
        optional: true,
        max: 1000,
        value: typed[`note.${principle}`],
      },
    ]),
    {
      name: 'shown',
      label: words.shown,
      type: 'choice',
      value: typed.shown,
      choices: [
        ['no', words.shownNo],
        ['yes', words.shownYes],
      ],
    },
  ];
  const title = words.titleOf(member.name);
  return layout(reader, {
    title,
    hidden: true,
    section: '/io',
    main: html`<div class="wrap narrow">${pageHead(title, words.lead)}<p>${words.privacy}</p>
${formPage(reader, { action: `/io/autovalutazione/${member.id}`, fields, submit: words.submit, error })}</div>`,
  });
}
