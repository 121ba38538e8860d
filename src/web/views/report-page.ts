import type { AnnualReport } from '../../domain/annual-report/annual-report.ts';
import { PRINCIPLES } from '../../domain/annual-report/principle.ts';
import type { shownSelfAssessments } from '../../domain/annual-report/self-assessment-reads.ts';
import { FEWEST } from '../../domain/flows/flow.ts';
import { formatNumber } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { type HtmlValue, html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { activityRows, agreementRows, type FigureRow } from '../report-figures.ts';
import { layout } from './layout.ts';
import { actorLink, pageHead } from './parts.ts';

interface ReportContents {
  readonly report: AnnualReport;
  readonly years: readonly number[];
  readonly shown: Awaited<ReturnType<typeof shownSelfAssessments>>;
}

/** The year of a district: to read on a screen, to print, and to take the figures from. */
export function reportPage(reader: Reader, { report, years, shown }: ReportContents): SafeHtml {
  const { group, locale } = reader;
  const { annualReport: words } = messages(locale);
  const { year } = report;
  const title = words.titleOf(year);
  const path = `/bilancio/${year}`;
  const others = years.filter((one) => one !== year);
  return layout(reader, {
    title,
    description: words.lead,
    section: '/bilancio',
    main: html`<article class="wrap narrow report">${pageHead(title, html`<bdi>${group.name}</bdi>`)}
<p class="lead">${words.lead}</p>
${report.unfinished && html`<p class="notice">${words.unfinished}</p>`}
${memberSection(reader, report)}
<section><h2 id="activity">${words.activity}</h2>${figureTable('activity', words.what, words.count, activityRows(report, locale))}</section>
${agreementSection(reader, report)}
${principleSection(reader, report, shown)}
<footer class="report-foot"><p>${words.print}</p><ul class="plain"><li><a href="${path}/dati.csv" download>${words.csv}</a></li><li><a href="${path}/dati.json">${words.json}</a></li></ul>
${others.length > 0 && html`<nav aria-label="${words.otherYears}"><p>${words.otherYears}: ${others.slice(0, 20).map((one) => html` <a href="/bilancio/${one}">${one}</a>`)}</p></nav>`}</footer>
</article>`,
  });
}

function memberSection({ locale, taxonomy }: Reader, { members, unfinished }: AnnualReport): SafeHtml {
  const { annualReport: words } = messages(locale);
  const cells = (figures: readonly number[]) =>
    figures.map((figure) => html`<td>${formatNumber(String(figure), locale)}</td>`);
  const sum = (of: (row: AnnualReport['members'][number]) => number) =>
    members.reduce((total, row) => total + of(row), 0);
  return html`<section><h2 id="members">${words.members}</h2>${scroll(
    'members',
    html`<thead><tr>${[words.kind, words.atEnd(unfinished), words.joined, words.left].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${members.map(({ kind, atEnd, joined, left }) => html`<tr><th scope="row">${taxonomy.kinds[kind].other}</th>${cells([atEnd, joined, left])}</tr>`)}</tbody>
<tfoot><tr><th scope="row">${words.total}</th>${cells([sum((row) => row.atEnd), sum((row) => row.joined), sum((row) => row.left)])}</tr></tfoot>`,
  )}</section>`;
}

function agreementSection({ locale }: Reader, report: AnnualReport): SafeHtml {
  const { annualReport: words, flows } = messages(locale);
  const rows = agreementRows(report, locale);
  return html`<section><h2 id="agreements">${words.agreements}</h2>
${rows.length > 0 && figureTable('agreements', words.what, words.count, rows, true)}
<p class="quiet-text">${words.fewWhy(FEWEST)}${report.own !== undefined && html` ${words.ownOnly}`}</p>
<h3 id="flows">${words.flows}</h3>
${
  report.flows.length === 0
    ? html`<p>${words.flowsNone}</p>`
    : scroll(
        'flows',
        html`<thead><tr>${[flows.provider, flows.receiver, flows.kind, flows.agreements].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${report.flows.map(({ provider, receiver, kind, byProvider, byReceiver }) => html`<tr><th scope="row">${actorLink(provider)}</th><td>${actorLink(receiver)}</td><td>${flows.kinds[kind]}</td><td>${byProvider === byReceiver ? byProvider : flows.differ(String(byProvider), String(byReceiver))}</td></tr>`)}</tbody>`,
      )
}</section>`;
}

function principleSection(
  reader: Reader,
  { principles, year }: AnnualReport,
  shown: ReportContents['shown'],
): SafeHtml {
  const { locale, signedIn } = reader;
  const { annualReport: words } = messages(locale);
  return html`<section><h2 id="principles">${words.principles}</h2><p>${words.principlesLead}</p>
${scroll(
  'principles',
  html`<thead><tr><th scope="col">${words.principle}</th><th scope="col">${words.average}</th><th scope="col">${words.answers}</th></tr></thead>
<tbody>${principles.map(
    ({ principle, average, answers }) =>
      html`<tr><th scope="row">${words.names[principle]}</th><td>${average === null ? words.tooFew : html`${formatNumber(average, locale)} <meter class="score" min="0" max="4" value="${average}" aria-hidden="true"></meter>`}</td><td>${answers}</td></tr>`,
  )}</tbody>`,
)}
${
  signedIn !== undefined &&
  html`<ul class="plain no-print">${[...signedIn.organisations, signedIn.person].map((actor) => html`<li><a href="/io/autovalutazione/${actor.id}?anno=${year}">${words.write}: <bdi>${actor.name}</bdi></a></li>`)}</ul>`
}
${
  shown.length > 0 &&
  html`<h3>${words.shown}</h3>${shown.map(
    ({ member, answers }) =>
      html`<div class="box assessment"><p class="row-title">${actorLink(member)}</p><dl class="facts">${PRINCIPLES.filter(
        (principle) => answers[principle] !== undefined,
      ).map((principle) => {
        const { score, note = '' } = answers[principle] ?? {};
        return html`<div><dt>${words.names[principle]}</dt><dd>${score !== undefined && words.scores[score]}${note !== '' && html`<br><span dir="auto">${note}</span>`}</dd></div>`;
      })}</dl></div>`,
  )}`
}</section>`;
}

function figureTable(
  id: string,
  what: string,
  countHead: string,
  rows: readonly FigureRow[],
  sections = false,
): SafeHtml {
  return scroll(
    id,
    html`<thead><tr><th scope="col">${what}</th><th scope="col">${countHead}</th></tr></thead>
<tbody>${rows.map((row) => html`<tr><th scope="row">${sections && `${row.section}: `}${row.what}</th><td>${row.figure}</td></tr>`)}</tbody>`,
  );
}

function scroll(labelledBy: string, content: HtmlValue): SafeHtml {
  return html`<div class="table-scroll" role="region" aria-labelledby="${labelledBy}" tabindex="0"><table class="flow-table">${content}</table></div>`;
}
