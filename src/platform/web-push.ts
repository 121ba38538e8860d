import { createECDH, hkdfSync } from 'node:crypto';
import webPush from 'web-push';

/** Where a browser or an application hears of news (RFC 8030), and the keys that these are sealed with (RFC 8291). */
export interface PushTarget {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  /** RFC 8291; else the draft before it, which older clients read. */
  readonly standard: boolean;
}

export interface PushRequest {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

export interface WebPush {
  /** What clients subscribe with (RFC 8292), base64url. */
  readonly publicKey: string;
  seal(target: PushTarget, text: string): PushRequest;
}

const KEPT_SECONDS = 2 * 86_400;

/** The key by which push services know the node follows from its secret key: no other secret is kept. */
export function createWebPush(secretKey: Buffer, origin: string): WebPush {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(Buffer.from(hkdfSync('sha256', secretKey, '', 'web push', 32)));
  const { hostname, protocol } = new URL(origin);
  const vapidDetails = {
    subject: protocol === 'https:' ? origin : `mailto:postmaster@${hostname}`,
    publicKey: ecdh.getPublicKey('base64url'),
    privateKey: ecdh.getPrivateKey('base64url'),
  };
  return {
    publicKey: vapidDetails.publicKey,
    seal: ({ endpoint, p256dh, auth, standard }, text) => {
      const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, text, {
        vapidDetails,
        TTL: KEPT_SECONDS,
        contentEncoding: standard ? 'aes128gcm' : 'aesgcm',
      });
      const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
      const { 'content-length': _, ...rest } = Object.fromEntries(lower) as Record<string, string>;
      return { url: endpoint, headers: rest, body: new Uint8Array(body) };
    },
  };
}
