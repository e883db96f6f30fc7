import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";

type Visitor = { readonly locale?: string; readonly phone?: boolean };
const DESK = { viewport: { width: 1280, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** A browser in which nobody is signed in: who opens a link that they were sent. Each visitor has a page and a past of their own. */
export function startVisitors(): { open: (url: string, visitor?: Visitor) => Promise<Page> } {
  let browser: Browser;
  beforeAll(async () => {
    const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  });
  afterAll(() => browser.close());
  return {
    open: async (url, { locale = "en-GB", phone = false } = {}) => {
      const context = await browser.newContext({ locale, ...(phone ? PHONE : DESK) });
      context.setDefaultTimeout(20_000);
      const page = await context.newPage();
      await page.goto(url);
      return page;
    },
  };
}
