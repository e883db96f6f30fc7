import { describe, expect, it } from "vitest";
import { browser } from "../memory.fixture.ts";
import { fakeServer, itemsOf, paired, pairingOf, workerRun } from "./queue.fixture.ts";

/** A batch of three that went through; products of `failing` did not. */
async function imported(failing: readonly string[] = []) {
  const chrome = browser();
  await paired(chrome);
  const fake = fakeServer();
  for (const pid of failing) fake.state.failing.set(pid, "preview.moved");
  const run = workerRun({ chrome, fake });
  await run.queue.add({ items: itemsOf(3) });
  await run.runner.settled();
  const batchId = (await run.queue.get()).batches[0]?.id ?? "";
  await run.queue.commit({ batchId, leaveOut: [] });
  await run.runner.settled();
  return { ...run, chrome, fake, batchId };
}

describe("a finished batch", () => {
  it("[CAT-12] [EXT-03] is undone as a whole; what was changed since is named first, and goes with a second word", async () => {
    const { queue, fake, batchId } = await imported();
    fake.state.edited.add("p1");
    const first = await queue.undo({ batchId, force: false });
    expect(first).toMatchObject({
      say: "Products undone: 2. Credits that came back: 6.",
      edited: ["p1"],
      refused: [],
    });
    expect(fake.imported).toEqual(["p1"]);
    expect(first.queue.batches[0]).toMatchObject({ state: "done", imported: 1 });
    const second = await queue.undo({ batchId, force: true });
    expect(fake.imported).toEqual([]);
    expect(second.queue.batches[0]?.counts).toEqual([{ reason: null, say: "Undone", count: 3 }]);
  });

  it("[CAT-12] gives nothing back twice, and is not undone for another merchant", async () => {
    const { queue, fake, batchId, chrome } = await imported();
    await queue.undo({ batchId, force: false });
    expect(await queue.undo({ batchId, force: true })).toMatchObject({
      say: "Products undone: 0. Credits that came back: 0.",
    });
    const asked = fake.calls.length;
    await paired(chrome, pairingOf("m2", "Other"));
    await expect(queue.undo({ batchId, force: true })).rejects.toMatchObject({ code: "extension.other_merchant" });
    expect(fake.calls).toHaveLength(asked);
  });

  it("[EXT-03] hands what failed to a batch of its own, and can still be undone", async () => {
    const { queue, runner, fake, batchId } = await imported(["p2"]);
    expect((await queue.get()).batches[0]).toMatchObject({ imported: 2, total: 3 });
    fake.state.failing.clear();
    await queue.retry({ batchId });
    await runner.settled();
    const [again, before] = (await queue.get()).batches;
    expect(again).toMatchObject({ state: "triage", total: 1 });
    expect(before).toMatchObject({ id: batchId, state: "done", imported: 2, total: 2 });
    await queue.commit({ batchId: again?.id ?? "", leaveOut: [] });
    await runner.settled();
    expect(fake.imported).toEqual(["p0", "p1", "p2"]);
    await queue.undo({ batchId, force: false });
    expect(fake.imported).toEqual(["p2"]);
  });
});

describe("a running import", () => {
  it("[EXT-03] [UIX-03] is paused at the server, asks nothing while it rests, and goes on from where it was", async () => {
    const chrome = browser();
    await paired(chrome);
    const fake = fakeServer();
    const { queue, runner, watched } = workerRun({ chrome, fake });
    await queue.add({ items: itemsOf(3) });
    await runner.settled();
    const batchId = (await queue.get()).batches[0]?.id ?? "";
    expect((await queue.pause({ batchId, paused: true })).batches[0]?.state).toBe("triage");
    fake.state.slow = true;
    await queue.commit({ batchId, leaveOut: [] });
    await expect.poll(() => fake.calls.includes("import")).toBe(true);
    expect((await queue.pause({ batchId, paused: true })).batches[0]).toMatchObject({ state: "paused", read: 0 });
    await runner.settled();
    expect(watched.at(-1)).toBe(false);
    const asked = fake.calls.length;
    runner.wake();
    await runner.settled();
    expect(fake.calls).toHaveLength(asked);
    fake.state.slow = false;
    await queue.pause({ batchId, paused: false });
    await runner.settled();
    expect((await queue.get()).batches[0]).toMatchObject({ state: "done", imported: 3 });
  });

  it("[EXT-03] that was paused is looked at again by the next worker: somebody may have let it go on elsewhere", async () => {
    const { queue, runner, batches, batchId } = await imported();
    await batches.change(batchId, (batch) => ({ ...batch, stage: "importing", paused: true }));
    expect((await queue.get()).batches[0]?.state).toBe("paused");
    await queue.resume();
    await runner.settled();
    expect((await queue.get()).batches[0]?.state).toBe("done");
  });

  it("[EXT-03] [UIX-03] that is paused is called paused while the server does not answer about it", async () => {
    const { fake, queue, runner, batches, batchId } = await imported();
    await batches.change(batchId, (batch) => ({ ...batch, stage: "importing", paused: true }));
    fake.state.fail = () => ({ code: "extension.server_unreachable" });
    await queue.resume();
    await runner.settled();
    const refusal = { code: "extension.server_unreachable" };
    expect((await queue.get()).batches[0]).toMatchObject({ state: "paused", refusal });
    fake.state.fail = undefined;
    await queue.retry({ batchId });
    await runner.settled();
    expect((await queue.get()).batches[0]?.state).toBe("done");
  });
});

describe("a batch that waits for a decision", () => {
  it("[EXT-02] [EXT-03] shows prices by the rule chosen for it, and by the shop's own again; both are what is imported", async () => {
    const chrome = browser();
    await paired(chrome);
    const { queue, runner } = workerRun({ chrome, fake: fakeServer() });
    await queue.add({ items: itemsOf(2) });
    await runner.settled();
    const batchId = (await queue.get()).batches[0]?.id ?? "";
    const prices = async () => (await queue.get()).batches[0]?.rows.map(({ price }) => price);
    expect(await prices()).toEqual(["€20.00", "€20.00"]);
    const priceRule = { kind: "multiplier", factor: "3", of: "landed" } as const;
    const repriced = await queue.reprice({ batchId, priceRule });
    expect(repriced.batches[0]).toMatchObject({ state: "triage", settings: { priceRule } });
    expect(await prices()).toEqual(["€30.00", "€30.00"]);
    await queue.reprice({ batchId, priceRule: null });
    expect(await prices()).toEqual(["€20.00", "€20.00"]);
    expect((await queue.get()).batches[0]?.settings.priceRule).toBeUndefined();
  });
});
