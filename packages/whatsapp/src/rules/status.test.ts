import fc from "fast-check";
import { expect, it } from "vitest";

import { only, sample } from "../webhook/samples.fixture.ts";
import { accepted, applyStatus, mergeDeliveries } from "./status.ts";
import type { Delivery, StatusNews } from "./status.ts";

const start = accepted(new Date(1_790_152_600_000));
const after = (...news: StatusNews[]) => news.reduce(applyStatus, start);
const say = (status: string, seconds = 1): StatusNews => ({ status, at: new Date(1_790_152_600_000 + seconds * 1000) });
const failed = (code: number | null): StatusNews => ({ ...say("failed"), errors: [{ code }] });

const news = fc.record({
  status: fc.constantFrom("sent", "delivered", "read", "played", "failed", "deleted", "warning", "constructor"),
  at: fc.option(fc.integer({ min: 1, max: 50 }).map((seconds) => new Date(seconds * 1000))),
  errors: fc.array(fc.record({ code: fc.constantFrom(131026, 131047, null) }), { maxLength: 2 }),
  pricing: fc.option(
    fc.record({
      model: fc.constantFrom("PMP", "CBP"),
      type: fc.constantFrom("regular", null),
      category: fc.constantFrom("utility", "marketing"),
      billable: fc.boolean(),
    }),
  ),
});
const history = fc.array(news, { maxLength: 8 });

it("[WAM-06] sample 26: out of order and twice it ends as read, with three times and one price", () => {
  const end = only(sample("cloud-api", "26"), "status").reduce(applyStatus, start);
  expect(end).toEqual({
    status: "read",
    times: { accepted: 1790152600000, sent: 1790152601000, delivered: 1790152603000, read: 1790152605000 },
    errorCodes: [],
    pricing: { from: "sent", value: { model: "PMP", type: "regular", category: "marketing", billable: true } },
  });
});

it("[WAM-06] whatever the order and the repetitions, the end is the same", () => {
  fc.assert(
    fc.property(history, fc.infiniteStream(fc.integer({ min: 0, max: 7 })), (events, picks) => {
      const rank = [...events, ...events].map((event) => ({ event, rank: picks.next().value ?? 0 }));
      const shuffled = rank.toSorted((a, b) => a.rank - b.rank).map(({ event }) => event);
      expect(shuffled.reduce(applyStatus, start)).toEqual(after(...events));
    }),
  );
});

it("[WAM-06] no event takes a message back", () => {
  const order = ["accepted", "sent", "failed", "delivered", "read", "played"];
  fc.assert(
    fc.property(history, (events) => {
      let state: Delivery = start;
      for (const event of events) {
        const next = applyStatus(state, event);
        expect(order.indexOf(next.status)).toBeGreaterThanOrEqual(order.indexOf(state.status));
        expect(Object.keys(next.times)).toEqual(expect.arrayContaining(Object.keys(state.times)));
        state = next;
      }
    }),
  );
});

it("[WAM-06] what two readers know adds up to what one reader of all would know", () => {
  fc.assert(
    fc.property(history, history, (a, b) => {
      const both = after(...a, ...b);
      expect(mergeDeliveries(after(...a), after(...b))).toEqual(both);
      expect(mergeDeliveries(after(...b), after(...a))).toEqual(both);
      expect(mergeDeliveries(both, both)).toEqual(both);
    }),
  );
});

it.each([
  [[say("read"), say("delivered"), say("sent")], "read"],
  [[failed(131047), say("sent")], "failed"],
  [[failed(131026), say("delivered")], "delivered"],
  [[say("read"), failed(131000)], "read"],
  [[say("read"), say("played")], "played"],
  [[say("played"), say("read")], "played"],
  [[say("sent"), say("deleted"), say("warning")], "sent"],
  [[failed(null)], "failed"],
])("[WAM-06] %j ends as %s", (events, end) => {
  expect(after(...events).status).toBe(end);
});

it("[WAM-06] the codes of a failure stay, also when it was delivered after all", () => {
  expect(after(failed(131026), failed(131000), say("delivered"))).toMatchObject({
    status: "delivered",
    errorCodes: [131000, 131026],
  });
});
