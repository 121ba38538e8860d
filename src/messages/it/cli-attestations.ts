import { VISITOR_ROLES } from '../../domain/attestations/attestation.ts';

/** What a placeholder stands for, nothing for a switch; and what it does. */
type Option = [placeholder: string, description: string];

export const attestationCommands = {
  attestation: 'le attestazioni della garanzia partecipata (SPG)',
  'attestation issue':
    'attesta, con la firma del distretto, una visita a un soggetto: @orto o @orto@altrove.example',
  'attestation revoke': 'revoca un’attestazione; --reason dice perché',
  'attestation list': 'elenca le attestazioni, dalle più recenti',
  'attestation show': 'mostra un’attestazione',
};

export const attestationOptions = {
  scope: [
    'ambito',
    'di un’attestazione: che cosa si è guardato; di un’offerta o richiesta: per chi è (district, region, network, fediverse)',
  ],
  visited: ['giorno', 'il giorno della visita, per esempio 3/10/2026'],
  visitor: ['chi', `chi ha visitato: "Nome, ruolo, territorio"; ruolo: ${VISITOR_ROLES.join(', ')}`],
  about: ['handle', 'solo quelle di questo soggetto'],
} satisfies Record<string, Option>;
