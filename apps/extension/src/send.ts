import type { Input, Name, Output } from "./messages.ts";
import type { Reply } from "./refusal.ts";

/** Thrown when this script outlived its extension: after an update nothing answers until the page is loaded again. */
export class Orphaned extends Error {}

export type Send = <N extends Name>(name: N, input: Input<N>) => Promise<Reply<Output<N>>>;

/**
 * Asks the background. A worker that went to sleep or died under the question is asked once more: every message may be
 * repeated. Throws Orphaned when the extension was updated or removed.
 */
export const send: Send = async (name, input) => {
  try {
    return await ask(name, input);
  } catch (error) {
    if (error instanceof Orphaned) throw error;
    return await ask(name, input);
  }
};

async function ask<N extends Name>(name: N, input: Input<N>): Promise<Reply<Output<N>>> {
  // After an update `chrome.runtime` is still there without its id, and every call throws.
  if (!chrome.runtime?.id) throw new Orphaned();
  try {
    const reply: unknown = await chrome.runtime.sendMessage({ name, input });
    if (isReply<Output<N>>(reply)) return reply;
    throw new Error(`no answer to ${name}`);
  } catch (error) {
    if (!chrome.runtime?.id || /context invalidated/i.test(String(error))) throw new Orphaned();
    throw error;
  }
}

const isReply = <T>(value: unknown): value is Reply<T> => typeof value === "object" && value !== null && "ok" in value;
