import type { FastifyReply, FastifyRequest } from 'fastify';

/** `session`: who is signed in. `visitor`: what a form of somebody not signed in is bound to. `lang`: the language chosen. */
export type CookieName = 'session' | 'visitor' | 'lang';

export interface Cookies {
  read(request: FastifyRequest, name: CookieName): string | undefined;
  /** Without `days` the browser forgets it when it closes. */
  write(reply: FastifyReply, name: CookieName, value: string, days?: number): void;
  clear(reply: FastifyReply, name: CookieName): void;
}

/** On https no other host or path can set or read our cookies (`__Host-`); plain http is for loopback only. */
export function createCookies(secure: boolean): Cookies {
  const full = (name: CookieName) => (secure ? `__Host-${name}` : name);
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
