declare module 'http_ece' {
  import type { ECDH } from 'node:crypto';

  /** RFC 8188, as far as it is used here. */
  export function decrypt(
    body: Buffer,
    options: { readonly version: 'aes128gcm'; readonly privateKey: ECDH; readonly authSecret: string },
  ): Buffer;
}
