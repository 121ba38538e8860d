import type { map as italian } from '../it/map.ts';

export const map: typeof italian = {
  title: 'Map',
  lead: 'Where the districts are, who belongs to them, and what is offered and sought. Everything stands at the point of its comune: the map goes no closer than that.',
  link: 'See it on the map',
  italy: 'Italy',
  where: 'Where you are on the map',
  zoom: 'Choose a region on the map or in the table to see it from closer by.',
  legend: 'Legend',
  districts: 'Districts',
  members: 'Members',
  offers: 'Offers',
  requests: 'Requests',
  proposals: 'Offers and requests',
  show: 'What to show',
  everything: 'Everything',
  table: 'The same figures in a table',
  region: 'Region',
  province: 'Province',
  comune: 'Comune',
  total: 'In all',
  nothing: 'There is nothing on the map here yet. Try fewer filters, or go back to all of Italy.',
  unplaced: (count) =>
    count === '1'
      ? 'One more does not say in which comune it is, so it is not on the map.'
      : `${count} more do not say in which comune they are, so they are not on the map.`,
  newest: (count) => `The newest ${count} offers and requests are counted.`,
  largest: (count) => `The map draws the ${count} comuni that have the most; the table counts all of them.`,
  districtsHere: 'The districts',
  credit: 'Outlines: MapSVG, CC BY 4.0',
};
