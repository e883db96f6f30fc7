import { z } from "zod";
import { ENVIRONMENTS } from "./cj.ts";
import { ContactId, MediaId, OrderId } from "./ids.ts";
import { Instant, page, PageInput } from "./paging.ts";
import { TemplateButton, TemplateContent, TemplateValuesInput } from "./template-content.ts";
import {
  DEFAULT_TEMPLATES,
  SUBMISSION_KINDS,
  SUBMISSION_STATES,
  TEMPLATE_CATEGORIES,
  TEMPLATE_SOURCES,
  TEMPLATE_STATES,
  TEMPLATE_STATUSES,
  TEMPLATE_TYPES,
  DRAFT,
} from "./template-terms.ts";
import { CHAT_LANGUAGES, CHAT_WISHES } from "./whatsapp-terms.ts";

export const TemplateId = z.uuid().brand<"TemplateId">();
export type TemplateId = z.infer<typeof TemplateId>;

/** A button as programs send it: a quick reply unless it says otherwise. */
const ButtonInput = z.union([
  TemplateButton,
  z.object({ id: z.string().trim().min(1).max(256).optional(), label: z.string().max(200) }),
]);
const VariableInput = z.union([
  z.string().trim().max(100),
  z.object({ name: z.string().trim().max(100), example: z.string().max(2_500).optional() }),
]);
const shape = TemplateContent.shape;
const written = {
  language: shape.language,
  /** Guessed when it is left out. */
  category: shape.category,
  header: shape.header,
  body: shape.body,
  footer: shape.footer,
  buttons: z.array(ButtonInput).max(30),
  /** The variables of the text and what could stand there; those of our own have examples by themselves. */
  variables: z.array(VariableInput).max(60),
  examples: shape.examples,
  ttlSeconds: shape.ttlSeconds,
  bindings: z.record(z.string().max(120), z.string().max(100)),
};
/** What Meta would refuse is kept as a draft all the same; the findings say what it is. */
export const CreateTemplateInput = z.object({
  name: shape.name,
  body: shape.body,
  /** Must be what the template is then made of. */
  type: z.enum(TEMPLATE_TYPES).optional(),
  /** Whose account it is for; the shop's only one when it is left out. */
  channelId: z.uuid().optional(),
  ...z.object(written).omit({ body: true }).partial().shape,
});
export const EditTemplateInput = z.object({
  id: TemplateId,
  /** The version that was read: a newer one is not written over. */
  version: z.number().int().min(1),
  ...z.object(written).omit({ language: true }).partial().shape,
});
export const TemplateInput = z.object({ id: TemplateId });
export const SubmitTemplateInput = z.object({
  id: TemplateId,
  /** Whose account it goes to, while it has none. */
  channelId: z.uuid().optional(),
  /** Also what the reviewers would probably reject. */
  despiteReview: z.boolean().default(false),
});
export const ArchiveTemplateInput = z.object({ id: TemplateId, archived: z.boolean() });
export const DeleteTemplateInput = z.object({
  id: TemplateId,
  /** Also the same name in every other language of the account. */
  allLanguages: z.boolean().default(false),
});

const STATUS_FILTERS = [
  ...TEMPLATE_STATES,
  ...[DRAFT, ...TEMPLATE_STATUSES].map((word) => word.toLowerCase() as Lowercase<typeof word>),
] as const;
export const ListTemplatesInput = PageInput.extend({
  /** In name or text. */
  q: z.string().trim().max(100).optional(),
  type: z.enum(TEMPLATE_TYPES).optional(),
  /** `active` and `archived` are the merchant's own; the others are Meta's words. Without it nothing archived. */
  status: z.enum(STATUS_FILTERS).optional(),
  language: z.string().trim().max(20).optional(),
  category: z.enum(TEMPLATE_CATEGORIES).optional(),
  name: z.string().trim().max(600).optional(),
  /** Only what a number's account has. */
  channelId: z.uuid().optional(),
});
export type ListTemplatesInput = z.input<typeof ListTemplatesInput>;

/** What a message of the category costs, as a class: amounts differ by country. */
export const PRICE_CLASSES = ["marketing", "utility", "authentication"] as const;

export const TemplateLine = z.object({
  id: TemplateId,
  name: z.string(),
  language: z.string(),
  type: z.enum(TEMPLATE_TYPES),
  state: z.enum(TEMPLATE_STATES),
  /** Meta's word, DRAFT for what is not there. */
  status: z.string(),
  statusReason: z.string().nullable(),
  quality: z.string().nullable(),
  category: z.string(),
  askedCategory: z.enum(TEMPLATE_CATEGORIES).nullable(),
  nextCategory: z.string().nullable(),
  nextCategoryAt: Instant.nullable(),
  /** Beginning of the text. */
  body: z.string(),
  /** Names of what has to be filled, in header, text and addresses. */
  variables: z.array(z.string()),
  buttons: z.array(z.object({ id: z.string().nullable(), label: z.string() })),
  version: z.number().int(),
  /** Newer text than what Meta has waits to be submitted. */
  unsubmitted: z.boolean(),
  /** Can be sent now. */
  sendable: z.boolean(),
  environment: z.enum(ENVIRONMENTS).nullable(),
  accountId: z.string().nullable(),
  createdByName: z.string(),
  updatedAt: Instant,
});
export type TemplateLine = z.infer<typeof TemplateLine>;
export const TemplatesPage = page(TemplateLine);

export const FindingView = z.object({
  code: z.string(),
  /** refused: the call fails. rejected: the review says no. recategorised: approved, and dearer. */
  outcome: z.enum(["refused", "rejected", "recategorised"]),
  /** "body", "buttons.2". */
  part: z.string(),
  sentence: z.string(),
  remedy: z.string(),
  source: z.string(),
});
export type FindingView = z.infer<typeof FindingView>;
/** What Meta will probably make of it, before Meta sees it. */
export const TemplateCheck = z.object({
  findings: z.array(FindingView),
  /** Nothing of it is refused or rejected. */
  passes: z.boolean(),
  guess: z.object({
    category: z.enum(TEMPLATE_CATEGORIES),
    /** The words it was guessed by. */
    because: z.array(z.string()),
    /** Dearer than what was asked for. */
    dearer: z.boolean(),
  }),
  priceClass: z.enum(PRICE_CLASSES),
  type: z.enum(TEMPLATE_TYPES),
  /** The button by which people stop marketing, that it would do well to have; null: it has one, or advertises nothing. */
  optOut: TemplateButton.nullable(),
  /** Quick replies whose tap is obeyed like a word, by their place; `byIdAlone`: their label does not say so. */
  obeyed: z.array(z.object({ at: z.number().int(), wish: z.enum(CHAT_WISHES), byIdAlone: z.boolean() })),
});
export type TemplateCheck = z.infer<typeof TemplateCheck>;

export const VersionView = z.object({
  version: z.number().int(),
  content: TemplateContent,
  source: z.enum(TEMPLATE_SOURCES),
  byName: z.string(),
  at: Instant,
});
export type VersionView = z.infer<typeof VersionView>;
export const SubmissionView = z.object({
  version: z.number().int(),
  kind: z.enum(SUBMISSION_KINDS),
  state: z.enum(SUBMISSION_STATES),
  askedCategory: z.enum(TEMPLATE_CATEGORIES),
  reason: z.string().nullable(),
  detail: z.string().nullable(),
  sentAt: Instant,
  byName: z.string(),
  outcome: z.string().nullable(),
  outcomeReason: z.string().nullable(),
  decidedAt: Instant.nullable(),
});
export type SubmissionView = z.infer<typeof SubmissionView>;

export const TemplateView = TemplateLine.extend({
  content: TemplateContent,
  sentVersion: z.number().int().nullable(),
  advice: z.string().nullable(),
  disableAt: Instant.nullable(),
  submittedAt: Instant.nullable(),
  /** Why it cannot be edited here (`templates.foreign_parts`); null: it can. */
  locked: z.string().nullable(),
  /** Why it cannot be submitted now, and from when on it can; null: it can. */
  submit: z.object({ reason: z.string(), at: Instant.nullable() }).nullable(),
  /** Of an approved one: how many changes Meta still takes. */
  editsLeft: z.object({ day: z.number().int(), month: z.number().int() }).nullable(),
  check: TemplateCheck,
  /** The same name in other languages. */
  siblings: z.array(z.object({ id: TemplateId, language: z.string(), status: z.string() })),
  /** The newest first. */
  versions: z.array(VersionView),
  submissions: z.array(SubmissionView),
});
export type TemplateView = z.infer<typeof TemplateView>;

/** What is being written, before it is kept. `id`: the template itself, which is no double of itself. */
export const CheckTemplateInput = z.object({ content: TemplateContent, id: TemplateId.optional() });

export const PreviewTemplateInput = z
  .object({
    templateId: TemplateId.optional(),
    /** What is being written, instead of what is kept. */
    content: TemplateContent.optional(),
    /** Values by name, or in the order of the text. They go before what the data say. */
    variables: z
      .union([z.record(z.string().max(100), z.string().max(2_500)), z.array(z.string().max(2_500)).max(60)])
      .optional(),
    contactId: ContactId.optional(),
    orderId: OrderId.optional(),
    /** Fill what nobody knows with the examples of the template. */
    samples: z.boolean().default(true),
    /** What Meta has rather than what is being written. */
    sent: z.boolean().default(false),
  })
  .refine(({ templateId, content }) => templateId !== undefined || content !== undefined, { path: ["templateId"] });
export const TemplatePreview = z.object({
  header: z.string().nullable(),
  body: z.string(),
  footer: z.string().nullable(),
  buttons: z.array(z.object({ label: z.string(), target: z.string().nullable() })),
  /** All of it as one text. */
  text: z.string(),
  direction: z.enum(["ltr", "rtl"]),
  /** Ready for a send. */
  values: TemplateValuesInput,
  /** Each place with what fills it. */
  places: z.array(
    z.object({
      place: z.string(),
      variable: z.string().nullable(),
      value: z.string().nullable(),
      from: z.enum(["given", "data", "sample", "missing"]),
    }),
  ),
  /** What keeps these values from being sent. */
  problems: z.array(z.object({ code: z.string(), part: z.string(), sentence: z.string() })),
});
export type TemplatePreview = z.infer<typeof TemplatePreview>;

/** One of the shop's pictures, for whose account; the shop's only one when it is left out. */
export const UploadSampleInput = z.object({ mediaId: MediaId, channelId: z.uuid().optional() });
/** What a header names as its sample. */
export const TemplateSample = z.object({ sample: z.string() });

export const AddDefaultsInput = z.object({
  languages: z
    .array(z.enum(CHAT_LANGUAGES))
    .min(1)
    .max(CHAT_LANGUAGES.length)
    .default([...CHAT_LANGUAGES]),
  names: z
    .array(z.enum(DEFAULT_TEMPLATES))
    .min(1)
    .max(DEFAULT_TEMPLATES.length)
    .default([...DEFAULT_TEMPLATES]),
  channelId: z.uuid().optional(),
});
export const AddedDefaults = z.object({ added: z.number().int(), kept: z.number().int() });

export const AccountSync = z.object({
  environment: z.enum(ENVIRONMENTS),
  accountId: z.string(),
  /** Null when it could not be read. */
  seen: z.number().int().nullable(),
  added: z.number().int(),
  changed: z.number().int(),
  removed: z.number().int(),
  reason: z.string().nullable(),
});
export type AccountSync = z.infer<typeof AccountSync>;
export const SyncResult = z.object({ accounts: z.array(AccountSync) });

/** What a person needs to write templates. */
export const TemplateOptions = z.object({
  languages: z.array(z.string()),
  accounts: z.array(
    z.object({
      channelId: z.uuid(),
      label: z.string(),
      environment: z.enum(ENVIRONMENTS),
      accountId: z.string(),
      templates: z.number().int(),
      syncedAt: Instant.nullable(),
      reason: z.string().nullable(),
    }),
  ),
  variables: z.array(
    z.object({ name: z.string(), label: z.string(), of: z.string(), samples: z.record(z.string(), z.string()) }),
  ),
  /** Which of the defaults are missing. */
  defaultsMissing: z.boolean(),
});
export type TemplateOptions = z.infer<typeof TemplateOptions>;
