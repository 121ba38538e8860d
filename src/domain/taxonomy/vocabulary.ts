/** The project's own vocabulary: names, inlined wherever they are used, that nobody needs to fetch. */
export const DES = 'https://w3id.org/des/ns#';
