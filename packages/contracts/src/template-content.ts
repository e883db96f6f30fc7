import { z } from "zod";
import { TEMPLATE_CATEGORIES } from "./template-terms.ts";

/** Whole texts of drafts are kept however wrong they are: what Meta would refuse the linter says. */
const Text = z.string().max(5_000);
const Label = z.string().max(200);
/** What comes back with the tap of a quick reply; ours alone, Meta never sees it with the template. */
const ReplyId = z.string().trim().min(1).max(256);

export const TemplateHeader = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text"), text: Text }),
  z.object({ type: z.enum(["image", "video", "document"]), sample: z.string().max(20_000).nullable() }),
  z.object({ type: z.literal("location") }),
]);
export const TemplateButton = z.discriminatedUnion("type", [
  z.object({ type: z.literal("quick_reply"), label: Label, id: ReplyId.optional() }),
  z.object({ type: z.literal("url"), label: Label, url: z.string().max(4_000) }),
  z.object({ type: z.literal("phone"), label: Label, phone: z.string().max(60) }),
  z.object({ type: z.literal("copy_code") }),
]);
export type TemplateButton = z.infer<typeof TemplateButton>;

const Values = z.record(z.string().max(100), z.string().max(2_500));
/** The place of a button. */
const ByPlace = z.record(z.string().regex(/^\d{1,2}$/), z.string().max(2_500));
export const TemplateExamples = z.object({ header: Values, body: Values, buttons: ByPlace });

/** A template as a person writes it; `@nexusone/whatsapp/templates` reads the same shape. */
export const TemplateContent = z.object({
  name: z.string().trim().min(1).max(600),
  language: z.string().trim().min(2).max(20),
  category: z.enum(TEMPLATE_CATEGORIES),
  variables: z.enum(["positional", "named"]),
  header: TemplateHeader.nullable(),
  body: Text,
  footer: Text.nullable(),
  buttons: z.array(TemplateButton).max(30),
  examples: TemplateExamples,
  /** Seconds; -1 is 30 days, null WhatsApp's own rule. */
  ttlSeconds: z.number().int().min(-1).max(10_000_000).nullable(),
  /** Which of our variables fills a place whose name does not say it: `body.1` is `first_name`. */
  bindings: z.record(z.string().max(120), z.string().max(100)).default({}),
});
export type TemplateContent = z.output<typeof TemplateContent>;

/** What a template is filled with. Values by name of the variable; of buttons by their place. */
export const TemplateValuesInput = z.object({
  header: Values.optional(),
  body: Values.optional(),
  buttons: ByPlace.optional(),
  /** The file of a header: of an upload to WhatsApp, or an address that WhatsApp fetches. */
  media: z
    .object({
      source: z.union([
        z.object({ id: z.string().max(200) }),
        z.object({ link: z.url({ protocol: /^https?$/ }).max(2_000) }),
      ]),
      filename: z.string().max(240).optional(),
    })
    .optional(),
  location: z
    .object({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      name: z.string().max(200).optional(),
      address: z.string().max(300).optional(),
    })
    .optional(),
});
export type TemplateValuesInput = z.output<typeof TemplateValuesInput>;
