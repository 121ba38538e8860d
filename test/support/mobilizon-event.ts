/** An event as Mobilizon writes it (docs.mobilizon.org, 5. Interoperability), with invented people. */
export function mobilizonEvent(origin: string, author: string) {
  return {
    '@context': [
      'https://www.w3.org/ns/activitystreams',
      {
        sc: 'http://schema.org#',
        mz: 'https://joinmobilizon.org/ns#',
        ical: 'http://www.w3.org/2002/12/cal/ical#',
        location: { '@id': 'sc:location', '@type': 'sc:Place' },
        address: { '@id': 'sc:address', '@type': 'sc:PostalAddress' },
        addressLocality: 'sc:addressLocality',
        streetAddress: 'sc:streetAddress',
        PostalAddress: 'sc:PostalAddress',
        joinMode: { '@id': 'mz:joinMode', '@type': 'mz:joinModeType' },
        timezone: { '@id': 'mz:timezone', '@type': 'sc:Text' },
        participantCount: { '@id': 'mz:participantCount', '@type': 'sc:Integer' },
        maximumAttendeeCapacity: 'sc:maximumAttendeeCapacity',
        '@language': 'und',
      },
    ],
    id: `${origin}/events/1`,
    type: 'Event',
    actor: author,
    attributedTo: author,
    to: ['https://www.w3.org/ns/activitystreams#Public'],
    cc: [`${author}/followers`],
    name: 'Laboratorio di autoproduzione sapone',
    content: '<p>Portate un barattolo</p>',
    startTime: '2036-05-01T16:00:00Z',
    endTime: '2036-05-01T18:00:00Z',
    timezone: 'Europe/Paris',
    joinMode: 'restricted',
    participantCount: 4,
    maximumAttendeeCapacity: 10,
    'ical:status': 'CONFIRMED',
    published: '2026-01-01T08:00:00Z',
    location: {
      type: 'Place',
      name: 'Circolo',
      address: { type: 'PostalAddress', streetAddress: '10 Rue Jangot', addressLocality: 'Lyon' },
    },
  };
}
