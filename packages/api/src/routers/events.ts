import { StreamEventsInput, type EventView } from "@nexusone/contracts/events";
import { streamEvents } from "@nexusone/core/events/stream-events";
import { tracked } from "@trpc/server";
import { z } from "zod";
import { merchantProcedure, router } from "../trpc.ts";

export const eventsRouter = router({
  /** Server-sent events of one merchant, resumable: each carries its `seq` as its id. */
  stream: merchantProcedure
    .input(StreamEventsInput)
    .output(z.custom<AsyncIterable<readonly [string, EventView, symbol]>>())
    .subscription(async function* ({ ctx, input, signal }) {
      const resumeAt = input.lastEventId === undefined ? input.afterSeq : Number.parseInt(input.lastEventId, 10);
      const events = streamEvents(ctx.service, {
        hub: ctx.eventHub,
        afterSeq: Number.isSafeInteger(resumeAt) ? resumeAt : undefined,
        signal: signal ?? new AbortController().signal,
        recheck: ctx.recheckActor,
        cutOff: ctx.cutOff,
      });
      for await (const event of events) yield tracked(String(event.seq), event);
    }),
});
