import type { SandboxClock } from "../clock.ts";
import type { IdMint } from "./ids.ts";
import type { Account, Json } from "./model.ts";
import type { CloudEvent } from "./push/events.ts";
import type { WhatsAppPush } from "./push/push.ts";

export const TEMPLATE_STATES = [
  "APPROVED",
  "PENDING",
  "REJECTED",
  "PAUSED",
  "DISABLED",
  "IN_APPEAL",
  "PENDING_DELETION",
  "ARCHIVED",
  "LIMIT_EXCEEDED",
] as const;
export type TemplateState = (typeof TEMPLATE_STATES)[number];
export type Quality = "GREEN" | "YELLOW" | "RED" | "UNKNOWN";

/** What the review will say once its time has come. */
export type Verdict = { reason: string; because: string; advice: string } | { category: string } | null;

export type StoredTemplate = {
  id: string;
  accountId: string;
  name: string;
  language: string;
  category: string;
  status: TemplateState;
  quality: Quality;
  rejectedReason: string;
  named: boolean;
  components: Json[];
  ttlSeconds: number | null;
  createdAt: number;
  /** Of changes to an approved one: one a day, ten a month. */
  editedAt: number[];
  review: { at: number; verdict: Verdict } | null;
};

/** Meta says minutes, up to a day. */
const REVIEW_MS = 30_000;
const BLOCKED_MS = 30 * 86_400_000;

/** Templates of all accounts, their reviews and what webhooks tell of them. */
export class Templates {
  private readonly clock: SandboxClock;
  private readonly ids: IdMint;
  private readonly push: WhatsAppPush;
  private readonly templates = new Map<string, StoredTemplate>();
  /** Names of approved ones that were deleted, by account: taken for 30 days. */
  private readonly blocked = new Map<string, number>();

  constructor(clock: SandboxClock, ids: IdMint, push: WhatsAppPush) {
    this.clock = clock;
    this.ids = ids;
    this.push = push;
  }

  reset(): void {
    this.templates.clear();
    this.blocked.clear();
  }

  /** Oldest first. */
  of(accountId: string): StoredTemplate[] {
    this.settle();
    return [...this.templates.values()].filter((template) => template.accountId === accountId);
  }

  get(id: string): StoredTemplate | undefined {
    this.settle();
    return this.templates.get(id);
  }

  find(accountId: string, name: string, language: string): StoredTemplate | undefined {
    return this.of(accountId).find((one) => one.name === name && sameLanguage(one.language, language));
  }

  isBlocked(accountId: string, name: string): boolean {
    return this.clock.now() - (this.blocked.get(`${accountId}/${name}`) ?? -BLOCKED_MS) < BLOCKED_MS;
  }

  /** Of the last hour. */
  createdLately(accountId: string): number {
    return this.of(accountId).filter(({ createdAt }) => this.clock.now() - createdAt < 3_600_000).length;
  }

  create(
    account: Account,
    given: Pick<StoredTemplate, "name" | "language" | "category" | "named" | "components" | "ttlSeconds">,
    verdict: Verdict,
  ): StoredTemplate {
    const now = this.clock.now();
    const template: StoredTemplate = {
      ...given,
      id: `17${this.ids.digits(14)}`,
      accountId: account.id,
      // What reads like marketing is that from the start (facts section 9, Category).
      category: verdict && "category" in verdict ? verdict.category : given.category,
      status: "PENDING",
      quality: "UNKNOWN",
      rejectedReason: "NONE",
      createdAt: now,
      editedAt: [],
      review: { at: now + REVIEW_MS, verdict },
    };
    this.templates.set(template.id, template);
    return template;
  }

  edit(
    template: StoredTemplate,
    change: { components: Json[]; category?: string | undefined },
    verdict: Verdict,
  ): void {
    const now = this.clock.now();
    if (template.status === "APPROVED") template.editedAt.push(now);
    template.components = change.components;
    if (change.category !== undefined) template.category = change.category;
    template.status = "PENDING";
    template.review = { at: now + REVIEW_MS, verdict };
  }

  delete(template: StoredTemplate): void {
    if (template.status === "APPROVED") this.blocked.set(`${template.accountId}/${template.name}`, this.clock.now());
    this.templates.delete(template.id);
  }

  /** Reviews whose time has come; with `now` all of them. */
  settle(isNow = false): void {
    for (const template of this.templates.values()) {
      const { review } = template;
      if (!review || (!isNow && review.at > this.clock.now())) continue;
      template.review = null;
      const { verdict } = review;
      if (verdict && "reason" in verdict) {
        template.rejectedReason = verdict.reason;
        const rejection_info = { reason: verdict.because, recommendation: verdict.advice };
        this.setStatus(template, "REJECTED", { reason: verdict.reason, more: { rejection_info } });
      } else {
        template.rejectedReason = "NONE";
        this.setStatus(template, "APPROVED");
      }
    }
  }

  /** Changes the status and tells it. */
  setStatus(
    template: StoredTemplate,
    status: TemplateState,
    { reason = "NONE", more = {} }: { reason?: string; more?: Json } = {},
  ): void {
    template.status = status;
    this.tell(template, "message_template_status_update", {
      event: status,
      ...this.nameOf(template),
      reason,
      message_template_category: template.category,
      ...more,
      ...(status === "DISABLED" && { disable_info: { disable_date: Math.floor(this.clock.now() / 1_000) } }),
      ...(status === "PAUSED" && {
        other_info: {
          title: "FIRST_PAUSE",
          description: "Quality is too low; sending resumes automatically in 3 hours",
        },
      }),
    });
  }

  /** Under its own field, or under that of the status as Meta's own example has it. */
  setQuality(template: StoredTemplate, quality: Quality, mislabelled = false): void {
    const previous_quality_score = template.quality;
    template.quality = quality;
    const field = mislabelled ? "message_template_status_update" : "message_template_quality_update";
    this.tell(template, field, { previous_quality_score, new_quality_score: quality, ...this.nameOf(template) });
  }

  /** Announced a day ahead: `new_category` is then the present one; or done. */
  setCategory(template: StoredTemplate, category: string, announced = false): void {
    const now = Math.floor(this.clock.now() / 1_000);
    this.tell(template, "template_category_update", {
      ...this.nameOf(template),
      ...(announced
        ? { new_category: template.category, correct_category: category, category_update_timestamp: now + 86_400 }
        : { previous_category: template.category, new_category: category }),
    });
    if (!announced) template.category = category;
  }

  private nameOf({ id, name, language }: StoredTemplate): Json {
    return { message_template_id: Number(id), message_template_name: name, message_template_language: language };
  }

  private tell({ accountId }: StoredTemplate, field: string, row: Json): void {
    const event: CloudEvent = { vendor: "cloud", accountId, number: null, field, part: "value", row, contact: null };
    this.push.tell(event);
  }
}

/** `en-US` is `en_US`. */
export const sameLanguage = (one: string, other: string): boolean =>
  one.replaceAll("-", "_").toLowerCase() === other.replaceAll("-", "_").toLowerCase();
