import type { TemplateContent, TemplateValuesInput } from "@nexusone/contracts/template-content";
import { fillPlaces, placesOf } from "@nexusone/contracts/template-variables";
import type { CampaignRow } from "@nexusone/db/queries/campaigns";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import type { ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { OutgoingMessage } from "@nexusone/whatsapp/rules";
import { firstNameOf } from "../customer-notices/order-news.ts";
import { DomainError } from "../errors.ts";
import { capabilitiesOf } from "../sending/guard.ts";
import { contentRefusal } from "../sending/content.ts";
import { placesIn } from "../templates/content.ts";
import { fillTemplate } from "../templates/fill-template.ts";
import type { KnownValues } from "../templates/known-values.ts";
import { filledMessage, sendableContent } from "../templates/template-message.ts";

/** What we know of everybody by their name alone. */
export const PERSONAL = ["first_name", "full_name", "shop_name"] as const;

export type Written = { readonly message: OutgoingMessage; readonly text: string };
/** What a campaign says, read once for all its people. */
export type CampaignContent = {
  /** Meta's category as it stands; null: no template. */
  readonly category: string | null;
  readonly template: TemplateContent | null;
  /** The message for one person; undefined when something in it is unknown. */
  readonly write: (person: { readonly name: string }) => Written | undefined;
};
type Given = Pick<CampaignRow, "templateId" | "text" | "values" | "media">;

/**
 * @throws `campaigns.no_content`, `campaigns.needs_template`, `campaigns.template_elsewhere`, `templates.not_found`,
 * `templates.not_sendable`, and what `contentRefusal` says of a text.
 */
export async function loadContent(tx: MerchantTx, channel: ChannelRow, given: Given): Promise<CampaignContent> {
  const shop = (await findMerchantWithRate(tx))?.merchant.name ?? "";
  const { serviceWindow } = capabilitiesOf(channel);
  if (given.templateId !== null) {
    if (!capabilitiesOf(channel).messages.includes("template")) throw new DomainError("campaigns.template_elsewhere");
    const { row, content } = await sendableContent(tx, given.templateId);
    if (row.accountId !== channel.accountId || row.environment !== channel.environment)
      throw new DomainError("campaigns.template_elsewhere");
    return {
      category: row.category ?? content.category,
      template: content,
      write: ({ name }) => writeTemplate(content, given, known(name, shop)),
    };
  }
  if (serviceWindow) throw new DomainError(given.text ? "campaigns.needs_template" : "campaigns.no_content");
  const { text } = given;
  if (!text) throw new DomainError("campaigns.no_content");
  const wrong = contentRefusal({ type: "text", text });
  if (wrong) throw new DomainError(wrong.reason, wrong.details);
  return { category: null, template: null, write: ({ name }) => writeText(text, given.values, known(name, shop)) };
}

const known = (name: string, shop: string): KnownValues => ({
  ...(name.trim() !== "" && { first_name: firstNameOf(name), full_name: name.trim() }),
  ...(shop !== "" && { shop_name: shop }),
});

function writeTemplate(content: TemplateContent, { values, media }: Given, data: KnownValues): Written | undefined {
  const { places } = fillTemplate(content, { data, samples: false });
  // What is known of the person goes before what stands in for it.
  const given = Object.fromEntries(
    places.flatMap(({ place, value }) => {
      const told = value ?? values[place] ?? values[place.slice(place.indexOf(".") + 1)];
      return told === undefined || told === "" ? [] : [[place, told]];
    }),
  );
  const { values: filled } = fillTemplate(content, { given, data, samples: false });
  const all: TemplateValuesInput = { ...filled, ...(media && { media }) };
  const made = filledMessage(content, all);
  return "problem" in made ? undefined : made;
}

function writeText(text: string, values: Readonly<Record<string, string>>, data: KnownValues): Written | undefined {
  const all: Readonly<Record<string, string | undefined>> = { ...values, ...data };
  if (placesOf(text).some((name) => !all[name])) return undefined;
  const said = fillPlaces(text, (name) => all[name]);
  return { message: { type: "text", text: said }, text: said };
}

/** The places of a template with what fills them. */
export const placesFor = (content: TemplateContent) =>
  placesIn(content).map((place) => {
    const { variable } = fillTemplate(content, { data: {}, samples: false }).places.find((one) => one.place === place)!; // one of its own
    return { place, variable, personal: PERSONAL.some((name) => name === variable) };
  });
