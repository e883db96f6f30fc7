import { setTimeout as pause } from "node:timers/promises";
import { MerchantId } from "@nexusone/contracts/ids";
import { startEventHub } from "@nexusone/core/events/hub";
import { EVENTS_CHANNEL, recordEvent } from "@nexusone/core/events/record-event";
import { inMerchantTx } from "@nexusone/core/transaction";
import { connectDirect } from "@nexusone/db/direct";
import { listen } from "@nexusone/db/listen";
import type { SequencedEvent } from "@nexusone/db/queries/events";
import { createDatabase } from "@nexusone/db/with-merchant";
import { createMerchant } from "@nexusone/testing/merchants";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { connected, member, newImport, type Member, type Shop } from "../isolation/world.ts";
import { trpcDoor, type As } from "../testing/call.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import { expectFields, fieldsOf, happen, openStream, type Reader } from "./streams.fixture.ts";

/** One second until the next look at the caller, and what a busy machine adds. */
const ENDS_WITHIN_MS = 2_500;

let server: TestServer;
let owner: Member;
let merchantId: string;
const open: Reader[] = [];

beforeAll(async () => {
  server = await startTestServer({}, { TRUST_PROXY: "on" });
  ({ owner, merchantId } = await newMerchant());
});
afterEach(() => open.splice(0).forEach((reader) => reader.stop()));
afterAll(() => server.stop());

async function newMerchant() {
  const merchant = await createMerchant(server.platform.db, { isDemo: true });
  return { merchantId: merchant.id, owner: await member(server, merchant.id, "owner") };
}

async function stream(as: As, input?: Parameters<typeof openStream>[2]) {
  const reader = await openStream(server.url, as, input);
  open.push(reader);
  return reader;
}
const asOwner = (): As => ({ cookie: owner.cookie, merchantId });
const call = (path: string, input: unknown, as: As = asOwner()) => trpcDoor(path).call(server.url, input, as);

async function membershipOf({ userId }: Member): Promise<string> {
  const { members } = (await call("team.list", undefined)).value as { members: { id: string; userId: string }[] };
  const found = members.find((one) => one.userId === userId);
  if (!found) throw new Error("no such member");
  return found.id;
}

it("[RTM-01] [EXT-04] shows an import and a change of its product as they happen", async () => {
  const { apiKey } = await server.sandbox.control.accounts.create({ level: 5, points: 1_000_000 });
  await connected({ merchantId, staff: { owner }, apiKey } as unknown as Shop);
  const reader = await stream(asOwner());
  const { productId } = await newImport(server, owner);
  const { reason } = await call("catalog.updateProduct", { id: productId, name: "Lamp of the day" });
  expect(reason).toBeUndefined();
  await vi.waitFor(
    () =>
      // The connection's own event may get its number only after the stream has begun.
      expect(reader.events.filter(({ type }) => type.startsWith("product."))).toEqual([
        expect.objectContaining({ type: "product.imported", payload: expect.objectContaining({ productId }) }),
        expect.objectContaining({
          type: "product.updated",
          actorKind: "user",
          payload: expect.objectContaining({ productId, fields: ["name"] }),
        }),
      ]),
    { timeout: 5_000 },
  );
});

it("[RTM-01] resumes after the last event a browser saw, without gap or repeat", async () => {
  const first = await stream(asOwner());
  await happen(owner.ctx, "seen");
  await expectFields(first, ["seen"]);
  first.stop();
  await happen(owner.ctx, "missed one");
  await happen(owner.ctx, "missed two");
  const second = await stream(asOwner(), { lastEventId: first.ids.at(-1) ?? "none" });
  await happen(owner.ctx, "live");
  await expectFields(second, ["missed one", "missed two", "live"]);
  const seqs = second.ids.map(Number);
  expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
  expect(second.events.map((event) => event.seq)).toEqual(seqs);
  // A client of its own making says so by `afterSeq`.
  const third = await stream(asOwner(), { afterSeq: seqs[0] ?? 0 });
  await expectFields(third, ["missed two", "live"]);
});

it("[RTM-01] delivers an event that began before others but committed after them", async () => {
  const reader = await stream(asOwner());
  const begun = Promise.withResolvers<void>();
  const commit = Promise.withResolvers<void>();
  const slow = inMerchantTx(owner.ctx, async (tx) => {
    await recordEvent(tx, owner.ctx, "merchant.updated", { fields: ["began first"] });
    begun.resolve();
    await commit.promise;
  });
  await begun.promise;
  await happen(owner.ctx, "committed first");
  await expectFields(reader, ["committed first"]);
  const lastEventId = reader.ids.at(-1) ?? "none";
  commit.resolve();
  await slow;
  await expectFields(reader, ["committed first", "began first"]);
  const resumed = await stream(asOwner(), { lastEventId });
  await expectFields(resumed, ["began first"]);
});

it("[RTM-01] keeps merchants apart, live and in what was missed", async () => {
  const other = await newMerchant();
  const mine = await stream(asOwner());
  const theirs = await stream({ cookie: other.owner.cookie, merchantId: other.merchantId });
  await happen(other.owner.ctx, "theirs");
  await happen(owner.ctx, "mine");
  await expectFields(mine, ["mine"]);
  await expectFields(theirs, ["theirs"]);
  const everything = await stream(asOwner(), { afterSeq: 0 });
  await vi.waitFor(() => expect(fieldsOf(everything.events)).toContain("mine"));
  expect(fieldsOf(everything.events)).not.toContain("theirs");
});

it("[RTM-01] gives a role only the types its permissions cover, live and in what was missed", async () => {
  const support = await member(server, merchantId, "support");
  const as = { cookie: support.cookie, merchantId };
  const before = server.hub.lastSeq();
  const theirs = await stream(as);
  const owners = await stream(asOwner());
  await inMerchantTx(owner.ctx, (tx) => recordEvent(tx, owner.ctx, "credits.granted", { amount: 5 }));
  await happen(owner.ctx, "for both");
  const types = (reader: Reader) => reader.events.map((event) => event.type);
  await vi.waitFor(() => expect(types(owners)).toEqual(["credits.granted", "merchant.updated"]));
  await expectFields(theirs, ["for both"]);
  expect(types(theirs)).toEqual(["merchant.updated"]);
  const resumed = await stream(as, { afterSeq: before });
  await expectFields(resumed, ["for both"]);
  expect(types(resumed)).toEqual(["merchant.updated"]);
});

it("[RTM-01] a role taken away stops its types within a second, while the stream goes on", async () => {
  const admin = await member(server, merchantId, "admin");
  const reader = await stream({ cookie: admin.cookie, merchantId });
  const { reason } = await call("team.changeRole", { membershipId: await membershipOf(admin), role: "support" });
  expect(reason).toBeUndefined();
  await inMerchantTx(owner.ctx, (tx) => recordEvent(tx, owner.ctx, "credits.granted", { amount: 5 }));
  await happen(owner.ctx, "after");
  await expectFields(reader, ["after"]);
  expect(reader.events.map((event) => event.type)).not.toContain("credits.granted");
});

it.each([
  ["a stranger", () => ({ merchantId }), "request.unauthenticated"],
  ["who names no merchant", () => ({ cookie: owner.cookie }), "request.merchant_required"],
])("[RTM-01] refuses %s and lets go", async (_who, as, reason) => {
  const reader = await stream(as(), { afterSeq: 0 });
  expect(await reader.ended).toBe(reason);
  expect(reader.events).toEqual([]);
});

it("[RTM-01] refuses a member of another merchant", async () => {
  const other = await newMerchant();
  const reader = await stream({ cookie: other.owner.cookie, merchantId }, { afterSeq: 0 });
  expect(await reader.ended).toBe("request.merchant_forbidden");
  expect(reader.events).toEqual([]);
});

it.each<[string, (who: Member) => Promise<unknown>, string]>([
  ["the session", ({ cookie }) => call("identity.signOut", {}, { cookie }), "request.unauthenticated"],
  ["every session", ({ cookie }) => call("identity.signOutEverywhere", {}, { cookie }), "request.unauthenticated"],
  [
    "the membership",
    async (who) => call("team.removeMember", { membershipId: await membershipOf(who) }),
    "request.merchant_forbidden",
  ],
])("[RTM-01] ends within a second and says why when %s is ended", async (_what, end, reason) => {
  const who = await member(server, merchantId, "support");
  const reader = await stream({ cookie: who.cookie, merchantId });
  const witness = await stream(asOwner());
  await happen(owner.ctx, "before");
  await expectFields(reader, ["before"]);
  await end(who);
  expect(await Promise.race([reader.ended, pause(ENDS_WITHIN_MS, "still open")])).toBe(reason);
  await happen(owner.ctx, "after");
  // Heard by whoever may still listen, so that it is not left for the next stream either.
  await expectFields(witness, ["before", "after"]);
  expect(fieldsOf(reader.events)).toEqual(["before"]);
});

it("[RTM-01] listens no longer once its reader has gone", async () => {
  const listeners = (count: number) =>
    vi.waitFor(() => expect(server.hub.listenerCount()).toBe(count), { timeout: 5_000 });
  await listeners(0);
  const readers = [await stream(asOwner()), await stream(asOwner())];
  await listeners(2);
  readers[0]?.stop();
  await listeners(1);
});

/** A second process on the same database, with a pool of its own. `ticks: false` leaves it nothing but wake-ups. */
async function otherProcess({ ticks }: { ticks: boolean }) {
  const db = createDatabase({
    url: server.database.appUrl,
    max: 2,
    applicationName: "other-process",
    onError: () => {},
  });
  const timer = ticks ? undefined : vi.spyOn(globalThis, "setInterval").mockReturnValueOnce(setTimeout(() => {}, 0));
  const hub = await startEventHub(db, () => undefined);
  timer?.mockRestore();
  return { db, hub, stop: () => hub.stop().then(() => db.close()) };
}

it("[RTM-01] an event written by one process wakes the readers of another", async () => {
  const other = await otherProcess({ ticks: false });
  const direct = connectDirect(server.database.ownerUrl, { applicationName: "other-listen" });
  const seen: SequencedEvent[] = [];
  other.hub.subscribe(MerchantId.parse(merchantId), (events) => seen.push(...events));
  const unlisten = await listen(direct, EVENTS_CHANNEL, () => other.hub.wake());
  await happen(owner.ctx, "woken");
  await expectFields({ events: seen }, ["woken"]);
  await unlisten();
  // The control: without NOTIFY this reader hears nothing, since its clock stands still.
  await happen(owner.ctx, "unheard");
  await pause(1_500);
  expect(fieldsOf(seen)).toEqual(["woken"]);
  await direct.end({ timeout: 1 });
  await other.stop();
});

it("[RTM-01] a wake-up that was lost is made up for by the next tick", async () => {
  const other = await otherProcess({ ticks: true });
  const seen: SequencedEvent[] = [];
  other.hub.subscribe(MerchantId.parse(merchantId), (events) => seen.push(...events));
  await happen(owner.ctx, "found");
  await expectFields({ events: seen }, ["found"]);
  await other.stop();
});

it("[RTM-01] reads once per tick, whoever listens", async () => {
  const other = await otherProcess({ ticks: true });
  const reads = vi.spyOn(other.db.pool, "connect");
  const readsPerTick = async () => {
    reads.mockClear();
    await pause(3_000);
    return reads.mock.calls.length / 3;
  };
  const none = await readsPerTick();
  for (let i = 0; i < 500; i += 1) other.hub.subscribe(MerchantId.parse(merchantId), () => undefined);
  expect(other.hub.listenerCount()).toBe(500);
  expect(none).toBeGreaterThan(0);
  expect(await readsPerTick()).toBeLessThanOrEqual(none + 1);
  await other.stop();
});

it("[RTM-01] goes on after the database dropped every connection", async () => {
  const other = await otherProcess({ ticks: true });
  const seen: SequencedEvent[] = [];
  other.hub.subscribe(MerchantId.parse(merchantId), (events) => seen.push(...events));
  await server.database.sql`
    select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'other-process'`;
  await happen(owner.ctx, "after the loss");
  await expectFields({ events: seen }, ["after the loss"]);
  await other.stop();
});
