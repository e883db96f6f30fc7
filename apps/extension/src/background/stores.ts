import type { Locale } from "@nexusone/contracts/locale";
import type { BatchSettings, Place, Selected } from "../views.ts";

/** The part of a chrome.storage area that is used; tests bring their own. */
export type Area = {
  get(keys: string | string[] | null): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string | string[]): Promise<void>;
};
export type Stores = { readonly local: Area; readonly session: Area };

/** In storage.local: survives the browser. Written before the access token, so that a worker's death loses neither. */
export type Pairing = {
  serverUrl: string;
  sessionId: string;
  merchantId: string;
  merchantName: string;
  merchantSlug: string;
  locale: Locale | null;
  refreshToken: string;
  sessionExpiresAt: string;
};
/** Why the last pairing ended. */
export type Ended = { code: string; details: Record<string, string | number>; serverUrl: string; merchantSlug: string };
/** A commit that was sent and whose answer is not known yet. */
export type Intent = { sessionId: string; at: number; input: unknown };
/** In storage.session: gone with the browser. `until` is by this machine's clock. */
export type Access = { token: string; until: number; sessionId: string };
export type StoredOffer = {
  serverUrl: string;
  code: string;
  merchantName: string;
  userName: string;
  scopes: string[];
  expiresAt: string;
};
/** What is chosen on listings, of the shop it was chosen for. */
export type Selection = { merchantId: string; items: Selected[] };
export type CardMemory = { place: Place | null; collapsed: boolean };

/** `language` null follows the paired account; `defaults` go with every product this browser imports. */
export type Options = { language: Locale | null; defaults: BatchSettings };

/** `checked`: when which kind of page was checked, and what was reported of it, in milliseconds. */
type Local = {
  pairing: Pairing;
  ended: Ended;
  card: CardMemory;
  options: Options;
  selection: Selection;
  checked: Record<string, number>;
};
type Session = {
  access: Access;
  offer: StoredOffer;
  told: boolean;
  hinted: boolean;
  /** A place of queue/failpoint-names.ts, named by a test. */
  failpoint: string;
  /** The place where the worker now stands still. */
  stoppedAt: string;
};

/** One value of storage.local. Only the background writes there, so the type is what it wrote. */
export async function local<K extends keyof Local>(stores: Stores, key: K): Promise<Local[K] | undefined> {
  return (await stores.local.get(key))[key] as Local[K] | undefined;
}

/** One value of storage.session, under the same guarantee. */
export async function session<K extends keyof Session>(stores: Stores, key: K): Promise<Session[K] | undefined> {
  return (await stores.session.get(key))[key] as Session[K] | undefined;
}

export const setLocal = (stores: Stores, values: Partial<Local>): Promise<void> => stores.local.set(values);
export const setSession = (stores: Stores, values: Partial<Session>): Promise<void> => stores.session.set(values);

/** Chrome's areas, closed to content scripts: they are loaded into pages we do not control. */
export function chromeStores(): Stores {
  const { local: localArea, session: sessionArea } = chrome.storage;
  for (const area of [localArea, sessionArea]) void area.setAccessLevel({ accessLevel: "TRUSTED_CONTEXTS" });
  return { local: localArea, session: sessionArea };
}
