import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from "node:crypto";

/**
 * Envelope encryption of merchants' secrets: each value has its own data key, wrapped by the newest master key; the key's id
 * stands in the sealed text, so keys rotate by adding one in front. Text form: `v1.<key id>.<wrapped>.<sealed>`, base64url.
 */
export type Keyring = {
  /** Binds the text to `purpose` (table and column): a sealed value pasted elsewhere does not open. */
  readonly seal: (plain: string, purpose: string) => string;
  readonly open: (sealed: string, purpose: string) => string;
  /** The same secret under the newest master key; undefined when it is already. Throws like `open`. */
  readonly reseal: (sealed: string, purpose: string) => string | undefined;
  /** What every text sealed now begins with. */
  readonly newestPrefix: string;
  /** A key for another use (JWT signing), derived from the newest master key. */
  readonly derive: (purpose: string) => Uint8Array;
  /** The same of every master key, newest first: what an older one signed is still ours. */
  readonly deriveAll: (purpose: string) => readonly Uint8Array[];
};

const ALGORITHM = "aes-256-gcm";
// Named on opening too: Node would otherwise accept a tag that was cut short.
const TAG = { authTagLength: 16 };

const KEY_BYTES = 32;
const IV_BYTES = 12;

// Keys are KeyObjects: Node takes twice as long with bytes.
function encrypt(key: KeyObject, iv: Uint8Array, plain: Uint8Array, aad: string): Buffer {
  const cipher = createCipheriv(ALGORITHM, key, iv, TAG).setAAD(Buffer.from(aad));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: KeyObject, sealed: Buffer, aad: string): Buffer {
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, IV_BYTES), TAG).setAAD(Buffer.from(aad));
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -16)), decipher.final()]);
}

/** Master keys as SECRET_KEY lists them: separated by commas, newest first. */
export const splitKeys = (text: string): string[] => text.split(",").map((key) => key.trim());

/** `secretKeys`: master keys, newest first, each at least 32 characters of entropy. */
export function createKeyring(secretKeys: readonly string[]): Keyring {
  const keys = secretKeys.map((secret) => {
    if (secret.length < 32) throw new Error("SECRET_KEY must have at least 32 characters");
    const id = createHash("sha256").update(`id:${secret}`).digest("hex").slice(0, 8);
    return { id, secret, wrap: createSecretKey(new Uint8Array(hkdfSync("sha256", secret, "", "wrap", KEY_BYTES))) };
  });
  const newest = keys[0];
  if (!newest) throw new Error("SECRET_KEY is missing");
  const seal: Keyring["seal"] = (plain, purpose) => {
    const drawn = randomBytes(KEY_BYTES + 2 * IV_BYTES);
    const dataKey = drawn.subarray(0, KEY_BYTES);
    const wrapped = encrypt(newest.wrap, drawn.subarray(KEY_BYTES, -IV_BYTES), dataKey, purpose);
    const sealed = encrypt(createSecretKey(dataKey), drawn.subarray(-IV_BYTES), Buffer.from(plain), purpose);
    return `v1.${newest.id}.${wrapped.toString("base64url")}.${sealed.toString("base64url")}`;
  };
  const open: Keyring["open"] = (sealed, purpose) => {
    const [version, keyId, wrapped, body] = sealed.split(".");
    const key = keys.find((candidate) => candidate.id === keyId);
    if (version !== "v1" || !key || !wrapped || !body)
      throw new Error(`cannot open a sealed ${purpose}: unknown key or form`);
    const dataKey = decrypt(key.wrap, Buffer.from(wrapped, "base64url"), purpose);
    return decrypt(createSecretKey(dataKey), Buffer.from(body, "base64url"), purpose).toString("utf8");
  };
  const derived = (secret: string, purpose: string) =>
    new Uint8Array(hkdfSync("sha256", secret, "", `derive:${purpose}`, 32));
  const newestPrefix = `v1.${newest.id}.`;
  return {
    seal,
    open,
    reseal: (sealed, purpose) => (sealed.startsWith(newestPrefix) ? undefined : seal(open(sealed, purpose), purpose)),
    newestPrefix,
    derive: (purpose) => derived(newest.secret, purpose),
    deriveAll: (purpose) => keys.map(({ secret }) => derived(secret, purpose)),
  };
}

/** 256 bits of randomness as text for links, cookies and refresh tokens. */
export const randomToken = (): string => randomBytes(32).toString("base64url");

/** What is stored instead of a token: its SHA-256. Tokens have full entropy, so no salt or stretching is needed. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");

export function sameText(a: string, b: string): boolean {
  const left = createHash("sha256").update(a).digest();
  return timingSafeEqual(left, createHash("sha256").update(b).digest());
}
