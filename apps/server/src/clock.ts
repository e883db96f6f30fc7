import { systemClock, type Clock } from "@nexusone/core/clock";
import { z } from "zod";

const Reply = z.object({ offsetMs: z.number() });
const FOLLOW_MS = 1_000;

/** Business time of a sandboxed installation: real time moved by the sandbox's offset, asked for every second. */
export async function followSandboxClock(sandboxUrl: string): Promise<{ clock: Clock; stop: () => void }> {
  let offsetMs = 0;
  async function follow(): Promise<void> {
    try {
      const reply = await fetch(`${sandboxUrl}/sandbox/clock`, { signal: AbortSignal.timeout(2_000) });
      offsetMs = Reply.parse(await reply.json()).offsetMs;
    } catch {
      // The sandbox is away: time goes on at the last offset, and vendor calls say that it does not answer.
    }
  }
  await follow();
  const timer = setInterval(() => void follow(), FOLLOW_MS);
  return { clock: { now: () => new Date(systemClock.now().getTime() + offsetMs) }, stop: () => clearInterval(timer) };
}
