// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cardPreview, importedRow } from "../../background/present.ts";
import { ImportRowView } from "@nexusone/contracts/imports";
import { NOW, samplePlan, sampleRow } from "../../gallery/sample-plan.ts";
import type { Input, Name } from "../../messages.ts";
import type { Reply } from "../../refusal.ts";
import { Orphaned, type Send } from "../../send.ts";
import type { CardOpening } from "../../views.ts";
import { watchPages } from "../navigation.ts";
import { WORDS } from "../words.ts";

vi.hoisted(() =>
  Object.assign(globalThis, { __TARGET__: "development", __SERVER_ORIGIN__: "", __SANDBOX_ORIGIN__: null }),
);
const { mountCard } = await import("./mount.tsx");
const { parseProductUrl } = await import("@nexusone/cj/page");

const [A, B] = ["2603021418275519600", "2603021418275519700"];
const urlOf = (pid: string) => `https://cjdropshipping.com/product/thing-p-${pid}.html`;
const reader = { locale: "en" as const, adminUrl: "https://a.test/m/shop" };
const opening: CardOpening = {
  ...{
    paired: true,
    ended: null,
    locale: "en",
    words: WORDS.en,
    css: "",
    place: null,
    collapsed: false,
    told: false,
    check: false,
  },
};

function productPage(pid: string, name: string, price: string): void {
  document.title = name;
  document.body.innerHTML = `<div id="app"><h1>${name}</h1><span class="priceBox--x"><span>$</span>${price}</span></div>`;
  const script = document.createElement("script");
  script.type = "text/plain"; // read as text like the real one, and not run by the test's DOM
  script.textContent = `window.productDetailData = ${JSON.stringify({ id: pid, nameEn: name, sellPrice: price, images: [], stanProducts: [{ id: "1000001", variantKey: "Black-S", sellPrice: price }] })};`;
  document.body.append(script);
}

/** A background that knows products by id, and remembers what it was asked. */
function background(over: Partial<Record<Name, (input: never) => Reply<unknown> | Promise<Reply<unknown>>>> = {}) {
  const asked: [Name, unknown][] = [];
  const ok = (value: unknown): Reply<unknown> => ({ ok: true, value });
  const replies: typeof over = {
    "card.open": () => ok(opening),
    "card.keep": () => ok(null),
    "catalog.facets": () => ok({ categories: [], tags: [] }),
    "imports.preview": ({ pid }: Input<"imports.preview">) => {
      const plan = samplePlan({ costUsd: pid === A ? "11.05" : "29.40" });
      const row = { ...plan.rows[0]!, name: `Product ${pid}`, externalId: pid }; // the sample has a row
      return ok({ ...cardPreview(plan, row, pid, reader, NOW), previewId: `preview of ${pid}` });
    },
    "imports.commit": () => ok(importedRow(ImportRowView.parse(sampleRow()), reader, NOW)),
    ...over,
  };
  const send = (async (name: Name, input: unknown) => {
    asked.push([name, input]);
    return replies[name]?.(input as never) ?? ok(null);
  }) as Send;
  return { send, asked, count: (name: Name) => asked.filter(([sent]) => sent === name).length };
}

const turn = () => new Promise((done) => setTimeout(done, 20));
const host = () => document.querySelector("nexusone-card");
const inside = (selector: string) => host()?.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
const text = () => host()?.shadowRoot?.textContent ?? "";

function press(element: Element | null, trusted: boolean): void {
  const event = new MouseEvent("click", { bubbles: true, composed: true });
  Object.defineProperty(event, "isTrusted", { value: trusted });
  element?.dispatchEvent(event);
}

describe("card on a product page", () => {
  let stop = new AbortController();
  const mount = (send: Send, pid = A) =>
    mountCard({ document, url: new URL(urlOf(pid)), hosts: [], send, signal: stop.signal });
  beforeEach(() => {
    stop = new AbortController();
    // This DOM lays nothing out; without a width there would be no room for anything but a pill.
    Object.defineProperty(document.documentElement, "clientWidth", { value: 1_440, configurable: true });
    productPage(A, "Jacket", "11.05");
  });
  afterEach(() => stop.abort());

  it("[EXT-01] previews the page's product once and shows it", async () => {
    const { send, asked, count } = background();
    await mount(send);
    await turn();
    expect(asked.find(([name]) => name === "imports.preview")?.[1]).toEqual({ pid: A });
    expect(count("imports.preview")).toBe(1);
    expect(text()).toContain(`Product ${A}`);
    expect(text()).toContain("$11.05");
  });

  it("[EXT-01] moving from A to B previews and imports B, though the page still carries A's data", async () => {
    const { send, asked } = background();
    const place = { href: urlOf(A) };
    const navigations = new EventTarget();
    watchPages(
      place,
      navigations,
      (url) => (stop.signal.aborted ? undefined : parseProductUrl(url)?.pid),
      (url, signal) => void mountCard({ document, url, hosts: [], send, signal }),
    );
    await turn();
    expect(text()).toContain(`Product ${A}`);
    place.href = urlOf(B);
    navigations.dispatchEvent(new Event("currententrychange"));
    expect(host()).toBeNull();
    await turn();
    expect(host()).toBeNull();
    const app = document.querySelector("#app");
    if (app) app.innerHTML = '<h1>Lamp</h1><span class="priceBox--x"><span>$</span>29.40</span>';
    await vi.waitFor(() => expect(text()).toContain("$29.40"));
    press(inside(".main"), true);
    await turn();
    expect(asked.find(([name]) => name === "imports.commit")?.[1]).toMatchObject({ previewId: `preview of ${B}` });
    stop.abort();
    navigations.dispatchEvent(new Event("currententrychange"));
  });

  it("[EXT-02] imports the stored preview with what was typed", async () => {
    const { send, asked } = background();
    await mount(send);
    await turn();
    const price = inside('input[inputmode="decimal"]') as HTMLInputElement;
    price.value = "42,00";
    price.dispatchEvent(new Event("input", { bubbles: true }));
    await turn();
    press(inside(".main"), true);
    await turn();
    expect(asked.find(([name]) => name === "imports.commit")?.[1]).toMatchObject({
      previewId: `preview of ${A}`,
      edits: [{ prices: { "2603021418275520101": 4_200 } }],
    });
    expect(text()).toContain("Imported");
  });

  it("does not import for a click the page made", async () => {
    const { send, count } = background();
    await mount(send);
    await turn();
    press(inside(".main"), false);
    await turn();
    expect(count("imports.commit")).toBe(0);
  });

  it("keeps keystrokes to itself", async () => {
    const { send } = background();
    await mount(send);
    await turn();
    const heard = vi.fn();
    for (const type of ["keydown", "keyup", "keypress", "input"]) document.addEventListener(type, heard);
    for (const type of ["keydown", "keyup", "keypress", "input"])
      inside("input")?.dispatchEvent(new KeyboardEvent(type, { key: "a", bubbles: true, composed: true }));
    expect(heard).not.toHaveBeenCalled();
    for (const type of ["keydown", "keyup", "keypress", "input"]) document.removeEventListener(type, heard);
  });

  it("leaves the page as it was", async () => {
    const before = document.documentElement.outerHTML;
    const { send } = background();
    await mount(send);
    await turn();
    expect(document.documentElement.outerHTML).not.toBe(before);
    stop.abort();
    await turn();
    expect(document.documentElement.outerHTML).toBe(before);
  });

  it("asks nothing of a server before the collapsed card is opened", async () => {
    const { send, count } = background({ "card.open": () => ({ ok: true, value: { ...opening, collapsed: true } }) });
    await mount(send);
    await turn();
    expect(count("imports.preview")).toBe(0);
    expect(text()).toContain("tap for margin");
    press(inside(".pill"), true);
    await turn();
    expect(count("imports.preview")).toBe(1);
  });

  it("collapses on Escape and remembers it", async () => {
    const { send, asked } = background();
    await mount(send);
    await turn();
    inside("section")?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, composed: true }));
    await turn();
    expect(inside(".pill")).not.toBeNull();
    expect(asked).toContainEqual(["card.keep", { collapsed: true }]);
  });

  it("[EXT-01] says once that a page cannot be read, imports by the address, and lets the server know", async () => {
    document.body.innerHTML = "<p>Something else entirely</p>";
    document.title = "";
    const first = background();
    await mount(first.send);
    await turn();
    expect(text()).toContain("changed this page");
    expect(text()).toContain(`Product ${A}`);
    expect(first.asked).toContainEqual(["imports.preview", { pid: A }]);
    expect(first.asked).toContainEqual(["card.keep", { told: true }]);
    expect(first.asked).toContainEqual(["page.load", { feature: "canary" }]);
    press(inside(".main"), true);
    await turn();
    expect(first.count("imports.commit")).toBe(1);
    stop.abort();
    stop = new AbortController();
    const second = background({ "card.open": () => ({ ok: true, value: { ...opening, told: true } }) });
    await mount(second.send);
    await turn();
    expect(text()).not.toContain("changed this page");
    expect(text()).toContain(`Product ${A}`);
  });

  it("[EXT-01] checks itself once a day, and not on every page", async () => {
    const daily = background({ "card.open": () => ({ ok: true, value: { ...opening, check: true } }) });
    await mount(daily.send);
    await turn();
    expect(daily.asked).toContainEqual(["page.load", { feature: "canary" }]);
    stop.abort();
    stop = new AbortController();
    const again = background();
    await mount(again.send);
    await turn();
    expect(again.count("page.load")).toBe(0);
  });

  it("asks for a new page when the extension was updated under it", async () => {
    const { send } = background({ "imports.commit": () => Promise.reject(new Orphaned()) });
    await mount(send);
    await turn();
    press(inside(".main"), true);
    await turn();
    expect(text()).toContain("Reload the page");
  });

  it("looks again when the person comes back from pairing", async () => {
    let paired = false;
    const { send, count } = background({ "card.open": () => ({ ok: true, value: { ...opening, paired } }) });
    await mount(send);
    await turn();
    expect(text()).toContain("Pair this browser");
    paired = true;
    window.dispatchEvent(new Event("focus"));
    await turn();
    expect(count("imports.preview")).toBe(1);
    expect(text()).toContain(`Product ${A}`);
  });

  it("makes a new preview when the old one no longer holds, and says why", async () => {
    const moved = {
      code: "preview.moved",
      sentence: "It moved.",
      remedy: { label: "Again", action: "retry", href: null },
    };
    const { send, count } = background({ "imports.commit": () => ({ ok: false, reason: moved }) });
    await mount(send);
    await turn();
    press(inside(".main"), true);
    await turn();
    expect(count("imports.preview")).toBe(2);
    expect(text()).toContain("It moved.");
  });
});
