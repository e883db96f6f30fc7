import type { Page } from "playwright-core";
import type { Variant } from "./options.ts";
import type { Seeded } from "./seed.ts";

/**
 * much: a Premium shop with sixty products; little: a Free one with five; empty: a new Premium shop; huge: one with
 * 50,000; support: a colleague of much who may only look; platform: a platform admin; shopless: signed in without a shop; sandbox: the sandbox's own page.
 */
export type Who = keyof Seeded["people"] | "nobody" | "sandbox";
export type Screen = {
  readonly name: string;
  /** Below the shop's own address; absolute for screens without a shop. */
  readonly path: string | ((seeded: Seeded) => string);
  readonly who: Who;
  /** What is set up before the page is opened. */
  readonly before?: (page: Page, seeded: Seeded) => Promise<unknown>;
  /** What a person does before the picture is taken. */
  readonly act?: (page: Page, seeded: Seeded) => Promise<unknown>;
  /** Shown while it still waits. */
  readonly waits?: true;
  /** Console lines that belong to what the screen is about, such as Chrome's own about a refused answer. */
  readonly expects?: RegExp;
  /** Light or dark as the reader's system is, without a switch of its own. */
  readonly bySystem?: true;
  readonly locales?: readonly Variant["locale"][];
};

/** The page of the product with a history. */
export const product: Screen["path"] = ({ productId }) => `/catalogue/${productId}`;

/** Chrome's own line for an answer that a screen is about: a refused link, a missing product. */
export const REFUSED = /status of (400|401|403|404|409|422)/;
export const CUT_OFF = /ERR_(CONNECTION_REFUSED|INTERNET_DISCONNECTED)/;

const asks = (procedure: string) => (url: URL) =>
  url.pathname.startsWith("/api/trpc/") && url.pathname.split("/").pop()?.split(",").includes(procedure) === true;

/** The answer never comes. */
export const hold = (procedure: string) => async (page: Page) => page.route(asks(procedure), () => undefined);

/** The server is gone when this is asked. */
export const cutOff = (procedure: string) => async (page: Page) =>
  page.route(asks(procedure), (route) => route.abort("connectionrefused"));

/** A real answer, changed into a state that passes too quickly to be met. */
export const changed =
  <Data>(procedure: string, change: (data: Data) => Data) =>
  async (page: Page) =>
    page.route(asks(procedure), async (route) => {
      const response = await route.fetch();
      const body = (await response.json()) as { result: { data: Data } } | { result: { data: Data } }[];
      const at = new URL(route.request().url()).pathname.split("/").pop()?.split(",").indexOf(procedure) ?? 0;
      const entry = Array.isArray(body) ? body[at] : body;
      if (entry) entry.result.data = change(entry.result.data);
      await route.fulfill({ response, json: body });
    });

export const press = (keys: string) => async (page: Page) => {
  await page.getByRole("heading").first().waitFor();
  await page.keyboard.press(keys);
  await page.getByRole("dialog").waitFor();
};

/** Presses a control by its name in any language, and waits for what it opens. */
export const open = (name: RegExp, opens: "dialog" | "menu") => async (page: Page) => {
  await page.getByRole("button", { name }).locator("visible=true").first().click();
  await page.getByRole(opens).waitFor();
};
