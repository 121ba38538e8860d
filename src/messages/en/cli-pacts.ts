import type { pactCommands as commands, pactOptions as options } from '../it/cli-pacts.ts';

export const pactCommands: typeof commands = {
  pact: 'the solidarity pacts of buying groups and suppliers',
  'pact draft': 'writes a pact in the name of --as, signs it, and asks the other parties to sign',
  'pact revise': 'writes a new version, which takes all signatures again',
  'pact sign': 'signs the text with this fingerprint (pact show tells it)',
  'pact refuse': 'does not sign; --reason says why',
  'pact leave': 'leaves a pact, or withdraws it; --reason says why',
  'pact list': 'lists the pacts of --as; without it, the public ones in force',
  'pact show': 'shows a pact with signatures and history',
};

export const pactOptions: typeof options = {
  supplier: ['handle', 'the supplier: @pastificio or @pastificio@elsewhere.example'],
  party: ['handle', 'a buying group that takes part'],
  offer: ['number', 'an offer of the supplier that goes into the price list'],
  terms: ['text', 'the terms'],
  since: ['day', 'from when it holds, such as 1/1/2027'],
  contacts: ['text', 'who keeps in touch'],
  'lead-days': ['number', 'how many days of notice for an order'],
  public: ['', 'everyone may read it, once it is in force'],
};
