import { alertErrors } from './alerts.ts';
import { discoveryErrors } from './discovery.ts';
import { emailEnquiryErrors } from './email-enquiries.ts';
import { accountErrors, writingErrors } from './errors-accounts.ts';
import { attestationErrors } from './errors-attestations.ts';
import { clientErrors } from './errors-clients.ts';
import { eventErrors } from './errors-events.ts';
import { flowErrors } from './errors-flows.ts';
import { membershipErrors } from './errors-memberships.ts';
import { orderErrors } from './errors-orders.ts';
import { pactErrors } from './errors-pacts.ts';
import { pollErrors } from './errors-polls.ts';
import { relationErrors } from './errors-relations.ts';
import { statusErrors } from './errors-statuses.ts';
import { gdxpErrors } from './gdxp.ts';
import { interactionErrors } from './interactions.ts';
import { moderationErrors } from './moderation.ts';
import { reconcileErrors } from './reconciliations.ts';
import { settingsErrors } from './settings.ts';

/**
 * What people read when something cannot be done: a UserError's code → a sentence, `{name}` filled from its params.
 */
export const errors = {
  unexpected:
    'Qualcosa è andato storto dalla nostra parte. Riprova tra poco; se succede ancora, avvisa chi cura il nodo.',
  invalid_value: 'C’è qualcosa che non torna in questo campo.',
  value_missing: 'Questo campo va compilato.',
  value_too_small: 'Il valore è troppo piccolo: il minimo è {min}.',
  value_too_big: 'Il valore è troppo grande: il massimo è {max}.',
  text_too_long: 'Il testo è troppo lungo: al massimo {max} caratteri.',
  unknown_field: 'C’è un campo che non conosciamo.',
  place_unknown:
    'Il comune non è nell’elenco, o più comuni si chiamano così: aggiungi la provincia, per esempio «Castro (LE)».',
  invalid_cursor: 'Questo punto dell’elenco non esiste. Riparti dalla prima pagina.',
  comune_unknown:
    'Non troviamo un comune che si chiami «{comune}». Se ce n’è più d’uno, indica anche la provincia.',
  handle_invalid:
    'Il nome utente può avere da 2 a 30 caratteri: lettere senza accento, numeri e trattino basso.',
  handle_taken: 'Il nome utente «{handle}» è già preso. Scegline un altro.',
  email_invalid: 'Questo indirizzo e-mail non sembra scritto bene.',
  email_taken: 'C’è già qualcuno iscritto con questo indirizzo e-mail.',
  password_too_short: 'La password è troppo corta.',
  sign_in_failed: 'E-mail o password non corrispondono.',
  invitation_closed:
    'Questo invito non vale più: è scaduto o è già stato usato. Chiedine uno nuovo a chi coordina il distretto.',
  member_unknown: 'Non c’è nessun soggetto «{handle}» nel distretto.',
  not_your_member: 'Non puoi agire a nome di questo soggetto.',
  coordinators_only: 'Questo lo può fare solo chi coordina il distretto.',
  kind_unknown: 'Scegli che tipo di soggetto è.',
  sector_unknown: 'Uno dei settori indicati non esiste.',
  showable_unknown: 'Una delle informazioni da mostrare non esiste.',
  site_invalid: 'L’indirizzo del sito deve cominciare con https:// o http://.',
  vat_invalid: 'Questa partita IVA non è valida: sono 11 cifre, controlla di averle scritte bene.',
  host_invalid: 'Questo non è il nome di un server.',
  proposal_unknown: 'Questa offerta o richiesta non c’è, o non c’è più.',
  announcement_unknown: 'Questo annuncio non c’è, o non c’è più.',
  already_withdrawn: 'È già stato ritirato.',
  proposal_ended: 'Questa offerta o richiesta è già conclusa.',
  purpose_unknown: 'Scegli se offri o cerchi qualcosa.',
  action_unknown: 'Scegli se è un bene, un servizio o un prestito.',
  proposal_scope_unknown: 'Per chi è può essere «district», «region», «network» o «fediverse».',
  category_unknown: 'Questa categoria non esiste.',
  unit_unknown: 'Non conosciamo questa unità di misura. Se conti cassette o vasetti, scegli «pezzi».',
  iri_invalid: 'Questo non è un indirizzo web valido.',
  amount_invalid: 'Scrivi un numero maggiore di zero, per esempio 14,50, senza punti per le migliaia.',
  amount_missing: 'Indica quanto chiedi o dai in cambio, oppure segna che è da concordare.',
  negotiable_with_amount: 'Se è da concordare, lascia vuoto l’importo.',
  minimum_above_available: 'Il minimo è più di quello che c’è.',
  available_not_multiple: 'La quantità disponibile deve essere un numero intero di pezzi.',
  too_many_reciprocals: 'Sono troppe contropartite: al massimo cinque.',
  unit_not_convertible:
    'Questa unità di misura non si può tradurre in quella dell’offerta o richiesta: usa la stessa.',
  not_whole_pieces: 'Si va per pezzi interi: indica un multiplo di {quantity}.',
  below_minimum: 'È meno del minimo, che è {minimum}.',
  not_enough: 'Non ce n’è abbastanza: ne restano {available}.',
  price_not_exact: 'Con questa quantità la contropartita non dà un importo esatto: scegline un’altra.',
  responds_to_itself: 'Non si può rispondere a se stessi.',
  agreement_invalid: 'Questo non è un accordo che sappiamo leggere.',
  enquiry_unknown: 'Questo messaggio non c’è, o non è per questo soggetto.',
  agreement_unknown: 'Questo accordo non c’è, o non riguarda questo soggetto.',
  agreement_step_closed: 'Questo passo non si può (più) fare: nel frattempo l’accordo è andato avanti.',
  too_many_images: 'Sono troppe immagini: al massimo quattro.',
  follows_itself: 'Non ci si può seguire da soli.',
  actor_unknown: 'Non troviamo nessuno che si chiami «{handle}».',
  handle_unresolved: 'Non abbiamo trovato {handle}: controlla il nome e il sito dopo la seconda @.',
  follow_unknown: 'Questa richiesta di seguire non c’è, o non c’è più.',
  json_ld_invalid: 'Non riusciamo a leggere questo documento: il suo contesto JSON-LD non è valido.',
  actor_invalid: 'Il profilo che è arrivato non è valido: non va bene «{field}».',
  post_invalid: 'Il messaggio che è arrivato non è valido: non va bene «{field}».',
  file_not_found: 'Questo file non c’è, o non c’è più.',
  image_type: 'Questo file non è un’immagine che sappiamo leggere: usa JPEG, PNG o WebP.',
  image_too_large: 'L’immagine è troppo grande: al massimo 40 megapixel.',
  image_broken: 'Non riusciamo a leggere questa immagine: forse il file è rovinato.',
  data_dir_not_writable:
    'Non possiamo scrivere nella cartella {path}: controlla i permessi e lo spazio, oppure scegline un’altra con data_dir.',
  data_dir_in_use:
    'La cartella {path} è già in uso da un altro processo (pid {pid}): è già acceso? Fermalo, oppure scegli un’altra cartella con data_dir.',
  secret_key_damaged:
    'Il file {path} è rovinato: rimettilo dalla copia di sicurezza. Senza, le chiavi del nodo non si possono leggere.',
  postgres_not_installed:
    'Per questo sistema ({platform}) non c’è un PostgreSQL incluso: installane uno e indicalo con DATABASE_URL.',
  postgres_incomplete:
    'A PostgreSQL manca il file {path}: ripeti «npm ci», oppure indica un altro database con DATABASE_URL.',
  postgres_account_shut_out:
    'PostgreSQL non lavora come root e l’utente con uid {uid} non può entrare in {path}: avvia il nodo da un utente normale, oppure spostalo in una cartella aperta a tutti.',
  postgres_password_wrong:
    'La password in {path} non è quella di questo database: rimetti il file dalla copia di sicurezza.',
  postgres_failed: 'PostgreSQL non è partito. Ecco le ultime righe del suo registro:\n{log}',
  sign_in_first: 'Prima bisogna accedere.',
  page_unknown: 'L’indirizzo è sbagliato, o quello che cerchi non c’è mai stato.',
  post_gone: 'Chi l’aveva pubblicato lo ha ritirato.',
  member_gone: 'Questo soggetto ha lasciato il distretto.',
  form_from_elsewhere:
    'Per la tua sicurezza accettiamo solo moduli compilati qui. Apri {origin} e riprova da lì.',
  form_too_old: 'Questa pagina è rimasta aperta troppo a lungo. Ricaricala e riprova.',
  too_many_attempts: 'Troppi tentativi. Riprova tra {minutes} minuti.',
  database_unreachable:
    'Il database non risponde, o non ci lascia entrare ({reason}). Controlla che sia acceso e che DATABASE_URL sia giusto.',
  port_taken:
    'La porta {port} è già occupata da un altro programma: fermalo, oppure scegline un’altra con port nella sezione [listen] della configurazione.',
  port_forbidden:
    'Il sistema non lascia ascoltare sulla porta {port}: scegline una da 1024 in su con port nella sezione [listen] della configurazione.',
  host_not_here:
    'Questa macchina non ha l’indirizzo {host}: correggi host nella sezione [listen] della configurazione.',
  account_unknown: 'Non c’è nessun account con l’indirizzo e-mail «{email}».',
  choice_unknown: 'Questo valore non esiste. Si può scegliere tra: {choices}.',
  day_invalid: 'Questa data non esiste. Scrivila così: 31/12/2026, oppure 31/12/2026 18:30.',
  gift_with_return: 'Un dono non ha un prezzo né altro in cambio: scegli.',
  return_missing: 'Indica che cosa c’è in cambio: --price, --return, --negotiable oppure --gift.',
  image_without_alt: 'Per ogni immagine ci vuole un --alt che dica che cosa mostra.',
  image_unreadable: 'Il file {path} non c’è o non si può leggere.',
  not_followed: 'Non segui {handle}.',
  host_not_blocked: '{host} non è bloccato.',
  dead_letter_unknown: 'Non c’è nessun messaggio non consegnato con il numero {id}.',
  backup_exists: 'Il file {path} c’è già: scegli un altro nome, così non si perde un backup.',
  backup_not_writable: 'Il file {path} non si può scrivere: controlla la cartella, i permessi e lo spazio.',
  backup_not_found: 'Il file {path} non c’è.',
  backup_unreadable: 'Il file {path} non è un backup di Distretto, o è rovinato.',
  backup_other_version:
    'Questo backup è di un’altra versione di Distretto: ripristinalo con quella, poi aggiorna il programma.',
  restore_not_empty:
    'Il nodo contiene già dei dati: si ripristina solo in un nodo vuoto (un’altra data_dir o un altro database).',
  restore_other_key:
    'In {path} c’è un’altra chiave segreta: spostala via, se il nodo è davvero vuoto, e riprova.',
  demo_ports_taken:
    'Per la dimostrazione servono sei porte libere da {port}: una è occupata. Prova con --port.',
  demo_node_failed: 'Il nodo {name} non è partito. Ecco le ultime righe del suo registro ({path}):\n{log}',
  demo_too_slow:
    'Dopo {seconds} secondi {what} non è ancora arrivato dappertutto: guarda i registri in {path}.',
  ...reconcileErrors,
  ...accountErrors,
  ...pollErrors,
  ...relationErrors,
  ...statusErrors,
  ...clientErrors,
  ...attestationErrors,
  ...eventErrors,
  ...membershipErrors,
  ...writingErrors,
  ...discoveryErrors,
  ...flowErrors,
  ...pactErrors,
  ...gdxpErrors,
  ...orderErrors,
  ...interactionErrors,
  ...emailEnquiryErrors,
  ...alertErrors,
  ...settingsErrors,
  ...moderationErrors,
};
