/** The licences of data that a district chooses among, by their SPDX names. */
export const LICENCE_NAMES = ['CC0-1.0', 'CC-BY-4.0', 'CC-BY-SA-4.0', 'ODbL-1.0'] as const;
export type LicenceName = (typeof LICENCE_NAMES)[number];

export interface Licence {
  readonly title: string;
  readonly url: string;
}

export const LICENCES: Readonly<Record<LicenceName, Licence>> = {
  'CC0-1.0': { title: 'CC0 1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/' },
  'CC-BY-4.0': { title: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
  'CC-BY-SA-4.0': { title: 'CC BY-SA 4.0', url: 'https://creativecommons.org/licenses/by-sa/4.0/' },
  'ODbL-1.0': { title: 'ODbL 1.0', url: 'https://opendatacommons.org/licenses/odbl/1-0/' },
};

/** What the district chose; until it does, none. */
export function licenceOf({ licence }: { readonly licence: LicenceName | null }): Licence | undefined {
  return licence === null ? undefined : LICENCES[licence];
}
