import { spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser } from "playwright-core";
import { STATES } from "../../../apps/extension/src/gallery/states.ts";
import { root } from "../world.ts";
import { findings, listen } from "./check.ts";
import type { Shot } from "./contact-sheet.ts";
import { LOCALES, THEMES } from "./options.ts";
import { launch, type ShootOptions } from "./shoot.ts";

/** The card is 320 px wide, the popup 360. */
const WIDTH = 420;
const TYPES: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/** The extension's card and popup in every state, from its gallery build. Their width is their own. */
export async function shootGallery({
  folder,
  workers,
  isWanted,
}: Pick<ShootOptions, "folder" | "workers" | "isWanted">): Promise<Shot[]> {
  const queue = STATES.filter((name) => isWanted(nameOf(name))).flatMap((name) =>
    THEMES.flatMap((theme) => LOCALES.map((locale) => ({ name, theme, locale }))),
  );
  if (queue.length === 0) return [];
  const built = mkdtempSync(path.join(tmpdir(), "nexusone-gallery-"));
  await build(built);
  const server = createServer((request, response) => {
    const file = path.join(built, path.normalize(new URL(request.url ?? "/", "http://gallery").pathname));
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[path.extname(file)] ?? "application/octet-stream" });
    return createReadStream(file).pipe(response);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  const browser = await launch();
  const shots: Shot[] = [];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) shots.push(await shoot(browser, origin, folder, next));
  };
  await Promise.all(Array.from({ length: workers }, work));
  await browser.close();
  server.close();
  rmSync(built, { recursive: true, force: true });
  return shots.toSorted((a, b) => a.file.localeCompare(b.file));
}

const nameOf = (state: string): string => `extension-${state}`;

async function shoot(
  browser: Browser,
  origin: string,
  folder: string,
  { name, theme, locale }: { name: string; theme: "light" | "dark"; locale: string },
): Promise<Shot> {
  const page = await browser.newPage({
    viewport: { width: WIDTH, height: 760 },
    colorScheme: theme,
    reducedMotion: "reduce",
  });
  const heard = listen(page, /favicon/);
  const found: string[] = [];
  const file = `${nameOf(name)}--${theme}-${locale}.png`;
  try {
    await page.goto(`${origin}/src/gallery/gallery.html?state=${name}&locale=${locale}&theme=${theme}`);
    await page.locator(`figure#${name}`).waitFor();
    await page.waitForFunction(() => document.fonts.status === "loaded");
    found.push(...(await findings(page)));
  } catch (error) {
    found.push(`could not be shown: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`);
  }
  // As tall as the state itself: a page of nothing below says nothing.
  const height = await page.evaluate(() => document.getElementById("root")?.offsetHeight ?? innerHeight);
  await page.setViewportSize({ width: WIDTH, height: Math.max(height, 120) });
  await page.screenshot({ path: path.join(folder, file), animations: "disabled" });
  await page.close();
  return { name: nameOf(name), file, findings: [...found, ...heard.problems] };
}

async function build(outDir: string): Promise<void> {
  const folder = path.join(root, "apps/extension");
  const child = spawn(path.join(folder, "node_modules/.bin/vite"), ["build", "--outDir", outDir, "--emptyOutDir"], {
    cwd: folder,
    env: { ...process.env, EXTENSION_TARGET: "gallery" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = (await once(child, "exit")) as [number];
  if (code !== 0) throw new Error("the gallery was not built");
}
