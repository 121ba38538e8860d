import type { AnnualReport, Figure } from '../domain/annual-report/annual-report.ts';
import { FEWEST, FLOW_KINDS } from '../domain/flows/flow.ts';
import { type Locale, messages } from '../messages/messages.ts';

/** One figure of a report, where it belongs and in words. */
export interface FigureRow {
  readonly section: string;
  readonly what: string;
  readonly figure: string;
}

/** Whatever was done in the year, but for members and principles, in the order of the page. */
export function activityRows(report: AnnualReport, locale: Locale): FigureRow[] {
  const { annualReport: words } = messages(locale);
  const rows = <K extends string>(names: Readonly<Record<K, string>>, figures: Readonly<Record<K, number>>) =>
    (Object.keys(names) as K[]).map((key) => ({
      section: words.activity,
      what: names[key],
      figure: String(figures[key]),
    }));
  return [
    ...rows(words.published, report.published),
    ...rows(words.orders, report.orders),
    ...rows(words.decisions, report.decisions),
  ];
}

/** Agreements fulfilled, of the kinds that there are: within the district, and for its own people with others too. */
export function agreementRows({ within, own }: AnnualReport, locale: Locale): FigureRow[] {
  const { annualReport: words, flows } = messages(locale);
  const row = (section: string, what: string, figure: Figure) => ({
    section,
    what,
    figure: figure === null ? words.few(FEWEST) : String(figure),
  });
  const byKind = (section: string, figures: typeof within) =>
    FLOW_KINDS.filter((kind) => figures[kind] !== 0).map((kind) =>
      row(section, flows.kinds[kind], figures[kind]),
    );
  return [
    ...byKind(words.within, within),
    ...(own === undefined
      ? []
      : [
          ...byKind(words.given, own.given),
          ...byKind(words.received, own.received),
          row(words.total, words.proposed, own.proposed),
          row(words.total, words.accepted, own.accepted),
        ]),
  ];
}

/** All figures that anyone may have, for a spreadsheet. */
export function allRows(report: AnnualReport, locale: Locale): FigureRow[] {
  const { annualReport: words, flows, taxonomy } = messages(locale);
  return [
    ...report.members.flatMap(({ kind, atEnd, joined, left }) => {
      const section = `${words.members}: ${taxonomy.kinds[kind].other}`;
      return [
        { section, what: words.atEnd(report.unfinished), figure: String(atEnd) },
        { section, what: words.joined, figure: String(joined) },
        { section, what: words.left, figure: String(left) },
      ];
    }),
    ...activityRows(report, locale),
    ...agreementRows(report, locale),
    ...report.flows.map(({ provider, receiver, kind, byProvider, byReceiver }) => ({
      section: words.flows,
      what: `${provider.name} → ${receiver.name}: ${flows.kinds[kind]}`,
      figure: byProvider === byReceiver ? String(byProvider) : `${byProvider} / ${byReceiver}`,
    })),
    ...report.principles.map(({ principle, average, answers }) => ({
      section: words.principles,
      what: words.names[principle],
      figure: average === null ? words.tooFew : `${average.replace('.', ',')} (${answers})`,
    })),
  ];
}

/** The same for programs: keys that stay. */
export function reportJson(report: AnnualReport): object {
  return {
    ...report,
    flows: report.flows.map(({ provider, receiver, ...flow }) => ({
      provider: provider.uri,
      receiver: receiver.uri,
      ...flow,
    })),
  };
}
