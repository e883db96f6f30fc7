import { boolean, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { ACCOUNT_ACTS, type AccountAct } from "@nexusone/contracts/audit-words";
import { LOCALES } from "@nexusone/contracts/locale";
import { instant, oneOf, timestamps, userPolicy, userTable } from "./base.ts";
import { sql } from "drizzle-orm";

/** Staff of merchants, never customers (those are contacts). Found by e-mail; the phone number is optional and unique. */
export const users = pgTable(
  "users",
  {
    id: uuid("id")
      .primaryKey()
      .default(sql`uuidv7()`),
    /** Lower case. */
    email: text("email").notNull(),
    name: text("name").notNull(),
    phoneNumber: text("phone_number"),
    locale: text("locale").notNull().default("en"),
    /** argon2id; null for people who only use links. */
    passwordHash: text("password_hash"),
    emailVerifiedAt: instant("email_verified_at"),
    isPlatformAdmin: boolean("is_platform_admin").notNull().default(false),
    ...timestamps(),
  },
  (t) => [
    unique("users_email_key").on(t.email),
    unique("users_phone_number_key").on(t.phoneNumber),
    oneOf(t.locale, LOCALES),
    userPolicy("users", "id"),
  ],
);

/** Sign-ins of the admin and of bearer clients. The cookie holds the token, the row its SHA-256. */
export const userSessions = userTable(
  "user_sessions",
  {
    tokenHash: text("token_hash").notNull(),
    userAgent: text("user_agent").notNull().default(""),
    address: text("address").notNull().default(""),
    lastUsedAt: instant("last_used_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    ...timestamps(),
  },
  (t) => [unique("user_sessions_token_hash_key").on(t.tokenHash)],
);

export const USER_TOKEN_KINDS = ["magic_link", "verify_email", "reset_password"] as const;

/** One-time links. The mail holds the token, the row its SHA-256. */
export const userTokens = userTable(
  "user_tokens",
  {
    kind: text("kind").$type<(typeof USER_TOKEN_KINDS)[number]>().notNull(),
    tokenHash: text("token_hash").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    ...timestamps(),
  },
  (t) => [unique("user_tokens_token_hash_key").on(t.tokenHash), oneOf(t.kind, USER_TOKEN_KINDS)],
);

/**
 * What was done to accounts, outside any merchant: filled by triggers (`audit/account-triggers.ts`), and by functions
 * of `system/account-log.ts` where no row changes. The app role reads what is of its user and nothing else.
 */
export const accountLogs = pgTable(
  "account_logs",
  {
    id: uuid("id")
      .primaryKey()
      .default(sql`uuidv7()`),
    /** Whose account; null for a sign-in with an address that nobody has. */
    userId: uuid("user_id").references(() => users.id, { onDelete: "cascade" }),
    /** Real time. */
    at: instant("at")
      .notNull()
      .default(sql`clock_timestamp()`),
    act: text("act").$type<AccountAct>().notNull(),
    address: text("address"),
    userAgent: text("user_agent"),
    about: text("about"),
    /** `user:id`, `system:name`, or `unknown` for a write that came past the verbs. */
    actor: text("actor").notNull(),
  },
  (t) => [
    oneOf(t.act, ACCOUNT_ACTS),
    userPolicy("account_logs", "user_id", "select"),
    index("account_logs_user").on(t.userId, t.id.desc().nullsFirst()),
    index("account_logs_at").on(t.at),
  ],
);
