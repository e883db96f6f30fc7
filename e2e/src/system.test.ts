import { expect, it } from "vitest";
import { openAdmin } from "./support/admin.ts";
import { signInByApi } from "./support/api.ts";
import { setPlatformAdmin } from "./support/database.ts";
import { startJourney } from "./support/journey.ts";
import { until } from "./support/until.ts";

const journey = startJourney();
type Status = { items: { status: string; attempts: number; failedReason: string | null }[] };
const newest = async () => (await journey.owner.query<Status>("operations.list", { limit: 1 })).items[0];

/** Several products to import by a plan so old that each row asks CJ again. */
async function queueOldImport(from: number, attempts: number): Promise<void> {
  const { sandbox, owner } = journey;
  const products = await Promise.all([0, 1].map((nth) => sandbox.products.find("single", from + nth)));
  const { id } = await owner.mutate<{ id: string }>("imports.preview", {
    items: products.map(({ pid: ref }) => ({ ref })),
  });
  await sandbox.clock.advance(11 * 60_000);
  // The server looks at the sandbox's clock every second.
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  await sandbox.faults.add({ match: { vendor: "cj-api" }, kind: "status", status: 503 });
  await owner.mutate("imports.commit", { previewId: id });
  await until(newest, (one) => (one?.attempts ?? 0) >= attempts && one?.status === "queued", 60_000);
}

it("[JOB-02] [JOB-03] [JOB-04] [OPS-01] shows why work waits, how CJ answers, and tries again when told to", async () => {
  const { world, sandbox, owner, browser } = journey;
  await queueOldImport(60, 1);
  const page = await openAdmin(browser.context, world, owner, "/system");
  const work = page.getByRole("list", { name: "Background work" }).getByRole("listitem").first();
  await work.getByText("Import of products").waitFor();
  await work.locator('[data-reason="cj.unavailable"]').waitFor();
  await page.getByRole("heading", { name: "Suppliers and channels" }).waitFor();
  await page.getByText("CJ Dropshipping", { exact: true }).waitFor();
  await page.getByRole("row").filter({ hasText: "product-import" }).first().waitFor();
  await sandbox.faults.clear();
  await work.getByRole("button", { name: /^Try now/ }).click();
  await work.getByText("Done", { exact: true }).waitFor();
  expect(await newest()).toMatchObject({ status: "completed", failedReason: null });
});

it("[JOB-01] [JOB-03] discards work after asking, and lists it by its state", async () => {
  const { world, sandbox, owner, browser } = journey;
  try {
    // By then the next attempt is far enough away for a person to decide.
    await queueOldImport(64, 4);
    const page = await openAdmin(browser.context, world, owner, "/system");
    const work = page.getByRole("list", { name: "Background work" }).getByRole("listitem").first();
    await work.getByRole("button", { name: /^Discard/ }).click();
    await page.getByText("credits held for it are free again").waitFor();
    await page.getByRole("button", { name: "Discard the work" }).click();
    await work.getByText("Discarded", { exact: true }).waitFor();
    await page.getByRole("navigation", { name: "Show" }).getByRole("link", { name: "Discarded" }).click();
    await page.waitForURL(/status=discarded/);
    await page.getByRole("list", { name: "Background work" }).getByText("Import of products").first().waitFor();
  } finally {
    await sandbox.faults.clear();
  }
});

it("[PLN-07] [UIX-02] a platform admin finds a shop, sets its commission by keyboard alone, and sees who set what", async () => {
  const { world, browser } = journey;
  const email = "free@demo.nexusone.test";
  await setPlatformAdmin(world, email, true);
  try {
    const admin = await signInByApi(world, email);
    const { merchantId } = admin;
    const { name } = await admin.query<{ name: string }>("platform.getCommission", { merchantId });
    const page = await openAdmin(browser.context, world, admin, "/system");
    const shops = page.getByRole("list", { name: "Commission", exact: true });
    await page.getByLabel("Shop", { exact: true }).fill(name);
    await page.getByLabel("Shop", { exact: true }).press("Enter");
    await expect.poll(() => shops.getByRole("listitem").count()).toBe(1);
    await shops.getByRole("button").press("Enter");
    const rate = page.getByRole("dialog", { name }).getByLabel("New share of the platform, percent");
    await rate.fill("101");
    await rate.press("Enter");
    await page.getByText("A number from 0 to 100, with at most two decimals.").waitFor();
    await rate.fill("12,5");
    await rate.press("Enter");
    const confirm = page.getByRole("dialog", { name: `Set the commission of ${name} to 12.5%?` });
    await confirm.getByText(/^It counts for payments that come in from now on/).waitFor();
    await confirm.getByRole("button", { name: "Set to 12.5%" }).press("Enter");
    await page.getByRole("dialog", { name }).getByText("12.5% platform, 87.5% shop").waitFor();
    await page
      .getByRole("listitem")
      .filter({ hasText: /Off → 12\.5%/ })
      .first()
      .waitFor();
    expect(await admin.query("payments.getEarnings", {})).toMatchObject({ commissionBps: 1_250 });
    await admin.mutate("platform.setCommission", { merchantId, platformBps: 0 });
  } finally {
    await setPlatformAdmin(world, email, false);
  }
});
