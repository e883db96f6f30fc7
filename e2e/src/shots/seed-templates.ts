import type { Person } from "../support/api.ts";
import { settleTemplates } from "../support/database.ts";
import type { World } from "../world.ts";

export type TemplateIds = Readonly<Record<"approved" | "arabic" | "rejected" | "paused", string>>;
type Made = { id: string; version: number };
type Listed = { items: { id: string; name: string; language: string }[] };

/** The defaults, one that was rejected, one that people do not like, and one full of what Meta would refuse. */
export async function seedTemplates(world: World, owner: Person): Promise<TemplateIds> {
  await owner.mutate("templates.addDefaults", {});
  const rejected = await owner.mutate<Made>("templates.create", {
    name: "invoice_overdue",
    language: "en",
    category: "UTILITY",
    body: "Hello {{first_name}}, your invoice is overdue. Pay today or we will take legal action.",
  });
  await owner.mutate("templates.edit", {
    id: rejected.id,
    version: rejected.version,
    header: {
      type: "text",
      text: "*Your* invoice {{order_number}} of this month, which is still not paid as we speak",
    },
    body: "Hello {{first_name}}, your invoice for order {{order_number}} is overdue. Get 10% off when you pay today, or we will take legal action.",
    buttons: [
      { label: "I have paid", id: "paid" },
      { type: "url", label: "Pay the whole invoice right now", url: "https://pay.example/{{1}}" },
      { label: "I have paid", id: "paid_too" },
    ],
  });
  const paused = await owner.mutate<Made>("templates.create", {
    name: "back_in_stock",
    language: "en",
    category: "UTILITY",
    body: "Hello {{first_name}}, what you asked for is in stock again.",
    footer: "Reply STOP to hear no more of it",
    buttons: [
      { type: "url", label: "Look at it", url: "https://shop.example/p/{{1}}" },
      { id: "remind", label: "Remind me tomorrow" },
    ],
  });
  await settleTemplates(world, owner.merchantId);
  const { items } = await owner.query<Listed>("templates.list", { limit: 100 });
  const find = (name: string, language: string): string =>
    items.find((one) => one.name === name && one.language === language)?.id ?? "";
  return {
    approved: find("order_status", "fr"),
    arabic: find("order_confirmation", "ar"),
    rejected: rejected.id,
    paused: paused.id,
  };
}
