import { expect, it } from "vitest";
import { openAdmin } from "./support/admin.ts";
import { startJourney } from "./support/journey.ts";

const journey = startJourney();

it("[AUT-09] [SEC-04] makes a key that is shown once, works as far as its rights go, and ends when it is revoked", async () => {
  const { world, owner, browser } = journey;
  const page = await openAdmin(browser.context, world, owner, "/settings/api");
  await page.getByRole("button", { name: "Create a key" }).click();
  await page.getByRole("button", { name: "Create the key" }).click();
  await page.getByText("Fill this in.").waitFor();
  const name = `Warehouse ${Math.random().toString(36).slice(2, 8)}`;
  await page.getByLabel("What is it for?").fill(name);
  await page.getByRole("button", { name: "Only see" }).click();
  await page.getByRole("button", { name: "Create the key" }).click();
  await page.getByRole("heading", { name: "Copy this key now" }).waitFor();
  const key = await page.getByLabel("API key", { exact: true }).inputValue();
  // A key clicked away is lost: the first try to leave only warns.
  await page.keyboard.press("Escape");
  await page.getByRole("alert").getByText("never shown again").waitFor();
  await page.getByRole("button", { name: "I have stored it" }).click();
  const row = page.getByRole("row").filter({ hasText: name });
  await row.getByText("Active").waitFor();
  expect(await page.content()).not.toContain(key);

  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${world.serverUrl}${path}`, { ...init, headers: { "x-api-key": key, "content-type": "application/json" } });
  expect((await ask("/api/dropshipping/products?limit=1")).status).toBe(200);
  const beyond = await ask("/api/cj/import-products", { method: "POST", body: '{"product_ids":["1"]}' });
  expect(await beyond.json()).toMatchObject({ error: { reason: "api_keys.scope_missing" } });
  await page.reload();
  await page.getByText("Your keys, tokens and browsers").waitFor();
  const used = page.getByRole("meter", { name: "Requests in 15 minutes" }).first();
  expect(Number(await used.getAttribute("aria-valuenow"))).toBeGreaterThanOrEqual(2);

  await row.getByRole("button", { name: /^Revoke/ }).click();
  await page.getByRole("button", { name: "Revoke the key" }).click();
  await row.getByText("Revoked").waitFor();
  const refused = await ask("/api/dropshipping/products?limit=1");
  expect(await refused.json()).toMatchObject({ error: { reason: "api_keys.revoked" } });
});

it("[DOC-01] leads from the keys to the documentation", async () => {
  const { world, owner, browser } = journey;
  const page = await openAdmin(browser.context, world, owner, "/settings/api");
  const [docs] = await Promise.all([
    browser.context.waitForEvent("page"),
    page.getByRole("link", { name: "Documentation" }).click(),
  ]);
  await docs.getByRole("heading", { name: "REST API", level: 1 }).waitFor();
  await docs.getByRole("link", { name: /^GET \/api\/limits$/ }).click();
  expect(new URL(docs.url()).hash).toBe("#limits_get_use");
});
