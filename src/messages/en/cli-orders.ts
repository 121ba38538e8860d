import type { orderCommands as commands, orderOptions as options } from '../it/cli-orders.ts';

export const orderCommands: typeof commands = {
  order: 'collective orders',
  'order open': 'opens an order on one or more offers, named by their numbers',
  'order change': 'changes an open order; an empty value ("") removes the field',
  'order cancel': 'calls an open order off: the pledges lapse; --reason says why',
  'order list': 'lists the open orders, the one that closes first on top',
  'order show': 'shows an order',
  'order deliveries': 'lists the pledges on an order of one’s own: who, what, where it is collected',
  'order pledge': 'pledges on an order, of this node or another, in the name of --as',
  'order change-pledge': 'changes a pledge',
  'order withdraw-pledge': 'takes a pledge back',
  'order pledges': 'lists the pledges of --as, those changed last first',
};

export const orderOptions: typeof options = {
  opens: ['when', 'from when people can pledge; else at once'],
  closes: ['when', 'when it closes: "28/11/2026 20:00", or the day (included)'],
  delivers: ['when', 'when it is delivered'],
  maximum: ['number', 'at most how much, in all'],
  label: ['word', 'what is counted, for example boxes'],
  pickup: ['place', 'where it is collected'],
  line: ['number', 'which line of the order, from 1 (1)'],
  ended: ['', 'those that have closed, the last one first'],
};
