/** A worker process to be killed: node queue-child.ts <database url> <start of the scaled clock>. */
import { openDatabase } from '../../src/platform/database/database.ts';
import { ledgerWorker } from './queue-ledger.ts';
import { scaledClock } from './scaled-clock.ts';

const [url = '', start] = process.argv.slice(2);
ledgerWorker(openDatabase(url, 6), scaledClock(Number(start))).start();
process.stdout.write('started\n');
