import type { Command } from 'commander';
import { annualReport, yearOf } from '../../domain/annual-report/annual-report.ts';
import { PRINCIPLES, type Principle, SCORES } from '../../domain/annual-report/principle.ts';
import { writeSelfAssessment } from '../../domain/annual-report/write-self-assessment.ts';
import { operator } from '../../domain/caller.ts';
import { UserError } from '../../platform/errors.ts';
import { allRows, reportJson } from '../../web/report-figures.ts';
import { type Cli, COMMON, defineCommand, defineGroup, withServices } from '../command.ts';
import { readYear } from '../input/read-year.ts';
import { requireSpeaker } from '../input/speaker.ts';
import { table } from '../output/table.ts';

interface AssessmentOptions {
  readonly as?: string;
  readonly year?: string;
  readonly score?: readonly string[];
  readonly named?: boolean;
}

/** The annual report of the district, and how its members judge themselves. */
export function addAnnualReportCommands(program: Command, cli: Cli): void {
  const said = cli.words.annualReport;

  defineCommand(program, cli, 'report', '[year]', [...COMMON]).action(
    withServices(cli, async ({ domain, actors }, typed: string | undefined) => {
      const year = typed === undefined ? yearOf(domain.clock.now()) : readYear(typed);
      const report = await annualReport(domain, actors.group, year, { own: true });
      const rows = allRows(report, cli.locale).map(({ section, what, figure }) => [section, what, figure]);
      return { json: reportJson(report), lines: table(rows) };
    }),
  );

  const group = defineGroup(program, cli, 'assessment');
  defineCommand(group, cli, 'assessment write', '', ['as', 'year', 'score', 'named', ...COMMON]).action(
    withServices(cli, async (services, { as, year: typed, score = [], named }: AssessmentOptions) => {
      const { domain } = services;
      const member = await requireSpeaker(services, as);
      const year = typed === undefined ? yearOf(domain.clock.now()) : readYear(typed);
      const answers = Object.fromEntries(score.map(readScore));
      await writeSelfAssessment(domain, operator, member.id, { year, answers, shown: named === true });
      return { json: { member: member.handle, year }, lines: [said.written(member.name, year)] };
    }),
  );
}

/** `principle=score` or `principle=score: why`. @throws {UserError} `invalid` */
function readScore(text: string): [Principle, { score: (typeof SCORES)[number]; note: string }] {
  const [, name, number, note = ''] = /^(\w+)=(\d)(?::\s*(.*))?$/.exec(text) ?? [];
  const principle = PRINCIPLES.find((one) => one === name);
  const score = SCORES.find((one) => String(one) === number);
  if (principle === undefined || score === undefined) {
    throw new UserError('invalid', 'score_invalid', { principles: PRINCIPLES.join(', ') }, 'score');
  }
  return [principle, { score, note }];
}
