import { CreateWebhookInput } from "@nexusone/contracts/webhooks";
import { catchUp } from "@nexusone/core/events/consume-events";
import { recordEvent } from "@nexusone/core/events/record-event";
import { inMerchantTx } from "@nexusone/core/transaction";
import { createWebhook } from "@nexusone/core/webhooks/create-webhook";
import { deliverDue } from "@nexusone/core/webhooks/deliver-due";
import { webhookConsumer } from "@nexusone/core/webhooks/handle-webhook-event";
import { createMerchant } from "@nexusone/testing/merchants";
import { afterAll, beforeAll, expect, it } from "vitest";
import { WebSocket } from "ws";
import { member, type Member } from "../isolation/world.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import { openStream } from "./streams.fixture.ts";

let server: TestServer;
let owner: Member;
beforeAll(async () => {
  server = await startTestServer({}, { TRUST_PROXY: "on" });
  owner = await member(server, (await createMerchant(server.platform.db)).id, "owner");
});
afterAll(() => server.stop());

type Told = { readonly seq?: number; readonly type?: string; readonly payload: Record<string, unknown> };
const amountsOf = (list: readonly Told[]): unknown[] =>
  list.flatMap(({ type, payload }) => (type === "credits.granted" ? [payload["amount"]] : []));

it("[RTM-01] [RTM-02] [WHK-09] tells sockets, streams and endpoints of the same events once, streams in the order of seq", async () => {
  const { ctx } = owner;
  const input = { url: `${server.sandbox.url}/receivers/order`, eventTypes: ["credits.granted"], ordered: true };
  const { secret } = await createWebhook(ctx, CreateWebhookInput.parse(input));
  await server.sandbox.control.receivers.trust("order", secret);
  const frames: Told[] = [];
  const socket = new WebSocket(`${server.url.replace("http", "ws")}/ws`);
  socket.on("message", (data: Buffer) => frames.push(JSON.parse(data.toString("utf8")) as Told));
  socket.on("open", () => socket.send(JSON.stringify({ auth: owner.bearer })));
  await expect.poll(() => frames.length).toBeGreaterThan(0);
  const stream = await openStream(server.url, { cookie: owner.cookie, merchantId: ctx.merchantId });

  const ended = stream.ended.catch(() => undefined);

  // The first to begin commits last: its id is the lower, its number the higher.
  const mayCommit = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const first = inMerchantTx(ctx, async (tx) => {
    await recordEvent(tx, ctx, "credits.granted", { amount: 1 });
    begun.resolve();
    await mayCommit.promise;
  });
  await begun.promise;
  await inMerchantTx(ctx, (tx) => recordEvent(tx, ctx, "credits.granted", { amount: 2 }));
  await expect.poll(() => amountsOf(frames), { timeout: 5_000 }).toEqual([2]);
  mayCommit.resolve();
  await first;

  await expect.poll(() => amountsOf(frames), { timeout: 5_000 }).toEqual([2, 1]);
  await expect.poll(() => amountsOf(stream.events), { timeout: 5_000 }).toEqual([2, 1]);
  const received = async (): Promise<unknown[]> => {
    await catchUp(server.platform, webhookConsumer, ctx.merchantId);
    await deliverDue(server.platform, ctx.merchantId);
    const receivers = await server.sandbox.control.receivers.list();
    const messages = receivers.find(({ name }) => name === "order")?.messages ?? [];
    return messages.map(({ body, verified, times }) => [
      (JSON.parse(body) as { payload: { amount: number } }).payload.amount,
      verified,
      times,
    ]);
  };
  await expect.poll(received, { timeout: 3_000 }).toHaveLength(2);
  // Neither is about anything, so the two may overtake each other on their way to an endpoint; each arrives once.
  expect((await received()).toSorted()).toEqual([
    [1, true, 1],
    [2, true, 1],
  ]);
  stream.stop();
  socket.close();
  await ended;
});
