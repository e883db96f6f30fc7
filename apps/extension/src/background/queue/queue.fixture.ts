import { uuid } from "../../gallery/sample-plan.ts";
import type { browser } from "../memory.fixture.ts";
import { Refused } from "../refused.ts";
import { setLocal, type Pairing } from "../stores.ts";
import { createBatches } from "./batches.ts";
import type { Row, Rule } from "./batch.ts";
import { createQueue } from "./queue.ts";
import { createRunner } from "./runner.ts";
import type { ImportAnswer, PlanAnswer, QueueServer } from "./server.ts";

export const pairingOf = (merchantId: string, name: string): Pairing => ({
  ...{
    serverUrl: "https://a.test",
    sessionId: `s-${merchantId}`,
    merchantId,
    merchantName: name,
    merchantSlug: "shop",
  },
  ...{ locale: "en", refreshToken: "r0", sessionExpiresAt: "2026-04-01T00:00:00Z" },
});
export const itemsOf = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => ({ pid: `p${from + at}`, name: `Product ${from + at}`, imageUrl: null }));

type Plan = {
  key: string;
  refs: string[];
  looks: number;
  committed: string[] | undefined;
  failed: Map<string, string>;
  rules: Map<string, Rule>;
};

/**
 * The server's side in memory: a plan per key, an import per plan, however often it is asked. `fail` may refuse a call before
 * or after it took effect. `imported` and `taken` are what a merchant would see.
 */
export function fakeServer() {
  const plans = new Map<string, Plan>();
  const imported: string[] = [];
  const calls: string[] = [];
  const state = {
    /** Refuses the n-th call on; `late`: only after it was carried out. */
    fail: undefined as ((call: string, at: number) => { code: string; late?: boolean } | undefined) | undefined,
    excluded: new Map<string, string>(),
    /** Products whose import fails with a reason. */
    failing: new Map<string, string>(),
    /** Products a person has changed since their import. */
    edited: new Set<string>(),
    /** Imports take their time: they run, or are paused, until this is over. */
    slow: false,
    paused: false,
    open: 0,
    most: 0,
  };
  async function called<T>(name: string, act: () => T): Promise<T> {
    calls.push(name);
    state.most = Math.max(state.most, ++state.open);
    try {
      const failure = state.fail?.(name, calls.length);
      if (failure && !failure.late) throw new Refused(failure.code);
      await Promise.resolve();
      const answer = act();
      if (failure) throw new Refused(failure.code);
      return answer;
    } finally {
      state.open--;
    }
  }
  const answerOf = (plan: Plan): PlanAnswer => {
    const ready = plan.looks++ > 1;
    return {
      id: plan.key,
      expiresAt: "2026-03-14T10:30:00Z",
      state: ready ? "ready" : "reading",
      cost: { credits: 3 * plan.refs.filter((ref) => !state.excluded.has(ref)).length },
      creditsAvailable: 3_000,
      pricing: { floorMarginBps: 1_500, defaultPriceRule: SHOP_RULE },
      rows: plan.refs.map((ref, at) => rowOf(plan, ref, at, ready)),
    };
  };
  const rowOf = (plan: Plan, ref: string, at: number, ready: boolean): Row => {
    const reason = state.excluded.get(ref) ?? (imported.includes(ref) ? "catalog.already_imported" : null);
    return {
      ...{
        rowId: `${plan.key}:${at}`,
        pid: ref,
        name: null,
        imageUrl: null,
        details: {},
        belowFloor: false,
        price: priceBy(plan.rules.get(`${plan.key}:${at}`) ?? SHOP_RULE),
      },
      ...(ready
        ? { state: reason ? ("excluded" as const) : ("ok" as const), reason }
        : { state: "reading", reason: null }),
    };
  };
  const importOf = (plan: Plan): ImportAnswer => ({
    id: plan.key,
    state: state.slow ? (state.paused ? "paused" : "running") : "done",
    rows: (plan.committed ?? []).map((ref) => {
      const { slow } = state;
      const reason = plan.failed.get(ref) ?? null;
      const now = slow
        ? ("queued" as const)
        : reason
          ? ("failed" as const)
          : imported.includes(ref)
            ? ("imported" as const)
            : ("undone" as const);
      return { rowId: `${plan.key}:${plan.refs.indexOf(ref)}`, externalId: ref, state: now, reason, reasonDetails: {} };
    }),
  });
  const found = (id: string): Plan => {
    const plan = plans.get(id);
    if (!plan) throw new Refused("preview.not_found");
    return plan;
  };
  const server: QueueServer = {
    startPreview: (key, items) =>
      called("start", () => {
        const plan = plans.get(key) ?? { key, refs: items.map(({ pid }) => pid), looks: 0, ...unsent() };
        plans.set(key, plan);
        return answerOf(plan);
      }),
    getPreview: (id) => called("get", () => answerOf(found(id))),
    reprice: (id, rowIds, rule) =>
      called("reprice", () => {
        const plan = found(id);
        for (const rowId of rowIds) plan.rules.set(rowId, rule);
        return answerOf(plan);
      }),
    commit: (id, edits) =>
      called("commit", () => {
        const plan = found(id);
        if (plan.committed) return importOf(plan);
        const out = new Set(edits.filter(({ include }) => include === false).map(({ rowId }) => rowId));
        plan.committed = plan.refs.filter((ref, at) => !out.has(`${id}:${at}`) && !state.excluded.has(ref));
        plan.failed = new Map(state.failing);
        imported.push(...plan.committed.filter((ref) => !plan.failed.has(ref)));
        return importOf(plan);
      }),
    getImport: (id) => called("import", () => importOf(found(id))),
    setPaused: (id, paused) =>
      called(paused ? "pause" : "resume", () => {
        state.paused = paused;
        return importOf(found(id));
      }),
    undo: (id, force) =>
      called("undo", () => {
        const { committed = [], failed } = found(id);
        const there = committed.filter((ref) => imported.includes(ref) && !failed.has(ref));
        const gone = there.filter((ref) => force || !state.edited.has(ref));
        for (const ref of gone) imported.splice(imported.indexOf(ref), 1);
        const edited = there.filter((ref) => !gone.includes(ref)).map((ref) => ({ name: ref, externalId: ref }));
        return { undone: gone.length, credits: 3 * gone.length, edited, refused: [] };
      }),
  };
  return { server, state, calls, imported, forget: () => plans.clear() };
}

export type Fake = ReturnType<typeof fakeServer>;
/** Ten of whatever the rule says. */
const priceBy = (rule: Rule): Row["price"] => {
  const minor = 1_000 * Number(rule.kind === "multiplier" ? rule.factor : 1);
  return { currency: "EUR", fromMinor: minor, toMinor: minor, percentBps: null, banded: false };
};
const SHOP_RULE: Rule = { kind: "multiplier", factor: "2", of: "landed" };
const unsent = () => ({ committed: undefined, failed: new Map<string, string>(), rules: new Map<string, Rule>() });
const nowhere = async () => undefined;
let made = 0;

/** One run of the worker over a browser's storage. Time moves only by waiting. */
export function workerRun(options: { chrome: ReturnType<typeof browser>; fake: Fake; diesAt?: number }) {
  const stores = options.chrome.worker(options.diesAt);
  const time = { now: 0 };
  const watched: boolean[] = [];
  const batches = createBatches(stores, async () => undefined);
  const runner = createRunner({
    ...{ stores, batches, server: options.fake.server, now: () => time.now, random: () => 0.5 },
    wait: async (ms) => {
      time.now += ms;
      await new Promise((done) => setImmediate(done));
    },
    watch: async (busy) => {
      watched.push(busy);
    },
    stop: nowhere,
  });
  const queue = createQueue({
    ...{ stores, batches, runner, server: options.fake.server, builtInServer: "https://a.test" },
    ...{ now: () => time.now, uuid: () => uuid(++made) },
    defaults: async () => ({}),
    stop: nowhere,
  });
  return { queue, runner, batches, stores, time, watched };
}

export async function paired(chrome: ReturnType<typeof browser>, pairing = pairingOf("m1", "Shop")): Promise<void> {
  await setLocal(chrome.worker(), { pairing });
}
