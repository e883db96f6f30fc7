import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Locator, Page } from "playwright-core";
import { QUEUE_FAILPOINTS, type QueueFailpoint } from "../../apps/extension/src/background/queue/failpoint-names.ts";
import type { QueueView } from "../../apps/extension/src/views.ts";
import { afterAll, expect, it } from "vitest";
import { launchWithExtension, panelUrl, type Browser } from "./browser.ts";
import { signInByApi } from "./support/api.ts";
import { creditsTaken, expireSessions, holdingImports, importedOf } from "./support/database.ts";
import { killWorker, pairByCode } from "./support/extension.ts";
import { Hands, importByHand } from "./support/hands.ts";
import { worldOfWorker } from "./support/journey.ts";
import { barOn, boxesOn, CATEGORY, marksOn, openListing, selectedOn } from "./support/listing.ts";
import { until } from "./support/until.ts";

const world = worldOfWorker();
const KILLS = 10;
const PRODUCTS = 60;
/** Two pages of a list that no other journey of this world imports from: so many of the first, the rest of the second. */
const FIRST_PAGE = 12;
const OF_FIRST = 40;
const seed = Number(process.env["QUEUE_SEED"] ?? Date.now() % 1_000_000);
const profile = mkdtempSync(path.join(tmpdir(), "nexusone-queue-"));
// What a killed Chrome still had open may be written a moment later.
afterAll(() => rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 }));

/** Numbers from 0 to 1 that the seed fixes. */
function chance(state: number): () => number {
  let at = state >>> 0;
  return () => {
    at = (at + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(at ^ (at >>> 15), at | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

it("[EXT-02] [EXT-03] [EXT-10] [TST-06] brings 60 products selected on a list into the catalogue exactly once, with a tenth of the acts, and takes their credits once, through ten deaths of Chrome, a death of the worker at each failpoint, two cuts of the network and an ended session", async () => {
  process.stdout.write(`queue seed ${seed} (QUEUE_SEED repeats it)\n`);
  const random = chance(seed);
  const owner = await signInByApi(world);
  const before = await creditsTaken(world, owner.merchantId);
  let browser: Browser = await launchWithExtension(world, { profile });
  let panel: Page;
  let kills = 0;
  const stopped: string[] = [];

  await pairByCode(browser.context, owner, "Queue");
  panel = await openPanel();
  const hands = new Hands(browser.context);
  const [shop, pids] = await selectOnList();
  expect(new Set(pids).size).toBe(PRODUCTS);

  await arm("queue.add.stored");
  await hands.click(importAll(shop));
  await stopAt("queue.add.stored", "queue.preview.asking");
  await stopAt("queue.preview.asking", "queue.preview.answered");
  await stopAt("queue.preview.answered", "queue.reading.answered");
  await stopAt("queue.reading.answered", undefined);
  for (; kills < 4; kills++) await killChrome();

  await cutNetwork();
  await expireSessions(world, owner.merchantId);
  await panel.evaluate("chrome.storage.session.remove('access')");
  await until(queue, ({ batches }) => batches[0]?.state === "held");
  expect((await queue()).batches[0]?.refusal?.code).toMatch(/^extension\.(session_expired|token_invalid)$/);
  await killChrome();
  kills++;
  await pairByCode(browser.context, owner, "Queue again");
  for (; kills < 7; kills++) await killChrome();

  await until(queue, ({ batches }) => batches[0]?.state === "triage", 240_000);
  const triage = (await queue()).batches[0];
  expect(triage?.counts.map(({ reason, count }) => [reason, count])).toEqual([[null, PRODUCTS]]);
  await killChrome();
  kills++;

  await arm("queue.commit.stored");
  await holdingImports(world, async () => {
    await hands.click(importAll(await openListing(browser.context, `${CATEGORY}?pageNum=${FIRST_PAGE}`)));
    await stopAt("queue.commit.stored", "queue.commit.answered");
    await stopAt("queue.commit.answered", "queue.importing.answered");
    await stopAt("queue.importing.answered", undefined);
    await killChrome();
    kills++;
    await arm("queue.done.stored");
    await cutNetwork();
  });
  await stopAt("queue.done.stored", undefined);
  for (; kills < KILLS; kills++) await killChrome();

  await until(queue, ({ batches }) => batches.every(({ state }) => state === "done"), 60_000);
  expect(stopped).toEqual(QUEUE_FAILPOINTS);
  const imported = await importedOf(world, owner.merchantId, pids);
  expect(pids.filter((pid) => imported.get(pid) !== 1)).toEqual([]);
  expect((await creditsTaken(world, owner.merchantId)) - before).toBe(3 * PRODUCTS);
  const list = await openListing(browser.context, `${CATEGORY}?pageNum=${FIRST_PAGE}`);
  await expect.poll(() => marksOn(list).getByRole("link", { name: "In catalogue" }).count()).toBe(OF_FIRST);
  expect(await barOn(list).count()).toBe(0);

  const one = await importByHand(browser.context, world, owner, { path: `${CATEGORY}?pageNum=15`, products: 1 });
  expect(PRODUCTS * one.sum).toBeGreaterThanOrEqual(10 * hands.sum);
  await browser.close();

  async function openPanel(): Promise<Page> {
    const page = await browser.context.newPage();
    await page.goto(panelUrl);
    await page.getByRole("heading", { name: "Import queue" }).waitFor();
    return page;
  }

  /** Ends Chrome at a moment the seed chooses, and starts it again on what is left of it. */
  async function killChrome(): Promise<void> {
    await sleep(200 + random() * 1_800);
    await browser.kill();
    browser = await launchWithExtension(world, { profile });
    panel = await openPanel();
  }

  /** The boxes of two pages of the list, by its own link to the next one. */
  async function selectOnList(): Promise<[Page, string[]]> {
    const list = await openListing(browser.context, `${CATEGORY}?pageNum=${FIRST_PAGE}`);
    await selectTo(list, OF_FIRST);
    await barOn(list).getByText(`${OF_FIRST} selected`).waitFor();
    const first = await selectedOn(list);
    await hands.click(list.getByRole("link", { name: "Next" }));
    await list.waitForURL(`**${CATEGORY}?pageNum=${FIRST_PAGE + 1}`);
    await barOn(list).getByText(`${OF_FIRST} selected`).waitFor();
    await selectTo(list, PRODUCTS - OF_FIRST);
    await barOn(list).getByText(`${PRODUCTS} selected`).waitFor();
    return [list, [...first, ...(await selectedOn(list))]];
  }

  async function selectTo(list: Page, count: number): Promise<void> {
    await hands.click(boxesOn(list).first());
    await list.keyboard.down("Shift");
    await hands.click(boxesOn(list).nth(count - 1));
    await list.keyboard.up("Shift");
  }

  function importAll(list: Page): Locator {
    return barOn(list).getByRole("button", { name: `Import ${PRODUCTS} products` });
  }

  /** As our own pages ask, which repeat a question whose worker died under it. */
  async function ask<T>(name: string, input: unknown): Promise<T> {
    const send = `chrome.runtime.sendMessage(${JSON.stringify({ name, input })})`;
    const reply: unknown = await panel.evaluate(`${send}.catch(() => ${send})`);
    expect(reply).toMatchObject({ ok: true });
    return (reply as { value: T }).value;
  }

  function queue(): Promise<QueueView> {
    return ask("queue.get", {});
  }

  async function arm(name: QueueFailpoint): Promise<void> {
    await panel.evaluate(`chrome.storage.session.set({ failpoint: "${name}" })`);
  }

  /** Waits until the worker stands at this place, ends it there, and names where the next one shall stop. */
  async function stopAt(name: QueueFailpoint, next: QueueFailpoint | undefined): Promise<void> {
    const at = () => panel.evaluate("chrome.storage.session.get('stoppedAt').then(({ stoppedAt }) => stoppedAt)");
    await until(at, (reached) => reached === name, 60_000);
    stopped.push(name);
    await panel.evaluate("chrome.storage.session.remove('stoppedAt')");
    if (next) await arm(next);
    await killWorker(browser.context, world);
  }

  async function cutNetwork(): Promise<void> {
    const api = `${world.serverUrl}/**`;
    let refused = 0;
    await browser.context.route(api, (route) => (refused++, route.abort("connectionrefused")));
    await until(
      async () => refused,
      (count) => count > 1,
      30_000,
    );
    await browser.context.unroute(api);
  }
}, 600_000);
