import { randomUUID } from "node:crypto";
import type { EventView } from "@nexusone/contracts/events";
import { MerchantId } from "@nexusone/contracts/ids";
import type { CreatedWebhook } from "@nexusone/contracts/webhooks";
import { systemClock } from "@nexusone/core/clock";
import type { ServiceContext } from "@nexusone/core/context";
import { recordEvent } from "@nexusone/core/events/record-event";
import type { Failpoint } from "@nexusone/core/failpoints";
import { inMerchantTx } from "@nexusone/core/transaction";
import { createTestPlatform } from "@nexusone/testing/contexts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import type { Merchant } from "../crash/merchant.ts";
import type { Program } from "../crash/program.ts";
import { openStream } from "../http/streams.fixture.ts";
import { openInstallation, type Installation } from "./installation.fixture.ts";

const RECEIVER = "killed-between";
const WITHIN = { timeout: 30_000, interval: 50 };

let installation: Installation;
let owner: Merchant;
let ctx: ServiceContext;
beforeAll(async () => {
  installation = await openInstallation({ fullSpeed: true });
  const first = await installation.start("all");
  owner = await installation.merchantAt(first);
  const url = `${installation.sandbox.url}/receivers/${RECEIVER}`;
  const input = { url, eventTypes: ["product.updated"], ordered: true };
  const { secret } = await owner.get<CreatedWebhook>("webhooks.create", input);
  await installation.sandbox.control.receivers.trust(RECEIVER, secret);
  await first.stop();
  ctx = {
    platform: { ...createTestPlatform(installation.database.db), clock: systemClock },
    merchantId: MerchantId.parse(owner.as.merchantId),
    actor: { kind: "system", name: "test" },
    requestId: randomUUID(),
    locale: "en",
  };
}, 120_000);
afterAll(() => installation.stop());

type Told = Pick<EventView, "seq" | "type" | "payload">;
const update = (productId: string, field: string) => ({ productId, fields: [field], before: {}, after: {} });
const fieldsOf = (told: readonly Told[], productId: string): unknown[] =>
  told.flatMap(({ payload }) => (payload["productId"] === productId ? (payload["fields"] as unknown[]) : []));

/** A browser and an integrator that come back to whatever program there is, after the last event each has seen. */
function listeners() {
  const heard = { browser: [] as Told[], integrator: [] as Told[] };
  const close: (() => void)[] = [];
  const since = (told: readonly Told[]) => told.at(-1)?.seq;
  return {
    heard,
    connect: async (url: string) => {
      const [seen, read] = [since(heard.browser), since(heard.integrator)];
      const stream = await openStream(
        url,
        owner.as,
        seen === undefined ? { afterSeq: start } : { afterSeq: seen },
        (one) => heard.browser.push(one),
      );
      const headers = { cookie: `nexusone_session=${owner.as.cookie}`, origin: url };
      const socket = new WebSocket(`${url.replace("http", "ws")}/ws`, { headers });
      socket.on("error", () => undefined);
      const ready = Promise.withResolvers<void>();
      socket.on("open", () =>
        socket.send(JSON.stringify({ merchant_id: owner.as.merchantId, after_seq: read ?? start })),
      );
      socket.on("message", (data: Buffer) => {
        const frame = JSON.parse(data.toString("utf8")) as Told & { listening?: boolean };
        if (frame.listening) ready.resolve();
        else heard.integrator.push(frame);
      });
      await ready.promise;
      close.push(stream.stop, () => socket.terminate());
    },
    stop: () => close.splice(0).forEach((one) => one()),
  };
}
let start = 0;

/** Consumers that have not applied every event. */
async function behind(): Promise<unknown[]> {
  const rows = await installation.database.sql`
    select consumer from event_cursors c where c.seq < (select max(e.seq) from events e where e.merchant_id = c.merchant_id)`;
  return [...rows];
}

it.each<[string, Failpoint | undefined, "with" | "beside"]>([
  ["after it told of the first", undefined, "with"],
  ["while the listeners' process lives on", undefined, "beside"],
  ["once it numbered the first and told nobody", "events.dispatch.after_commit", "with"],
  ["while a consumer applies the first", "events.apply.before_commit", "with"],
])(
  "[RTM-01] [RTM-02] [WHK-09] both of two that commit in the other order arrive once and in the order of seq, with the dispatcher killed %s",
  async (_when, failpoint, where) => {
    const productId = randomUUID();
    const subject = { kind: "product", id: productId } as const;
    const [{ seq } = { seq: 0 }] = await installation.database.sql<{ seq: number }[]>`
      select coalesce(max(seq), 0)::integer as seq from events`;
    start = seq;
    const victim: Program = await installation.start(where === "with" ? "all" : "worker", { failpoint });
    const beside = where === "beside" ? await installation.start("web") : undefined;
    const { heard, connect, stop } = listeners();
    await connect((beside ?? victim).url);

    const begun = Promise.withResolvers<void>();
    const mayCommit = Promise.withResolvers<void>();
    const slow = inMerchantTx(ctx, async (tx) => {
      await recordEvent(tx, ctx, "product.updated", update(productId, "begun first"), subject);
      begun.resolve();
      await mayCommit.promise;
    });
    await begun.promise;
    await inMerchantTx(ctx, (tx) =>
      recordEvent(tx, ctx, "product.updated", update(productId, "committed first"), subject),
    );
    if (failpoint) {
      expect(await victim.ended).toMatchObject({ signal: "SIGKILL" });
      expect(victim.output()).toContain(`failpoint ${failpoint}\n`);
    } else {
      for (const told of Object.values(heard))
        await vi.waitFor(() => expect(fieldsOf(told, productId)).toEqual(["committed first"]), WITHIN);
      await victim.stop("SIGKILL");
    }
    mayCommit.resolve();
    await slow;

    const next = await installation.start(where === "with" ? "all" : "worker");
    if (!beside) await connect(next.url);
    for (const told of Object.values(heard)) {
      await vi.waitFor(() => expect(fieldsOf(told, productId)).toEqual(["committed first", "begun first"]), WITHIN);
      const seqs = told.map((one) => one.seq);
      expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
    }
    const received = async () => {
      const receivers = await installation.sandbox.control.receivers.list();
      const messages = receivers.find(({ name }) => name === RECEIVER)?.messages ?? [];
      expect(messages.every(({ verified }) => verified)).toBe(true);
      return fieldsOf(
        messages.map(({ body }) => {
          const { payload } = JSON.parse(body) as { payload: { product_id: string; fields: string[] } };
          return {
            seq: 0,
            type: "product.updated",
            payload: { productId: payload.product_id, fields: payload.fields },
          };
        }),
        productId,
      );
    };
    await vi.waitFor(async () => expect(await received()).toEqual(["committed first", "begun first"]), WITHIN);
    // What is left to a consumer would kill the next program armed there before it listens.
    await vi.waitFor(async () => expect(await behind()).toEqual([]), WITHIN);
    stop();
    for (const program of [next, beside]) await program?.stop("SIGKILL");
  },
  120_000,
);
