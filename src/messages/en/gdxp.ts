import type {
  gdxp as italian,
  gdxpCommands as italianCommands,
  gdxpErrors as italianErrors,
  gdxpOptions as italianOptions,
} from '../it/gdxp.ts';

export const gdxp: typeof italian = {
  soldBy: (unit) => `Sold by: ${unit}.`,
  packedBy: (pieces) => `In packs of ${pieces}.`,
  download: 'Price list for the programs of buying groups (GDXP)',
};

export const gdxpErrors: typeof italianErrors = {
  gdxp_invalid: 'This file is no GDXP price list that we can read: it must be JSON, version 1.',
  gdxp_old:
    'This is a price list in XML, version 0 of GDXP: choose the export in version 1 (JSON) in your program.',
  gdxp_not_active: 'the list marks it as not to be ordered.',
  gdxp_other_supplier:
    'The list is of “{name}”: its VAT number is not that of whoever imports it, or there are several suppliers.',
  gdxp_too_big:
    'The list is too big for this page (more than {max} kB): split it, or ask whoever runs the node to import it by the command.',
  gdxp_file_unreadable: '{path} cannot be read.',
};

export const gdxpCommands: typeof italianCommands = {
  gdxp: 'price lists in the format of buying groups’ programs (GDXP, version 1)',
  'gdxp import':
    'makes a price list the offers of whoever --as says; without --publish it only says, line by line, what would happen',
  'gdxp export': 'writes the open offers of a member as a price list',
};

export const gdxpOptions: typeof italianOptions = {
  publish: ['', 'really publish'],
};
