import { z } from "zod";
import { AREAS, FEATURE_NAMES, FIGURES, RANGES } from "./analytics-terms.ts";
import { Instant, page, PageInput } from "./paging.ts";
import { PLANS } from "./plans.ts";

export const Range = z.enum(RANGES);
export const RangeInput = z.object({ range: Range.default("7d") });

const Count = z.number().int();
/** `failed` are refusals and failures, `faults` those of them that were not the caller's doing. Times in milliseconds. */
const Calls = z.object({
  calls: Count,
  failed: Count,
  faults: Count,
  averageMs: z.number().nullable(),
  /** Read off the histogram: 95 in 100 took no longer. */
  p95Ms: Count.nullable(),
  maxMs: Count.nullable(),
});
export const OperationCalls = Calls.extend({ area: z.enum(AREAS), operation: z.string() });
export type OperationCalls = z.infer<typeof OperationCalls>;
export const FailureView = z.object({
  area: z.enum(AREAS),
  operation: z.string(),
  /** A code of the registry. */
  reason: z.string(),
  count: Count,
  /** The hour in which it last happened. */
  lastAt: Instant,
});
/** `timezone` is the shop's, in which the days of a series begin. */
export const Window = z.object({ range: Range, from: Instant, to: Instant, timezone: z.string() });

export const UsageView = Window.extend({
  /** Calls to us, by whatever way. */
  requests: Calls,
  areas: z.array(Calls.extend({ area: z.enum(AREAS) })),
  series: z.array(z.object({ at: Instant, calls: Count, failed: Count })),
  /** Most called first, but for features. */
  operations: z.array(OperationCalls),
  failures: z.array(FailureView),
  features: z.array(
    z.object({ feature: z.enum(FEATURE_NAMES), count: Count, failed: Count, lastAt: Instant.nullable() }),
  ),
});
export type UsageView = z.infer<typeof UsageView>;

export const CreditUseView = Window.extend({
  /** What undone work gave back is taken off. */
  spent: Count,
  granted: Count,
  features: z.array(z.object({ feature: z.string(), spent: Count })),
  series: z.array(z.object({ at: Instant, spent: Count })),
});
export type CreditUseView = z.infer<typeof CreditUseView>;

/** Used in the last 30 days and still valid. */
const Holdings = z.object({ valid: Count, active: Count });
export const IntegrationsView = z.object({
  people: z.array(z.object({ userId: z.uuid(), name: z.string(), browsers: Holdings, apiKeys: Holdings })),
  /** Of the shop as a whole. `active` endpoints listen. */
  webhooks: Holdings,
  cjAccounts: Holdings,
});
export type IntegrationsView = z.infer<typeof IntegrationsView>;

/** The hourly rows behind a figure. */
export const ListHoursInput = PageInput.extend({
  range: Range.default("7d"),
  area: z.enum(AREAS),
  operation: z.string().min(1).max(120),
});
export const HourView = z.object({
  id: z.uuid(),
  hour: Instant,
  outcome: z.string(),
  calls: Count,
  averageMs: z.number().nullable(),
  maxMs: Count.nullable(),
});
export const HoursPage = page(HourView);

export const UsageSettings = z.object({
  defaultRange: Range,
  /** In this order. */
  pinned: z
    .array(z.enum(FIGURES))
    .max(FIGURES.length)
    .refine((pinned) => new Set(pinned).size === pinned.length, { error: "names a figure twice" }),
  /** Whether one's own calls count in the shop's figures. They are never on record as one's own. */
  countMyUse: z.boolean(),
});
export type UsageSettings = z.infer<typeof UsageSettings>;
export const DEFAULT_USAGE_SETTINGS: UsageSettings = {
  defaultRange: "7d",
  pinned: ["calls", "errorRate", "availability", "credits"],
  countMyUse: true,
};
/** What is left out stays as it is. */
export const SaveUsageSettingsInput = UsageSettings.partial();

/** What a platform admin sees of all merchants. Credits are given, not sold, as long as no payment provider is connected. */
export const PlatformInsightView = z.object({
  range: Range,
  plans: z.array(
    z.object({
      plan: z.enum(PLANS),
      merchants: Count,
      /** As of now; the other three are of the range. */
      inHand: Count,
      givenWithPlan: Count,
      givenByHand: Count,
      used: Count,
    }),
  ),
  /** Costliest first; `statement` has places instead of values. */
  slowStatements: z.array(
    z.object({
      name: z.string(),
      statement: z.string(),
      calls: Count,
      averageMs: z.number(),
      maxMs: Count,
      lastDay: z.iso.date(),
    }),
  ),
});
export type PlatformInsightView = z.infer<typeof PlatformInsightView>;
