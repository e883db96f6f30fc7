import { expect, it } from "vitest";
import { openAdmin } from "./support/admin.ts";
import { setPlatformAdmin } from "./support/database.ts";
import { startJourney } from "./support/journey.ts";
import { until } from "./support/until.ts";

const journey = startJourney();

type Usage = { operations: { area: string; operation: string; calls: number; failed: number }[] };

it("[ANA-02] [ANA-04] shows what a program called and what was refused, and every number leads to its rows", async () => {
  const { world, owner, browser } = journey;
  const { key } = await owner.mutate<{ key: string }>("apiKeys.create", {
    name: "Figures",
    scopes: ["catalog:read"],
    expiresInDays: null,
  });
  const ask = (path: string) => fetch(`${world.serverUrl}${path}`, { headers: { "x-api-key": key } });
  for (let nth = 0; nth < 3; nth += 1) expect((await ask("/api/dropshipping/products?limit=1")).status).toBe(200);
  expect((await ask("/api/dropshipping/products?limit=none")).status).toBe(400);
  const counted = await until(
    async () => {
      const { operations } = await owner.query<Usage>("analytics.getUsage", { range: "24h" });
      return operations.find(({ area, operation }) => area === "api" && operation === "catalog.listProducts");
    },
    (found) => (found?.calls ?? 0) >= 4,
  );
  expect(counted?.failed).toBeGreaterThanOrEqual(1);

  const page = await openAdmin(browser.context, world, owner, "/analytics?range=24h&area=api");
  const row = page.getByRole("row").filter({ hasText: "catalog.listProducts" }).filter({ hasText: "API" });
  await row.waitFor();
  await page.getByRole("link", { name: /^Error rate/ }).click();
  const failure = page.getByRole("list", { name: "What did not work" }).getByRole("listitem");
  await failure
    .filter({ hasText: "catalog.listProducts" })
    .getByText("Something in this request is not valid.")
    .waitFor();

  await page.getByRole("navigation", { name: "Time" }).getByRole("link", { name: "7 days" }).click();
  await page.waitForURL(/range=7d/);
  const today = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "Europe/Paris" }).format(
    new Date((await owner.query<{ to: string }>("analytics.getUsage", { range: "7d" })).to),
  );
  const calls = page.locator("details", { has: page.getByLabel("Calls over time") });
  await calls.getByText("Show as a table").click();
  await calls.getByRole("row").last().getByText(today).waitFor();
  await page.getByRole("navigation", { name: "Show" }).getByRole("link", { name: "API", exact: true }).click();
  await row.getByRole("link", { name: "catalog.listProducts" }).click();
  await page.getByRole("heading", { name: "catalog.listProducts", level: 1 }).waitFor();
  await page.getByRole("row").filter({ hasText: "Went well" }).first().waitFor();
  await page.goBack();
  await page.getByRole("link", { name: /^Credits used/ }).click();
  await page.waitForURL(/settings\/plan/);
});

it("[ANA-01] opens as a person likes it, and leaves out whoever does not want to be counted", async () => {
  const { world, owner, browser } = journey;
  const page = await openAdmin(browser.context, world, owner, "/settings/usage");
  await page.getByLabel("Time when you open analytics").selectOption("30d");
  await page.getByRole("checkbox", { name: "Calls", exact: true }).uncheck();
  await page.getByRole("checkbox", { name: "Speed", exact: true }).check();
  await page.getByRole("switch", { name: "Count my calls in the shop's figures" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  await page.goto(`${world.serverUrl}/m/${owner.slug}/analytics`);
  const figures = page.getByRole("list", { name: "Figures" });
  await figures.getByRole("link", { name: /^Speed/ }).waitFor();
  expect(await figures.getByRole("link", { name: /^Calls/ }).count()).toBe(0);
  const range = page.getByRole("navigation", { name: "Time" }).getByRole("link", { name: "30 days" });
  expect(await range.getAttribute("aria-current")).toBe("true");
  await owner.mutate("analytics.saveSettings", {
    defaultRange: "7d",
    pinned: ["calls", "errorRate", "availability", "credits"],
    countMyUse: true,
  });
});

it("[ANA-03] tells a platform admin of plans and credits of all shops, and nobody else", async () => {
  const { world, owner, browser } = journey;
  const email = "owner@demo.nexusone.test";
  const page = await openAdmin(browser.context, world, owner, "/analytics");
  const title = "Plans and credits of all shops";
  await page.getByRole("heading", { name: "Connected" }).waitFor();
  expect(await page.getByRole("heading", { name: title }).count()).toBe(0);
  await setPlatformAdmin(world, email, true);
  try {
    await page.reload();
    const plans = page.getByRole("region", { name: title });
    await plans.getByRole("row").filter({ hasText: "Premium" }).waitFor();
    await page.getByText("credits are given, not sold").waitFor();
    await page.getByRole("heading", { name: "Slow questions to the database" }).waitFor();
  } finally {
    await setPlatformAdmin(world, email, false);
  }
});
