import { Script } from "node:vm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../../start.ts";
import { PHONE_SCRIPT } from "./script.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: "wa-phone", catalogueSize: 10 });
});
beforeEach(() => sandbox.control.reset());
afterAll(() => sandbox.stop());

const page = async (query = ""): Promise<string> => (await fetch(`${sandbox.url}/sandbox/phone${query}`)).text();

it("there is always somebody with a telephone and a business to write to; both can be chosen", async () => {
  expect(await page()).toMatch(/data-person="person-1" data-line="390022334455667"/);
  const { whatsapp } = sandbox.control;
  const bob = await whatsapp.people.create({ name: "<b>Bob</b>" });
  const channel = await whatsapp.channels.create();
  const chosen = await page(`?person=${bob.id}&line=${channel.id}`);
  expect(chosen).toContain(`data-person="${bob.id}" data-line="${channel.id}"`);
  expect(chosen).toContain("Phone of &lt;b&gt;Bob&lt;/b&gt;");
  expect(chosen).not.toContain("<b>Bob");
});

it("the script is whole, and puts nothing into the page as markup", () => {
  expect(() => new Script(PHONE_SCRIPT)).not.toThrow();
  expect(PHONE_SCRIPT).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write/);
});

it("[MED-02] files are shown as the telephone holds them, and a page sent as a file cannot run", async () => {
  const { whatsapp } = sandbox.control;
  const ana = await whatsapp.people.create({ name: "Ana" });
  const base64 = Buffer.from("<script>alert(1)</script>").toString("base64");
  const said = await whatsapp.people.act(ana.id, "390022334455667", {
    do: "file",
    kind: "document",
    base64,
    mimeType: "text/html",
    filename: "a.html",
  });
  const { id } = said.content["document"] as { id: string };
  const file = await fetch(`${sandbox.url}/sandbox/whatsapp/media/${id}`);
  expect([file.status, file.headers.get("content-security-policy")]).toEqual([200, "sandbox"]);
  expect((await fetch(`${sandbox.url}/sandbox/whatsapp/media/none`)).status).toBe(404);
});
