import { describe, expect, it } from "vitest";
import { browser } from "../memory.fixture.ts";
import { KEPT } from "./batches.ts";
import { QUEUE_LIMITS } from "./queue.ts";
import { fakeServer, itemsOf, paired, pairingOf, workerRun } from "./queue.fixture.ts";
import { backoffMs } from "./runner.ts";
import { badgeText } from "./watch.ts";

async function setting() {
  const chrome = browser();
  await paired(chrome);
  const fake = fakeServer();
  return { chrome, fake, ...workerRun({ chrome, fake }) };
}
type Setting = Awaited<ReturnType<typeof setting>>;

async function toTriage({ queue, runner }: Pick<Setting, "queue" | "runner">, count = 3) {
  await queue.add({ items: itemsOf(count) });
  await runner.settled();
  const [batch] = (await queue.get()).batches;
  if (!batch) throw new Error("nothing was queued");
  return batch;
}

describe("the queue", () => {
  it("[EXT-03] takes a selection from the page into the catalogue, with a person's word between plan and import", async () => {
    const { fake, queue, runner } = await setting();
    fake.state.excluded.set("p1", "import.no_route");
    const batch = await toTriage({ queue, runner });
    expect(fake.imported).toEqual([]);
    expect(batch).toMatchObject({
      state: "triage",
      total: 3,
      counts: [
        { reason: null, say: "Can be imported", count: 2 },
        { reason: "import.no_route", count: 1 },
      ],
      creditsEach: 3,
    });
    await queue.commit({ batchId: batch.id, leaveOut: [] });
    await runner.settled();
    expect(fake.imported).toEqual(["p0", "p2"]);
    expect((await queue.get()).batches[0]).toMatchObject({ state: "done", read: 2, total: 2 });
  });

  it("[EXT-03] leaves out what the person left out and sends rule, category and tags with the rest", async () => {
    const { fake, queue, runner } = await setting();
    const sent: unknown[] = [];
    const commit = fake.server.commit;
    fake.server.commit = (id, edits) => (sent.push(edits), commit(id, edits));
    const batch = await toTriage({ queue, runner });
    const out = batch.rows[1]?.rowId ?? "";
    await queue.commit({ batchId: batch.id, leaveOut: [out], settings: { categoryName: "Lamps" } });
    await runner.settled();
    expect(fake.imported).toEqual(["p0", "p2"]);
    expect(sent).toEqual([
      [
        { rowId: batch.rows[0]?.rowId, categoryName: "Lamps" },
        { rowId: out, include: false },
        { rowId: batch.rows[2]?.rowId, categoryName: "Lamps" },
      ],
    ]);
  });

  it("[EXT-03] imports each product once when the worker dies at any touch of its storage, and loses none", async () => {
    for (let diesAt = 1; diesAt < 90; diesAt++) {
      const chrome = browser();
      await paired(chrome);
      const fake = fakeServer();
      const dying = workerRun({ chrome, fake, diesAt });
      let answered = false;
      const first = dying.queue.add({ items: itemsOf(4) }).then(async () => {
        answered = true;
        await dying.runner.settled();
        await commitAll(dying);
      });
      await Promise.race([first, pause()]);
      // The next run repeats the question that was not answered, as `send` does.
      const next = workerRun({ chrome, fake });
      await next.queue.resume();
      if (!answered) await next.queue.add({ items: itemsOf(4) });
      await next.runner.settled();
      await commitAll(next);
      expect({ diesAt, imported: fake.imported.toSorted() }).toEqual({ diesAt, imported: ["p0", "p1", "p2", "p3"] });
    }
  });

  it("[EXT-03] imports each product once when every call is answered too late, refused or lost", async () => {
    const { fake, queue, runner } = await setting();
    fake.state.fail = (_, at) =>
      at % 3 === 0 ? { code: "extension.server_unreachable", late: at % 2 === 0 } : undefined;
    const batch = await toTriage({ queue, runner });
    await queue.commit({ batchId: batch.id, leaveOut: [] });
    await runner.settled();
    expect(fake.imported).toEqual(["p0", "p1", "p2"]);
    expect((await queue.get()).batches[0]?.state).toBe("done");
    expect(fake.state.most).toBe(1);
  });

  it("asks one question at a time, whatever wakes it", async () => {
    const { fake, queue, runner } = await setting();
    await Promise.all([0, 10, 20].map((from) => queue.add({ items: itemsOf(5, from) })));
    for (let at = 0; at < 20; at++) runner.wake();
    await Promise.all([queue.resume(), queue.resume(), runner.settled()]);
    await runner.settled();
    expect(fake.state.most).toBe(1);
    expect((await queue.get()).batches.every(({ state }) => state === "triage")).toBe(true);
  });

  it("takes no product twice, and adds nothing when the same selection is sent again", async () => {
    const { queue, batches } = await setting();
    await queue.add({ items: [...itemsOf(3), ...itemsOf(2)] });
    await queue.add({ items: itemsOf(3) });
    await queue.add({ items: itemsOf(4) });
    const pids = (await batches.list()).flatMap(({ items }) => items.map(({ pid }) => pid));
    expect(pids.toSorted()).toEqual(["p0", "p1", "p2", "p3"]);
  });
});

describe("a queue that cannot go on", () => {
  it.each([
    "extension.session_expired",
    "extension.session_revoked",
    "extension.premium_required",
    "request.scope_missing",
  ])(
    "[EXT-09] [EXT-10] [EXT-11] holds at %s with its reason, asks no more, and goes on where it was once it may",
    async (code) => {
      const { fake, queue, runner } = await setting();
      fake.state.fail = (call) => (call === "get" ? { code } : undefined);
      expect(await toTriage({ queue, runner })).toMatchObject({ state: "held", refusal: { code } });
      const asked = fake.calls.length;
      runner.wake();
      await runner.settled();
      expect(fake.calls).toHaveLength(asked);
      fake.state.fail = undefined;
      await queue.resume();
      await runner.settled();
      expect((await queue.get()).batches[0]).toMatchObject({ state: "triage", refusal: null });
      expect(fake.calls.filter((call) => call === "start")).toHaveLength(1);
    },
  );

  it("holds what was collected for another merchant and says whose it is; paired with that one again it goes on", async () => {
    const { chrome, fake, queue, runner, batches } = await setting();
    fake.state.fail = (_, at) => (at > 1 ? { code: "extension.session_expired" } : undefined);
    await toTriage({ queue, runner });
    fake.state.fail = undefined;
    await paired(chrome, pairingOf("m2", "Other"));
    await queue.resume();
    await runner.settled();
    expect((await queue.get()).batches[0]).toMatchObject({
      state: "held",
      refusal: { code: "extension.other_merchant", sentence: expect.stringContaining("collected for Shop") },
    });
    expect(badgeText(await batches.list())).toBe("!");
    expect(fake.calls).toHaveLength(2);
    await paired(chrome);
    await queue.resume();
    await runner.settled();
    expect((await queue.get()).batches[0]?.state).toBe("triage");
  });

  it("waits longer and longer for a server that is away, leaves long waits to the alarm, and says why", async () => {
    const { fake, queue, runner, watched, time, batches } = await setting();
    fake.state.fail = () => ({ code: "extension.server_unreachable" });
    expect(await toTriage({ queue, runner })).toMatchObject({
      state: "waiting",
      refusal: { code: "extension.server_unreachable" },
    });
    expect(watched.at(-1)).toBe(true);
    const { nextAt } = (await batches.list())[0] ?? { nextAt: 0 };
    expect(nextAt - time.now).toBeGreaterThan(20_000);
    const waits = [1, 2, 3, 4, 5, 20].map((failures) => backoffMs({ details: {} }, failures, 0));
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 150_000]);
    expect(backoffMs({ details: {} }, 1, 1)).toBe(1_000);
    expect(backoffMs({ details: { seconds: 40 } }, 1, 0)).toBe(40_000);
    fake.state.fail = undefined;
    await queue.resume();
    await runner.settled();
    expect((await queue.get()).batches[0]?.state).toBe("triage");
    expect(watched.at(-1)).toBe(false);
  });

  it("reads a plan that ran out anew when asked to, and imports nothing of the old one", async () => {
    const { fake, queue, runner } = await setting();
    const batch = await toTriage({ queue, runner });
    fake.state.fail = (call) => (call === "commit" ? { code: "preview.expired" } : undefined);
    await queue.commit({ batchId: batch.id, leaveOut: [] });
    await runner.settled();
    expect((await queue.get()).batches[0]).toMatchObject({ state: "held", refusal: { code: "preview.expired" } });
    fake.state.fail = undefined;
    await queue.resume();
    await runner.settled();
    expect(fake.imported).toEqual([]);
    await queue.retry({ batchId: batch.id });
    await runner.settled();
    expect((await queue.get()).batches[0]).toMatchObject({ state: "triage", total: 3 });
    expect(fake.calls.filter((call) => call === "start")).toHaveLength(2);
  });

  it("lets a person discard what was not imported, and nothing that is being imported", async () => {
    const { fake, queue, runner } = await setting();
    const batch = await toTriage({ queue, runner });
    fake.state.fail = (call) => (call === "commit" ? { code: "extension.server_unreachable" } : undefined);
    await queue.commit({ batchId: batch.id, leaveOut: [] });
    await runner.settled();
    expect((await queue.discard({ batchId: batch.id })).batches).toHaveLength(1);
    const other = await setting();
    const { id } = await toTriage(other);
    expect((await other.queue.discard({ batchId: id })).batches).toEqual([]);
  });

  it("is bounded: refuses more than it can hold, and drops finished batches alone", async () => {
    const { fake, queue, runner, batches, time } = await setting();
    for (let at = 0; at < KEPT.done + 3; at++) {
      await queue.add({ items: itemsOf(1, at) });
      await runner.settled();
      const [batch] = (await queue.get()).batches;
      await queue.commit({ batchId: batch?.id ?? "", leaveOut: [] });
      await runner.settled();
      time.now += 1_000;
    }
    expect(await batches.list()).toHaveLength(KEPT.done);
    fake.state.fail = () => ({ code: "extension.session_expired" });
    for (let at = 0; at < QUEUE_LIMITS.openBatches; at++) {
      await queue.add({ items: itemsOf(1, 100 + at) });
      await runner.settled();
    }
    await expect(queue.add({ items: itemsOf(1, 900) })).rejects.toMatchObject({ code: "extension.queue_full" });
    time.now += KEPT.ms + 1;
    await batches.trim(time.now);
    expect((await batches.list()).map(({ stage }) => stage)).toEqual(Array(QUEUE_LIMITS.openBatches).fill("asking"));
    expect(badgeText(await batches.list())).toBe("!");
  });

  it("refuses to collect for nobody", async () => {
    const chrome = browser();
    const { queue } = workerRun({ chrome, fake: fakeServer() });
    await expect(queue.add({ items: itemsOf(1) })).rejects.toMatchObject({ code: "extension.not_paired" });
  });
});

const pause = () => new Promise((done) => setTimeout(done, 15));

async function commitAll({ queue, runner }: Pick<Setting, "queue" | "runner">): Promise<void> {
  for (const { id, state } of (await queue.get()).batches)
    if (state === "triage") await queue.commit({ batchId: id, leaveOut: [] });
  await runner.settled();
}
