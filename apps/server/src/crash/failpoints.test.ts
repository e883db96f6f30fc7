import type { ExtensionTokens } from "@nexusone/contracts/extension";
import type { ImportRowView } from "@nexusone/contracts/imports";
import { FAILPOINTS, type Failpoint } from "@nexusone/core/failpoints";
import { startSandbox, type Sandbox } from "@nexusone/sandbox/start";
import type { z } from "zod";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokenRules, Merchant } from "./merchant.ts";
import { createHome, eventually, startProgram, type Home, type Program } from "./program.ts";

let home: Home;
let sandbox: Sandbox;
let merchant: Merchant;
let program: Program | undefined;
const fired = new Set<Failpoint>();

beforeAll(async () => {
  home = createHome();
  sandbox = await startSandbox({ fullSpeed: true });
  merchant = new Merchant(home, sandbox);
});
afterAll(async () => {
  await program?.stop();
  await sandbox.stop();
  home.remove();
});

async function start(failpoint?: Failpoint): Promise<Program> {
  const started = await startProgram(home, sandbox, failpoint);
  if (!started.output().includes("ready ")) throw new Error(`did not start: ${started.output()}`);
  merchant.url = started.url;
  return started;
}

/** How to reach a failpoint, and what must be true after the next start. */
type Scenario<State> = {
  readonly at: Failpoint;
  readonly prepare: () => Promise<State>;
  /** Runs into the failpoint; the answer never comes. */
  readonly reach: (state: State) => Promise<unknown>;
  /** At the program that was started anew. */
  readonly repeat: (state: State) => Promise<void>;
};
const scenario = <State>(one: Scenario<State>) => one as Scenario<unknown>;
type Row = z.infer<typeof ImportRowView>;

const preview = (at: Failpoint) =>
  scenario({
    at,
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
    prepare: () => merchant.preview(),
    reach: ({ id }) => merchant.ask("imports.commit", { previewId: id, edits: [] }),
    repeat: async ({ id }) => {
      const first = await merchant.commit(id);
      expect(first.counts).toEqual({ queued: 0, imported: 1, failed: 0, undone: 0 });
      // Safe to repeat: the same import, not another one.
      expect((await merchant.commit(id)).rows).toEqual(first.rows);
    },
  });

const refresh = (at: Failpoint) =>
  scenario({
    at,
    prepare: async () => merchant.pair((await merchant.pairing()).pairingCode),
    reach: ({ refreshToken }: ExtensionTokens) => merchant.ask("extension.refresh", { refreshToken }),
    repeat: async ({ refreshToken }) => {
      const next = await merchant.refresh(refreshToken);
      expect((await merchant.refresh(refreshToken)).refreshToken, "the one successor").toBe(next.refreshToken);
      await merchant.refresh(next.refreshToken);
    },
  });

/**
 * Each start after a crash has the next failpoint armed already, so that fifteen crashes need sixteen starts: what one
 * scenario repeats must not pass the place of the one that follows it here.
 */
const SCENARIOS: readonly Scenario<unknown>[] = [
  commit("import.commit.after_claim"),
  preview("import.preview.after_read"),
  commit("import.commit.after_product"),
  preview("import.preview.after_store"),
  commit("import.commit.after_credits"),
  scenario({
    at: "extension.pair.before_commit",
    prepare: () => merchant.pairing(),
    reach: ({ pairingCode }) => merchant.ask("extension.pair", { code: pairingCode, browser: "Chrome 140" }),
    repeat: async ({ pairingCode }) => {
      await merchant.pair(pairingCode);
      const again = await merchant.ask("extension.pair", { code: pairingCode, browser: "Chrome 140" });
      expect(again.reason).toBe("extension.code_invalid");
      expect(await merchant.get<unknown[]>("extension.listSessions", {})).toHaveLength(1);
    },
  }),
  commit("import.commit.before_commit"),
  refresh("extension.refresh.after_rotate"),
  commit("import.commit.after_commit"),
  refresh("extension.refresh.after_commit"),
  scenario({
    at: "import.undo.before_commit",
    prepare: async () => {
      const [row] = (await merchant.commit((await merchant.preview()).id)).rows;
      return { importLogId: row!.id, force: false };
    },
    reach: (input) => merchant.ask("imports.undo", input),
    repeat: async (input) => {
      for (let time = 0; time < 2; time++) {
        const row = await merchant.get<Row>("imports.undo", input);
        expect(row).toMatchObject({ state: "undone", credits: 0 });
      }
    },
  }),
  scenario({
    at: "import.bulk.between_rows",
    prepare: () => merchant.preview(3),
    reach: ({ id }) => merchant.ask("imports.commit", { previewId: id, edits: [] }),
    repeat: async ({ id }) => {
      const done = await eventually("the queued rows are imported", async () => {
        const view = await merchant.get<{ state: string; counts: object }>("imports.get", { id });
        return view.state === "done" ? view : undefined;
      });
      expect(done.counts).toEqual({ queued: 0, imported: 3, failed: 0, undone: 0 });
    },
  }),
  scenario({
    at: "draft.after_create",
    prepare: () => merchant.reading(),
    reach: (reading) => merchant.ask("imports.createDraft", { reading }),
    repeat: async (reading) => {
      expect(await merchant.get<unknown[]>("imports.listDrafts", {}), "nothing is half created").toEqual([]);
      await settledDraft((await merchant.get<{ id: string }>("imports.createDraft", { reading })).id);
    },
  }),
  scenario({
    at: "cj.token.after_refresh_call",
    prepare: async () => {
      const sql = home.connect();
      await sql`update cj_connections set access_expires_at = '2020-01-01'`;
      await sql.end();
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
    },
  }),
  scenario({
    at: "draft.before_settle",
    prepare: () => merchant.reading(),
    reach: async (reading) => {
      await merchant.ask("imports.createDraft", { reading });
      await program?.ended;
      // The attempt that died holds the draft for two minutes.
      await sandbox.control.clock.advance(3 * 60_000);
    },
    repeat: async () => {
      const [draft] = await merchant.get<{ id: string }[]>("imports.listDrafts", {});
      await settledDraft(draft!.id);
    },
  }),
];

const settledDraft = (id: string) =>
  eventually("the draft completes itself", async () => {
    const drafts = await merchant.get<{ id: string; state: string; productId: string | null }[]>(
      "imports.listDrafts",
      {},
    );
    const draft = drafts.find((one) => one.id === id);
    return draft?.state === "completed" && draft.productId ? draft : undefined;
  });

describe("killed at every failpoint", () => {
  let pending: (() => Promise<void>) | undefined;

  it.each(SCENARIOS.map((one) => [one.at, one] as const))(
    "[PLN-03] [CAT-13] [OPS-01] %s: the next start finds nothing lost and nothing doubled",
    async (at, one) => {
      program = await start(at);
      if (pending) await pending();
      else await merchant.signIn();
      pending = undefined;
      const state = await one.prepare();
      const answer = one.reach(state).catch(() => "the connection broke");
      const { signal } = await program.ended;
      expect(signal, program.output()).toBe("SIGKILL");
      expect(program.output()).toContain(`failpoint ${at}`);
      await answer;
      fired.add(at);
      program = undefined;
      pending = () => one.repeat(state);
    },
    90_000,
  );

  it("[PLN-03] [CAT-13] ends with exact books after all of them", async () => {
    program = await start();
    await pending?.();
    expect(await brokenRules(home)).toEqual([]);
  }, 90_000);

  it("has fired every failpoint there is", () => {
    expect([...fired].sort()).toEqual([...FAILPOINTS].sort());
  });
});
