import path from "node:path";
import { chromium, type Browser, type BrowserContext } from "playwright-core";
import type { World } from "../world.ts";
import { findings, listen, sideways } from "./check.ts";
import type { Shot } from "./contact-sheet.ts";
import { fileOf, THEMES, VARIANTS, type Variant } from "./options.ts";
import { SCREENS } from "./screens.ts";
import type { Screen, Who } from "./screen.ts";
import type { Seeded } from "./seed.ts";
import { grow, settled } from "./settle.ts";

export type ShootOptions = {
  readonly world: World;
  readonly seeded: Seeded;
  readonly folder: string;
  readonly workers: number;
  readonly isWanted: (name: string) => boolean;
};

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    headless: true,
    args: ["--no-sandbox", "--force-color-profile=srgb"],
  });

/** One browser context per person and variant: the second screen of a context has the admin's files already. */
export async function shootScreens(options: ShootOptions): Promise<Shot[]> {
  const screens = SCREENS.filter(({ name }) => options.isWanted(name));
  if (screens.length === 0) return [];
  const people = [...new Set(screens.map(({ who }) => who))];
  const rounds = VARIANTS.flatMap((variant) =>
    people.flatMap((who) => {
      const theirs = screens.filter((screen) => screen.who === who && speaks(screen, variant));
      return theirs.length > 0 ? [{ variant, who, screens: theirs }] : [];
    }),
  ).toSorted((a, b) => b.screens.length - a.screens.length);
  const shots: Shot[] = [];
  const work = async (): Promise<void> => {
    const browser = await launch();
    for (let round = rounds.shift(); round; round = rounds.shift()) {
      const context = await openContext(browser, options, round.who, round.variant);
      for (const screen of round.screens) shots.push(...(await shoot(options, context, screen, round.variant)));
      await context.close();
    }
    await browser.close();
  };
  await Promise.all(Array.from({ length: options.workers }, work));
  return shots.toSorted((a, b) => order(a) - order(b) || a.file.localeCompare(b.file));
}

const order = ({ name }: Shot): number => SCREENS.findIndex((screen) => screen.name === name);
const speaks = ({ locales }: Screen, { locale }: Variant): boolean => locales?.includes(locale) ?? true;

/** One page in both themes: what differs is colours only, and switching is what people do too. */
async function shoot(
  { world, seeded, folder }: ShootOptions,
  context: BrowserContext,
  screen: Screen,
  variant: Variant,
): Promise<Shot[]> {
  const page = await context.newPage();
  const heard = listen(page, screen.expects);
  const shots: Shot[] = [];
  const found: string[] = [];
  let open = true;
  try {
    await screen.before?.(page, seeded);
    await page.goto(addressOf(world, seeded, screen), { waitUntil: "load" });
    await settled(page, screen.waits);
    await screen.act?.(page, seeded);
    await settled(page, screen.waits);
    // Names and roles are the same in every language; room is not.
    found.push(...(variant.locale === "en" ? await findings(page) : await sideways(page)));
    await grow(page, variant.width);
    await settled(page, screen.waits);
  } catch (error) {
    open = false;
    found.push(problem("could not be shown", error));
  }
  for (const theme of THEMES) {
    if (theme === "dark") {
      if (screen.bySystem) await page.emulateMedia({ colorScheme: theme });
      else await page.evaluate(turn, theme);
      if (open && variant.locale === "en") found.push(...(await findings(page, "colours")));
    }
    const file = fileOf(screen.name, variant, theme);
    await page
      .screenshot({ path: path.join(folder, file) })
      .catch((error: unknown) => found.push(problem("could not be pictured", error)));
    shots.push({ name: screen.name, file, findings: [...found.splice(0), ...heard.problems.splice(0)] });
  }
  await page.close();
  return shots;
}

/** In the page, before its own scripts: the language, and nothing that moves. A change of theme on a long list would be thousands of transitions. */
function prepare(locale: string): void {
  // A mail is shown in a frame that may neither store nor run anything.
  if (window.top !== window) return;
  localStorage.setItem("nexusone.locale", locale);
  addEventListener("DOMContentLoaded", () => {
    const still = new CSSStyleSheet();
    still.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important; }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
  });
}

/** Emulating the system's choice would now and then leave Chromium without a frame to picture. */
function turn(theme: string): void {
  document.documentElement.dataset["theme"] = theme;
  document.documentElement.style.colorScheme = theme;
}

const problem = (what: string, error: unknown): string =>
  `${what}: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`;

function addressOf(world: World, seeded: Seeded, { path: at, who }: Screen): string {
  const below = typeof at === "string" ? at : at(seeded);
  if (who === "sandbox") return `${world.sandboxUrl}${below}`;
  return who === "nobody" || who === "shopless"
    ? `${world.serverUrl}${below}`
    : `${world.serverUrl}/m/${seeded.people[who].slug}${below}`;
}

async function openContext(
  browser: Browser,
  { world, seeded }: ShootOptions,
  who: Who,
  { width, locale }: Variant,
): Promise<BrowserContext> {
  const phone = width < 600;
  const context = await browser.newContext({
    viewport: { width, height: phone ? 844 : 900 },
    hasTouch: phone,
    locale: locale === "fr" ? "fr-FR" : "en-GB",
    colorScheme: "light",
    timezoneId: "Europe/Paris",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(60_000);
  await context.addInitScript(prepare, locale);
  if (who !== "nobody" && who !== "sandbox") {
    const [name = "", value = ""] = seeded.people[who].cookie.split("=");
    await context.addCookies([{ url: world.serverUrl, name, value }]);
  }
  return context;
}
