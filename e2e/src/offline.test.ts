import { createSandboxControl } from "@nexusone/sandbox/control";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { importAll, openAdmin } from "./support/admin.ts";
import { signInByApi, type Person } from "./support/api.ts";
import { openGate, type Gate } from "./support/gate.ts";
import { worldOfWorker } from "./support/journey.ts";
import { until } from "./support/until.ts";

const world = worldOfWorker();
let browser: Browser;
let gate: Gate;
let owner: Person;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  gate = await openGate(world.serverUrl);
  owner = await signInByApi(world);
  const { pid } = await createSandboxControl(world.sandboxUrl).products.find("single", 70);
  await importAll(owner, [pid]);
});
afterAll(async () => {
  await browser.close();
  await gate.close();
});

const phone = () =>
  browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: "en-GB" });
const throughGate = (context: BrowserContext, path?: string): Promise<Page> =>
  openAdmin(context, { ...world, serverUrl: gate.url }, owner, path);
const keptBy = (page: Page) => page.evaluate(() => localStorage.getItem("nexusone.kept"));
const filesKept = (page: Page) =>
  page.evaluate(async () => {
    const caches_ = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return caches_.flat().map(({ url }) => new URL(url).pathname);
  });
/** The network is gone, and the browser knows. */
async function goOffline(context: BrowserContext): Promise<void> {
  gate.shut();
  await context.setOffline(true);
}
async function comeBack(context: BrowserContext): Promise<void> {
  gate.open();
  await context.setOffline(false);
}
/** Everything a later start needs without a network is kept. */
async function ready(page: Page): Promise<void> {
  await page.locator("main a[href*='/catalogue/']").first().waitFor();
  await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
  await until(
    () => keptBy(page),
    (text) => text?.includes("listProducts") ?? false,
  );
}
const notice = (page: Page) => page.getByText("You are offline.");

it("[UIX-04] can be installed: name, icons of both kinds, a start inside its scope", async () => {
  const context = await phone();
  const page = await throughGate(context);
  const devtools = await context.newCDPSession(page);
  const { errors, data } = await devtools.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data ?? "{}") as { icons: { src: string; sizes: string; purpose: string }[] };
  expect(manifest).toMatchObject({ name: "NexusOne", display: "standalone", start_url: "/", scope: "/" });
  expect(new Set(manifest.icons.map(({ purpose }) => purpose))).toEqual(new Set(["any", "maskable"]));
  for (const { src, sizes } of manifest.icons) {
    const size = await page.evaluate(async (url) => {
      const bitmap = await createImageBitmap(await (await fetch(url)).blob());
      return `${bitmap.width}x${bitmap.height}`;
    }, src);
    expect(size).toBe(sizes);
  }
  // A context of a test is private, which is all there is to say against it.
  const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual([]);
  await context.close();
});

it("[UIX-04] starts without a network with what was seen last and says so, and recovers by itself", async () => {
  const context = await phone();
  const page = await throughGate(context);
  await ready(page);
  const row = page.locator("main a[href*='/catalogue/']:not([href$='/new'])").first();
  const name = (await row.innerText()).split("\n")[0] ?? "";
  expect(name).not.toBe("");

  await goOffline(context);
  await page.reload();
  await notice(page).waitFor();
  await page.getByRole("heading", { name: "Catalogue" }).waitFor();
  await page.getByText(name).first().waitFor();
  // A screen that nobody has opened: its code is there, its numbers come later.
  await page.getByRole("button", { name: "More", exact: true }).tap();
  await page.getByRole("link", { name: "Settings" }).tap();
  await page.waitForURL(/\/settings/);

  await comeBack(context);
  await notice(page).waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Catalogue" }).first().tap();
  await row.waitFor();
  await page.getByRole("link", { name: "Import products" }).tap();
  await page.getByRole("heading", { name: "New import" }).waitFor();
  await context.close();
});

it("[UIX-04] keeps the program's own files and nothing of the merchant beyond the session", async () => {
  const context = await phone();
  const page = await throughGate(context);
  await ready(page);
  const files = await filesKept(page);
  expect(files.length).toBeGreaterThan(20);
  expect(
    files.filter((path) => !/^\/(?:index\.html|[\w-]+\.(?:svg|js|webmanifest)|icons\/|assets\/)/.test(path)),
  ).toEqual([]);

  await page.getByRole("button", { name: /^Your account/ }).tap();
  await page.getByRole("menuitem", { name: "Sign out" }).tap();
  await page.waitForURL(/\/sign-in/);
  expect(await keptBy(page)).toBeNull();
  expect((await filesKept(page)).filter((path) => path.startsWith("/api"))).toEqual([]);
  await goOffline(context);
  await page.goto(`${gate.url}/m/${owner.slug}/catalogue`);
  await notice(page).waitFor();
  expect(await page.locator("main a[href*='/catalogue/']").count()).toBe(0);
  await comeBack(context);
  await page.waitForURL(/\/sign-in/);
  await context.close();
  owner = await signInByApi(world);
});

it("[UIX-04] a new build takes over by itself, and what older ones kept goes", async () => {
  const context = await phone();
  const page = await throughGate(context);
  await ready(page);
  const builds = () => page.evaluate(() => caches.keys());
  const changing = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return Boolean(registration?.installing ?? registration?.waiting) || registration?.active?.state !== "activated";
    });
  const [first = ""] = await builds();
  expect(first).toMatch(/^build-[0-9a-f]{16}$/);
  const script = await (await fetch(`${world.serverUrl}/sw.js`)).text();
  for (const next of ["build-1111111111111111", "build-2222222222222222"]) {
    gate.replace("/sw.js", script.replace(first, next));
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    await until(builds, (names) => names.includes(next));
    // One update at a time: a second one would be taken for the first, or wait for it while it is still becoming the active one.
    await until(changing, (busy) => !busy);
  }
  // The one before stays for pages that are still open.
  await until(builds, (names) => !names.includes(first) && names.length === 2);
  await goOffline(context);
  await page.reload();
  await notice(page).waitFor();
  await context.close();
  await comeBack(context).catch(() => undefined);
});
