import { setTimeout as sleep } from "node:timers/promises";
import { isConnectionError } from "@nexusone/db/errors";
import { lastEventSeq } from "@nexusone/db/queries/events";
import type { Database } from "@nexusone/db/with-merchant";

/** A load balancer that asks every few seconds must have its answer before it gives up. */
const PATIENCE_MS = 1_500;
/** A question that nobody answered is asked anew after this, so that a hanging database holds few connections. */
const FORGET_MS = 10_000;

/** Undefined when the database answers; the reason otherwise. */
export type Probe = () => Promise<"timeout" | "unreachable" | "failed" | undefined>;

/** Asks through the pool that requests use: one that is used up cannot serve either. Any number of askers share a question. */
export function databaseProbe(db: Database): Probe {
  let asked: { readonly at: number; readonly answer: ReturnType<Probe> } | undefined;

  function ask(): ReturnType<Probe> {
    if (asked && Date.now() - asked.at < FORGET_MS) return asked.answer;
    const question = {
      at: Date.now(),
      answer: lastEventSeq(db)
        .then(
          () => undefined,
          (error: unknown) => (isConnectionError(error) ? ("unreachable" as const) : ("failed" as const)),
        )
        .finally(() => {
          if (asked === question) asked = undefined;
        }),
    };
    asked = question;
    return question.answer;
  }

  return async () => {
    const tooLate = new AbortController();
    const late = sleep(PATIENCE_MS, "timeout" as const, { signal: tooLate.signal }).catch(() => "timeout" as const);
    return Promise.race([ask(), late]).finally(() => tooLate.abort());
  };
}
