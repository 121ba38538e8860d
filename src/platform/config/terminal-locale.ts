import type { Config } from './config.ts';

/** The language of whoever sits at the terminal (POSIX: LC_ALL, LC_MESSAGES, LANG), where it is one that we speak. */
export function terminalLocale(environment: NodeJS.ProcessEnv = process.env): Config['locale'] | undefined {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  const [language] = (LC_ALL || LC_MESSAGES || LANG || '').toLowerCase().split(/[_.@-]/);
  return language === 'it' || language === 'en' ? language : undefined;
}
