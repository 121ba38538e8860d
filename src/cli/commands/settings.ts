import type { Command } from 'commander';
import { operator } from '../../domain/caller.ts';
import { changeSettings } from '../../domain/node/change-settings.ts';
import type { NodeActors } from '../../domain/node/node-reads.ts';
import type { SettingsChange } from '../../domain/node/settings.ts';
import { messages } from '../../messages/messages.ts';
import { htmlToText } from '../../platform/html/text.ts';
import { type Cli, COMMON, defineCommand, defineGroup, withServices } from '../command.ts';
import { choose } from '../input/choose.ts';
import { fields } from '../output/fields.ts';

interface Options extends Pick<SettingsChange, 'name' | 'summary' | 'contact' | 'accent'> {
  readonly comune?: string;
  readonly province?: string;
  readonly locale?: SettingsChange['locale'];
  readonly licence?: SettingsChange['licence'];
  readonly applications?: string;
}

const YES_OR_NO = new Map([
  ['yes', true],
  ['no', false],
]);

export function addSettingsCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, cli, 'settings');

  defineCommand(group, cli, 'settings show', '', [...COMMON]).action(
    withServices(cli, async ({ actors }) => settingsOutcome(cli, actors)),
  );

  defineCommand(group, cli, 'settings change', '', [
    'name',
    'summary',
    'comune',
    'province',
    'contact',
    'locale',
    'accent',
    'licence',
    'applications',
    ...COMMON,
  ]).action(
    withServices(cli, async ({ domain }, options: Options) => {
      const { name, summary, comune, province, contact, locale, accent, licence, applications } = options;
      const takesApplications =
        applications === undefined ? undefined : choose(YES_OR_NO, applications, 'applications');
      const change = { name, summary, comune, province, contact, locale, accent, licence, takesApplications };
      return settingsOutcome(cli, await changeSettings(domain, operator, change));
    }),
  );
}

function settingsOutcome(cli: Cli, { group, settings }: NodeActors) {
  const { settings: words } = messages(cli.locale);
  const { name, comune, province } = group;
  const { contact, locale, accent, licence, takesApplications } = settings;
  const summary = htmlToText(group.summary);
  return {
    json: { name, summary, comune, province, contact, locale, accent, licence, takesApplications },
    lines: fields([
      [words.name, name],
      [words.summary, summary],
      [words.comune, comune && `${comune} (${province})`],
      [words.contact, contact],
      [words.locale, locale],
      [words.accent, accent],
      [words.licence, licence ?? words.noLicence],
      [words.takesApplications, takesApplications ? words.yes : words.no],
    ]),
  };
}
