import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { createSandboxControl, type ProductView } from "@nexusone/sandbox/control";
import type { BrowserContext, CDPSession } from "playwright-core";
import { CJ_ORIGIN, launchWithExtension } from "../../e2e/src/browser.ts";
import { signInByApi } from "../../e2e/src/support/api.ts";
import { importButton, imported, openPriced, pairByCode } from "../../e2e/src/support/extension.ts";
import type { World } from "../../e2e/src/world.ts";
import { withProduct } from "./lib/product-world.ts";
import { report, round } from "./lib/report.ts";
import { median, type Round } from "./lib/rounds.ts";

const LOADS = 7;
const IMPORTS = 9;
/** Long enough for the preview, whose calls to CJ keep CJ's distance. */
const SETTLE_MS = 2_500;
const GOAL = { kb: 20, scriptMs: 15, importedMs: 300 };

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Script time of the page's main thread, in its own CPU time, from the first byte until the page has settled. */
async function scriptMs(context: BrowserContext, product: ProductView, withCard: boolean): Promise<number> {
  const page = await context.newPage();
  try {
    const session = await context.newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    await page.goto(`${CJ_ORIGIN}${product.path}`, { waitUntil: "load" });
    // Nothing looks into the page meanwhile: that would be scripting, too.
    await pause(SETTLE_MS);
    const { metrics } = await session.send("Performance.getMetrics");
    const ready = await importButton(page).isVisible();
    if (ready !== withCard) throw new Error(`${product.path}: the card is ${ready ? "" : "not "}there`);
    return 1_000 * (metrics.find(({ name }) => name === "ScriptDuration")?.value ?? Number.NaN);
  } finally {
    await page.close();
  }
}

/**
 * Bytes that reach the page from the extension until the card is open, gzip: the files Chrome injects, what those load from
 * the package, and the answer that brings the card's style sheet and words.
 */
async function extensionBytes(context: BrowserContext, world: World, product: ProductView) {
  const manifest = JSON.parse(readFileSync(path.join(world.extensionDir, "manifest.json"), "utf8")) as {
    content_scripts: { js?: string[]; css?: string[] }[];
  };
  const injected = manifest.content_scripts.flatMap(({ js = [], css = [] }) => [...js, ...css]);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const fetched = new Set<string>();
  session.on("Network.requestWillBeSent", ({ request }) => {
    if (request.url.startsWith("chrome-extension://")) fetched.add(new URL(request.url).pathname.slice(1));
  });
  await session.send("Network.enable");
  const worlds = isolatedWorlds(session);
  await session.send("Runtime.enable");
  await page.goto(`${CJ_ORIGIN}${product.path}`);
  await importButton(page).waitFor();
  const opening = await askAsContentScript(session, worlds, "card.open");
  await page.close();
  const size = (bytes: Buffer): number => gzipSync(bytes, { level: 9 }).length;
  const files = [...new Set([...injected, ...fetched])].map((name) =>
    readFileSync(path.join(world.extensionDir, name)),
  );
  return { files: files.map(size).reduce((sum, one) => sum + one, 0), opening: size(Buffer.from(opening)) };
}

/** Where the extension's content scripts run in a page; filled while the page loads. */
function isolatedWorlds(session: CDPSession): number[] {
  const found: number[] = [];
  session.on("Runtime.executionContextCreated", ({ context }) => {
    if (context.origin.startsWith("chrome-extension://")) found.push(context.id);
  });
  return found;
}

async function askAsContentScript(session: CDPSession, worlds: readonly number[], name: string): Promise<string> {
  const contextId = worlds.at(-1);
  if (contextId === undefined) throw new Error("no content script runs in the page");
  const { result } = await session.send("Runtime.evaluate", {
    contextId,
    awaitPromise: true,
    returnByValue: true,
    expression: `chrome.runtime.sendMessage({ name: ${JSON.stringify(name)}, input: {} }).then(JSON.stringify)`,
  });
  if (typeof result.value !== "string" || !result.value.includes('"ok":true'))
    throw new Error(`${name}: ${result.value ?? result.description}`);
  return result.value;
}

/** From the click's own time stamp until the card says "Imported", as the page's clock has it. */
async function importMs(context: BrowserContext, product: ProductView): Promise<number> {
  const page = await openPriced(context, product);
  try {
    await page.evaluate(`{
      const card = document.querySelector("nexusone-card").shadowRoot;
      const says = () => [...card.querySelectorAll('[role="status"]')].some((line) => /\\bImported\\b/.test(line.textContent));
      document.addEventListener("click", ({ timeStamp }) => (window.clickedAt ??= timeStamp), { capture: true });
      new MutationObserver(() => {
        if (says()) window.importedAt ??= performance.now();
      }).observe(card, { subtree: true, childList: true, characterData: true });
    }`);
    await importButton(page).click();
    await imported(page).waitFor();
    return (await page.evaluate("window.importedAt - window.clickedAt")) as number;
  } finally {
    await page.close();
  }
}

/** For the browser without ours: an extension that does nothing, so that both start alike. */
function emptyExtension(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "nexusone-bench-"));
  writeFileSync(path.join(folder, "manifest.json"), '{ "manifest_version": 3, "name": "Nothing", "version": "1" }');
  return folder;
}

async function findProducts(world: World, count: number): Promise<ProductView[]> {
  const control = createSandboxControl(world.sandboxUrl);
  return Promise.all(Array.from({ length: count }, (_, nth) => control.products.find("color-size", nth)));
}

await report("page", () =>
  withProduct({ extension: true }, async (world) => {
    const owner = await signInByApi(world);
    const [sample, ...products] = await findProducts(world, IMPORTS + 2);
    if (!sample) throw new Error("the sandbox has no product");
    const extended = await launchWithExtension(world);
    const nothing = emptyExtension();
    const plain = await launchWithExtension({ ...world, extensionDir: nothing });
    try {
      await pairByCode(extended.context, owner);
      const bytes = await extensionBytes(extended.context, world, sample);
      const kb = (bytes.files + bytes.opening) / 1_000;

      const loads: Round[] = [];
      // The first pair warms both browsers and is not counted.
      for (let count = 0; count <= LOADS; count += 1) {
        const ours = await scriptMs(extended.context, sample, true);
        loads.push({ ours, floor: await scriptMs(plain.context, sample, false) });
      }
      const counted = loads.slice(1);
      const clicks: number[] = [];
      for (const product of products) clicks.push(await importMs(extended.context, product));

      const importedMs = median(clicks.slice(1));
      const addedMs = median(counted.map(({ ours, floor }) => ours - floor));
      return {
        ours: round(median(counted.map(({ ours }) => ours)), 1),
        floor: round(median(counted.map(({ floor }) => floor)), 1),
        ratio: round(median(counted.map(({ ours, floor }) => ours / floor))),
        unit: "ms of scripting",
        n: LOADS,
        goal: `<= ${GOAL.kb} kB gzip before the card opens, <= ${GOAL.scriptMs} ms scripting added, imported in <= ${GOAL.importedMs} ms`,
        pass: kb <= GOAL.kb && addedMs <= GOAL.scriptMs && importedMs <= GOAL.importedMs,
        extensionKb: round(kb, 1),
        ofWhichStylesAndWordsKb: round(bytes.opening / 1_000, 1),
        addedScriptMs: round(addedMs, 1),
        importedMs: round(importedMs, 0),
        imports: IMPORTS,
      };
    } finally {
      await plain.close();
      await extended.close();
      rmSync(nothing, { recursive: true, force: true });
    }
  }),
);
