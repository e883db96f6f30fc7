import type { BrowserContext, Page } from "playwright-core";
import type { SandboxControl } from "@nexusone/sandbox/control";
import { CJ_ORIGIN } from "../browser.ts";
import type { World } from "../world.ts";
import { importAll, openAdmin } from "./admin.ts";
import type { Person } from "./api.ts";
import { Hands, productLinks } from "./hands.ts";
import { until } from "./until.ts";

const SYNC_MS = 300_000;
const PID = /-p-([\dA-Fa-f-]+)\.html/;

/** A product that is in the catalogue twice: imported, and as one of the merchant's own that is kept true by hand. */
export type Kept = {
  readonly pid: string;
  readonly name: string;
  readonly ownName: string;
  /** What CJ asks for it by now, and how many there are, where that moved. */
  readonly moved: { readonly usd: string; readonly stock: number } | undefined;
};
type Place = { context: BrowserContext; world: World; owner: Person; path: string; kept: readonly Kept[] };

/**
 * The first products of a list of CJ's, imported and beside that as products of one's own; then cost and stock of every fifth
 * move at CJ. What follows from a cost is asked first.
 */
export async function stockToKeep(
  { context, owner, sandbox }: { context: BrowserContext; owner: Person; sandbox: SandboxControl },
  { path, products }: { path: string; products: number },
): Promise<Kept[]> {
  const shop = await context.newPage();
  await shop.goto(CJ_ORIGIN + path);
  const links = await productLinks(shop).evaluateAll((found) => found.map((link) => link.getAttribute("href") ?? ""));
  await shop.close();
  const pids = links.slice(0, products).map((link) => PID.exec(link)?.[1] ?? "");
  await importAll(owner, pids);
  await owner.mutate("inventory.saveSettings", { policies: { cost: "ask" } });
  const kept: Kept[] = [];
  for (const [nth, pid] of pids.entries()) {
    const { name, variants } = await sandbox.products.get(pid);
    const ownName = `By hand ${String(nth + 1).padStart(2, "0")} ${pid}`;
    const prices = variants.map(({ priceUsd }) => priceUsd ?? 1);
    await owner.mutate("catalog.createProduct", {
      name: ownName,
      variants: [{ priceMinor: 9_900, costMinor: Math.round(Math.max(...prices) * 100), stock: 500 }],
    });
    const moved = nth % 5 === 0 ? { usd: (Math.max(...prices) * 1.5).toFixed(2), stock: 100 + nth } : undefined;
    for (const { vid } of moved ? variants : []) {
      await sandbox.products.setPrice(vid, Number(moved?.usd));
      await sandbox.products.setStock(vid, "CN", { cj: moved?.stock ?? 0, factory: 0 });
    }
    kept.push({ pid, name, ownName, moved });
  }
  return kept;
}

/**
 * As a merchant without the sync works, at their fastest: CJ's list in one tab, the catalogue in the other. Open each product
 * there and here, compare, and type what is different.
 */
export async function keepByHand({ context, world, owner, path, kept }: Place): Promise<Hands> {
  const admin = await openAdmin(context, world, owner, "/catalogue?origin=own&q=hand");
  await admin.getByRole("table", { name: "Catalogue" }).getByRole("row").nth(1).waitFor();
  const shop = await context.newPage();
  const hands = new Hands(context);
  await shop.goto(CJ_ORIGIN + path);
  for (const [at, { ownName, moved }] of kept.entries()) {
    await hands.click(productLinks(shop).nth(at));
    await shop.waitForURL(/-p-/);
    await hands.stroke(() => admin.bringToFront()); // Ctrl+Tab changes to the admin.
    await hands.click(await wheelTo(admin, ownName));
    const cost = admin.getByLabel("Your cost");
    await cost.waitFor();
    if (moved) {
      await hands.click(cost);
      await hands.press(admin, "Control+a");
      await hands.type(admin, moved.usd);
      await hands.press(admin, "Tab"); // It selects what the next field holds.
      await hands.type(admin, String(moved.stock));
      const saved = admin.waitForResponse(/catalog\.updateProduct/);
      await hands.press(admin, "Enter");
      if (!(await saved).ok()) throw new Error(`${ownName} was not saved`);
    }
    await hands.stroke(() => admin.goBack());
    await hands.stroke(() => shop.bringToFront());
    await hands.stroke(() => shop.goBack());
    await productLinks(shop).first().waitFor();
  }
  return hands;
}

/** The same products with the sync: begin one, and say yes to each price that would follow. */
export async function keepBySync({ context, world, owner, kept }: Place): Promise<Hands> {
  type Stock = { run: { id: string; state: string } | null };
  const before = (await owner.query<Stock>("inventory.get")).run?.id;
  const hands = new Hands(context);
  const page = await openAdmin(context, world, owner, "/inventory");
  await hands.click(page.getByRole("button", { name: "Sync now" }));
  await until(
    () => owner.query<Stock>("inventory.get"),
    ({ run }) => run !== null && run.id !== before && run.state === "done",
    SYNC_MS,
  );
  await hands.click(
    page.getByRole("navigation", { name: "Screens of stock" }).getByRole("link", { name: /^Approvals/ }),
  );
  for (const { name, moved } of kept) {
    if (!moved) continue;
    const asked = page.getByRole("button", { name: `Approve: ${name}`, exact: true });
    await asked.first().waitFor();
    // CJ has several products of one name.
    const open = await asked.count();
    await hands.click(asked.first());
    await until(
      () => asked.count(),
      (left) => left < open,
    );
  }
  return hands;
}

type Listed = {
  name: string;
  supplier: { externalId: string } | null;
  maxCostUsd: string | null;
  maxCostMinor: number | null;
  stock: number | null;
};

/** What is different from CJ in the end, by name: nothing, when either way has done its work. */
export async function untrue(owner: Person, kept: readonly Kept[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const { pid, name, ownName, moved } of kept) {
    if (!moved) continue;
    const find = async (q: string, is: (item: Listed) => boolean) =>
      (await owner.query<{ items: Listed[] }>("catalog.listProducts", { q, limit: 50 })).items.find(is);
    const imported = await find(name, ({ supplier }) => supplier?.externalId === pid);
    const own = await find(ownName, (item) => item.name === ownName);
    if (Number(imported?.maxCostUsd) !== Number(moved.usd)) wrong.push(name);
    if (own?.maxCostMinor !== Math.round(Number(moved.usd) * 100) || own.stock !== moved.stock) wrong.push(ownName);
  }
  return wrong;
}

/** The wheel costs no click: the row of a long list, once it is drawn. */
async function wheelTo(admin: Page, name: string) {
  const row = admin.getByRole("link", { name, exact: true });
  await admin.getByRole("table", { name: "Catalogue" }).waitFor();
  await admin.mouse.move(640, 480);
  await admin.mouse.wheel(0, -100_000);
  for (let turns = 0; (await row.count()) === 0 && turns < 60; turns += 1) {
    await admin.mouse.wheel(0, 400);
    await admin.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  }
  return row;
}
