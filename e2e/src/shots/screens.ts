import { product, type Screen } from "./screen.ts";
import { CAMPAIGNS } from "./screens-campaigns.ts";
import { CUSTOMERS } from "./screens-customers.ts";
import { DIALOGS } from "./screens-dialogs.ts";
import { IMPORTS } from "./screens-imports.ts";
import { INBOX } from "./screens-inbox.ts";
import { INVENTORY } from "./screens-inventory.ts";
import { EARNINGS } from "./screens-earnings.ts";
import { ORDERS } from "./screens-orders.ts";
import { PICTURES } from "./screens-pictures.ts";
import { PLATFORM } from "./screens-platform.ts";
import { SANDBOX } from "./screens-sandbox.ts";
import { SIGNED_OUT } from "./screens-signed-out.ts";
import { TEMPLATES } from "./screens-templates.ts";
import { WAITING } from "./screens-waiting.ts";
import { WHATSAPP } from "./screens-whatsapp.ts";

/** The screens of a shop. A new screen gets its line here: with much, with nothing, and as a role that may not. */
const SHOP: readonly Screen[] = [
  { name: "catalogue-empty", path: "/catalogue", who: "empty" },
  { name: "catalogue-little", path: "/catalogue", who: "little" },
  { name: "catalogue-much", path: "/catalogue", who: "much" },
  { name: "catalogue-50000", path: "/catalogue", who: "huge" },
  { name: "catalogue-near-words", path: "/catalogue?q=foldabel+lmap", who: "huge" },
  { name: "catalogue-newest-hits", path: "/catalogue?q=lamp&sort=price_asc", who: "huge" },
  { name: "catalogue-saved-filter", path: "/catalogue?tag=bestseller&sort=margin_desc", who: "much" },
  { name: "catalogue-own-products", path: "/catalogue?origin=own", who: "much" },
  { name: "catalogue-further-filters", path: "/catalogue?priceFrom=1000&belowFloor=no", who: "huge" },
  { name: "catalogue-filtered", path: "/catalogue?stock=in&sort=margin_desc", who: "much" },
  { name: "catalogue-nothing-found", path: "/catalogue?q=zzzzzz", who: "much" },
  { name: "catalogue-support", path: "/catalogue", who: "support" },
  { name: "product", path: product, who: "much" },
  { name: "product-stocked", path: ({ stockedId }) => `/catalogue/${stockedId}`, who: "much" },
  { name: "product-own", path: ({ ownId }) => `/catalogue/${ownId}`, who: "much" },
  { name: "product-new", path: "/catalogue/new", who: "much" },
  { name: "product-new-support", path: "/catalogue/new", who: "support" },
  {
    name: "product-new-refused",
    path: "/catalogue/new",
    who: "much",
    act: async (page) => page.locator("main form button[type=submit]").last().click(),
  },
  { name: "product-support", path: product, who: "support" },
  { name: "sourcing", path: "/sourcing", who: "much" },
  { name: "sourcing-filtered", path: "/sourcing?collection=trending&country=US&sort=price_asc", who: "much" },
  { name: "sourcing-delivery", path: "/sourcing?days=10", who: "much" },
  { name: "sourcing-nothing-found", path: "/sourcing?q=zzzzzz", who: "much" },
  { name: "sourcing-not-connected", path: "/sourcing", who: "empty", expects: /409 \(Conflict\)/ },
  { name: "sourcing-support", path: "/sourcing", who: "support" },
  {
    name: "sourcing-quick-look",
    path: "/sourcing",
    who: "much",
    act: async (page) => {
      await page.locator("main ul > li > button").first().click();
      await page.locator("[role=dialog] table").waitFor();
    },
  },
  {
    name: "sourcing-compare",
    path: "/sourcing",
    who: "much",
    act: async (page) => {
      for (const at of [0, 1, 2]) await page.locator("main ul > li > label > input").nth(at).check();
      await page.locator("main [role=region] button").nth(1).click();
      await page.locator("[role=dialog] tbody").waitFor();
    },
  },
  { name: "sourcing-categories", path: "/sourcing/categories", who: "much" },
  { name: "sourcing-categories-empty", path: "/sourcing/categories", who: "empty" },
  { name: "sourcing-categories-support", path: "/sourcing/categories", who: "support" },
  { name: "imports-empty", path: "/imports", who: "empty" },
  { name: "imports-much", path: "/imports", who: "much" },
  { name: "imports-support", path: "/imports", who: "support" },
  { name: "notifications", path: "/notifications", who: "much" },
  { name: "notifications-empty", path: "/notifications", who: "empty" },
  { name: "system", path: "/system", who: "much" },
  { name: "system-empty", path: "/system", who: "empty" },
  { name: "system-support", path: "/system", who: "support" },
  { name: "analytics", path: "/analytics?range=24h", who: "much" },
  { name: "analytics-month", path: "/analytics?range=30d", who: "much" },
  { name: "analytics-slow-queries", path: "/analytics?range=24h&area=query", who: "empty" },
  { name: "analytics-empty", path: "/analytics", who: "empty" },
  { name: "analytics-support", path: "/analytics", who: "support" },
  { name: "analytics-hours", path: "/analytics/hours?area=admin&operation=catalog.listProducts", who: "much" },
  { name: "settings", path: "/settings", who: "much" },
  { name: "settings-general", path: "/settings/general", who: "much" },
  {
    name: "settings-general-changed",
    path: "/settings/general",
    who: "much",
    act: async (page) => page.locator("main input:not([disabled])").first().fill("Maison Demo"),
  },
  { name: "settings-general-support", path: "/settings/general", who: "support" },
  { name: "settings-cj", path: "/settings/cj", who: "much" },
  { name: "settings-cj-none", path: "/settings/cj", who: "empty" },
  { name: "settings-cj-support", path: "/settings/cj", who: "support" },
  { name: "settings-extension", path: "/settings/extension", who: "much" },
  { name: "settings-extension-first", path: "/settings/extension", who: "empty" },
  { name: "settings-extension-not-premium", path: "/settings/extension", who: "little" },
  { name: "settings-extension-support", path: "/settings/extension", who: "support" },
  {
    name: "settings-extension-code",
    path: "/settings/extension",
    who: "much",
    act: async (page) => {
      await page.locator("main form button[type=submit]").click();
      await page.getByRole("timer").waitFor();
    },
  },
  { name: "settings-api", path: "/settings/api", who: "much" },
  { name: "settings-api-support", path: "/settings/api", who: "support" },
  { name: "settings-webhooks", path: "/settings/webhooks", who: "much" },
  { name: "settings-webhooks-support", path: "/settings/webhooks", who: "support" },
  { name: "settings-notifications", path: "/settings/notifications", who: "much" },
  { name: "settings-usage", path: "/settings/usage", who: "much" },
  { name: "settings-usage-support", path: "/settings/usage", who: "support" },
  { name: "settings-plan", path: "/settings/plan", who: "much" },
  { name: "settings-plan-free", path: "/settings/plan", who: "little" },
  { name: "settings-plan-support", path: "/settings/plan", who: "support" },
  { name: "settings-data", path: "/settings/data", who: "much" },
  { name: "settings-data-support", path: "/settings/data", who: "support" },
  { name: "settings-audit", path: "/settings/audit", who: "much" },
  { name: "settings-audit-empty", path: "/settings/audit?from=2001-01-01&to=2001-01-02", who: "much" },
  { name: "settings-audit-support", path: "/settings/audit", who: "support" },
  { name: "settings-team", path: "/settings/team", who: "much" },
  { name: "settings-team-support", path: "/settings/team", who: "support" },
  { name: "settings-profile", path: "/settings/profile", who: "much" },
  { name: "settings-profile-unconfirmed", path: "/settings/profile", who: "empty" },
];

/** Every named screen, in the order of the contact sheet. */
export const SCREENS: readonly Screen[] = [
  ...SIGNED_OUT,
  ...SHOP,
  ...IMPORTS,
  ...INVENTORY,
  ...CUSTOMERS,
  ...TEMPLATES,
  ...CAMPAIGNS,
  ...INBOX,
  ...ORDERS,
  ...EARNINGS,
  ...PICTURES,
  ...PLATFORM,
  ...DIALOGS,
  ...WAITING,
  ...WHATSAPP,
  ...SANDBOX,
];
