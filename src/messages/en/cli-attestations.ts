import { VISITOR_ROLES } from '../../domain/attestations/attestation.ts';
import type {
  attestationCommands as commands,
  attestationOptions as options,
} from '../it/cli-attestations.ts';

export const attestationCommands: typeof commands = {
  attestation: 'the attestations of participatory guarantee (PGS)',
  'attestation issue': 'attests, under the district’s signature, a visit to @orto or @orto@elsewhere.example',
  'attestation revoke': 'revokes an attestation; --reason says why',
  'attestation list': 'lists the attestations, newest first',
  'attestation show': 'shows an attestation',
};

export const attestationOptions: typeof options = {
  scope: [
    'scope',
    'of an attestation: what was looked at; of an offer or request: who it is for (district, region, network, fediverse)',
  ],
  visited: ['day', 'the day of the visit, such as 3/10/2026'],
  visitor: ['who', `who visited: "Name, role, territory"; role: ${VISITOR_ROLES.join(', ')}`],
  about: ['handle', 'only those of this member'],
};
