import type { Environment } from "@nexusone/contracts/cj";
import type { Database } from "@nexusone/db/with-merchant";
import type { UsageCounter } from "./analytics/usage-counter.ts";
import type { ModelPort } from "./assistant/model-port.ts";
import type { Clock } from "./clock.ts";
import type { JobQueue } from "./jobs/define-job.ts";
import type { Mailer } from "./mail/mailer.ts";
import type { MediaStorage } from "./media/storage/storage.ts";
import type { SmsSender } from "./notifications/sms.ts";
import type { Outgoing } from "./outgoing/outgoing.ts";
import type { Keyring } from "./secrets/keyring.ts";
import type { Supplier } from "./suppliers/supplier.ts";

/** What one process has: built once at start (or per test) and reached through every context. */
export type Platform = {
  readonly db: Database;
  readonly clock: Clock;
  readonly keyring: Keyring;
  readonly mailer: Mailer;
  readonly jobs: JobQueue;
  readonly log: Logger;
  /** Counts calls; absent: nobody does. */
  readonly usage?: UsageCounter;
  /** Whose products can be imported. The first has the references nobody names a supplier for. */
  readonly suppliers: readonly Supplier[];
  /** Base URLs of CJ's API by environment; an environment that is missing does not exist in this installation. */
  readonly cj: {
    readonly baseUrls: Partial<Record<Environment, string>>;
    readonly fetch?: typeof fetch;
    readonly outgoingAddress: string;
    /** "none" lets calls to the simulated CJ go out unpaced, for benches and tests; the live one is always paced. */
    readonly pacing?: "vendor" | "none";
  };
  /** Where WhatsApp answers by environment; one that is missing does not exist in this installation. */
  readonly whatsapp: {
    /** With the version: `https://graph.facebook.com/v24.0`. */
    readonly graphUrls: Partial<Record<Environment, string>>;
    readonly whapiUrls: Partial<Record<Environment, string>>;
    /** This installation's own apps at Meta, which merchants' numbers come through unless they bring their own. */
    readonly apps: Partial<Record<Environment, WhatsAppApp>>;
    /** The page on which the customers of the simulated WhatsApp write; absent without one. */
    readonly telephoneUrl?: string;
    readonly fetch?: typeof fetch;
  };
  /** The language model of each environment; one that is missing is not configured. What is live never asks the simulated one. */
  readonly models: Partial<Record<Environment, ModelPort>>;
  /** How requests to addresses that merchants name leave; absent: public addresses over https only. */
  readonly outgoing?: Outgoing;
  /** Where files lie, and what their signed links begin with: this server, or the network that delivers for it. */
  readonly media: {
    readonly storage: MediaStorage;
    readonly linkBase: string;
    /** A folder of this computer for files on their way; what a process that died left there is swept. */
    readonly scratch: string;
  };
  /** Text messages; absent when no provider is configured. */
  readonly sms?: SmsSender;
  readonly config: {
    /** Where people reach us, no trailing slash. */
    readonly publicUrl: string;
    readonly extensionId: string;
    /** Where Slack's incoming webhooks live; absent: Slack's own host. */
    readonly slackOrigins?: readonly string[];
    /** Demo accounts and sandbox connections exist. */
    readonly demo: boolean;
  };
};

export type WhatsAppApp = {
  readonly appId: string;
  /** Newest first; all of them sign. */
  readonly secrets: readonly string[];
  /** What Meta says when it checks the webhook's address. */
  readonly verifyToken: string;
};

/** The part of pino that core uses. Secrets never reach it. */
export type Logger = {
  debug: (fields: object, message: string) => void;
  info: (fields: object, message: string) => void;
  warn: (fields: object, message: string) => void;
  error: (fields: object, message: string) => void;
};
