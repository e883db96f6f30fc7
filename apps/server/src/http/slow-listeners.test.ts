import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { createMerchant } from "@nexusone/testing/merchants";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { member, type Member } from "../isolation/world.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import { happen, openStream } from "./streams.fixture.ts";

/** More than the sockets' buffers and what may be queued take together. */
const MANY = 4_500;
const LARGE = 8_000;
const WITHIN = { timeout: 60_000, interval: 100 };

let server: TestServer;
let owner: Member;
beforeAll(async () => {
  server = await startTestServer({}, { TRUST_PROXY: "on" });
  owner = await member(server, (await createMerchant(server.platform.db)).id, "owner");
});
afterAll(() => server.stop());

/** A browser that opens the stream and never reads it. */
async function sleepingStream(): Promise<Socket> {
  const { port } = new URL(server.url);
  const socket = connect(Number(port), "127.0.0.1");
  const params = encodeURIComponent(JSON.stringify({ merchantId: owner.ctx.merchantId }));
  socket.write(
    `GET /api/trpc/events.stream?input=%7B%7D&connectionParams=${params} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n` +
      `accept: text/event-stream\r\ncookie: nexusone_session=${owner.cookie}\r\n\r\n`,
  );
  await once(socket, "data");
  socket.on("error", () => undefined);
  return socket.pause();
}

/** An integrator who says hello and never reads what follows. */
async function sleepingSocket(): Promise<WebSocket> {
  const socket = new WebSocket(`${server.url.replace("http", "ws")}/ws`);
  socket.on("error", () => undefined);
  await once(socket, "open");
  socket.send(JSON.stringify({ auth: owner.bearer }));
  await once(socket, "message");
  socket.pause();
  return socket;
}

it("[RTM-01] [RTM-02] cuts off who does not read, holds up nobody else, and lets them resume without a gap", async () => {
  const { merchantId } = owner.ctx;
  const before = server.hub.lastSeq();
  const healthy = await openStream(server.url, { cookie: owner.cookie, merchantId });
  const [stream, socket] = [await sleepingStream(), await sleepingSocket()];
  expect(server.hub.listenerCount()).toBe(3);
  await server.database.sql`
    insert into events (merchant_id, type, happened_at, actor_kind, payload)
    select ${merchantId}, 'merchant.updated', clock_timestamp(), 'system',
      jsonb_build_object('fields', jsonb_build_array('bulk', repeat('x', ${LARGE}))) from generate_series(1, ${MANY})`;
  server.hub.wake();
  await vi.waitFor(() => expect(healthy.events).toHaveLength(MANY), WITHIN);
  await pause(5_500);
  await happen(owner.ctx, "after the burst");
  await vi.waitFor(() => expect(server.hub.listenerCount()).toBe(1), WITHIN);
  await vi.waitFor(() => expect(healthy.events).toHaveLength(MANY + 1), WITHIN);
  const seqs = healthy.events.map(({ seq }) => seq);
  expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));

  // What was in the buffers is read out, then the end is there.
  stream.resume();
  socket.resume();
  await Promise.all([once(stream, "close"), once(socket, "close")]);
  const again = await openStream(server.url, { cookie: owner.cookie, merchantId }, { afterSeq: before });
  await vi.waitFor(() => expect(again.events.map(({ seq }) => seq)).toEqual(seqs), WITHIN);
  healthy.stop();
  again.stop();
}, 120_000);
