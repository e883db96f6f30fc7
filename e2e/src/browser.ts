import { mkdtempSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { EXTENSION_ID } from "@nexusone/contracts/extension-id";
import { noteReason, noteReasonsIn } from "@nexusone/testing/observed-reasons";
import { chromium, type BrowserContext, type Page, type Route } from "playwright-core";
import type { World } from "./world.ts";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
export const CJ_ORIGIN = "https://cjdropshipping.com";

export type Browser = {
  readonly context: BrowserContext;
  readonly close: () => Promise<void>;
  /** SIGKILL of the browser's process; the profile stays as it was at that moment. */
  readonly kill: () => Promise<void>;
};

/** Real Chromium with the built extension, in which CJ's shop is the sandbox's pages under CJ's own address. */
export async function launchWithExtension(
  world: World,
  options: {
    colorScheme?: "light" | "dark";
    locale?: string;
    viewport?: { width: number; height: number };
    /** A profile to start again on; without one a new one is made, and removed at the end. */
    profile?: string;
  } = {},
): Promise<Browser> {
  const profile = options.profile ?? mkdtempSync(path.join(tmpdir(), "nexusone-profile-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless: true,
    viewport: options.viewport ?? { width: 1440, height: 900 },
    locale: options.locale ?? "en-GB",
    colorScheme: options.colorScheme ?? "light",
    args: [
      "--no-sandbox",
      `--disable-extensions-except=${world.extensionDir}`,
      `--load-extension=${world.extensionDir}`,
    ],
  });
  context.setDefaultTimeout(20_000);
  await serveShopAsCj(context, world);
  await noteReasonsOf(context, world);
  return {
    context,
    close: async () => {
      await context.close();
      if (options.profile === undefined) rmSync(profile, { recursive: true, force: true });
    },
    kill: async () => {
      const gone = new Promise<void>((resolve) => context.once("close", () => resolve()));
      process.kill(processOf(profile), "SIGKILL");
      await gone;
      // What Chrome takes for the lock of a browser that still runs.
      rmSync(path.join(profile, "SingletonLock"), { force: true });
    },
  };
}

/** The browser that holds a profile: its lock is a link to "HOST-PID". */
const processOf = (profile: string): number =>
  Number(readlinkSync(path.join(profile, "SingletonLock")).split("-").at(-1));

/** Notes every reason code that reaches this browser or stands on a page of ours, for the comparison with the registry. */
async function noteReasonsOf(context: BrowserContext, world: World): Promise<void> {
  context.on("response", (response) => {
    const { pathname, origin } = new URL(response.url());
    if (origin !== world.serverUrl || !pathname.startsWith("/api/trpc/") || pathname.includes("events.stream")) return;
    // A page that is left takes its answers along.
    response.text().then(noteReasonsIn, () => undefined);
  });
  await context.exposeFunction("nexusoneNoteReason", (code: string) => noteReason("screen", code));
  await context.addInitScript(() => {
    const note = (window as unknown as { nexusoneNoteReason?: (code: string) => void }).nexusoneNoteReason;
    if (!note || location.hostname.endsWith("cjdropshipping.com")) return;
    new MutationObserver(() => {
      for (const line of document.querySelectorAll("[data-reason]")) note(line.getAttribute("data-reason") ?? "");
    }).observe(document, { childList: true, subtree: true, attributeFilter: ["data-reason"] });
  });
}

/**
 * Answers every request to CJ's host with what the sandbox's shop answers for the same path. Pictures keep the sandbox's own
 * address, which Chrome does not let a page of the public internet load from this machine: they are answered here too.
 */
async function serveShopAsCj(context: BrowserContext, world: World): Promise<void> {
  const answer = async (route: Route): Promise<void> => {
    const { pathname, search } = new URL(route.request().url());
    const response = await fetch(`${world.sandboxUrl}${pathname}${search}`, { redirect: "manual" });
    await route.fulfill({
      status: response.status,
      contentType: response.headers.get("content-type") ?? "text/html",
      body: Buffer.from(await response.arrayBuffer()),
    });
  };
  await context.route(`${CJ_ORIGIN}/**`, answer);
  await context.route(`${world.sandboxUrl}/img/**`, answer);
}

export async function signIn(
  page: Page,
  world: World,
  email = "owner@demo.nexusone.test",
  password = "nexusone-demo",
): Promise<void> {
  await page.goto(`${world.serverUrl}/sign-in`);
  await page
    .getByLabel(/e-mail/i)
    .first()
    .fill(email);
  await page.getByLabel(/^password/i).fill(password);
  await page.getByRole("button", { name: /^sign in$/i }).click();
  await page.waitForURL(/\/m\//);
}

export const popupUrl = `chrome-extension://${EXTENSION_ID}/src/popup/popup.html`;
export const panelUrl = `chrome-extension://${EXTENSION_ID}/src/panel/panel.html`;
export const optionsUrl = `chrome-extension://${EXTENSION_ID}/src/options/options.html`;
