import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * `session`: who is signed in. `visitor`: what a form of somebody not signed in is bound to. `lang`: the language chosen.
 * `home`: who a visitor is elsewhere, as they typed it.
 */
export type CookieName = 'session' | 'visitor' | 'lang' | 'home';

export interface Cookies {
  read(request: FastifyRequest, name: CookieName): string | undefined;
  /** Without `days` the browser forgets it when it closes. */
  write(reply: FastifyReply, name: CookieName, value: string, days?: number): void;
  clear(reply: FastifyReply, name: CookieName): void;
}

/**
 * On https no other host or path can set or read our cookies (`__Host-`). Plain http is for loopback only, where
 * several nodes may share a host: there the port tells their cookies apart.
 */
export function createCookies(origin: string): Cookies {
  const { protocol, port } = new URL(origin);
  const secure = protocol === 'https:';
  const full = (name: CookieName) => (secure ? `__Host-${name}` : `${name}-${port || '80'}`);
  const options = { path: '/', httpOnly: true, secure, sameSite: 'lax' } as const;
  return {
    read: (request, name) => request.cookies[full(name)],
    write: (reply, name, value, days) => {
      reply.setCookie(full(name), value, {
        ...options,
        ...(days === undefined ? {} : { maxAge: days * 86_400 }),
      });
    },
    clear: (reply, name) => {
      reply.clearCookie(full(name), options);
    },
  };
}
