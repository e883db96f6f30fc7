import { ANALYTICS_KEPT_DAYS, FEATURES, OK } from "@nexusone/contracts/analytics-terms";
import { isReasonCode } from "@nexusone/contracts/reasons";
import { addAnalytics } from "@nexusone/db/queries/analytics";
import type { StoredEvent } from "@nexusone/db/queries/events";
import { addMs, DAY_MS, HOUR_MS } from "../clock.ts";
import type { EventConsumer } from "../events/consume-events.ts";
import { emptyHistogram } from "./histogram.ts";

const FEATURE_OF = new Map<string, string>(
  Object.entries(FEATURES).flatMap(([feature, types]) => types.map((type) => [type, feature] as const)),
);

/** Counts what got done and what failed, by feature and hour: once per event, whatever dies. */
export const countFeatures: EventConsumer = {
  name: "feature_use",
  apply: async ({ tx, merchantId, platform }, events) => {
    const oldest = addMs(platform.clock.now(), -ANALYTICS_KEPT_DAYS * DAY_MS);
    const found = events
      .filter(({ happenedAt }) => happenedAt >= oldest)
      .flatMap((event) => {
        const operation = FEATURE_OF.get(event.type);
        return operation ? [{ operation, outcome: outcomeOf(event), hour: hourOf(event.happenedAt) }] : [];
      });
    const same = Map.groupBy(found, ({ operation, outcome, hour }) => `${hour} ${operation} ${outcome}`);
    await addAnalytics(
      tx,
      [...same.values()].flatMap((group) =>
        group.slice(0, 1).map((one) => ({
          ...one,
          merchantId,
          userId: null,
          area: "feature" as const,
          calls: group.length,
          totalMs: 0,
          maxMs: 0,
          histogram: emptyHistogram(),
        })),
      ),
    );
  },
};

const hourOf = (at: Date): string => new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS).toISOString();

/** The reason of an event that tells of a failure. */
function outcomeOf({ type, payload }: StoredEvent): string {
  const failed = type.endsWith(".failed") || (type === "draft.settled" && payload["state"] === "failed");
  if (!failed) return OK;
  return isReasonCode(payload["reason"]) ? payload["reason"] : "job.failed";
}
