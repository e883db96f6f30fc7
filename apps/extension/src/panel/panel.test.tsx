// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from "vitest";
import { render } from "../draw/render.ts";
import { panelSend } from "../gallery/sample-queue.ts";
import type { PanelStateName } from "../gallery/states.ts";
import type { Send } from "../send.ts";
import { Panel } from "./panel.tsx";

const turn = () => new Promise((done) => setTimeout(done, 5));

describe("the side panel", () => {
  const root = document.createElement("div");
  afterEach(() => render(null, root));

  async function opened(name: PanelStateName) {
    const sent: [string, unknown][] = [];
    const answer = panelSend(name, "en");
    const send = (async (asked: never, input: never) => {
      sent.push([asked, input]);
      return answer(asked, input);
    }) as Send;
    render(<Panel send={send} every={() => undefined} />, root);
    await turn();
    const button = (label: RegExp) => {
      const found = [...root.querySelectorAll("button")].find((one) => label.test(one.textContent ?? ""));
      if (!found) throw new Error(`no button ${label}`);
      return found;
    };
    return { sent, button };
  }

  it("[UIX-03] [EXT-03] says why products are left out, and imports the rest without those of a reason", async () => {
    const { sent, button } = await opened("panel-triage");
    expect(root.textContent).toContain("Already in your catalogue.");
    expect(root.textContent).toContain("3 credits each");
    expect(button(/^Import 4 products$/).disabled).toBe(false);
    button(/^Leave out$/).click();
    await turn();
    button(/^Import 3 products$/).click();
    await turn();
    const [, input] = sent.find(([name]) => name === "queue.commit") ?? [];
    expect(input).toMatchObject({ leaveOut: [expect.stringMatching(/101$/)] });
  });

  it("leaves out one product by its box, and offers nothing when none is left", async () => {
    const { button } = await opened("panel-triage");
    const boxes = root.querySelectorAll<HTMLInputElement>("input[type=checkbox]");
    expect([...boxes].map((box) => box.getAttribute("aria-label"))).toHaveLength(4);
    for (const box of boxes) {
      box.checked = false;
      box.dispatchEvent(new Event("change", { bubbles: true }));
      await turn();
    }
    expect(button(/^Import 0 products$/).disabled).toBe(true);
  });

  it("asks before it discards", async () => {
    const { sent, button } = await opened("panel-triage");
    button(/^Discard$/).click();
    await turn();
    expect(sent.map(([name]) => name)).not.toContain("queue.discard");
    button(/^Discard them$/).click();
    await turn();
    expect(sent.at(-1)?.[0]).toBe("queue.discard");
  });

  it("says whose products are on hold, and tries again when asked to", async () => {
    const { sent, button } = await opened("panel-held");
    expect(root.textContent).toContain("These products were collected for Demo Store.");
    button(/^Try now$/).click();
    await turn();
    expect(sent.map(([name]) => name)).toContain("queue.retry");
  });

  it("[UIX-03] [EXT-02] has prices computed anew when another rule is chosen, and again for the shop's own", async () => {
    const { sent } = await opened("panel-triage");
    const rule = root.querySelector("select");
    if (!rule) throw new Error("no rule can be chosen");
    rule.value = "percent";
    rule.dispatchEvent(new Event("change", { bubbles: true }));
    await turn();
    const percent = expect.objectContaining({ kind: "percent", markupBps: 10_000 });
    expect(sent.at(-1)).toEqual(["queue.reprice", { batchId: expect.any(String), priceRule: percent }]);
    rule.value = "";
    rule.dispatchEvent(new Event("change", { bubbles: true }));
    await turn();
    expect(sent.at(-1)).toEqual(["queue.reprice", { batchId: expect.any(String), priceRule: null }]);
  });

  it("[UIX-03] lets a paused import go on, and pauses one that runs", async () => {
    const { sent, button } = await opened("panel-paused");
    expect(root.textContent).toContain("Paused · 3 of 6");
    button(/^Resume$/).click();
    await turn();
    expect(sent.at(-1)).toEqual(["queue.pause", { batchId: expect.any(String), paused: false }]);
    render(null, root);
    const running = await opened("panel-many");
    running.button(/^Pause$/).click();
    await turn();
    expect(running.sent.at(-1)).toEqual(["queue.pause", { batchId: expect.any(String), paused: true }]);
  });

  it("[CAT-12] undoes a whole import after a question, names what was changed since, and undoes that on a second word", async () => {
    const { sent, button } = await opened("panel-done");
    button(/^Undo this import$/).click();
    await turn();
    expect(sent.map(([name]) => name)).not.toContain("queue.undo");
    button(/^Undo 5 products$/).click();
    await turn();
    expect(sent.at(-1)).toEqual(["queue.undo", { batchId: expect.any(String), force: false }]);
    expect(root.textContent).toContain("Products undone: 4. Credits that came back: 12.");
    expect(root.textContent).toContain("Silicone Trivet Mat");
    button(/^Undo these too$/).click();
    await turn();
    expect(sent.at(-1)).toEqual(["queue.undo", { batchId: expect.any(String), force: true }]);
  });

  it("[UIX-03] asks everything again when a person tries again after the server was away", async () => {
    const { sent, button } = await opened("panel-unreachable");
    expect(root.textContent).toContain("Recent imports");
    const before = sent.length;
    button(/^Try again$/).click();
    await turn();
    const asked = sent.slice(before).map(([name]) => name);
    expect(asked).toEqual(expect.arrayContaining(["popup.open", "queue.get", "imports.list"]));
  });

  it("offers the failed ones of a finished batch again", async () => {
    const { sent, button } = await opened("panel-done");
    button(/^Try the failed ones again$/).click();
    await turn();
    expect(sent.map(([name]) => name)).toContain("queue.retry");
  });
});
