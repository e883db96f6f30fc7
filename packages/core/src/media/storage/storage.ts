/** Where the bytes of files lie: a folder, or a bucket that speaks S3. Keys are ours: `merchant/file/variant.ending`. */
export type MediaStorage = {
  /** Whole or not at all; what was under the key is replaced. */
  readonly put: (key: string, content: Buffer | LocalFile, contentType: string) => Promise<void>;
  /** Undefined when there is nothing. `bytes` is what `content` brings: of a range its length. */
  readonly read: (
    key: string,
    range?: ByteRange,
  ) => Promise<{ readonly bytes: number; readonly content: NodeJS.ReadableStream } | undefined>;
  /** What is not there is as good as removed. */
  readonly remove: (keys: readonly string[]) => Promise<void>;
  /** Everything under a merchant. */
  readonly removeMerchant: (merchantId: string) => Promise<void>;
  /** The merchants that something is stored for. */
  readonly merchants: () => Promise<string[]>;
};

/** A file on this computer, read as it is stored: never held whole. */
export type LocalFile = { readonly path: string; readonly bytes: number };
/** Both ends included, and within the file. */
export type ByteRange = { readonly start: number; readonly end: number };

const KEY = /^[0-9a-f-]{36}\/[0-9a-f-]{36}\/[a-z]+\.[a-z0-9]+$/;
const MERCHANT = /^[0-9a-f-]{36}$/;

/** Nothing but our own keys reaches a file system. @throws for anything else */
export function checkedKey(key: string): string {
  if (!KEY.test(key)) throw new Error("not a key of the store of files");
  return key;
}

export function checkedMerchant(id: string): string {
  if (!MERCHANT.test(id)) throw new Error("not the id of a merchant");
  return id;
}

export const isMerchantFolder = (name: string): boolean => MERCHANT.test(name);
