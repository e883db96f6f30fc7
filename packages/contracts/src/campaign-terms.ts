// No schemas here: tables and screens carry this file.

/** What a campaign is about; all of it is marketing to whoever gets it. */
export const CAMPAIGN_TYPES = ["survey", "reactivation", "marketing", "news"] as const;
export type CampaignType = (typeof CAMPAIGN_TYPES)[number];

/**
 * `launched`: told to go, nothing has left and it can be taken back. `running`: people get it, or it waits for an hour or a day.
 * `paused`: by a person, or by itself with a reason. `done`: nobody is left; `ended`: a person left the rest out.
 */
export const CAMPAIGN_STATES = ["draft", "launched", "running", "paused", "done", "ended"] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

/** What the row of a person says itself. Of `queued` the message tells how it went. */
export const RECIPIENT_STATES = ["pending", "queued", "skipped"] as const;
export type RecipientState = (typeof RECIPIENT_STATES)[number];

/** How it stands with a person. `unknown`: no answer came; sent again only once it is proven that nothing left. */
export const RECIPIENT_STATUSES = ["pending", "sent", "delivered", "read", "failed", "unknown", "skipped"] as const;
export type RecipientStatus = (typeof RECIPIENT_STATUSES)[number];

/** Who is written to: those who agreed to marketing, or whoever never refused it, as customers of the shop. */
export const AUDIENCE_CONSENTS = ["given", "not_refused"] as const;
export type AudienceConsent = (typeof AUDIENCE_CONSENTS)[number];

/** Between the launch and the first message, in which the launch can be taken back. */
export const RECALL_SECONDS = 60;
/** People of one campaign. */
export const MAX_RECIPIENTS = 20_000;
/** An answer that comes later is about something else. */
export const ANSWER_DAYS = 7;
/** Of one person. */
export const MAX_TAGS = 30;

export const campaignCan = {
  edit: ({ state }: { readonly state: CampaignState }): boolean => state === "draft",
  recall: ({ state }: { readonly state: CampaignState }): boolean => state === "launched",
  pause: ({ state }: { readonly state: CampaignState }): boolean => state === "running",
  resume: ({ state }: { readonly state: CampaignState }): boolean => state === "paused",
  end: ({ state }: { readonly state: CampaignState }): boolean => state === "running" || state === "paused",
} as const;
