import { CUT_OFF, cutOff, hold, type Screen } from "./screen.ts";

/** Campaigns: the list, each step of making one, and what comes of it. */
export const CAMPAIGNS: readonly Screen[] = [
  { name: "campaigns", path: "/campaigns", who: "much" },
  { name: "campaigns-empty", path: "/campaigns", who: "empty" },
  { name: "campaigns-nothing-found", path: "/campaigns?state=ended", who: "much" },
  { name: "campaigns-support", path: "/campaigns", who: "support" },
  { name: "campaigns-loading", path: "/campaigns", who: "much", before: hold("campaigns.list"), waits: true },
  { name: "campaigns-failed", path: "/campaigns", who: "much", before: cutOff("campaigns.list"), expects: CUT_OFF },
  { name: "campaigns-new", path: "/campaigns/new", who: "much" },
  { name: "campaigns-message", path: ({ campaignIds }) => `/campaigns/${campaignIds.draft}?step=what`, who: "much" },
  { name: "campaigns-audience", path: ({ campaignIds }) => `/campaigns/${campaignIds.draft}?step=who`, who: "much" },
  { name: "campaigns-schedule", path: ({ campaignIds }) => `/campaigns/${campaignIds.draft}?step=when`, who: "much" },
  { name: "campaigns-preflight", path: ({ campaignIds }) => `/campaigns/${campaignIds.draft}?step=check`, who: "much" },
  { name: "campaigns-launched", path: ({ campaignIds }) => `/campaigns/${campaignIds.launched}`, who: "much" },
  { name: "campaigns-report", path: ({ campaignIds }) => `/campaigns/${campaignIds.done}`, who: "much" },
  {
    name: "campaigns-report-failed",
    path: ({ campaignIds }) => `/campaigns/${campaignIds.done}?status=failed`,
    who: "much",
  },
  { name: "campaigns-stopped", path: ({ campaignIds }) => `/campaigns/${campaignIds.stopped}`, who: "much" },
  { name: "campaigns-waiting", path: ({ campaignIds }) => `/campaigns/${campaignIds.waiting}`, who: "much" },
  { name: "campaigns-report-support", path: ({ campaignIds }) => `/campaigns/${campaignIds.done}`, who: "support" },
];
