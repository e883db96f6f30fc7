import {
  EXTENSION_ID,
  type PairPush,
  type PairPushReply,
  type PresencePush,
  type PresencePushReply,
} from "@nexusone/contracts/extension-id";

const ANSWER_MS = 1_500;

/** Sends to the extension of this browser; undefined when it is not installed or does not answer. The page may only speak to an extension that names this origin. */
function send<R>(message: PairPush | PresencePush): Promise<R | undefined> {
  // Chrome offers `runtime` to pages only while some extension listens to them.
  const runtime = (globalThis as { chrome?: { runtime?: typeof chrome.runtime } }).chrome?.runtime;
  if (!runtime?.sendMessage) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), ANSWER_MS);
    runtime.sendMessage(EXTENSION_ID, message, (reply: R | undefined) => {
      clearTimeout(timer);
      // Reading it tells Chrome that we know; without an extension there is always one.
      resolve(runtime.lastError ? undefined : reply);
    });
  });
}

export const askPresence = () => send<PresencePushReply>({ type: "nexusone.presence" });
export const offerPairing = (code: string) => send<PairPushReply>({ type: "nexusone.pair", code });
