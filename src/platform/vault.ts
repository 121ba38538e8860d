import { open, seal } from './secrets.ts';

/** Seals texts for keeping with the node's secret key; see {@link seal} for what `context` is. */
export interface Vault {
  seal(text: string, context: string): Buffer;
  /** Throws if it was sealed with another key or context. */
  open(sealed: Buffer, context: string): string;
}

export function createVault(secretKey: Buffer): Vault {
  return {
    seal: (text, context) => seal(secretKey, Buffer.from(text), context),
    open: (sealed, context) => open(secretKey, sealed, context).toString(),
  };
}
