import type { ProductView } from "@nexusone/contracts/catalog";
import type { ExtensionAccountView, ExtensionSessionView, ExtensionTokens } from "@nexusone/contracts/extension";
import type { ImportPreview, ImportRowView, ImportView, RunningPreview } from "@nexusone/contracts/imports";
import { FAILPOINTS, type Failpoint } from "@nexusone/core/failpoints";
import { startSandbox, type Sandbox } from "@nexusone/sandbox/start";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { customerNotice } from "./customer-notices.ts";
import { eventDispatch } from "./event-dispatch.ts";
import { brokenRules, leftOver } from "./invariants.ts";
import { fileRemoval, pictureCopy } from "./media.ts";
import { Merchant } from "./merchant.ts";
import { messageOf } from "./messages.ts";
import { noticeDelivery } from "./notice-delivery.ts";
import { orderScenarios } from "./orders.ts";
import { refundOf } from "./refunds.ts";
import { syncOf } from "./sync.ts";
import { webhookDelivery } from "./webhook-delivery.ts";
import { createHome, eventually, startProgram, type Home, type Program } from "./program.ts";

let home: Home;
let sandbox: Sandbox;
let merchant: Merchant;
let running: { readonly armed: Failpoint | undefined; readonly program: Program } | undefined;
const fired = new Set<Failpoint>();

beforeAll(async () => {
  home = createHome();
  sandbox = await startSandbox({ fullSpeed: true });
  merchant = new Merchant(home, sandbox);
  await programWith(SCENARIOS[0]?.at);
  await merchant.signIn();
}, 120_000);
afterAll(async () => {
  await running?.program.stop();
  await sandbox.stop();
  home.remove();
});

/** The program with this failpoint armed: the one that runs, else a new one on the same data folder. */
async function programWith(armed: Failpoint | undefined): Promise<Program> {
  if (running?.armed === armed && running?.program.alive()) return running.program;
  await running?.program.stop("SIGKILL");
  const program = await startProgram(home, sandbox, armed);
  if (!program.alive()) throw new Error(`did not start: ${program.output()}`);
  merchant.url = program.url;
  running = { armed, program };
  return program;
}

/** How to reach a failpoint, and what must be true after the next start. */
type Scenario<State> = {
  readonly at: Failpoint;
  /** Requirements it proves, in brackets. */
  readonly rows: string;
  readonly prepare: () => Promise<State>;
  /** Runs into the failpoint; the answer never comes. */
  readonly reach: (state: State) => Promise<unknown>;
  /** While nothing runs. */
  readonly meanwhile?: () => Promise<unknown>;
  /** What a client would do again, at the program that was started anew. */
  readonly repeat: (state: State) => Promise<void>;
};
// Each state stays between the functions of its own scenario.
const scenario = <State>(one: Scenario<State>) => one as Scenario<unknown>;

const preview = (at: Failpoint) =>
  scenario({
    at,
    rows: "[CAT-09]",
    prepare: () => merchant.product(),
    reach: ({ pid }) => merchant.ask("imports.preview", { items: [{ ref: pid }] }),
    repeat: async ({ pid }) => {
      const { rows } = await merchant.get<{ rows: { status: string }[] }>("imports.preview", { items: [{ ref: pid }] });
      expect(rows.map((row) => row.status)).toEqual(["ok"]);
    },
  });

const commit = (at: Failpoint) =>
  scenario({
    at,
    rows: "[CAT-09] [CAT-10] [PLN-05] [PLN-06]",
    prepare: () => merchant.preview(),
    reach: ({ id }) => merchant.ask("imports.commit", { previewId: id, edits: [] }),
    repeat: async ({ id }) => {
      const first = await merchant.commit(id);
      expect(first.counts).toEqual({ queued: 0, imported: 1, failed: 0, undone: 0 });
      // Safe to repeat: the same import, not another one.
      expect((await merchant.commit(id)).rows).toEqual(first.rows);
      const again = await merchant.get<ImportPreview>("imports.preview", {
        items: [{ ref: first.rows[0]!.externalId }],
      });
      expect(again.rows[0]).toMatchObject({
        reason: "catalog.already_imported",
        existingProductId: first.rows[0]!.productId,
      });
    },
  });

/** Ten products, so that there are several batches; the answer to the start may come before the job dies. */
const started = (at: Failpoint) =>
  scenario({
    at,
    rows: "[CAT-08] [CAT-09] [INV-10]",
    prepare: async () => {
      const found = await Promise.all(Array.from({ length: 10 }, () => merchant.product()));
      return { key: randomUUID(), items: found.map(({ pid }) => ({ ref: pid })) };
    },
    reach: (input) => merchant.ask("imports.startPreview", input),
    repeat: async (input) => {
      const { id } = await merchant.get<RunningPreview>("imports.startPreview", input);
      const ready = await eventually("the preview is read", async () => {
        const view = await merchant.get<RunningPreview>("imports.getPreview", { id });
        return view.state === "ready" ? view : undefined;
      });
      expect(ready.rows.map((row) => row.status)).toEqual(input.items.map(() => "ok"));
      expect((await merchant.get<RunningPreview>("imports.startPreview", input)).id).toBe(id);
    },
  });

const refresh = (at: Failpoint) =>
  scenario({
    at,
    rows: "[EXT-08]",
    prepare: async () => merchant.pair((await merchant.pairing()).pairingCode),
    reach: ({ refreshToken }: ExtensionTokens) => merchant.ask("extension.refresh", { refreshToken }),
    repeat: async ({ refreshToken }) => {
      const next = await merchant.refresh(refreshToken);
      expect((await merchant.refresh(refreshToken)).refreshToken, "the one successor").toBe(next.refreshToken);
      const last = await merchant.refresh(next.refreshToken);
      expect(last.sessionId).toBe(next.sessionId);
      await merchant.get<ExtensionAccountView>("extension.account", undefined, last.accessToken);
      const sessions = await merchant.get<ExtensionSessionView[]>("extension.listSessions", {});
      expect(sessions.find((session) => session.id === last.sessionId)?.status).toBe("active");
    },
  });

const reading = (at: Failpoint) =>
  scenario({
    at,
    rows: "[CAT-13]",
    prepare: async () => {
      const [row] = (await merchant.commit((await merchant.preview()).id)).rows;
      const { pid, variants } = await sandbox.control.products.get(row!.externalId);
      for (const { vid, priceUsd } of variants)
        await sandbox.control.products.setPrice(vid, Number(((priceUsd ?? 0) + 0.1).toFixed(2)));
      return { id: row!.productId, pid };
    },
    reach: ({ id }) => merchant.ask("catalog.refreshProduct", { id }),
    repeat: async ({ id }) => {
      const before = await merchant.get<ProductView>("catalog.getProduct", { id });
      expect(before.version, "nothing is half applied").toBe(1);
      const after = await merchant.get<ProductView>("catalog.refreshProduct", { id });
      expect(after).toMatchObject({ version: 2, minCostUsd: (Number(before.minCostUsd) + 0.1).toFixed(2) });
      expect((await merchant.get<ProductView>("catalog.refreshProduct", { id })).version).toBe(2);
    },
  });

const delivery = (at: Failpoint) => scenario({ at, ...webhookDelivery(() => merchant) });
const sync = (at: Failpoint) => scenario({ at, ...syncOf(() => merchant) });
const message = (at: Failpoint) => scenario({ at, ...messageOf(() => merchant) });
const dispatch = (at: Failpoint) => scenario({ at, ...eventDispatch(() => merchant) });

const atCj = orderScenarios(() => merchant);
const submit = (at: Failpoint) => scenario({ at, ...atCj.submit });
const pay = (at: Failpoint) => scenario({ at, ...atCj.pay });
const refund = (at: Failpoint, size: "part" | "all") =>
  scenario({ at, ...refundOf(() => merchant, atCj.placed, size) });

/**
 * Each start after a crash has the next failpoint armed already, so that fifteen crashes need sixteen starts: what one
 * scenario repeats must not pass the place of the one that follows it here.
 */
const SCENARIOS: readonly Scenario<unknown>[] = [
  // First, and with nothing between them that imports: every later import has its pictures copied in the background.
  scenario({ at: "media.store.after_bytes", ...pictureCopy(() => merchant) }),
  scenario({
    at: "extension.pair.before_commit",
    rows: "[EXT-05] [EXT-08]",
    prepare: () => merchant.pairing(),
    reach: ({ pairingCode }) => merchant.ask("extension.pair", { code: pairingCode, browser: "Chrome 140" }),
    repeat: async ({ pairingCode }) => {
      await merchant.pair(pairingCode);
      const again = await merchant.ask("extension.pair", { code: pairingCode, browser: "Chrome 140" });
      expect(again.reason).toBe("extension.code_invalid");
      expect(await merchant.get<unknown[]>("extension.listSessions", {})).toHaveLength(1);
    },
  }),
  scenario({ at: "media.copy.after_store", ...pictureCopy(() => merchant) }),
  scenario({ at: "media.remove.after_bytes", ...fileRemoval(() => merchant) }),
  commit("import.commit.after_claim"),
  message("cj.webhook.after_store"),
  delivery("webhook.delivery.after_claim"),
  submit("order.submit.before_enqueue_commit"),
  refund("payment.refund.after_payment", "part"),
  reading("catalog.refresh.after_read"),
  scenario({ at: "order.batch.before_commit", ...atCj.batch }),
  started("import.start.after_store"),
  message("inbox.drain.before_commit"),
  pay("order.pay.before_call"),
  refund("payment.refund.before_commit", "all"),
  preview("import.preview.after_store"),
  dispatch("events.dispatch.after_commit"),
  commit("import.commit.after_product"),
  delivery("webhook.delivery.after_call"),
  submit("order.submit.before_call"),
  refund("payment.refund.after_commit", "part"),
  sync("inventory.sync.after_read"),
  started("import.read.after_call"),
  pay("order.pay.after_confirm"),
  refund("payment.refund.after_payment", "all"),
  refresh("extension.refresh.after_rotate"),
  message("inbox.follow.before_commit"),
  commit("import.commit.after_credits"),
  delivery("webhook.delivery.before_commit"),
  submit("order.submit.after_call"),
  refund("payment.refund.before_commit", "part"),
  sync("inventory.sync.before_commit"),
  reading("catalog.refresh.before_commit"),
  pay("order.pay.after_call"),
  refund("payment.refund.after_commit", "all"),
  started("import.read.after_batch"),
  sync("inventory.sync.after_batch"),
  refresh("extension.refresh.after_commit"),
  message("inventory.hints.before_commit"),
  submit("order.submit.before_commit"),
  commit("import.commit.before_commit"),
  scenario({
    at: "import.undo.before_commit",
    rows: "[PLN-05] [PLN-06]",
    prepare: async () => {
      const [row] = (await merchant.commit((await merchant.preview()).id)).rows;
      return { importLogId: row!.id, force: false };
    },
    reach: (input) => merchant.ask("imports.undo", input),
    repeat: async (input) => {
      for (let time = 0; time < 2; time++) {
        const row = await merchant.get<z.infer<typeof ImportRowView>>("imports.undo", input);
        expect(row).toMatchObject({ state: "undone", credits: 0 });
      }
    },
  }),
  commit("import.commit.after_commit"),
  pay("order.pay.before_commit"),
  scenario({
    at: "import.bulk.between_rows",
    rows: "[CAT-09] [CAT-10] [PLN-05]",
    prepare: () => merchant.preview(3),
    reach: ({ id }) => merchant.ask("imports.commit", { previewId: id, edits: [] }),
    repeat: async ({ id }) => {
      const done = await imported(id);
      expect(done.counts).toEqual({ queued: 0, imported: 3, failed: 0, undone: 0 });
    },
  }),
  scenario({
    at: "import.undo.after_batch",
    rows: "[CAT-09] [PLN-05] [PLN-06]",
    prepare: async () => {
      const { id } = await merchant.preview(3);
      await merchant.ask("imports.commit", { previewId: id, edits: [] });
      await imported(id);
      return { id, force: false };
    },
    reach: (input) => merchant.ask("imports.undoBatch", input),
    repeat: async (input) => {
      await merchant.get("imports.undoBatch", input);
      expect((await merchant.get<ImportView>("imports.get", { id: input.id })).counts).toMatchObject({ undone: 3 });
      expect(await merchant.get("imports.undoBatch", input)).toMatchObject({ undone: 0, credits: 0 });
    },
  }),
  scenario({ at: "order.batch.between_rows", ...atCj.batch }),
  started("import.read.before_ready"),
  scenario({ at: "order.cancel.after_call", ...atCj.cancel }),
  preview("import.preview.after_read"),
  dispatch("events.apply.before_commit"),
  scenario({
    at: "draft.after_create",
    rows: "[CAT-09]",
    prepare: async () => {
      await sandbox.control.faults.add({ match: { vendor: "cj-api", path: "/product" }, kind: "status", status: 503 });
      const reading = await merchant.reading();
      expect((await merchant.ask("imports.preview", { items: [{ ref: reading.pid }] })).reason).toBe("cj.unavailable");
      return reading;
    },
    reach: (reading) => merchant.ask("imports.createDraft", { reading }),
    meanwhile: () => sandbox.control.faults.clear(),
    repeat: async (reading) => {
      expect(await merchant.get<unknown[]>("imports.listDrafts", {}), "nothing is half created").toEqual([]);
      await settledDraft((await merchant.get<{ id: string }>("imports.createDraft", { reading })).id);
    },
  }),
  scenario({
    at: "cj.token.after_refresh_call",
    rows: "[CAT-09]",
    prepare: async () => {
      await sandbox.control.faults.add({
        match: { vendor: "cj-api", path: "/product" },
        kind: "token_invalid",
        times: 1,
      });
      return merchant.product();
    },
    reach: ({ pid }) => merchant.ask("imports.preview", { items: [{ ref: pid }] }),
    repeat: async ({ pid }) => {
      // The dead process holds the lease on the token for a few seconds more: until then a clean refusal to be repeated.
      const one = await eventually("somebody else may ask for the token", async () => {
        const answer = await merchant.ask("imports.preview", { items: [{ ref: pid }] });
        expect([undefined, "cj.unavailable"]).toContain(answer.reason);
        return answer.reason === undefined ? (answer.value as { id: string }) : undefined;
      });
      expect((await merchant.commit(one.id)).counts).toMatchObject({ imported: 1 });
      // CJ knows one living pair, and it is the stored one: nobody asks for another.
      const asked = () => sandbox.control.requests.list({ vendor: "cj-api", path: "/authentication" });
      const before = await asked();
      await merchant.preview();
      expect(await asked()).toEqual(before);
    },
  }),
  scenario({
    at: "draft.before_settle",
    rows: "[CAT-09] [CAT-10] [PLN-05]",
    prepare: () => merchant.reading(),
    reach: (reading) => merchant.ask("imports.createDraft", { reading }),
    // The attempt that died holds the draft for two minutes.
    meanwhile: () => sandbox.control.clock.advance(3 * 60_000),
    repeat: async () => {
      const [draft] = await merchant.get<{ id: string }[]>("imports.listDrafts", {});
      await settledDraft(draft!.id);
    },
  }),
  scenario(noticeDelivery(() => merchant)),
  scenario(customerNotice(() => merchant, atCj.placed, "customer_notice.before_send", 0)),
  scenario(customerNotice(() => merchant, atCj.placed, "customer_notice.after_send", 1)),
];

/** Every event is numbered, and everybody who follows them has looked at the last. */
const nobodyFollows = async (of: Home): Promise<void> => {
  const sql = of.connect();
  await eventually("events are followed", async () => {
    const [row] = await sql<{ open: boolean }[]>`
      select exists (select from events where seq is null)
        or exists (select from event_readers where seq < (select max(seq) from events)) as open`;
    return row?.open ? undefined : true;
  });
  await sql.end();
};

const imported = (id: string) =>
  eventually("the queued rows are imported", async () => {
    const view = await merchant.get<ImportView>("imports.get", { id });
    return view.state === "done" ? view : undefined;
  });

const settledDraft = (id: string) =>
  eventually("the draft completes itself", async () => {
    const drafts = await merchant.get<{ id: string; state: string; productId: string | null }[]>(
      "imports.listDrafts",
      {},
    );
    const draft = drafts.find((one) => one.id === id);
    return draft?.state === "completed" && draft.productId ? draft : undefined;
  });

/**
 * The next scenario's place is armed already while this one repeats, which saves a start. Not where work in the background comes
 * by: what an earlier scenario left would end the program in the middle of the repetition.
 */
const armedAhead = (next: Failpoint | undefined): Failpoint | undefined =>
  next && /^(catalog|cj\.token|draft|extension|import|order|payment)\./.test(next) ? next : undefined;

/** Pieces of work that earlier scenarios may leave behind. */
const MOST_LEFT = 5;

/**
 * The program with the place armed, and what the scenario needs. Work that earlier ones left behind may come by the place before
 * that: then the program is started once more.
 */
async function begin<State>({ at, prepare }: Scenario<State>): Promise<{ victim: Program; state: State }> {
  // What ends a program before it has done anything would end the next one as well.
  if (armedAhead(at) === undefined && running?.program.alive()) await nobodyFollows(home);
  for (let left = 0; ; left += 1) {
    const victim = await programWith(at);
    try {
      return { victim, state: await prepare() };
    } catch (error) {
      const ended = await Promise.race([victim.ended, sleep(1_000, undefined, { ref: false })]);
      if (ended?.signal !== "SIGKILL" || left === MOST_LEFT) throw error;
    }
  }
}

describe("killed at every failpoint", () => {
  it.each(SCENARIOS.map((one, index) => [one.rows, one.at, one, SCENARIOS[index + 1]?.at] as const))(
    "[DAT-01] %s %s: the next start finds nothing lost and nothing doubled",
    async (_rows, at, one, next) => {
      const { victim, state } = await begin(one);
      const answer = one.reach(state).catch(() => "the connection broke");
      const end = await Promise.race([victim.ended, sleep(30_000, undefined, { ref: false })]);
      expect(end?.signal, `${at} did not fire: ${victim.output()}`).toBe("SIGKILL");
      expect(victim.output()).toContain(`failpoint ${at}\n`);
      await answer;
      fired.add(at);

      await one.meanwhile?.();
      await programWith(armedAhead(next));
      expect(await brokenRules(home), "before anything is repeated").toEqual([]);
      await one.repeat(state);
      expect(await brokenRules(home)).toEqual([]);
      expect(await leftOver(home)).toEqual([]);
    },
    120_000,
  );

  it.each(FAILPOINTS)("%s has fired", (name) => {
    expect([...fired]).toContain(name);
  });
});
