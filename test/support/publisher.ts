/**
 * A whole node in a process of its own that publishes offers by the use cases, changes some and withdraws some:
 * node publisher.ts <offers to be there in the end> <seed>. It says `started`, and `done` when they are there.
 */
import pino from 'pino';
import { startBackground } from '../../src/app/background.ts';
import { createServer } from '../../src/app/server.ts';
import { openServices } from '../../src/app/services.ts';
import { actorByHandle } from '../../src/domain/actors/actor-reads.ts';
import { operator } from '../../src/domain/caller.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { posts } from '../../src/domain/posts/post.table.ts';
import { closeProposal, withdrawProposal } from '../../src/domain/proposals/end-proposal.ts';
import { changeProposal, publishProposal } from '../../src/domain/proposals/publish-proposal.ts';
import { loadConfig } from '../../src/platform/config/config.ts';
import { seededRandom } from './random.ts';

const [offers, seed] = process.argv.slice(2).map(Number);
const random = seededRandom('publisher', seed);
const config = loadConfig();
const services = await openServices(config, pino({ level: config.log.level }));
const server = await createServer(services);
await server.listen({ host: config.listen.host, port: config.listen.port });
startBackground(services);
process.stdout.write('started\n');

const { domain } = services;
const baker =
  (await actorByHandle(domain.db, 'forno')) ??
  (await addMember(domain, operator, { handle: 'forno', name: 'Forno sociale', kind: 'enterprise' }));
for (let number = await domain.db.$count(posts); number < (offers ?? 0); number++) {
  const { id } = await publishProposal(domain, operator, baker.id, {
    purpose: 'offer',
    title: `Pane ${number}`,
    text: 'Appena sfornato.',
    quantity: '1',
    unit: 'kg',
    available: String(number + 1),
    reciprocals: [],
  });
  const next = random();
  if (next < 0.3)
    await changeProposal(domain, operator, id, { title: `Pane ${number} integrale`, available: '7' });
  if (next < 0.1) await changeProposal(domain, operator, id, { quantity: '0.5' });
  if (next > 0.6) await withdrawProposal(domain, operator, id);
  else if (next > 0.5) await closeProposal(domain, operator, id);
  process.stdout.write(`${number}\n`);
}
process.stdout.write('done\n');
