import type { Page } from "playwright-core";
import type { Seeded } from "./seed.ts";

export type Who = keyof Seeded["people"] | "nobody";
export type Screen = {
  readonly name: string;
  /** Below the shop's own address; absolute for screens without a shop. */
  readonly path: string | ((seeded: Seeded) => string);
  /** much: sixty products; little: two; empty: a new shop; support: a role that may only look. */
  readonly who: Who;
  /** What a person does before the picture is taken. */
  readonly act?: (page: Page, seeded: Seeded) => Promise<void>;
};

const press = (keys: string) => async (page: Page) => {
  await page.getByRole("heading").first().waitFor();
  await page.keyboard.press(keys);
  await page.getByRole("dialog").waitFor();
};

/** Every named screen of the admin. A new screen gets its line here. */
export const SCREENS: readonly Screen[] = [
  { name: "sign-in", path: "/sign-in", who: "nobody" },
  { name: "sign-up", path: "/sign-up", who: "nobody" },
  {
    name: "sign-up-errors",
    path: "/sign-up",
    who: "nobody",
    act: async (page) => page.locator("button[type=submit]").click(),
  },
  { name: "forgot-password", path: "/forgot-password", who: "nobody" },
  { name: "reset-password", path: "/auth/reset?token=a-token-that-nobody-was-sent", who: "nobody" },
  { name: "invitation", path: "/auth/invite?token=a-token-that-nobody-was-sent", who: "nobody" },
  { name: "magic-link-refused", path: "/auth/magic?token=a-token-that-nobody-was-sent", who: "nobody" },
  { name: "verify-refused", path: "/auth/verify?token=a-token-that-nobody-was-sent", who: "nobody" },
  { name: "catalogue-empty", path: "/catalogue", who: "empty" },
  { name: "catalogue-little", path: "/catalogue", who: "little" },
  { name: "catalogue-much", path: "/catalogue", who: "much" },
  { name: "catalogue-filtered", path: "/catalogue?stock=in&sort=margin_desc", who: "much" },
  { name: "catalogue-nothing-found", path: "/catalogue?q=zzzzzz", who: "much" },
  { name: "catalogue-support", path: "/catalogue", who: "support" },
  { name: "catalogue-quick-look", path: ({ productId }) => `/catalogue?look=${productId}`, who: "much" },
  { name: "palette", path: "/catalogue", who: "much", act: press("Control+k") },
  { name: "product", path: ({ productId }) => `/catalogue/${productId}`, who: "much" },
  { name: "product-support", path: ({ productId }) => `/catalogue/${productId}`, who: "support" },
  {
    name: "product-rule",
    path: ({ productId }) => `/catalogue/${productId}`,
    who: "much",
    act: async (page) => {
      await page
        .getByRole("button", { name: /Change the rule|Changer la règle|règle/ })
        .first()
        .click();
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "product-missing", path: "/catalogue/0195a0d0-0000-7000-8000-000000000000", who: "much" },
  { name: "imports-empty", path: "/imports", who: "empty" },
  { name: "imports-much", path: "/imports", who: "much" },
  { name: "import-done", path: ({ importId }) => `/imports/${importId}`, who: "much" },
  { name: "import-new", path: "/imports/new", who: "much" },
  {
    name: "import-preview",
    path: "/imports/new",
    who: "much",
    act: async (page, { newPids, oldPid }) => {
      await page.locator("textarea").fill([...newPids, oldPid, "https://example.com/nothing"].join("\n"));
      await page.locator("form button[type=submit]").click();
      await page.locator("dl dt").first().waitFor();
    },
  },
  { name: "settings", path: "/settings", who: "much" },
  { name: "settings-general", path: "/settings/general", who: "much" },
  { name: "settings-general-support", path: "/settings/general", who: "support" },
  { name: "settings-cj", path: "/settings/cj", who: "much" },
  { name: "settings-cj-none", path: "/settings/cj", who: "empty" },
  { name: "settings-extension", path: "/settings/extension", who: "much" },
  {
    name: "settings-extension-code",
    path: "/settings/extension",
    who: "much",
    act: async (page) => {
      await page.locator("main form button[type=submit]").click();
      await page.getByRole("timer").waitFor();
    },
  },
  { name: "settings-extension-not-premium", path: "/settings/extension", who: "little" },
  { name: "settings-plan", path: "/settings/plan", who: "much" },
  { name: "settings-plan-free", path: "/settings/plan", who: "little" },
  { name: "settings-team", path: "/settings/team", who: "much" },
  { name: "settings-profile", path: "/settings/profile", who: "much" },
  { name: "not-found", path: "/nothing-here", who: "much" },
];
