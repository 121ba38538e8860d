import { describeSearch } from '../describe-search.ts';
import { newsParagraphs } from '../letter-news.ts';
import type { LetterSentences } from '../letter-text.ts';
import { alerts } from './alerts.ts';
import { search } from './search.ts';
import { taxonomy } from './taxonomy.ts';

const more = (count: number) => (count === 1 ? '… e un’altra cosa.' : `… e altre ${count} cose.`);

export const alertLetters: Pick<LetterSentences, 'search-alert' | 'digest'> = {
  'search-alert': ({ query, news, url, unsubscribe }) => ({
    subject: `Qualcosa di nuovo: ${describeSearch(query, alerts.describe, taxonomy, search.returns)}`,
    lines: ['È arrivato qualcosa per una ricerca che hai salvato.', ...newsParagraphs(news, more)],
    action: { label: 'Vedi nel catalogo', url },
    unsubscribe,
  }),
  digest: ({ district, followed, url, unsubscribe }, { district: name }) => ({
    subject: `La settimana di ${name}`,
    lines: [
      ...(district.items.length > 0 ? ['Nel distretto:', ...newsParagraphs(district, more)] : []),
      ...(followed.items.length > 0 ? ['Da chi segui:', ...newsParagraphs(followed, more)] : []),
    ],
    action: { label: 'Leggi tutte le novità', url },
    unsubscribe,
  }),
};
