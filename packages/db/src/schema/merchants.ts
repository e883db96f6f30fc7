import { boolean, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { LOCALES } from "@nexusone/contracts/locale";
import type { DutyRule } from "@nexusone/contracts/margin";
import { ROLES, type Role } from "@nexusone/contracts/permissions";
import type { PriceRule } from "@nexusone/contracts/price-rule";
import { users } from "./users.ts";
import { instant, merchantPolicy, moneyMinor, oneOf, tenantTable, timestamps } from "./base.ts";

/** The tenant. Everything a merchant owns carries its id. */
export const merchants = pgTable(
  "merchants",
  {
    id: uuid("id")
      .primaryKey()
      .default(sql`uuidv7()`),
    /** In addresses of the admin: `/m/:slug`. */
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    /** Demo merchants alone may hold sandbox connections. */
    isDemo: boolean("is_demo").notNull().default(false),
    currency: text("currency").notNull(),
    destinationCountry: text("destination_country").notNull(),
    destinationZip: text("destination_zip"),
    timezone: text("timezone").notNull().default("UTC"),
    locale: text("locale").notNull().default("en"),
    vatRateBps: integer("vat_rate_bps").notNull().default(0),
    pricesIncludeVat: boolean("prices_include_vat").notNull().default(true),
    feeRateBps: integer("fee_rate_bps").notNull().default(0),
    feeFixedMinor: moneyMinor("fee_fixed_minor").notNull().default(0),
    duty: jsonb("duty").$type<DutyRule>().notNull().default({ kind: "unknown" }),
    defaultPriceRule: jsonb("default_price_rule").$type<PriceRule>().notNull(),
    carrierMaxDays: integer("carrier_max_days").notNull().default(15),
    floorMarginBps: integer("floor_margin_bps").notNull().default(1000),
    /** Largest rise and fall of a price in one refresh; null is no limit. */
    maxRiseBps: integer("max_rise_bps").default(3000),
    maxFallBps: integer("max_fall_bps").default(3000),
    /** Strangers may list the active products by the slug: names, prices, pictures. */
    publicCatalogue: boolean("public_catalogue").notNull().default(false),
    /** The platform's share of the net sale; 0 while commission is off. */
    commissionBps: integer("commission_bps").notNull().default(0),
    ...timestamps(),
  },
  (t) => [unique("merchants_slug_key").on(t.slug), oneOf(t.locale, LOCALES), merchantPolicy("merchants", "id")],
);

/** Who works for a merchant, and as what. */
export const memberships = tenantTable(
  "memberships",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text("role").$type<Role>().notNull(),
    joinedAt: instant("joined_at").notNull(),
    ...timestamps(),
  },
  (t) => [
    unique("memberships_user_key").on(t.merchantId, t.userId),
    // A person's own merchants (`system.memberships_of_user`): the one lookup that is not led by the merchant.
    index("memberships_user_id").on(t.userId),
    oneOf(t.role, ROLES),
  ],
);

export const invitations = tenantTable(
  "invitations",
  {
    email: text("email").notNull(),
    role: text("role").$type<Role>().notNull(),
    tokenHash: text("token_hash").notNull(),
    invitedBy: uuid("invited_by").notNull(),
    expiresAt: instant("expires_at").notNull(),
    acceptedAt: instant("accepted_at"),
    withdrawnAt: instant("withdrawn_at"),
    ...timestamps(),
  },
  (t) => [unique("invitations_token_hash_key").on(t.tokenHash), oneOf(t.role, ROLES)],
);

/** Exchange rates a merchant sells by. `reference` rows are our dated suggestion until the merchant enters their own. */
export const fxRates = tenantTable(
  "fx_rates",
  {
    fromCurrency: text("from_currency").notNull(),
    toCurrency: text("to_currency").notNull(),
    /** Exact decimal text: units of `to` for one `from`. */
    rate: text("rate").notNull(),
    asOf: text("as_of").notNull(),
    source: text("source").$type<"reference" | "merchant">().notNull(),
    ...timestamps(),
  },
  (t) => [
    unique("fx_rates_pair_key").on(t.merchantId, t.fromCurrency, t.toCurrency),
    oneOf(t.source, ["reference", "merchant"]),
  ],
);
