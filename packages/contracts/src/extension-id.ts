/**
 * The extension's id in Chrome: the first 32 hex digits of the SHA-256 of the manifest's `key` (apps/extension/manifest.ts),
 * written with the letters a to p. A test recomputes it. The private half of the key is kept by whoever publishes.
 */
export const EXTENSION_ID = "fmekopocnpenfgfkcgfifijbpfembaef";

/**
 * What the Settings page sends with `chrome.runtime.sendMessage(EXTENSION_ID, message, callback)` to offer a pairing. The
 * extension looks the code up at its built-in server and asks the person; nothing is paired by this message alone.
 */
export type PairPush = { readonly type: "nexusone.pair"; readonly code: string };
/** Its answer: `asking` once the extension's own window shows "Pair with MERCHANT at SERVER?". `reason` is a registry code. */
export type PairPushReply =
  | { readonly ok: true; readonly value: { readonly asking: true } }
  | { readonly ok: false; readonly reason: { readonly code: string; readonly sentence: string } };

/** Asks whether the extension is installed, and whether this browser is paired already. */
export type PresencePush = { readonly type: "nexusone.presence" };
export type PresencePushReply = {
  readonly ok: true;
  readonly value: { readonly version: string; readonly sessionId: string | null };
};
