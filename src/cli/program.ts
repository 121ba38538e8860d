import { Command, CommanderError } from 'commander';
import type { Locale } from '../messages/messages.ts';
import { messages } from '../messages/messages.ts';
import { loadConfig } from '../platform/config/config.ts';
import { terminalLocale } from '../platform/config/terminal-locale.ts';
import type { Cli } from './command.ts';
import { addAccountCommands } from './commands/accounts.ts';
import { addAgreementCommands } from './commands/agreements.ts';
import { addAlertCommands } from './commands/alerts.ts';
import { addAnnouncementCommands } from './commands/announcements.ts';
import { addAnnualReportCommands } from './commands/annual-report.ts';
import { addAttestationCommands } from './commands/attestations.ts';
import { addBackupCommands } from './commands/backup.ts';
import { addBlockCommands } from './commands/blocks.ts';
import { addCharterCommands } from './commands/charter.ts';
import { addDecisionCommands } from './commands/decisions.ts';
import { addDemoCommand, type RunDemo } from './commands/demo.ts';
import { addDiscoveryCommands } from './commands/discovery.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addDumpCommand } from './commands/dump.ts';
import { addEnquiryCommands } from './commands/enquiries.ts';
import { addEventCommands } from './commands/events.ts';
import { addFlowCommands } from './commands/flows.ts';
import { addFollowCommands } from './commands/follows.ts';
import { addGdxpCommands } from './commands/gdxp.ts';
import { addLetterCommands } from './commands/letters.ts';
import { addMatchCommands } from './commands/matches.ts';
import { addMemberCommands } from './commands/members.ts';
import { addMembershipCommands } from './commands/memberships.ts';
import { addModerationCommands } from './commands/moderation.ts';
import { addOrderCommands } from './commands/orders.ts';
import { addPactCommands } from './commands/pacts.ts';
import { addProposalCommands } from './commands/proposals.ts';
import { addQueueCommands } from './commands/queue.ts';
import { addReconcileCommands } from './commands/reconcile.ts';
import { addServerCommands } from './commands/server.ts';
import { addSettingsCommands } from './commands/settings.ts';
import { reportError } from './report-error.ts';
import { speak } from './speak.ts';

/** Runs one command line and leaves the exit code: 0, or 1 when something could not be done. */
export async function runProgram(argv: readonly string[], runDemo: RunDemo): Promise<void> {
  // Whoever reads may stop (`| head`): the work goes on, and nobody is shown what a pipe is.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const locale = terminalLocale() ?? configuredLocale(argv);
  const cli: Cli = {
    locale,
    words: messages(locale).cli,
    print: (line) => process.stdout.write(`${line}\n`),
  };
  try {
    await createProgram(cli, runDemo).parseAsync(argv);
  } catch (error) {
    // Commander has said what it had to say.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 1;
    else {
      reportError(error, cli, argv.includes('--json'));
      process.exitCode = 1;
    }
  }
}

function createProgram(cli: Cli, runDemo: RunDemo): Command {
  const program = speak(new Command('distretto'), cli.words).description(cli.words.program);
  addServerCommands(program, cli);
  addMemberCommands(program, cli);
  addMembershipCommands(program, cli);
  addCharterCommands(program, cli);
  addDumpCommand(program, cli);
  addGdxpCommands(program, cli);
  addProposalCommands(program, cli);
  addAgreementCommands(program, cli);
  addEnquiryCommands(program, cli);
  addAlertCommands(program, cli);
  addAnnouncementCommands(program, cli);
  addDecisionCommands(program, cli);
  addAttestationCommands(program, cli);
  addPactCommands(program, cli);
  addEventCommands(program, cli);
  addOrderCommands(program, cli);
  addDiscoveryCommands(program, cli);
  addFlowCommands(program, cli);
  addMatchCommands(program, cli);
  addAnnualReportCommands(program, cli);
  addFollowCommands(program, cli);
  addReconcileCommands(program, cli);
  addBlockCommands(program, cli);
  addModerationCommands(program, cli);
  addAccountCommands(program, cli);
  addQueueCommands(program, cli);
  addSettingsCommands(program, cli);
  addLetterCommands(program, cli);
  addBackupCommands(program, cli);
  addDoctorCommand(program, cli);
  addDemoCommand(program, cli, runDemo);
  return program;
}

/** The language of the configuration that the command line names; a broken one is told of when it is used. */
function configuredLocale(argv: readonly string[]): Locale {
  const position = argv.indexOf('--config');
  try {
    return loadConfig(position < 0 ? undefined : argv[position + 1]).locale;
  } catch {
    return 'it';
  }
}
