import type { LetterContents } from '../../domain/letters/letter.ts';
import type { LetterText, Sender } from '../letter-text.ts';

/** What somebody who asked to belong to the district reads. */
export function applicationAdmitted(
  { name, url, signUp }: LetterContents['application-admitted'],
  { district }: Sender,
): LetterText {
  const subject = `Benvenuti in ${district}`;
  const admitted = `La richiesta di ${name} è stata accolta: ora fa parte di ${district}.`;
  if (!signUp) {
    return {
      subject,
      lines: [`${admitted} Puoi agire in suo nome da subito, con il tuo account.`],
      action: { label: `La pagina di ${name}`, url },
    };
  }
  return {
    subject,
    lines: [`${admitted} Manca un passo: creare l’account con cui accedere.`],
    action: { label: 'Crea l’account', url },
    after: ['Il link vale trenta giorni e una volta sola. Se scade, chiedine un altro a chi coordina.'],
  };
}

export function applicationRefused(
  { name, reason }: LetterContents['application-refused'],
  { district, origin }: Sender,
): LetterText {
  return {
    subject: `La richiesta di ${name}`,
    lines: [
      `Chi coordina ${district} per ora non ha accolto la richiesta di ${name}, e ne scrive il motivo:`,
      reason,
      'Se le cose cambiano, o se c’è un malinteso, si può chiedere di nuovo.',
    ],
    action: { label: 'Chiedi di nuovo', url: `${origin}/aderisci` },
  };
}
