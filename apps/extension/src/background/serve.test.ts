import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { protocol, type Name } from "../messages.ts";
import { Refused } from "./refused.ts";
import { answer, type Handlers, type ServeDeps } from "./serve.ts";

const ID = "fmekopocnpenfgfkcgfifijbpfembaef";
const PAGE = { id: ID, origin: "https://cjdropshipping.com", url: "https://cjdropshipping.com/product/x-p-1.html" };
const OWN = { id: ID, origin: `chrome-extension://${ID}`, url: `chrome-extension://${ID}/src/popup/popup.html` };
const names = Object.keys(protocol) as Name[];
const UUID = "0195a0d0-0000-7000-8000-000000000001";

/** A valid question of each kind: the control of every refusal below. */
const VALID: Record<Name, unknown> = {
  "card.open": {},
  "card.keep": { collapsed: true },
  "page.load": { feature: "listing" },
  "page.report": { page: "product", failed: ["priceBox"] },
  "drift.compare": { pid: "2603021418275519600" },
  "drift.fix": { pid: "2603021418275519600", productId: UUID },
  "listing.open": {},
  "listing.keep": { hinted: true },
  "listing.estimate": { items: [{ pid: "2603021418275519600", minUsd: "1.00", maxUsd: null }] },
  "listing.price": { pid: "2603021418275519600", minUsd: null, maxUsd: null },
  "listing.select": { add: [{ pid: "2603021418275519600", name: null, imageUrl: null }], remove: [] },
  "catalog.facets": {},
  "imports.preview": { pid: "2603021418275519600" },
  "imports.commit": { previewId: UUID, edits: [] },
  "imports.undo": { importLogId: UUID },
  "imports.createDraft": {
    reading: { pid: "1", name: "x", url: "https://x", imageUrl: null, minUsd: null, maxUsd: null, variants: [] },
  },
  "queue.add": { items: [{ pid: "2603021418275519600", name: "x", imageUrl: null }] },
  "queue.get": {},
  "queue.commit": { batchId: UUID, leaveOut: [UUID] },
  "queue.discard": { batchId: UUID },
  "queue.retry": { batchId: UUID },
  "queue.reprice": { batchId: UUID, priceRule: null },
  "queue.pause": { batchId: UUID, paused: true },
  "queue.undo": { batchId: UUID, force: false },
  "panel.open": {},
  "pairing.show": {},
  "popup.open": {},
  "pairing.describe": { code: "ABCD2345", serverUrl: "https://a.test" },
  "pairing.confirm": {},
  "pairing.dismiss": {},
  "account.get": {},
  "account.disconnect": {},
  "options.get": {},
  "options.keep": { language: "fr", defaults: { tags: ["bright"] } },
  "options.forget": {},
  "imports.list": {},
};
const MANY = Array.from({ length: 121 }, (_, at) => ({ pid: String(1_000_000 + at), name: null, imageUrl: null }));

function deps(handle: (name: Name, input: unknown) => unknown = (name) => `done ${name}`) {
  const asked: Name[] = [];
  const handlers = Object.fromEntries(
    names.map((name) => [name, async (input: unknown) => (asked.push(name), handle(name, input))]),
  ) as unknown as Handlers;
  const served: ServeDeps = {
    handlers,
    id: ID,
    pageOrigins: ["https://cjdropshipping.com"],
    reader: async () => ({ locale: "en", adminUrl: "https://a.test/m/shop" }),
  };
  return { served, asked };
}

describe("messages", () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each(names)("answers %s from those who may ask it, and nobody else", async (name) => {
    const { served, asked } = deps();
    const message = { name, input: VALID[name] };
    expect(await answer(served, message, OWN)).toEqual({ ok: true, value: `done ${name}` });
    const fromPage = await answer(served, message, PAGE);
    if (protocol[name].from === "page") expect(fromPage).toEqual({ ok: true, value: `done ${name}` });
    else expect(fromPage).toMatchObject({ ok: false, reason: { code: "request.origin_refused" } });
    const count = asked.length;
    const strangers = [
      { ...PAGE, id: "aaaabbbbccccddddeeeeffffgggghhhh" },
      { ...PAGE, origin: "https://evil.test" },
      { ...PAGE, origin: "http://cjdropshipping.com" },
      { ...PAGE, origin: "https://cjdropshipping.com.evil.test" },
      { ...OWN, origin: "chrome-extension://aaaabbbbccccddddeeeeffffgggghhhh" },
      { id: ID },
      {},
    ];
    for (const sender of strangers)
      expect(await answer(served, message, sender)).toMatchObject({
        ok: false,
        reason: { code: "request.origin_refused", sentence: expect.stringMatching(/\w/) },
      });
    expect(asked).toHaveLength(count);
  });

  it.each([
    ["an unknown name", { name: "imports.everything", input: {} }],
    ["a name of Object's", { name: "constructor", input: {} }],
    ["no name", { input: {} }],
    ["nothing", undefined],
    ["text", "imports.preview"],
    ["an input of another shape", { name: "imports.preview", input: { pid: "../../etc" } }],
    ["no input", { name: "imports.preview" }],
    ["more products than a page may name", { name: "queue.add", input: { items: MANY } }],
    ["no products", { name: "queue.add", input: { items: [] } }],
  ])("refuses %s with a reason", async (_, message) => {
    const { served, asked } = deps();
    expect(await answer(served, message, PAGE)).toMatchObject({ ok: false, reason: { code: "request.invalid" } });
    expect(asked).toEqual([]);
  });

  it("never throws, and answers garbage with a reason", async () => {
    vi.stubGlobal("reportError", vi.fn());
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.anything(),
          fc.record({ name: fc.oneof(fc.constantFrom(...names), fc.string()), input: fc.anything() }),
        ),
        async (message) => {
          const { served } = deps();
          const reply = await answer(served, message, PAGE);
          if (reply.ok) expect(protocol[(message as { name: Name }).name].from).toBe("page");
          else expect(reply.reason.code).toMatch(/^request\./);
        },
      ),
    );
  });

  it("passes a refusal on in the reader's language with an absolute way back", async () => {
    const { served } = deps(() => {
      throw new Refused("import.plan_limit", { limit: 10, count: 10 });
    });
    const french = { ...served, reader: async () => ({ locale: "fr" as const, adminUrl: "https://a.test/m/shop" }) };
    expect(await answer(french, { name: "imports.preview", input: VALID["imports.preview"] }, PAGE)).toEqual({
      ok: false,
      reason: {
        code: "import.plan_limit",
        sentence: "Votre offre contient 10 produits et vous en avez 10.",
        remedy: { label: "Voir les offres", action: "upgrade", href: "https://a.test/m/shop/settings/plan" },
        details: { limit: 10, count: 10 },
      },
    });
  });

  it("hides what broke behind one sentence and logs it", async () => {
    const log = vi.fn();
    vi.stubGlobal("reportError", log);
    const { served } = deps(() => {
      throw new TypeError("secret detail");
    });
    const reply = await answer(served, { name: "card.open", input: {} }, PAGE);
    expect(reply).toMatchObject({ ok: false, reason: { code: "request.internal" } });
    expect(JSON.stringify(reply)).not.toContain("secret");
    expect(log).toHaveBeenCalledExactlyOnceWith(expect.any(TypeError));
  });
});
