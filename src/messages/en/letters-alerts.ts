import { describeSearch } from '../describe-search.ts';
import type { alertLetters as italian } from '../it/letters-alerts.ts';
import { newsParagraphs } from '../letter-news.ts';
import { alerts } from './alerts.ts';
import { search } from './search.ts';
import { taxonomy } from './taxonomy.ts';

const more = (count: number) => (count === 1 ? '… and one thing more.' : `… and ${count} things more.`);

export const alertLetters: typeof italian = {
  'search-alert': ({ query, news, url, unsubscribe }) => ({
    subject: `Something new: ${describeSearch(query, alerts.describe, taxonomy, search.returns)}`,
    lines: ['Something came for a search that you saved.', ...newsParagraphs(news, more)],
    action: { label: 'See it in the catalogue', url },
    unsubscribe,
  }),
  digest: ({ district, followed, url, unsubscribe }, { district: name }) => ({
    subject: `The week of ${name}`,
    lines: [
      ...(district.items.length > 0 ? ['In the district:', ...newsParagraphs(district, more)] : []),
      ...(followed.items.length > 0 ? ['From those you follow:', ...newsParagraphs(followed, more)] : []),
    ],
    action: { label: 'Read all the news', url },
    unsubscribe,
  }),
};
