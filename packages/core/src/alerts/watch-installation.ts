import { randomUUID } from "node:crypto";
import type { MerchantId } from "@nexusone/contracts/ids";
import { kindOf } from "@nexusone/contracts/notification-kinds";
import { lastNotices, platformAdminHomes } from "@nexusone/db/queries/alerts";
import { releaseLease, takeLease } from "@nexusone/db/leases";
import type { ServiceContext } from "../context.ts";
import { tell } from "../notifications/tell.ts";
import type { Platform } from "../platform.ts";
import { inMerchantTx } from "../transaction.ts";
import {
  failingCalls,
  slowQueues,
  takeSample,
  WINDOW_MS,
  type Finding,
  type Sample,
  type Thresholds,
} from "./failing.ts";

const LOOK_MS = 30_000;
const LEASE = "installation-watch";
/** Another process takes over this long after the one at work died. */
const LEASE_MS = 75_000;
const KINDS = ["system_alert", "system_recovered"] as const;

/**
 * Looks whether the installation does its work, and tells platform admins: once when something begins to fail, once when it
 * is well again, however often it looks and whichever process does. What is open is what the admin was told last.
 */
export function createWatch(platform: Platform, thresholds: Thresholds) {
  let samples: Sample[] = [];
  return {
    look: async (): Promise<void> => {
      const now = await takeSample(platform);
      samples = [...samples.filter(({ at }) => now.at.getTime() - at.getTime() <= WINDOW_MS), now];
      const [first = now] = samples;
      const findings = [...failingCalls(first, now, thresholds), ...(await slowQueues(platform, thresholds))];
      if (findings.length === 0) return;
      for (const home of await platformAdminHomes(platform.db)) await tellAdmin(platform, home, findings);
    },
    /** Somebody else looks now: what was seen before says nothing when this process looks again. */
    forget: (): void => {
      samples = [];
    },
  };
}

async function tellAdmin(
  platform: Platform,
  { userId, merchantId }: { userId: string; merchantId: string },
  findings: readonly Finding[],
): Promise<void> {
  const ctx: ServiceContext = {
    platform,
    merchantId: merchantId as MerchantId, // a uuid column of ours
    actor: { kind: "system", name: "alerts" },
    requestId: `alerts:${randomUUID()}`,
    locale: "en",
  };
  await inMerchantTx(ctx, async (tx) => {
    const last = await lastNotices(tx, userId, KINDS);
    const open = new Set(last.filter(({ kind }) => kind === "system_alert").map(({ subject }) => subject));
    const at = platform.clock.now();
    const news = findings.flatMap(({ subject, bad, good, figure }) => {
      const kind = open.has(subject) ? good && KINDS[1] : bad && KINDS[0];
      if (!kind) return [];
      return [
        { userId, kind, groupKey: subject, level: kindOf(kind).level, count: 1, params: { subject, figure }, at },
      ];
    });
    await tell({ ...ctx, tx }, news);
  });
}

/** Looks every half minute, one process at a time. @returns a function that stops after the look in hand. */
export function startWatch(
  platform: Platform,
  thresholds: Thresholds,
  onError: (error: unknown) => void,
): () => Promise<void> {
  const holder = randomUUID();
  const watch = createWatch(platform, thresholds);
  let running: Promise<void> | undefined;
  const lookAlone = async (): Promise<void> => {
    if (await takeLease(platform.db, LEASE, holder, LEASE_MS)) await watch.look();
    else watch.forget();
  };
  const timer = setInterval(() => {
    running ??= lookAlone()
      .catch(onError)
      .finally(() => {
        running = undefined;
      });
  }, LOOK_MS);
  return async () => {
    clearInterval(timer);
    await running;
    await releaseLease(platform.db, LEASE, holder);
  };
}
