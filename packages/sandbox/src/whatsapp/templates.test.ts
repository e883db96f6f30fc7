import { REJECTIONS, GOOD_TEMPLATE } from "@nexusone/whatsapp/template-rejections";
import { createCloudApiClient } from "@nexusone/whatsapp/client";
import { sendableTemplate, templateRequest } from "@nexusone/whatsapp/templates";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../start.ts";
import type { CloudNumberView, WhatsAppControl } from "./control-types.ts";
import type { Json } from "./model.ts";
import { findingsOf, type TemplateForm } from "./review/review.ts";

/** As it stands in a request, which is what a review sees. */
function formOf(template: Parameters<typeof templateRequest>[0]): TemplateForm {
  const { name, language, category, parameter_format, components, message_send_ttl_seconds } =
    templateRequest(template);
  const named = parameter_format === "named";
  return {
    id: name,
    name,
    language,
    category,
    named,
    components: components as Json[],
    ttlSeconds: message_send_ttl_seconds ?? null,
  };
}
const codesOf = (example: (typeof REJECTIONS)[number]["failing"]): string[] =>
  findingsOf(formOf(example.template), (example.existing ?? []).map(formOf)).map(({ code }) => code);

describe("the review", () => {
  it.each(REJECTIONS.map((rejection) => [rejection.code, rejection] as const))(
    "[TPL-04] %s: finds what fails by it and lets pass what does not",
    (code, { failing, passing }) => {
      expect(codesOf(failing)).toContain(code);
      expect(codesOf(passing)).toEqual([]);
    },
  );

  it("[TPL-04] approves a good one", () => {
    expect(findingsOf(formOf(GOOD_TEMPLATE), [])).toEqual([]);
  });
});

describe("templates over the API", () => {
  let sandbox: Sandbox;
  let whatsapp: WhatsAppControl;
  let number: CloudNumberView;
  beforeAll(async () => {
    sandbox = await startSandbox({ seed: "wa-templates", catalogueSize: 10 });
    whatsapp = sandbox.control.whatsapp;
  });
  beforeEach(async () => {
    await sandbox.control.reset();
    number = await whatsapp.accounts.create();
  });
  afterAll(() => sandbox.stop());

  const client = () =>
    createCloudApiClient({
      baseUrl: sandbox.graphUrl,
      token: number.token,
      phoneNumberId: number.phoneNumberId,
      accountId: number.accountId,
      appId: number.appId,
    });
  const templates = () => client().templates!; // the Cloud API has them
  const named = (name: string, more: Partial<typeof GOOD_TEMPLATE> = {}) =>
    templateRequest({ ...GOOD_TEMPLATE, name, body: `${name}: hello {{1}}, your order {{2}} is here.`, ...more });
  const kindOf = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => null,
      (error: { vendorCode?: number }) => error.vendorCode,
    );

  it("[TPL-03] lists in pages, and whoever stops after the first has not got them all", async () => {
    for (let at = 0; at < 27; at++) await templates().create(named(`t_${at}`));
    const first = await templates().list({ limit: 25 });
    expect([first.templates.length, first.next !== null]).toEqual([25, true]);
    const last = await templates().list({ limit: 25, after: first.next ?? "" });
    expect([last.templates.length, last.next]).toEqual([2, null]);
    expect(await kindOf(templates().list({ after: "gone" }))).toBe(131059);
    expect((await templates().listAll()).map(({ name }) => name)).toHaveLength(27);
  });

  it("[TPL-04] reviews: approved, rejected with a reason, or dearer than asked; each is told", async () => {
    const good = await templates().create(named("good_one"));
    expect(good).toMatchObject({ status: "PENDING", category: "UTILITY" });
    await templates().create(
      named("bad_one", {
        body: "Pay today or we will take legal action.",
        examples: { header: {}, body: {}, buttons: {} },
      }),
    );
    const dear = await templates().create(
      named("dear_one", { body: "Hello {{1}}, your order {{2}} is ready. Get 20 % off today!" }),
    );
    expect(dear.category).toBe("MARKETING");
    expect(await kindOf(templates().create(named("No Name")))).toBe(100);
    await whatsapp.templates.review();
    const list = await templates().listAll();
    expect(list.map(({ name, status, rejectedReason }) => [name, status, rejectedReason])).toEqual([
      ["good_one", "APPROVED", null],
      ["bad_one", "REJECTED", "ABUSIVE_CONTENT"],
      ["dear_one", "APPROVED", null],
    ]);
  });

  it("[TPL-01] an approved one is edited once a day, and its name is taken for thirty days after it was deleted", async () => {
    await sandbox.control.clock.hold("2026-10-01T08:00:00Z");
    const { id } = await templates().create(named("changing"));
    expect(await kindOf(templates().edit(id, named("changing")))).toBe(100);
    await whatsapp.templates.review();
    const change = { components: named("changed").components };
    expect(await kindOf(templates().edit(id, change))).toBeNull();
    await whatsapp.templates.review();
    expect(await kindOf(templates().edit(id, change))).toBe(100);
    await sandbox.control.clock.advance(86_400_000);
    expect(await kindOf(templates().edit(id, change))).toBeNull();
    await whatsapp.templates.review();
    await templates().delete({ name: "changing" });
    expect(await kindOf(templates().create(named("changing")))).toBe(100);
    await sandbox.control.clock.advance(30 * 86_400_000 - 1);
    expect(await kindOf(templates().create(named("changing")))).toBe(100);
    await sandbox.control.clock.advance(1);
    expect(await kindOf(templates().create(named("changing")))).toBeNull();
  });

  it("[WAM-02] a send has to match the approved form exactly, and goes outside the window", async () => {
    const template = { ...GOOD_TEMPLATE, name: "order_here" };
    const { id } = await templates().create(templateRequest(template));
    const to = { phone: "33639980101" };
    const values = { header: {}, body: { "1": "Ana", "2": "A-1" }, buttons: {} };
    const message = sendableTemplate(template, values);
    expect(await kindOf(client().send(to, message))).toBe(132001);
    await whatsapp.templates.review();
    expect((await client().send(to, message)).state).toBe("accepted");
    const [thread] = await whatsapp.threads.list();
    expect(thread?.messages[0]).toMatchObject({
      text: "Hello Ana, we have received your order A-1 and are preparing it.",
      error: null,
      pricing: { billable: true, category: "utility" },
    });
    const short = {
      ...message,
      components: message.components.map((one) => ({ ...one, parameters: one.parameters.slice(1) })),
    };
    expect(await kindOf(client().send(to, short))).toBe(132000);
    const broken = {
      ...message,
      components: [
        {
          type: "body" as const,
          parameters: [
            { type: "text" as const, text: "a\nb" },
            { type: "text" as const, text: "c" },
          ],
        },
      ],
    };
    expect(await kindOf(client().send(to, broken))).toBe(132012);
    expect(await kindOf(client().send(to, { ...message, language: "fr" }))).toBe(132001);
    await whatsapp.templates.setStatus(id, "PAUSED");
    expect(await kindOf(client().send(to, message))).toBe(132015);
    await whatsapp.templates.setStatus(id, "DISABLED");
    expect(await kindOf(client().send(to, message))).toBe(132016);
  });

  it("[WAM-02] as many people a day as the portfolio may reach; held ones wait, and are dropped with 132015", async () => {
    await templates().create(named("bulk", { category: "MARKETING" }));
    await whatsapp.templates.review();
    await whatsapp.accounts.set(number.phoneNumberId, { dailyLimit: 2, holdsTemplates: true });
    const message = sendableTemplate(
      { ...GOOD_TEMPLATE, name: "bulk", body: "bulk: hello {{1}}, your order {{2}} is here." },
      {
        header: {},
        body: { "1": "a", "2": "b" },
        buttons: {},
      },
    );
    const send = (at: number) => client().send({ phone: `3363998030${at}` }, message);
    const first = await send(1);
    expect([first.state, (await send(2)).state]).toEqual(["held", "held"]);
    expect(await kindOf(send(3))).toBe(131048);
    expect((await send(1)).state).toBe("held");
    expect((await whatsapp.threads.release(first.messageId ?? "", true)).error).toBe(132015);
  });
});
