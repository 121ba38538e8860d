import type { Services } from '../app/services.ts';
import { requireLocalActor } from '../domain/actors/actor-reads.ts';
import { operator } from '../domain/caller.ts';
import { attend } from '../domain/events/attend.ts';
import type { NewEvent } from '../domain/events/event.ts';
import { publishEvent } from '../domain/events/publish-event.ts';
import { wallTime } from '../domain/events/wall-time.ts';
import { postByUri } from '../domain/posts/post-reads.ts';

const DAY_MS = 86_400_000;

/** An event of the demonstration: so many days from now, by the clocks in Italy. */
interface DemoEvent {
  readonly folder: string;
  /** Undefined: the district itself. */
  readonly by: string | undefined;
  readonly days: number;
  readonly from: string;
  readonly to: string;
  readonly facts: Omit<NewEvent, 'start' | 'end'>;
  /** Who says yes, from which district. */
  readonly attendees: readonly (readonly [folder: string, handle: string])[];
}

const EVENTS: readonly DemoEvent[] = [
  {
    folder: 'val-belluna',
    by: undefined,
    days: 9,
    from: '20:30',
    to: '22:30',
    facts: {
      title: 'Assemblea dei soci',
      text: 'Si decide il patto con la cooperativa dei cereali e il calendario delle visite. Chi è lontano si collega. #assemblea',
      venue: 'Biblioteca civica',
      comune: 'Feltre',
      onlineAddress: 'https://stanza.example/assemblea-val-belluna',
    },
    attendees: [
      ['val-belluna', 'gas_feltre'],
      ['val-belluna', 'mieli_del_piave'],
      ['val-belluna', 'berto'],
    ],
  },
  {
    folder: 'valle-del-serchio',
    by: 'orti_del_fiume',
    days: 16,
    from: '09:30',
    to: '13:30',
    facts: {
      title: 'Visita SPG in azienda orticola (cercasi consumatore di altro territorio)',
      text: 'Visita di garanzia partecipata: un produttore, un tecnico e un consumatore, ciascuno di un territorio diverso. Si cammina nei campi, si guarda il quaderno di campagna, si pranza insieme. #spg',
      venue: 'Orti del Fiume',
      street: 'via degli Argini 12',
      comune: 'Barga',
      province: 'LU',
      capacity: 6,
    },
    attendees: [
      ['valle-del-serchio', 'gas_barga'],
      ['val-belluna', 'gas_feltre'],
      ['monti-iblei', 'gas_modica'],
    ],
  },
  {
    folder: 'monti-iblei',
    by: 'concetta',
    days: 23,
    from: '16:00',
    to: '18:30',
    facts: {
      title: 'Laboratorio di autoproduzione sapone',
      text: 'Con olio di frantoio e lisciva di cenere. Portate guanti e un barattolo di vetro. #autoproduzione',
      venue: 'Sartoria sociale',
      comune: 'Ragusa',
      capacity: 2,
    },
    attendees: [
      ['monti-iblei', 'gas_modica'],
      ['monti-iblei', 'sartoria'],
    ],
  },
];

/** An event that others will say yes to. */
export interface SeededEvent {
  readonly uri: string;
  readonly attendees: DemoEvent['attendees'];
}

/** Calls to the events of a district; its own members say yes at once. */
export async function seedEvents({ domain, actors }: Services, folder: string): Promise<SeededEvent[]> {
  const seeded: SeededEvent[] = [];
  for (const { by, days, facts, from, to, attendees } of EVENTS.filter((one) => one.folder === folder)) {
    const organiser = by === undefined ? actors.group : await requireLocalActor(domain.db, by);
    const then = new Date(domain.clock.now().getTime() + days * DAY_MS);
    const day = wallTime(then, 'Europe/Rome').slice(0, 10);
    const times = { start: `${day} ${from}`, end: `${day} ${to}` };
    const { id, uri } = await publishEvent(domain, operator, organiser.id, { ...facts, ...times });
    for (const [district, handle] of attendees) {
      if (district === folder)
        await attend(domain, operator, (await requireLocalActor(domain.db, handle)).id, id);
    }
    seeded.push({ uri, attendees: attendees.filter(([district]) => district !== folder) });
  }
  return seeded;
}

/** Members of this district say yes to events of others, once these are known here: false until then. */
export async function seedAttendances(
  { domain }: Services,
  folder: string,
  events: readonly SeededEvent[],
): Promise<boolean> {
  for (const { uri, attendees } of events) {
    for (const [district, handle] of attendees) {
      if (district !== folder) continue;
      const post = await postByUri(domain.db, uri);
      if (post === undefined) return false;
      await attend(domain, operator, (await requireLocalActor(domain.db, handle)).id, post.id);
    }
  }
  return true;
}
