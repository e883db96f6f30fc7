import path from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import type { World } from "../world.ts";
import { findings, listen, sideways } from "./check.ts";
import type { Shot } from "./contact-sheet.ts";
import { fileOf, VARIANTS, type Variant } from "./options.ts";
import { SCREENS, type Screen, type Who } from "./screens.ts";
import type { Seeded } from "./seed.ts";

export type ShootOptions = {
  readonly world: World;
  readonly seeded: Seeded;
  readonly folder: string;
  readonly workers: number;
  readonly isWanted: (name: string) => boolean;
};

/** Chrome's own line for an answer that a screen is about: a refused link, a missing product. */
const REFUSED_ANSWERS = /status of (400|401|403|404)/;
const ABOUT_REFUSALS = /refused|missing|not-found|preview|invitation|reset/;

/** One browser context per person and variant: the second screen of a context has the admin's files already. */
export async function shootAdmin(options: ShootOptions): Promise<Shot[]> {
  const browser = await launch();
  const screens = SCREENS.filter(({ name }) => options.isWanted(name));
  const people = [...new Set(screens.map(({ who }) => who))];
  const rounds = VARIANTS.flatMap((variant) =>
    people.map((who) => ({ variant, who, screens: screens.filter((screen) => screen.who === who) })),
  );
  const shots: Shot[] = [];
  const work = async (): Promise<void> => {
    for (let round = rounds.shift(); round; round = rounds.shift()) {
      const context = await openContext(browser, options, round.who, round.variant);
      for (const screen of round.screens) shots.push(await shoot(options, context, screen, round.variant));
      await context.close();
    }
  };
  await Promise.all(Array.from({ length: options.workers }, work));
  await browser.close();
  return shots.toSorted((a, b) => order(a) - order(b) || a.file.localeCompare(b.file));
}

const order = ({ name }: Shot): number => SCREENS.findIndex((screen) => screen.name === name);

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    headless: true,
    args: ["--no-sandbox", "--force-color-profile=srgb"],
  });

async function shoot(options: ShootOptions, context: BrowserContext, screen: Screen, variant: Variant): Promise<Shot> {
  const { world, seeded, folder } = options;
  const file = fileOf(screen.name, variant);
  const page = await context.newPage();
  const heard = listen(page, ABOUT_REFUSALS.test(screen.name) ? REFUSED_ANSWERS : undefined);
  const found: string[] = [];
  try {
    await page.goto(addressOf(world, seeded, screen), { waitUntil: "load" });
    await settled(page);
    await screen.act?.(page, seeded);
    await settled(page);
    // Contrast, names and roles are the same in every language; room is not.
    found.push(...(variant.locale === "en" ? await findings(page) : await sideways(page)));
  } catch (error) {
    found.push(`could not be shown: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`);
  }
  await grow(page, variant);
  await page.screenshot({ path: path.join(folder, file), animations: "disabled" });
  await page.close();
  for (const one of found) process.stdout.write(`${file}: ${one}\n`);
  return { name: screen.name, file, findings: [...found, ...heard.problems] };
}

function addressOf(world: World, seeded: Seeded, screen: Screen): string {
  const below = typeof screen.path === "string" ? screen.path : screen.path(seeded);
  return screen.who === "nobody"
    ? `${world.serverUrl}${below}`
    : `${world.serverUrl}/m/${seeded.people[screen.who].slug}${below}`;
}

async function openContext(
  browser: Browser,
  { world, seeded }: ShootOptions,
  who: Who,
  { width, theme, locale }: Variant,
): Promise<BrowserContext> {
  const phone = width < 600;
  const context = await browser.newContext({
    viewport: { width, height: phone ? 844 : 900 },
    hasTouch: phone,
    colorScheme: theme,
    locale: locale === "fr" ? "fr-FR" : "en-GB",
    timezoneId: "Europe/Paris",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(15_000);
  await context.addInitScript(
    ([chosenTheme, chosenLocale]) => {
      localStorage.setItem("nexusone.theme", chosenTheme);
      localStorage.setItem("nexusone.locale", chosenLocale);
    },
    [theme, locale] as const,
  );
  if (who !== "nobody") {
    const [name = "", value = ""] = seeded.people[who].cookie.split("=");
    await context.addCookies([{ url: world.serverUrl, name, value }]);
  }
  return context;
}

const TALLEST = 2_400;

/** The frame scrolls inside itself, so the screen is made as tall as its content for the picture. */
async function grow(page: Page, { width }: Variant): Promise<void> {
  const missing = await page.evaluate(() =>
    Math.max(
      0,
      ...[...document.querySelectorAll("html, main, main *")]
        .filter((element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowY))
        .map(({ scrollHeight, clientHeight }) => (clientHeight > 200 ? scrollHeight - clientHeight : 0)),
    ),
  );
  const height = page.viewportSize()?.height ?? 0;
  if (missing > 0) await page.setViewportSize({ width, height: Math.min(TALLEST, height + missing) });
}

/** The heading is there, pictures and fonts have loaded, and nothing in view still waits. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole("heading").first().waitFor();
  await page.waitForFunction(() => {
    const pictures = [...document.images].filter(({ loading, complete }) => loading !== "lazy" && !complete);
    // The foot of a long list waits below the fold until somebody scrolls there.
    const busy = [...document.querySelectorAll('[aria-busy="true"], .animate-pulse, .animate-spin')].filter(
      (element) => element.getBoundingClientRect().top < innerHeight,
    );
    return pictures.length === 0 && busy.length === 0 && document.fonts.status === "loaded";
  });
}
