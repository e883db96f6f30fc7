import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { noteReasonsIn } from "@nexusone/testing/observed-reasons";
import type { ServiceContext } from "../context.ts";
import { asRole } from "../imports/shop.fixture.ts";
import { getBusinessConfig, saveBusinessConfig } from "./business-config.ts";
import { disconnectChannel } from "./change-channel.ts";
import { connectChannel } from "./connect-channel.ts";
import { connectedNumber, openNumbers, PLATFORM_APP, type Numbers } from "./numbers.fixture.ts";
import { testSignature } from "./test-signature.ts";

let numbers: Numbers;
let ctx: ServiceContext;
beforeAll(async () => {
  numbers = await openNumbers();
});
beforeEach(async () => {
  numbers.front.accepts = { words: [], secrets: [] };
  ctx = await numbers.merchant();
});
afterAll(() => numbers.close());

describe("the self-test of a number's address", () => {
  const tested = async (id: Parameters<typeof testSignature>[1]["id"]) => {
    const view = await testSignature(ctx, { id });
    noteReasonsIn(JSON.stringify(view));
    return view;
  };

  it("[WAM-12] passes where the signed bytes arrive as they left, and others are refused", async () => {
    const own = await connectedNumber(numbers, ctx, "app");
    numbers.front.accepts = { words: [], secrets: [own.number.appSecret] };
    expect(await tested(own.channel.id)).toEqual({ ok: true, reason: null });
    const [post] = numbers.front.seen.slice(-2);
    expect(post).toEqual({ method: "POST", path: new URL(own.channel.address!.url).pathname });
    // A number of this installation's app is signed with that one's secret.
    numbers.front.accepts = { words: [], secrets: PLATFORM_APP.secrets };
    const plain = await connectedNumber(numbers, ctx);
    expect(await tested(plain.channel.id)).toEqual({ ok: true, reason: null });
    expect(await tested(own.channel.id)).toEqual({ ok: false, reason: "channels.signature_broken" });
  });

  it("[WAM-13] shows Whapi's secret header the same way", async () => {
    const made = await numbers.whatsapp.channels.create();
    const keys = { channelId: made.id, token: made.token };
    const channel = await connectChannel(ctx, { provider: "whapi", environment: "sandbox", ...keys });
    expect(await tested(channel.id)).toEqual({ ok: false, reason: "channels.signature_broken" });
    numbers.front.accepts = { words: [], secrets: [channel.address!.header!.value] };
    expect(await tested(channel.id)).toEqual({ ok: true, reason: null });
  });

  it("[WAM-12] fails where everything is taken, and where nobody answers", async () => {
    const { channel } = await connectedNumber(numbers, ctx);
    const open = (async () => new Response("")) as typeof fetch;
    const careless = { ...numbers.platform, whatsapp: { ...numbers.platform.whatsapp, fetch: open } };
    expect(await testSignature({ ...ctx, platform: careless }, { id: channel.id })).toMatchObject({ ok: false });
    numbers.front.accepts = null;
    expect(await tested(channel.id)).toEqual({ ok: false, reason: "channels.webhook_silent" });
    await disconnectChannel(ctx, { id: channel.id });
    await expect(testSignature(ctx, { id: channel.id })).rejects.toMatchObject({ reason: "channels.disconnected" });
  });
});

describe("how a shop talks", () => {
  const settings = {
    businessType: "beauty",
    timeZone: "America/Sao_Paulo",
    hours: [
      { day: 6, from: 600, to: 1_440 },
      { day: 1, from: 840, to: 1_080 },
      { day: 1, from: 540, to: 720 },
    ],
    languages: ["pt", "en"],
    defaultLanguage: "pt",
    quietFrom: 1_320,
    quietTo: 420,
    stopWords: ["  Chega! ", "chega", "PARE, já", "?!..."],
  } as const;
  type Given = Parameters<typeof saveBusinessConfig>[1];
  const given: Given = {
    ...settings,
    hours: [...settings.hours],
    languages: [...settings.languages],
    stopWords: [...settings.stopWords],
  };

  it("[WAM-14] begins with the merchant's own zone and language, and is each merchant's own", async () => {
    expect(await getBusinessConfig(ctx)).toMatchObject({
      saved: false,
      businessType: "retail",
      languages: ["en"],
      defaultLanguage: "en",
      quietFrom: 1_260,
      quietTo: 480,
      stopWords: [],
      // Nobody's chat takes orders before somebody says so.
      answersOrders: true,
      sellsInChat: false,
    });
    await saveBusinessConfig(ctx, given);
    const other = await numbers.merchant();
    expect((await getBusinessConfig(other)).saved).toBe(false);
  });

  it("[WAM-14] keeps hours in order and stop words as they are compared, and tells which settings are others", async () => {
    const saved = await saveBusinessConfig(ctx, given);
    expect(saved).toEqual({
      ...settings,
      hours: [
        { day: 1, from: 540, to: 720 },
        { day: 1, from: 840, to: 1_080 },
        { day: 6, from: 600, to: 1_440 },
      ],
      stopWords: ["chega", "pare ja"],
      answersOrders: true,
      sellsInChat: false,
      chatShippingMinor: 0,
      saved: true,
    });
    expect(await getBusinessConfig(ctx)).toEqual(saved);
    const { saved: _, ...again } = saved;
    await saveBusinessConfig(ctx, { ...again, quietTo: 480 });
    const events = await numbers.database.sql<{ payload: object }[]>`
      select payload from events where merchant_id = ${ctx.merchantId} and type = 'channel.settings_saved' order by id`;
    expect(events.at(-1)?.payload).toEqual({ fields: ["quietTo"] });
  });

  it("[WAM-14] refuses hours that overlap or end before they begin, zones nobody knows, and a default that is not spoken", async () => {
    const wrong: Partial<Given>[] = [
      { hours: [{ day: 2, from: 600, to: 600 }] },
      {
        hours: [
          { day: 2, from: 500, to: 700 },
          { day: 2, from: 699, to: 800 },
        ],
      },
      { timeZone: "Mars/Olympus" },
      { defaultLanguage: "ar" },
      { languages: [] },
      { quietFrom: 1_440 },
    ];
    for (const change of wrong) await expect(saveBusinessConfig(ctx, { ...given, ...change })).rejects.toThrow();
    expect((await getBusinessConfig(ctx)).saved).toBe(false);
    await expect(saveBusinessConfig(asRole(ctx, "support"), given)).rejects.toMatchObject({
      reason: "request.forbidden",
    });
  });
});
