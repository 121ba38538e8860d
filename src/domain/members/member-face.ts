import { UserError } from '../../platform/errors.ts';
import { textToHtml } from '../../platform/html/text.ts';
import { type Comune, comuneByIstat, findComune } from '../places/places.ts';
import { KINDS } from '../taxonomy/kinds.ts';
import { actorTypeOf, type MemberFacts } from './member.ts';

/**
 * The comune that a person named.
 * @throws {UserError} `invalid` when there is none, or more than one, of that name.
 */
export function requireComune(name: string, province: string | undefined): Comune {
  const comune = comuneByIstat(name) ?? findComune({ name, province });
  if (comune === undefined) throw new UserError('invalid', 'comune_unknown', { comune: name }, 'comune');
  return comune;
}

/** What everyone may see of a member: only what it agreed to show. */
export function publicFace(facts: MemberFacts) {
  const shows = new Set(facts.shows);
  const place =
    shows.has('place') && facts.comune !== undefined
      ? requireComune(facts.comune, facts.province)
      : undefined;
  return {
    type: actorTypeOf(facts.kind),
    name: facts.name,
    summary: textToHtml(facts.summary),
    kind: shows.has('kind') ? KINDS[facts.kind].iri : null,
    sectors: shows.has('sectors') ? facts.sectors : [],
    comune: place?.name ?? null,
    province: place?.province ?? null,
    region: place?.region ?? null,
    postalCode: place?.postalCode ?? null,
    country: place === undefined ? null : 'IT',
    latitude: place?.latitude ?? null,
    longitude: place?.longitude ?? null,
    site: shows.has('site') ? (facts.site ?? null) : null,
    vatNumber: shows.has('vat') ? (facts.vatNumber ?? null) : null,
    discoverable: facts.listed,
    indexable: facts.listed,
  };
}
