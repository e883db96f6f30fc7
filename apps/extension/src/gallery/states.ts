/**
 * Every picture of the extension, by name. `npm run shots` opens `gallery.html?state=NAME&locale=en|fr&theme=light|dark` of
 * dist-gallery for each of them; a test draws them all.
 */
export const CARD_STATES = [
  "card-unpaired",
  "card-expired",
  "card-revoked",
  "card-not-premium",
  "card-resting",
  "card-previewing",
  "card-slow",
  "card-ready",
  "card-banded",
  "card-loss",
  "card-no-quote",
  "card-plan-limit",
  "card-no-credits",
  "card-existing",
  "card-importing",
  "card-moved",
  "card-imported",
  "card-undoing",
  "card-undone",
  "card-cj-unavailable",
  "card-cj-throttled",
  "card-drafting",
  "card-drafted",
  "card-server-unreachable",
  "card-unreadable",
  "card-removed",
  "card-outdated",
  "card-pill",
] as const;
export type CardStateName = (typeof CARD_STATES)[number];

export const POPUP_STATES = [
  "popup-first-run",
  "popup-tab",
  "popup-offer",
  "popup-paired",
  "popup-paired-empty",
  "popup-revoked",
  "popup-unreachable",
] as const;
export type PopupStateName = (typeof POPUP_STATES)[number];

export const PANEL_STATES = [
  "panel-empty",
  "panel-unpaired",
  "panel-reading",
  "panel-triage",
  "panel-held",
  "panel-away",
  "panel-unreachable",
  "panel-throttled",
  "panel-paused",
  "panel-done",
  "panel-many",
] as const;
export type PanelStateName = (typeof PANEL_STATES)[number];

export const OPTIONS_STATES = ["options-paired", "options-unpaired", "options-offer"] as const;
export type OptionsStateName = (typeof OPTIONS_STATES)[number];

export const LISTING_STATES = [
  "listing-marks",
  "listing-selected",
  "listing-reading",
  "listing-triage",
  "listing-deciding",
  "listing-paused",
  "listing-held",
  "listing-done",
  "listing-unpaired",
  "listing-not-premium",
  "listing-offline",
] as const;
export type ListingStateName = (typeof LISTING_STATES)[number];

export const DRIFT_STATES = ["drift-changed", "drift-fixing", "drift-updated", "drift-same"] as const;
export type DriftStateName = (typeof DRIFT_STATES)[number];

export const STATES = [
  ...CARD_STATES,
  ...POPUP_STATES,
  ...PANEL_STATES,
  ...OPTIONS_STATES,
  ...LISTING_STATES,
  ...DRIFT_STATES,
] as const;
