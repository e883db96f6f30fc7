import { describe, expect, it } from "vitest";
import { samplePlan, sampleRow, PID, uuid } from "../gallery/sample-plan.ts";
import type { Call } from "./api.ts";
import { createImports } from "./imports.ts";
import { browser } from "./memory.fixture.ts";
import { Refused } from "./refused.ts";
import { setLocal, type Pairing } from "./stores.ts";

const PAIRING: Pairing = {
  ...{ serverUrl: "https://a.test", sessionId: "s1", merchantId: "m1", merchantName: "Shop", merchantSlug: "shop" },
  ...{ locale: "en", refreshToken: "r0", sessionExpiresAt: "2026-04-01T00:00:00Z" },
};
const PREVIEW = uuid(1);
const MINUTE = 60_000;

type Answers = Partial<Record<"preview" | "commit" | "get" | "undo", (input: never) => unknown>>;

async function setting(answers: Answers, options: { at?: number; chrome?: ReturnType<typeof browser> } = {}) {
  const chrome = options.chrome ?? browser();
  const stores = chrome.worker();
  if (!options.chrome) await setLocal(stores, { pairing: PAIRING });
  const asked: [string, unknown][] = [];
  const procedure = (name: keyof Answers) => {
    const act = async (input: never) => {
      asked.push([name, input]);
      return answers[name]?.(input);
    };
    return { mutate: act, query: act };
  };
  // A client with just the procedures these verbs use.
  const client = {
    imports: {
      preview: procedure("preview"),
      commit: procedure("commit"),
      get: procedure("get"),
      undo: procedure("undo"),
    },
  };
  const call = (async (run: (used: never) => unknown) => run(client as never)) as Call;
  const now = () => options.at ?? 0;
  const verbs = createImports({
    stores,
    call,
    builtInServer: "https://a.test",
    now,
    wait: async () => undefined,
    defaults: async () => ({}),
  });
  const intents = () => [...chrome.disk.keys()].filter((key) => key.startsWith("intent:"));
  return { verbs, asked, chrome, intents };
}

const commit = { previewId: PREVIEW, edits: [] } as never;
const view = (row: Record<string, unknown> = {}) => ({
  ...{ id: PREVIEW, state: "done", creditsCharged: 3, counts: { queued: 0, imported: 1, failed: 0, undone: 0 } },
  rows: [sampleRow(row)],
});
const unreachable = () => {
  throw new Refused("extension.server_unreachable");
};

describe("imports in the background", () => {
  it("[EXT-01] previews by the product's id and says every reason in words", async () => {
    const { verbs, asked } = await setting({ preview: () => samplePlan({ reason: "catalog.already_imported" }) });
    const preview = await verbs.preview(PID);
    expect(asked).toEqual([["preview", { items: [{ ref: PID }] }]]);
    expect(preview.existing).toBe(true);
    expect(preview.refusal).toMatchObject({
      sentence: "Already in your catalogue.",
      remedy: { href: `https://a.test/m/shop/catalogue/${uuid(3)}` },
    });
    expect(preview.variants[3]?.reason).toBe("The supplier gives no price for this variant.");
    expect(preview.variants[0]?.says).toMatchObject({ cost: "$11.05", carrier: "CJPacket Ordinary · 7–12 days" });
  });

  it("answers a preview that is none with a reason", async () => {
    const { verbs } = await setting({ preview: () => ({ id: 7 }) });
    await expect(verbs.preview(PID)).rejects.toMatchObject({ code: "extension.server_unreachable" });
  });

  it("[EXT-02] writes an import down before it is sent and strikes it off when answered", async () => {
    let written: string[] = [];
    const first = await setting({
      commit: () => {
        written = first.intents();
        return view();
      },
    });
    expect(await first.verbs.commit(commit)).toMatchObject({
      state: "imported",
      productUrl: `https://a.test/m/shop/catalogue/${uuid(3)}`,
    });
    expect(written).toEqual([`intent:${PREVIEW}`]);
    expect(first.intents()).toEqual([]);
  });

  it("[EXT-02] finishes at the next start what was sent and never answered", async () => {
    const before = await setting({ commit: unreachable });
    await expect(before.verbs.commit(commit)).rejects.toMatchObject({ code: "extension.server_unreachable" });
    expect(before.intents()).toHaveLength(1);
    const after = await setting({ commit: () => view() }, { chrome: before.chrome });
    await after.verbs.resume();
    expect(after.asked).toEqual([["commit", { previewId: PREVIEW, edits: [] }]]);
    expect(after.intents()).toEqual([]);
  });

  it("[EXT-02] sends a commit at most once more for every death of the worker, at any step", async () => {
    for (let diesAt = 1; diesAt < 8; diesAt++) {
      const chrome = browser();
      await setLocal(chrome.worker(), { pairing: PAIRING });
      let commits = 0;
      const call = (async (run: (used: never) => unknown) =>
        run({ imports: { commit: { mutate: async () => (commits++, view()) } } } as never)) as Call;
      const base = {
        call,
        builtInServer: "https://a.test",
        now: () => 0,
        wait: async () => undefined,
        defaults: async () => ({}),
      };
      void createImports({ ...base, stores: chrome.worker(diesAt) }).commit(commit);
      await new Promise((done) => setTimeout(done, 2));
      const sent = commits;
      await createImports({ ...base, stores: chrome.worker() }).resume();
      expect([...chrome.disk.keys()].filter((key) => key.startsWith("intent:"))).toEqual([]);
      expect(commits - sent).toBeLessThanOrEqual(1);
    }
  });

  it("strikes off a refused import and says why", async () => {
    const { verbs, intents } = await setting({
      commit: () =>
        view({ state: "failed", reason: "import.credits_missing", reasonDetails: { needed: 3, available: 1 } }),
    });
    await expect(verbs.commit(commit)).rejects.toMatchObject({
      code: "import.credits_missing",
      details: { needed: 3, available: 1 },
    });
    expect(intents()).toEqual([]);
  });

  it("waits for an import that was queued", async () => {
    let asked = 0;
    const { verbs } = await setting({
      commit: () => view({ state: "queued" }),
      get: () => (++asked < 3 ? view({ state: "queued" }) : view()),
    });
    expect(await verbs.commit(commit)).toMatchObject({ state: "imported" });
    expect(asked).toBe(3);
  });

  it.each([
    ["of another pairing", { pairing: { ...PAIRING, sessionId: "s2" } }, 0],
    ["older than its preview", { pairing: PAIRING }, 31 * MINUTE],
  ])("drops an unanswered import %s without sending it", async (_, stored, at) => {
    const before = await setting({ commit: unreachable });
    await before.verbs.commit(commit).catch(() => undefined);
    await setLocal(before.chrome.worker(), stored);
    const after = await setting({ commit: () => view() }, { chrome: before.chrome, at });
    await after.verbs.resume();
    expect(after.asked).toEqual([]);
    expect(after.intents()).toEqual([]);
  });

  it("refuses to import for a browser that is not paired", async () => {
    const { verbs, chrome, asked } = await setting({ commit: () => view() });
    chrome.disk.clear();
    await expect(verbs.commit(commit)).rejects.toMatchObject({ code: "extension.not_paired" });
    expect(asked).toEqual([]);
  });

  it("gives an undone import no link and no second undo", async () => {
    const { verbs } = await setting({ undo: () => sampleRow({ state: "undone", undoableUntil: null }) });
    expect(await verbs.undo({ importLogId: uuid(4), force: false } as never)).toMatchObject({
      ...{ state: "undone", productUrl: null, undoable: false },
    });
  });
});
