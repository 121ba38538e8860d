/** What `doctor` finds, and what to do about it: `{name}` filled from what was found. */
export const doctor = {
  checks: {
    config: 'Configurazione',
    database: 'Database',
    disk: 'Spazio',
    backup: 'Backup',
    queue: 'Coda',
    mail: 'Posta',
    dns: 'DNS',
    tls: 'Certificato',
    webfinger: 'Si trova da fuori',
    signature: 'Ascolta da fuori',
    peer: 'Parla con altri',
    clock: 'Orologio',
  },
  found: {
    config_read: 'letta da {source}',
    config_defaults: 'non c’è un file: valgono i valori predefiniti',
    config_local: 'l’indirizzo {origin} è di questa macchina: va bene solo per provare',
    config_wrong: '{reason}',
    database_there: 'risponde, versione {version}',
    database_clock: 'il suo orologio e il nostro differiscono di {seconds} secondi',
    database_unreachable: 'non si apre: {reason}',
    disk_enough: '{free} MiB liberi',
    disk_low: 'solo {free} MiB liberi in {folder}',
    disk_full: 'restano {free} MiB in {folder}: il nodo può fermarsi da un momento all’altro',
    disk_unreadable: 'la cartella {folder} non si legge: {reason}',
    backup_recent: 'l’ultimo è di {days} giorni fa',
    backup_old: 'l’ultimo è di {days} giorni fa',
    backup_never: 'non ne è mai stato fatto uno',
    queue_flows: 'scorre; {pending} da fare adesso',
    queue_stuck: '{pending} cose aspettano, la più vecchia da {minutes} minuti',
    queue_dead: '{dead} messaggi non consegnati',
    queue_failing: '{lane}: {failures} tentativi falliti di seguito ({reason})',
    mail_kept: 'non è configurata: le lettere restano qui, in Coordinamento',
    mail_connects: '{host}:{port} ci lascia entrare',
    mail_sent: 'una lettera di prova è partita per {email}',
    mail_broken: '{host}:{port} non va: {reason}',
    dns_local: '{name} è questa macchina',
    dns_found: '{name} porta a {addresses}',
    dns_private: '{name} porta a {addresses}, che da fuori non si raggiunge',
    dns_unknown: '{name} non si trova ({reason})',
    tls_valid: 'vale ancora {days} giorni',
    tls_expiring: 'scade tra {days} giorni',
    tls_expired: 'quello di {name} è scaduto',
    tls_invalid: 'quello di {name} non va: {reason}',
    tls_none: '{origin} è senza HTTPS',
    webfinger_answers: '{address} risponde al suo indirizzo pubblico',
    webfinger_silent: 'a {origin} nessuno sa dire chi è {address}',
    webfinger_other: 'a {origin} risponde qualcun altro per {address}',
    signature_arrives: 'quello che ci mandano firmato arriva intatto',
    signature_broken: 'quello che ci mandano firmato non arriva come è partito ({reason})',
    signature_silent: 'a {origin} non risponde nessuno ({reason})',
    peer_none: 'il distretto non segue ancora nessuno: niente da provare',
    peer_answers: '{name} accetta una nostra richiesta firmata',
    peer_refuses: '{name} risponde {status} a una nostra richiesta firmata',
    peer_silent: '{name} non risponde ({reason})',
    clock_right: 'è d’accordo con quello di {name}',
    clock_wrong: 'differisce di {seconds} secondi da quello di {name}',
    clock_alone: 'nessuno che seguiamo con cui confrontarlo',
  },
  advice: {
    config_defaults: 'Copia config/district.example.toml in config/node.toml e scrivi origin, handle e name.',
    config_local: 'Prima di mettere il nodo in rete scrivi in origin il dominio vero: poi non si cambia più.',
    config_wrong: 'Correggi il file e riprova.',
    database_clock:
      'Accendi la sincronizzazione dell’ora (timedatectl set-ntp true) su tutte e due le macchine.',
    database_unreachable:
      'Controlla DATABASE_URL e che PostgreSQL sia acceso; senza DATABASE_URL, guarda data_dir.',
    disk_low: 'Libera spazio o allarga il disco prima che finisca.',
    disk_full: 'Libera spazio subito: niente di ciò che è già salvato va perso.',
    disk_unreadable: 'Controlla data_dir e i permessi.',
    backup_old: 'Fallo ogni notte con «distretto backup», e portane una copia altrove.',
    backup_never: 'Fallo adesso con «distretto backup», e portane una copia altrove.',
    queue_stuck:
      'Il lavoro in sottofondo è fermo: avvia il nodo senza --web-only, o un worker; guarda il registro.',
    queue_dead: 'Guardali con «distretto queue dead» e rimettili in coda con «queue retry».',
    queue_failing:
      'Si riprova da soli per trenta giorni. Se è un errore nostro, correggilo; se no avvisa chi cura quel nodo.',
    mail_kept: 'Aggiungi la sezione [mail] al file di configurazione e DISTRETTO_SMTP_PASSWORD all’ambiente.',
    mail_broken: 'Controlla host, port, secure e user in [mail], e DISTRETTO_SMTP_PASSWORD.',
    dns_private: 'Nel DNS metti l’indirizzo pubblico del server.',
    dns_unknown: 'Crea nel DNS un record A (e AAAA) per questo nome; può volerci qualche ora.',
    tls_expiring:
      'Caddy lo rinnova da sé: se non l’ha fatto, guarda il suo registro e che la porta 80 sia aperta.',
    tls_expired: 'Rinnovalo: finché è così gli altri nodi non ci parlano.',
    tls_invalid: 'Controlla il proxy: certificato per questo nome, catena intera, porta 443 aperta.',
    tls_none: 'Va bene per provare; in rete serve HTTPS.',
    webfinger_silent: 'Controlla che il nodo sia acceso e che il proxy gli passi /.well-known/webfinger.',
    webfinger_other:
      'Il proxy manda queste richieste a un altro servizio: deve passarle al nodo, con l’Host di partenza.',
    signature_broken:
      'Il proxy cambia percorso, intestazioni o corpo, o l’orologio è sbagliato: deve passare tutto com’è.',
    signature_silent: 'Avvia il nodo; controlla il proxy, il firewall e la porta 443.',
    peer_refuses: 'Se è 401 o 403 quel nodo non ci riconosce o ci blocca: scrivi a chi lo cura.',
    peer_silent:
      'Se gli altri rispondono il guasto è suo; se no controlla che il server possa uscire in rete.',
    clock_wrong:
      'Accendi la sincronizzazione dell’ora (timedatectl set-ntp true): altrimenti le firme non valgono.',
  },
  sum: (faults: number): string =>
    faults === 0
      ? 'Nessun guasto.'
      : faults === 1
        ? 'Un guasto da riparare.'
        : `${faults} guasti da riparare.`,
};

export const doctorCommands = {
  doctor:
    'controlla configurazione, database, disco, posta, DNS, certificato e federazione, e dice che cosa fare',
};

export const doctorOptions = {
  'send-to': ['indirizzo', 'spedisce anche una lettera di prova a questo indirizzo'],
} satisfies Record<string, [string, string]>;
