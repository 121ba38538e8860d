/** What solidarity economy holds to: cooperation and reciprocity, the territory, social and ecological sustainability. */
export const PRINCIPLES = ['cooperation', 'reciprocity', 'territory', 'social', 'ecological'] as const;
export type Principle = (typeof PRINCIPLES)[number];

/** From "not yet" to "it is how we work". */
export const SCORES = [0, 1, 2, 3, 4] as const;
export type Score = (typeof SCORES)[number];
