import { type SpawnOptions, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { UserError } from '../errors.ts';

/** As whom PostgreSQL runs: a command to put in front of its own, or a user and group for its process. */
export interface Account {
  readonly prefix: readonly string[];
  readonly ids: { readonly uid: number; readonly gid: number } | undefined;
}

/** The process sees itself as nobody, while its files stay root's and every folder open to root stays open to it. */
const USER_NAMESPACE = ['unshare', '--user', '--map-user=65534', '--map-group=65534'];

/**
 * An ordinary user runs PostgreSQL as itself. PostgreSQL refuses to run as root, so then it runs as the owner of
 * its folder, and if that is root too: in a user namespace, or where there are none, as the system's nobody.
 */
export function chooseAccount(dataDir: string, cluster: string): Account {
  if (process.getuid?.() !== 0) return { prefix: [], ids: undefined };
  const { uid, gid } = statSync(existsSync(cluster) ? cluster : dataDir);
  if (uid !== 0) return { prefix: [], ids: { uid, gid } };
  const [command = '', ...args] = USER_NAMESPACE;
  if (spawnSync(command, [...args, 'true'], accountSpawn).status === 0)
    return { prefix: USER_NAMESPACE, ids: undefined };
  return { prefix: [], ids: { uid: idOfNobody('-u'), gid: idOfNobody('-g') } };
}

/** PostgreSQL gets none of the node's environment, which holds its secrets. */
export const accountSpawn: SpawnOptions = { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' }, cwd: '/' };

/**
 * Hands what PostgreSQL needs to its account.
 * Throws `postgres_account_shut_out` with the folder's `path` and the account's `uid` if it cannot get there.
 */
export function grant({ ids }: Account, dataDir: string, paths: readonly string[], binary: string): void {
  if (ids === undefined) return;
  spawnSync('chown', ['-R', `${ids.uid}:${ids.gid}`, ...paths], accountSpawn);
  const check = 'test -x "$0" && for path do test -r "$path" || exit 1; done';
  if (spawnSync('/bin/sh', ['-c', check, binary, ...paths], { ...accountSpawn, ...ids }).status !== 0)
    throw new UserError('unavailable', 'postgres_account_shut_out', { path: dataDir, uid: ids.uid });
}

function idOfNobody(flag: '-u' | '-g'): number {
  return Number(spawnSync('id', [flag, 'nobody'], { ...accountSpawn, encoding: 'utf8' }).stdout);
}
