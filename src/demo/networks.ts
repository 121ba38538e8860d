import type { DistrictMaterial } from './material.ts';

/** A network of the demonstration, and who belongs to it (by folder). All names are invented. */
export interface NetworkMaterial
  extends Pick<DistrictMaterial, 'folder' | 'name' | 'summary' | 'members' | 'accounts'> {
  readonly belonging: readonly string[];
}

/** The national one first; one district belongs to both regional ones, and is counted once. */
export const NETWORKS: readonly NetworkMaterial[] = [
  {
    folder: 'rete-nazionale',
    name: 'RES Crinali e Costiere (dimostrazione)',
    summary:
      'La rete nazionale: ne fanno parte due reti regionali, e si vede ciò che circola in tutti i loro distretti.',
    members: [],
    accounts: [{ handle: 'franca', name: 'Franca Malaspina' }],
    belonging: ['rete-crinali', 'rete-costiere'],
  },
  {
    folder: 'rete-crinali',
    name: 'RES dei Crinali (dimostrazione)',
    summary: 'La rete dei distretti di montagna.',
    members: [],
    accounts: [{ handle: 'ottavia', name: 'Ottavia Bertolini' }],
    belonging: ['valle-del-serchio', 'val-belluna'],
  },
  {
    folder: 'rete-costiere',
    name: 'RES delle Costiere (dimostrazione)',
    summary: 'La rete dei distretti che guardano al mare.',
    members: [],
    accounts: [{ handle: 'nunzio', name: 'Nunzio Campailla' }],
    belonging: ['valle-del-serchio', 'monti-iblei'],
  },
];
