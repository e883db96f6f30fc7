import { createStaffedMerchant } from "@nexusone/testing/contexts";
import { describe, expect, it } from "vitest";
import { HOUR_MS } from "../clock.ts";
import { editTemplate } from "./edit-template.ts";
import { getTemplate, listTemplates } from "./list-templates.ts";
import { sweepTemplates, syncTemplatesJob } from "./sync-job.ts";
import { syncTemplates } from "./sync-templates.ts";
import { connectNumber, templateShop, startTemplates } from "./templates.fixture.ts";

const world = startTemplates();

describe("sync", () => {
  it("[TPL-01] reads every page, adds what is new, follows what changed, and removes only after the whole list", async () => {
    const shop = await templateShop(world.sandbox, world.platform);
    const { ctx } = shop;
    const mine = await world.submitted(ctx);
    for (let at = 0; at < 110; at++) {
      // Meta takes a hundred in an hour.
      if (at === 90) await world.sandbox.control.clock.advance(HOUR_MS);
      await world.elsewhere(shop, `t_${String(at).padStart(3, "0")}`);
    }
    expect((await syncTemplates(ctx)).accounts).toMatchObject([
      { seen: 111, added: 110, changed: 1, removed: 0, reason: null },
    ]);
    expect((await syncTemplates(ctx)).accounts).toMatchObject([{ seen: 111, added: 0, changed: 0, removed: 0 }]);
    await world.controls().review();
    await world.apiOf(shop).delete({ name: "t_000" });
    await world.apiOf(shop).delete({ name: "order_ready" });
    const [one] = await world.controls().list(shop.number.accountId);
    await world.apiOf(shop).edit(one!.id, {
      components: [{ type: "BODY", text: "Rewritten elsewhere: {{1}} is here.", example: { body_text: [["It"]] } }],
    });
    await world.sandbox.control.whatsapp.accounts.killToken(shop.number.token);
    const failed = (await syncTemplates(ctx)).accounts;
    expect(failed).toMatchObject([{ seen: null, removed: 0, reason: "messages.token_dead" }]);
    expect((await listTemplates(ctx, { name: "t_000" })).items).toHaveLength(1);
    const token = await world.sandbox.control.whatsapp.accounts.grant(shop.number.accountId);
    await world.test
      .sql`update whatsapp_channels set token_sealed = ${world.platform.keyring.seal(token, "whatsapp_channels.token")} where id = ${shop.number.channel.id}`;
    expect((await syncTemplates(ctx)).accounts).toMatchObject([{ seen: 109, added: 0, changed: 21, removed: 2 }]);
    expect((await listTemplates(ctx, { name: "t_000" })).items).toEqual([]);
    expect(await getTemplate(ctx, { id: mine.id })).toMatchObject({
      status: "DRAFT",
      statusReason: "templates.gone_at_meta",
    });
    const [rewritten] = (await listTemplates(ctx, { name: one!.name })).items;
    expect(await getTemplate(ctx, { id: rewritten!.id })).toMatchObject({
      version: 2,
      sentVersion: 2,
      status: "PENDING",
      versions: [
        { version: 2, source: "meta", byName: "WhatsApp Manager" },
        { version: 1, source: "meta" },
      ],
    });
  });

  it("[TPL-01] what has parts that we cannot write is kept, sent as it is, and not edited", async () => {
    const shop = await templateShop(world.sandbox, world.platform);
    const { ctx } = shop;
    await world.apiOf(shop).create({
      name: "with_flow",
      language: "en",
      category: "UTILITY",
      components: [
        { type: "BODY", text: "Please answer two questions about your order." },
        { type: "BUTTONS", buttons: [{ type: "FLOW", text: "Answer", flow_id: "1" }] },
      ],
    });
    await syncTemplates(ctx);
    const [line] = (await listTemplates(ctx, { type: "other" })).items;
    expect(await getTemplate(ctx, { id: line!.id })).toMatchObject({
      type: "other",
      locked: "templates.foreign_parts",
    });
    await expect(editTemplate(ctx, { id: line!.id, version: 1, body: "x" })).rejects.toMatchObject({
      reason: "templates.foreign_parts",
    });
  });

  it("[TPL-01] the cron reads an account when it is new and every six hours, no other", async () => {
    const shop = await templateShop(world.sandbox, world.platform);
    const { ctx } = shop;
    await createStaffedMerchant(world.platform);
    const swept = async (): Promise<boolean> => {
      world.platform.enqueued.length = 0;
      await sweepTemplates(world.platform);
      const mine = world.platform.enqueued.filter(
        ({ payload }) => (payload as { merchantId: string }).merchantId === ctx.merchantId,
      );
      for (const { payload } of mine) await syncTemplatesJob.handle(world.platform, payload as { merchantId: string });
      return mine.length > 0;
    };
    await world.elsewhere(shop, "there_already");
    expect([await swept(), await swept()]).toEqual([true, false]);
    expect((await listTemplates(ctx)).items.map(({ name }) => name)).toEqual(["there_already"]);
    world.platform.clock.advance(6 * HOUR_MS);
    expect([await swept(), await swept()]).toEqual([true, false]);
    await connectNumber(world.sandbox, ctx);
    expect([await swept(), await swept()]).toEqual([true, false]);
  });
});
