import { dispatchEvents } from "@nexusone/db/queries/events";
import type { MerchantId } from "@nexusone/contracts/ids";
import { noteReasonsIn } from "@nexusone/testing/observed-reasons";
import { describe, expect, it } from "vitest";
import { catchUp } from "../events/consume-events.ts";
import { notify } from "../notifications/notify.ts";
import { listNotifications } from "../notifications/list-notifications.ts";
import type { ToldTemplate } from "./follow-template-item.ts";
import { getTemplate, listTemplates } from "./list-templates.ts";
import { syncTemplatesJob } from "./sync-job.ts";
import { syncTemplates } from "./sync-templates.ts";
import { templateShop, startTemplates, type Shop } from "./templates.fixture.ts";

const world = startTemplates();

const typesOf = async (id: string) =>
  (
    await world.test.sql<{ type: string }[]>`select type from events where subject_id = ${id} order by happened_at, id`
  ).map(({ type }) => type);
const item = (shop: Shop, change: object, at = "2026-03-02T10:00:00Z"): ToldTemplate =>
  ({
    kind: "template",
    channel: { provider: "cloud_api", accountId: shop.number.accountId, channelId: null, displayPhone: null },
    at: new Date(at),
    template: { templateId: null, name: "order_ready", language: "en" },
    ...change,
  }) as ToldTemplate; // the parts that are followed
const status = (word: string, more: object = {}) => ({
  change: "status",
  status: word,
  category: null,
  reason: null,
  advice: null,
  pause: null,
  disableAt: null,
  ...more,
});

describe("what Meta tells", () => {
  it("[TPL-01] status with reason and advice, quality and category are followed once, whatever comes twice or late, and the owner is told", async () => {
    const shop = await templateShop(world.sandbox, world.platform);
    const { ctx } = shop;
    const { id } = await world.submitted(ctx);
    const reason = { reason: "INVALID_FORMAT", advice: "Put a word after the last variable." };
    await world.follow(ctx, [item(shop, status("REJECTED", reason)), item(shop, status("REJECTED", reason))]);
    expect(await getTemplate(ctx, { id })).toMatchObject({
      status: "REJECTED",
      statusReason: "INVALID_FORMAT",
      advice: "Put a word after the last variable.",
      submissions: [{ outcome: "REJECTED", outcomeReason: "INVALID_FORMAT" }],
    });
    await world.follow(ctx, [item(shop, status("APPROVED"), "2026-03-02T09:59:00Z")]);
    expect((await getTemplate(ctx, { id })).status).toBe("REJECTED");
    await world.follow(ctx, [
      item(shop, status("APPROVED"), "2026-03-02T11:00:00Z"),
      item(
        shop,
        status("PAUSED", { pause: { title: "FIRST_PAUSE", description: "Too many blocks" } }),
        "2026-03-02T12:00:00Z",
      ),
      item(shop, { change: "quality", previous: "GREEN", current: "RED" }),
      item(shop, {
        change: "category",
        stage: "announced",
        previous: null,
        current: "UTILITY",
        next: "MARKETING",
        effectiveAt: new Date("2026-03-03T12:00:00Z"),
      }),
    ]);
    expect(await getTemplate(ctx, { id })).toMatchObject({
      status: "PAUSED",
      advice: "FIRST_PAUSE: Too many blocks",
      quality: "RED",
      category: "UTILITY",
      nextCategory: "MARKETING",
      nextCategoryAt: "2026-03-03T12:00:00.000Z",
    });
    const done = {
      change: "category",
      stage: "done",
      previous: "UTILITY",
      current: "MARKETING",
      next: null,
      effectiveAt: null,
    };
    await world.follow(ctx, [item(shop, done), item(shop, done)]);
    expect(await getTemplate(ctx, { id })).toMatchObject({
      category: "MARKETING",
      nextCategory: null,
      askedCategory: "UTILITY",
    });
    expect((await typesOf(id)).slice(3)).toEqual([
      "template.status_changed",
      "template.status_changed",
      "template.status_changed",
      "template.quality_changed",
      "template.category_changed",
      "template.category_changed",
    ]);
    while ((await dispatchEvents(world.test.db)) > 0);
    await catchUp(world.platform, notify, ctx.merchantId as MerchantId);
    const notices = (await listNotifications(ctx)).items.map(
      ({ kind, params }) => `${kind} ${params["status"] ?? params["category"]}`,
    );
    expect(notices.toSorted()).toEqual([
      "template_recategorised MARKETING",
      "template_stopped PAUSED",
      "template_stopped REJECTED",
    ]);
  });

  it("[TPL-01] the bodies that the simulated Meta sends are followed, of its own review, quality mislabelled, and categories", async () => {
    const shop = await templateShop(world.sandbox, world.platform);
    const { ctx } = shop;
    const { id } = await world.submitted(ctx);
    await world.listenTo(shop);
    await world.controls().review();
    const [at] = await world.controls().list(shop.number.accountId);
    await world.controls().setQuality(at!.id, "YELLOW", true);
    await world.controls().setCategory(at!.id, "MARKETING", true);
    await world.controls().setStatus(at!.id, "PAUSED");
    const items = await world.told();
    expect(items.length).toBeGreaterThanOrEqual(4);
    await world.follow(ctx, items);
    expect(await getTemplate(ctx, { id })).toMatchObject({
      status: "PAUSED",
      quality: "YELLOW",
      nextCategory: "MARKETING",
    });
    // Another merchant's account of the same words is not touched.
    const other = await templateShop(world.sandbox, world.platform);
    const theirs = await world.submitted(other.ctx);
    await world.follow(other.ctx, items);
    expect((await getTemplate(other.ctx, { id: theirs.id })).status).toBe("PENDING");
  });

  it("[TPL-01] a template that is not here, and words that changed, are read from Meta soon", async () => {
    const shop = await templateShop(world.sandbox, world.platform);
    const { ctx } = shop;
    await syncTemplates(ctx);
    await world.elsewhere(shop, "written_elsewhere");
    await world.follow(ctx, [
      item(shop, { ...status("APPROVED"), template: { templateId: "1", name: "written_elsewhere", language: "en" } }),
    ]);
    expect(world.platform.enqueued.map(({ name }) => name)).toEqual(["sync-templates"]);
    await syncTemplatesJob.handle(world.platform, { merchantId: ctx.merchantId });
    expect((await listTemplates(ctx)).items.map(({ name }) => name)).toEqual(["written_elsewhere"]);
  });

  it("[TPL-01] one that was deleted at Meta stays as a draft when it was written here", async () => {
    const shop = await templateShop(world.sandbox, world.platform);
    const { ctx } = shop;
    const { id } = await world.submitted(ctx);
    const [at] = await world.controls().list(shop.number.accountId);
    const template = { templateId: at!.id, name: "order_ready", language: "en" };
    await world.follow(ctx, [item(shop, { ...status("DELETED"), template: { ...template, templateId: "9" } })]);
    expect((await getTemplate(ctx, { id })).status).toBe("PENDING");
    await world.follow(ctx, [item(shop, { ...status("DELETED"), template })]);
    const view = await getTemplate(ctx, { id });
    expect(view).toMatchObject({
      status: "DRAFT",
      statusReason: "templates.gone_at_meta",
      sentVersion: null,
      submit: null,
    });
    noteReasonsIn(JSON.stringify({ reason: view.statusReason }));
  });
});
