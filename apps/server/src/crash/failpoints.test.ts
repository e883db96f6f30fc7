import { FAILPOINTS, type Failpoint } from "@nexusone/core/failpoints";
import { startSandbox, type Sandbox } from "@nexusone/sandbox/start";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserScenarios } from "./browsers.ts";
import { chatFileScenarios } from "./chat-files.ts";
import { campaignStep } from "./campaigns.ts";
import { customerNotice } from "./customer-notices.ts";
import { draftScenarios } from "./drafts.ts";
import { eventDispatch } from "./event-dispatch.ts";
import { importScenarios } from "./imports.ts";
import { brokenRules, leftOver } from "./invariants.ts";
import { fileRemoval, pictureCopy } from "./media.ts";
import { Merchant } from "./merchant.ts";
import { messageOf } from "./messages.ts";
import { noticeDelivery } from "./notice-delivery.ts";
import { orderScenarios } from "./orders.ts";
import { chatOrder } from "./chat-orders.ts";
import { incomingMessage } from "./incoming-messages.ts";
import { outgoingMessage } from "./outgoing-messages.ts";
import { refundOf } from "./refunds.ts";
import { scenario, type Scenario } from "./scenario.ts";
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

const imports = importScenarios(() => merchant);
const preview = (at: Failpoint) => scenario({ at, ...imports.preview });
const commit = (at: Failpoint) => scenario({ at, ...imports.commit });
const started = (at: Failpoint) => scenario({ at, ...imports.started });
const reading = (at: Failpoint) => scenario({ at, ...imports.refresh });
const browsers = browserScenarios(() => merchant);
const refresh = (at: Failpoint) => scenario({ at, ...browsers.refresh });
const drafts = draftScenarios(() => merchant);

const delivery = (at: Failpoint) => scenario({ at, ...webhookDelivery(() => merchant) });
const sync = (at: Failpoint) => scenario({ at, ...syncOf(() => merchant) });
const message = (at: Failpoint) => scenario({ at, ...messageOf(() => merchant) });
const dispatch = (at: Failpoint) => scenario({ at, ...eventDispatch(() => merchant) });

const atCj = orderScenarios(() => merchant);
const submit = (at: Failpoint) => scenario({ at, ...atCj.submit });
const pay = (at: Failpoint) => scenario({ at, ...atCj.pay });
const outgoing = (at: Failpoint, arrived: number) =>
  scenario(
    outgoingMessage(
      () => merchant,
      () => home,
      at,
      arrived,
    ),
  );
const refund = (at: Failpoint, size: "part" | "all") =>
  scenario({ at, ...refundOf(() => merchant, atCj.placed, size) });

const files = chatFileScenarios(
  () => merchant,
  () => home,
);

/**
 * Each start after a crash has the next failpoint armed already, so that fifteen crashes need sixteen starts: what one
 * scenario repeats must not pass the place of the one that follows it here.
 */
const SCENARIOS: readonly Scenario<unknown>[] = [
  // First, and with nothing between them that imports: every later import has its pictures copied in the background.
  scenario({ at: "media.store.after_bytes", ...pictureCopy(() => merchant) }),
  scenario({ at: "extension.pair.before_commit", ...browsers.pair }),
  scenario({ at: "media.copy.after_store", ...pictureCopy(() => merchant) }),
  scenario({ at: "media.remove.after_bytes", ...fileRemoval(() => merchant) }),
  scenario(
    incomingMessage(
      () => merchant,
      () => home,
    ),
  ),
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
  scenario({ at: "import.undo.before_commit", ...imports.undo }),
  commit("import.commit.after_commit"),
  pay("order.pay.before_commit"),
  scenario({ at: "import.bulk.between_rows", ...imports.bulk }),
  scenario({ at: "import.undo.after_batch", ...imports.undoBatch }),
  scenario({ at: "order.batch.between_rows", ...atCj.batch }),
  started("import.read.before_ready"),
  scenario({ at: "order.cancel.after_call", ...atCj.cancel }),
  preview("import.preview.after_read"),
  dispatch("events.apply.before_commit"),
  scenario({ at: "draft.after_create", ...drafts.create }),
  scenario({ at: "cj.token.after_refresh_call", ...imports.token }),
  scenario({ at: "draft.before_settle", ...drafts.settle }),
  scenario(noticeDelivery(() => merchant)),
  scenario(customerNotice(() => merchant, atCj.placed, "customer_notice.before_send", 0)),
  scenario(customerNotice(() => merchant, atCj.placed, "customer_notice.after_send", 1)),
  scenario({ at: "chat_file.fetch.after_bytes", ...files.fetched }),
  scenario({ at: "chat_file.upload.after_bytes", ...files.uploaded }),
  scenario({ at: "chat_file.send.after_upload", ...files.sent }),
  scenario({ at: "chat_file.remove.after_bytes", ...files.removed }),
  outgoing("message.send.before_call", 0),
  outgoing("message.send.after_call", 1),
  outgoing("message.send.before_commit", 1),
  scenario(
    chatOrder(
      () => merchant,
      () => home,
      atCj.goods,
    ),
  ),
  scenario(
    campaignStep(
      () => merchant,
      () => home,
    ),
  ),
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
