// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Name } from "../../messages.ts";
import type { Reply } from "../../refusal.ts";
import type { Send } from "../../send.ts";
import type { ListingOpening, QueueBatch, Selected, TileView } from "../../views.ts";
import { LISTING_WORDS } from "./words.ts";

vi.hoisted(() =>
  Object.assign(globalThis, { __TARGET__: "development", __SERVER_ORIGIN__: "", __SANDBOX_ORIGIN__: null }),
);
const { mountListing } = await import("./mount.tsx");

const URL_OF = new URL("https://cjdropshipping.com/list/wholesale-pets-l-2409110611570657700.html");
const pidOf = (at: number) => `26010100000000000${String(at).padStart(2, "0")}`;
const opening: ListingOpening = {
  ...{ paired: true, ended: null, locale: "en", words: LISTING_WORDS.en, css: "", selection: [], hinted: false },
  check: false,
};

const card = (at: number) =>
  `<div class="product-card"><a href="/product/thing-p-${pidOf(at)}.html"><img data-src="https://cf.cjdropshipping.com/${at}.jpg"><div class="name--x">Thing ${at}</div><span class="sellPriceSpan--x">${at + 1}.50</span></a></div>`;
const shop = (count: number) => {
  document.body.innerHTML = `<div class="list-wrap">${Array.from({ length: count }, (_, at) => card(at)).join("")}</div>`;
};

const batch = (over: Partial<QueueBatch> = {}): QueueBatch => ({
  ...{ id: "b1", state: "triage", addedAt: "", merchantName: "Shop", read: 2, total: 2, refusal: null },
  ...{ creditsEach: 3, creditsSay: null, pausable: false, imported: 0, settings: {} },
  counts: [
    { reason: null, say: "Ready to import", count: 1 },
    { reason: "import.below_floor", say: "Under your floor", count: 1 },
  ],
  rows: [
    { rowId: "r1", pid: pidOf(0), name: "Thing 0", imageUrl: null, say: "Ready to import", ok: true, price: null },
    { rowId: "r2", pid: pidOf(1), name: "Thing 1", imageUrl: null, say: "Under your floor", ok: true, price: null },
  ],
  ...over,
});

function background(over: Partial<Record<Name, (input: never) => Reply<unknown>>> = {}) {
  const asked: [Name, unknown][] = [];
  const ok = (value: unknown): Reply<unknown> => ({ ok: true, value });
  const replies: typeof over = {
    "listing.open": () => ok(opening),
    "listing.estimate": ({ items }: { items: { pid: string; minUsd: string }[] }) =>
      ok(
        items.map(({ pid, minUsd }): TileView => {
          const bare = { pid, cost: `$${minUsd}`, imported: null, margin: null, note: null };
          if (pid === pidOf(1)) return { ...bare, margin: { say: "~ 35 %", title: "", tone: "good" } };
          if (pid === pidOf(2))
            return { ...bare, imported: { href: "https://a.test/m/shop/catalogue/1", title: "", changed: false } };
          return bare;
        }),
      ),
    "listing.price": ({ pid }: { pid: string }) =>
      ok({ pid, cost: "$1.50", imported: null, margin: { say: "31 %", title: "", tone: "good" }, note: null }),
    "listing.select": () => ok([]),
    "queue.get": () => ok({ batches: [] }),
    "queue.add": () => ok({ batches: [batch()] }),
    "queue.commit": () => ok({ batches: [batch({ state: "done" })] }),
    ...over,
  };
  const send = (async (name: Name, input: unknown) => {
    asked.push([name, input]);
    return replies[name]?.(input as never) ?? ok(null);
  }) as Send;
  return { send, asked, count: (name: Name) => asked.filter(([sent]) => sent === name).length };
}

const turn = () => new Promise((done) => setTimeout(done, 40));
const drawn = () => vi.waitFor(() => expect(inside(".chip").length).toBeGreaterThan(0));
const host = () => document.querySelector("nexusone-listing");
const inside = (selector: string) => [...(host()?.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])];
const text = () => host()?.shadowRoot?.textContent ?? "";
const button = (label: string) => inside("button").find((one) => one.textContent?.includes(label));

function press(element: Element | undefined, { trusted = true, shiftKey = false } = {}): void {
  const event = new MouseEvent("click", { bubbles: true, composed: true, shiftKey });
  Object.defineProperty(event, "isTrusted", { value: trusted });
  element?.dispatchEvent(event);
}

describe("a listing", () => {
  let stop = new AbortController();
  const mount = (send: Send) => mountListing({ document, url: URL_OF, hosts: [], send, signal: stop.signal });
  beforeEach(() => {
    stop = new AbortController();
    vi.stubGlobal("chrome", { runtime: { id: "x" } });
    // This DOM has no idle time, and lays nothing out.
    window.requestIdleCallback = ((run: () => void) => Number(setTimeout(run, 1))) as never;
    window.cancelIdleCallback = ((id: number) => clearTimeout(id)) as never;
    vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(10, 20, 100, 100));
    shop(5);
  });
  afterEach(() => {
    stop.abort();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it("[EXT-03] shows a margin only where a quote is known, the catalogue where it is in it, and else the cost", async () => {
    const { send, asked, count } = background();
    await mount(send);
    await drawn();
    expect(inside(".tile")).toHaveLength(5);
    expect(text()).toContain("~ 35 %");
    expect(text()).toContain("tap for margin $1.50");
    expect(inside("a.in")[0]?.getAttribute("href")).toBe("https://a.test/m/shop/catalogue/1");
    expect(inside(".box")).toHaveLength(4);
    // One question for all cards, and nothing that costs points.
    expect(count("listing.estimate")).toBe(1);
    expect(asked.some(([name]) => name === "listing.price" || name === "imports.preview")).toBe(false);
  });

  it("[EXT-03] asks for one preview on a person's click, and for none the page made", async () => {
    const { send, count } = background();
    await mount(send);
    await drawn();
    press(inside(".ask")[0], { trusted: false });
    await turn();
    expect(count("listing.price")).toBe(0);
    press(inside(".ask")[0]);
    await turn();
    expect(count("listing.price")).toBe(1);
    expect(text()).toContain("31 %");
  });

  it("[EXT-03] finds cards that are added later and forgets cards that are gone, with what was selected of them", async () => {
    const { send, asked } = background();
    await mount(send);
    await drawn();
    press(inside(".box")[0]);
    document.querySelector(".list-wrap")?.insertAdjacentHTML("beforeend", card(7));
    await turn();
    await turn();
    expect(inside(".tile")).toHaveLength(6);
    expect(asked.filter(([name]) => name === "listing.estimate").at(-1)?.[1]).toMatchObject({
      items: [{ pid: pidOf(7) }],
    });
    for (const element of document.querySelectorAll(".product-card")) element.remove();
    await turn();
    await turn();
    expect(inside(".tile")).toHaveLength(0);
    expect(text()).toContain("1 selected");
  });

  it("[EXT-03] keeps the selection in the background and shows what was selected on another page", async () => {
    const selection: Selected[] = [{ pid: "2601019999999999999", name: "Elsewhere", imageUrl: null }];
    const { send, asked } = background({ "listing.open": () => ({ ok: true, value: { ...opening, selection } }) });
    await mount(send);
    await drawn();
    expect(text()).toContain("1 selected");
    press(inside(".box")[0]);
    press(inside(".box")[2], { shiftKey: true });
    await turn();
    expect(text()).toContain("4 selected");
    expect(
      asked.filter(([name]) => name === "listing.select").flatMap(([, input]) => (input as { add: Selected[] }).add),
    ).toHaveLength(3);
  });

  it("[EXT-03] [CAT-10] imports the selection, shows the triage by reason and leaves out what is not wanted", async () => {
    const { send, asked } = background();
    await mount(send);
    await drawn();
    press(inside(".box")[0]);
    await turn();
    press(button("Select all"));
    await turn();
    press(button("Import 4 products"), { trusted: false });
    await turn();
    expect(asked.some(([name]) => name === "queue.add")).toBe(false);
    press(button("Import 4 products"));
    await turn();
    expect(asked.find(([name]) => name === "queue.add")?.[1]).toMatchObject({ items: { length: 4 } });
    expect(asked.filter(([name]) => name === "listing.select").at(-1)?.[1]).toMatchObject({
      add: [],
      remove: { length: 4 },
    });
    expect(text()).toContain("Under your floor");
    press(button("Leave out"));
    await turn();
    press(button("Import 1 product"));
    await turn();
    expect(asked.find(([name]) => name === "queue.commit")?.[1]).toEqual({ batchId: "b1", leaveOut: ["r2"] });
    expect(text()).toContain("Undo is in the side panel");
  });

  it("[EXT-03] a selection beside an import that waits for a decision goes to the queue, and the decision stays", async () => {
    const { send, asked } = background({
      "queue.get": () => ({ ok: true, value: { batches: [batch()] } }),
      "queue.add": () => ({ ok: true, value: { batches: [batch({ id: "b2", state: "reading" }), batch()] } }),
    });
    await mount(send);
    await drawn();
    press(inside(".box")[0]);
    press(inside(".box")[1]);
    await turn();
    expect(inside("button.main").map(({ textContent }) => textContent)).toEqual(["Import 2 products"]);
    press(button("Add 2 to the queue"));
    await turn();
    expect(asked.find(([name]) => name === "queue.add")?.[1]).toMatchObject({ items: { length: 2 } });
    press(button("Import 2 products"));
    await turn();
    expect(asked.find(([name]) => name === "queue.commit")?.[1]).toMatchObject({ batchId: "b1" });
  });

  it("[EXT-03] one Tab stop for all marks, arrows between them, Ctrl+A for all", async () => {
    const { send } = background();
    await mount(send);
    await drawn();
    expect(inside('.box[tabindex="0"]')).toHaveLength(1);
    const group = inside('[role="group"]')[0];
    inside(".box")[0]?.focus();
    inside(".box")[0]?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
    expect(host()?.shadowRoot?.activeElement).toBe(inside(".box")[1]);
    group?.dispatchEvent(new KeyboardEvent("keydown", { key: "a", ctrlKey: true, bubbles: true }));
    await turn();
    expect(text()).toContain("4 selected");
  });

  it("[EXT-03] says why nothing can be done: not paired, not premium, no server", async () => {
    const refused = (code: string, sentence: string): Reply<unknown> => ({
      ok: false,
      reason: { code, sentence, remedy: { label: "See plans", action: "upgrade", href: "https://a.test/plan" } },
    });
    const unpaired = background({ "listing.open": () => ({ ok: true, value: { ...opening, paired: false } }) });
    await mount(unpaired.send);
    await turn();
    expect(text()).toContain("Pair this browser");
    expect(inside(".tile")).toHaveLength(0);
    expect(unpaired.count("listing.estimate")).toBe(0);
    press(button("Close"));
    await turn();
    expect(host()).toBeNull();
    expect(unpaired.asked).toContainEqual(["listing.keep", { hinted: true }]);
    const plain = background({ "listing.estimate": () => refused("extension.premium_required", "Part of Premium.") });
    await mount(plain.send);
    await turn();
    expect(text()).toContain("Part of Premium.");
    expect(inside("a").map((link) => link.getAttribute("href"))).toContain("https://a.test/plan");
  });

  it("leaves the page as it was, when it is left and when the extension is gone", async () => {
    const before = document.documentElement.outerHTML;
    const { send } = background();
    await mount(send);
    await drawn();
    expect(document.documentElement.outerHTML).not.toBe(before);
    stop.abort();
    expect(document.documentElement.outerHTML).toBe(before);

    vi.useFakeTimers();
    stop = new AbortController();
    await mount(send);
    expect(host()).not.toBeNull();
    vi.stubGlobal("chrome", { runtime: {} });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(document.documentElement.outerHTML).toBe(before);
    vi.useRealTimers();
  });
});
