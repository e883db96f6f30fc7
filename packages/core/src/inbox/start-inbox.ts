import { releaseLease, takeLease } from "@nexusone/db/leases";
import { randomUUID } from "node:crypto";
import { sweepHints } from "../inventory/follow-hints.ts";
import type { Platform } from "../platform.ts";
import { drainInbox } from "./drain-inbox.ts";

const TICK_MS = 500;
const LEASE = "follow-hints";
/** Another process takes over this long after the one at work died. */
const LEASE_MS = 3_000;

/** Looks twice a second what vendors sent and what follows from it. @returns a function that stops after the look in hand. */
export function startInbox(platform: Platform, onError: (error: unknown) => void): () => Promise<void> {
  const holder = randomUUID();
  let running: Promise<void> | undefined;
  async function look(): Promise<void> {
    await drainInbox(platform);
    // One process at a time; bodies are leased one by one.
    if (await takeLease(platform.db, LEASE, holder, LEASE_MS)) await sweepHints(platform);
  }
  const timer = setInterval(() => {
    running ??= look()
      .catch(onError)
      .finally(() => {
        running = undefined;
      });
  }, TICK_MS);
  return async () => {
    clearInterval(timer);
    await running;
    await releaseLease(platform.db, LEASE, holder);
  };
}
