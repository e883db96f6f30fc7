import type { AppRouter } from "@nexusone/api/router";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import type { ApiKeyScope, ExtensionScope, Permission } from "@nexusone/contracts/permissions";
import { analyticsFixtures } from "./fixtures/analytics.ts";
import { apiKeysFixtures } from "./fixtures/api-keys.ts";
import { archiveFixtures } from "./fixtures/archive.ts";
import { auditFixtures } from "./fixtures/audit.ts";
import { billingFixtures } from "./fixtures/billing.ts";
import { bulkEditFixtures } from "./fixtures/bulk-edits.ts";
import { catalogFixtures } from "./fixtures/catalog.ts";
import { categoriesFixtures } from "./fixtures/categories.ts";
import { channelsFixtures } from "./fixtures/channels.ts";
import { cjFixtures } from "./fixtures/cj.ts";
import { contactsFixtures } from "./fixtures/contacts.ts";
import { erasuresFixtures } from "./fixtures/erasures.ts";
import { conversationsFixtures } from "./fixtures/conversations.ts";
import { disputesFixtures } from "./fixtures/disputes.ts";
import { customerNoticesFixtures } from "./fixtures/customer-notices.ts";
import { deliveriesFixtures } from "./fixtures/deliveries.ts";
import { extensionFixtures } from "./fixtures/extension.ts";
import { fulfilmentFixtures } from "./fixtures/fulfilment.ts";
import { identityFixtures } from "./fixtures/identity.ts";
import { importsFixtures } from "./fixtures/imports.ts";
import { inventoryFixtures } from "./fixtures/inventory.ts";
import { limitsFixtures } from "./fixtures/limits.ts";
import { mediaFixtures } from "./fixtures/media.ts";
import { merchantsFixtures } from "./fixtures/merchants.ts";
import { messagesFixtures } from "./fixtures/messages.ts";
import { notificationsFixtures } from "./fixtures/notifications.ts";
import { operationsFixtures } from "./fixtures/operations.ts";
import { orderBatchFixtures } from "./fixtures/order-batches.ts";
import { campaignsFixtures } from "./fixtures/campaigns.ts";
import { orderLinksFixtures } from "./fixtures/order-links.ts";
import { ordersFixtures } from "./fixtures/orders.ts";
import { paymentsFixtures } from "./fixtures/payments.ts";
import { reorderFixtures } from "./fixtures/reorder.ts";
import { savedFiltersFixtures } from "./fixtures/saved-filters.ts";
import { storeFixtures } from "./fixtures/store.ts";
import { teamFixtures } from "./fixtures/team.ts";
import { templatesFixtures } from "./fixtures/templates.ts";
import { webhooksFixtures } from "./fixtures/webhooks.ts";
import type { Member, Person, Shop, World } from "./world.ts";

type Records = AppRouter["_def"]["record"];
/** `catalog.getProduct` and every other procedure, from the router itself. */
export type ProcedurePath = {
  [R in keyof Records & string]: `${R}.${keyof Records[R] & string}`;
}[keyof Records & string];

/** How to call a procedure of a merchant, and who may. */
export type MerchantFixture = {
  readonly kind: "merchant";
  readonly permission: Permission;
  /** A valid call of `by` about `shop`; fresh rows for a call that uses them up. */
  readonly input: (world: World, shop: Shop, by: Member) => Promise<unknown>;
  /** What another merchant's owner gets who sends that very input; `own` when they rightly get their own affairs. */
  readonly foreign: ReasonCode | "own";
  /** Scopes that this very input needs of an API key besides the permission. */
  readonly alsoScopes?: readonly ApiKeyScope[];
  /** Refused to every API key, whatever its scopes: what it makes would outlive the key. */
  readonly peopleOnly?: boolean;
  /** A successful call ends every paired browser of the merchant. */
  readonly endsBrowsers?: boolean;
};
/** For paired browsers alone; people are told so. */
export type ExtensionFixture = {
  readonly kind: "extension";
  readonly scope: ExtensionScope | undefined;
  /** A valid call; without it the procedure takes nothing. */
  readonly input?: object;
};
/** For whoever is signed in, about themselves. */
export type UserFixture = {
  readonly kind: "user";
  readonly input: (world: World, by: Person) => Promise<unknown>;
  /** Uses the person's own session up. */
  readonly endsSession?: boolean;
  /** Sent by somebody else. */
  readonly foreign: ReasonCode | "own";
};
export type AdminFixture = {
  readonly kind: "platform_admin";
  readonly input: (world: World, shop: Shop) => unknown;
  /** Its answer names every shop, by id alone of all that is a shop's. */
  readonly namesShops?: boolean;
};
/** For everybody: the input proves what it must. `spent` is the refusal of a second try with the same. */
export type PublicFixture = {
  readonly kind: "public";
  readonly input: (world: World) => Promise<unknown>;
  readonly spent?: ReasonCode;
};
/** A stream has a suite of its own. */
export type StreamFixture = { readonly kind: "stream" };
export type Fixture = MerchantFixture | ExtensionFixture | UserFixture | AdminFixture | PublicFixture | StreamFixture;

/** One for every procedure: a new one does not compile until it has its own. */
export const fixtures = {
  ...analyticsFixtures,
  ...apiKeysFixtures,
  ...archiveFixtures,
  ...auditFixtures,
  ...billingFixtures,
  ...bulkEditFixtures,
  ...catalogFixtures,
  ...categoriesFixtures,
  ...channelsFixtures,
  ...cjFixtures,
  ...contactsFixtures,
  ...erasuresFixtures,
  ...conversationsFixtures,
  ...disputesFixtures,
  ...customerNoticesFixtures,
  ...deliveriesFixtures,
  ...extensionFixtures,
  ...fulfilmentFixtures,
  ...identityFixtures,
  ...importsFixtures,
  ...inventoryFixtures,
  ...limitsFixtures,
  ...mediaFixtures,
  ...merchantsFixtures,
  ...messagesFixtures,
  ...notificationsFixtures,
  ...operationsFixtures,
  ...orderBatchFixtures,
  ...campaignsFixtures,
  ...orderLinksFixtures,
  ...ordersFixtures,
  ...paymentsFixtures,
  ...reorderFixtures,
  ...savedFiltersFixtures,
  ...storeFixtures,
  ...teamFixtures,
  ...templatesFixtures,
  ...webhooksFixtures,
  "events.stream": { kind: "stream" },
} as const satisfies Record<ProcedurePath, Fixture>;

export const fixturesOf = <K extends Fixture["kind"]>(kind: K): [string, Extract<Fixture, { kind: K }>][] =>
  Object.entries(fixtures as Record<string, Fixture>).flatMap(([path, fixture]) =>
    fixture.kind === kind ? [[path, fixture as Extract<Fixture, { kind: K }>]] : [],
  );
