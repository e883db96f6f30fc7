import { z } from "zod";

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be a URL starting with ${protocols.map((p) => `${p}//`).join(" or ")}`,
  });
const switchOn = z.enum(["on", "off"]);

/** Every variable the server reads. `docs/configuration.md` lists them; a test compares the two. */
export const Environment = z.object({
  PORT: port(3000).describe("Port of the server"),
  HOST: z.string().default("127.0.0.1").describe("Address the server binds to"),
  PUBLIC_URL: url("http:", "https:").optional().describe("Where people reach the server; default http://HOST:PORT"),
  ROLE: z
    .enum(["all", "web", "worker"])
    .default("all")
    .describe("web serves HTTP, worker runs jobs and cron, all does both"),
  DATABASE_URL: url("postgres:", "postgresql:")
    .optional()
    .describe("App role's connection; unset: an embedded PostgreSQL in NEXUSONE_HOME"),
  DATABASE_OWNER_URL: url("postgres:", "postgresql:")
    .optional()
    .describe("Owner's direct connection for migrations and LISTEN; needed with DATABASE_URL"),
  DATABASE_READ_URL: url("postgres:", "postgresql:").optional().describe("A read replica for the app role"),
  DATABASE_PREPARE: switchOn.default("on").describe("off for poolers without prepared statements"),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10).describe("Connections per process"),
  SLOW_QUERY_MS: z.coerce
    .number()
    .int()
    .min(1)
    .max(600_000)
    .default(200)
    .describe("From how many milliseconds on a statement of the database counts as slow"),
  NEXUSONE_HOME: z
    .string()
    .min(1)
    .default(".nexusone")
    .describe("Data folder: embedded database, generated keys, logs"),
  BACKUP_EVERY_HOURS: z.coerce
    .number()
    .min(0)
    .max(8_760)
    .default(24)
    .describe(
      "How old the newest backup of the embedded database may get before the next is taken; 0: only npm run backup",
    ),
  BACKUP_KEEP: z.coerce.number().int().min(1).max(1_000).default(3).describe("How many backups stay"),
  BACKUP_DIR: z.string().min(1).optional().describe("Folder of backups; default NEXUSONE_HOME/backups"),
  SECRET_KEY: z
    .string()
    .min(32)
    .optional()
    .describe(
      "Master key for secrets and tokens, 32 characters or more; several separated by commas, newest first; generated into NEXUSONE_HOME with the embedded database",
    ),
  SANDBOX: z
    .enum(["auto", "on", "off"])
    .default("auto")
    .describe("The simulated world, demo merchants and demo sign-in"),
  SANDBOX_URL: url("http:").optional().describe("Where the sandbox answers; default http://127.0.0.1:SANDBOX_PORT"),
  SANDBOX_PORT: port(3100).describe("Port of the sandbox started by npm start"),
  SANDBOX_SEED: z.string().default("nexusone").describe("Same seed, same simulated world"),
  CJ_API_URL: url("https:", "http:").default("https://developers.cjdropshipping.com/api2.0/v1").describe("CJ's API"),
  WHATSAPP_GRAPH_URL: url("https:", "http:")
    .default("https://graph.facebook.com/v24.0")
    .describe("Meta's Graph API with its version"),
  WHATSAPP_APP_ID: z
    .string()
    .min(1)
    .optional()
    .describe("This installation's own app at Meta; unset: merchants bring theirs"),
  WHATSAPP_APP_SECRET: z
    .string()
    .min(8)
    .optional()
    .describe(
      "Its secret, which signs WhatsApp's webhooks; several separated by commas, newest first, while it rotates",
    ),
  WHATSAPP_VERIFY_TOKEN: z.string().min(8).optional().describe("What Meta says when it checks the webhook's address"),
  WHAPI_URL: url("https:", "http:").default("https://gate.whapi.cloud").describe("Whapi's API"),
  OPENAI_API_KEY: z
    .string()
    .min(8)
    .optional()
    .describe("Key of the language model that drafts replies at live numbers; unset: people write themselves"),
  OPENAI_BASE_URL: url("https:", "http:")
    .default("https://api.openai.com/v1")
    .describe("Where it answers; whatever speaks OpenAI's chat completions with JSON schemas"),
  OPENAI_MODEL: z.string().min(1).default("gpt-4.1-mini").describe("Its name"),
  OUTGOING_ADDRESS: z
    .string()
    .default("default")
    .describe(
      "Name of the address CJ sees: its limit of 10 requests a second is shared by all processes with the same name",
    ),
  TRUST_PROXY: switchOn
    .default("off")
    .describe("on behind one proxy of yours: the caller's address is taken from X-Forwarded-For"),
  SMTP_URL: url("smtp:", "smtps:").optional().describe("Mail server; the sandbox's mail catcher when it is on"),
  MAIL_FROM: z.string().default("NexusOne <no-reply@nexusone.test>").describe("Sender of mails"),
  MEDIA_DIR: z.string().min(1).optional().describe("Folder of pictures; default NEXUSONE_HOME/media"),
  MEDIA_S3_BUCKET: z
    .string()
    .min(3)
    .optional()
    .describe("Bucket of pictures, of Amazon S3 or whatever speaks its protocol; unset: the folder"),
  MEDIA_S3_REGION: z.string().min(1).default("us-east-1").describe("Its region"),
  MEDIA_S3_ENDPOINT: url("https:", "http:").optional().describe("Its server; unset: Amazon's"),
  MEDIA_S3_ACCESS_KEY_ID: z.string().min(1).optional().describe("Its key, needed with the bucket"),
  MEDIA_S3_SECRET_ACCESS_KEY: z.string().min(1).optional().describe("The key's secret, needed with the bucket"),
  MEDIA_CDN_URL: url("https:", "http:")
    .optional()
    .describe(
      "Where a content delivery network passes on /api/media/files of this server; links to pictures begin with it",
    ),
  TWILIO_ACCOUNT_SID: z.string().min(1).optional().describe("Account for text messages; unset: none are sent"),
  TWILIO_AUTH_TOKEN: z.string().min(1).optional().describe("Its secret"),
  TWILIO_FROM: z.string().min(1).optional().describe("The number or name text messages come from"),
  TWILIO_API_URL: url("https:", "http:").default("https://api.twilio.com").describe("Twilio's API"),
  WORKER_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe("Port on which ROLE=worker answers /healthz, /readyz and /metrics; unset: none"),
  METRICS_TOKEN: z.string().min(16).optional().describe("Bearer token of GET /metrics; unset: the path does not exist"),
  ALERT_ERROR_PERCENT: z.coerce
    .number()
    .min(0)
    .max(100)
    .default(5)
    .describe(
      "Share of requests or jobs failing on our side over five minutes of which platform admins are told; 0: never",
    ),
  ALERT_VENDOR_PERCENT: z.coerce.number().min(0).max(100).default(50).describe("The same of calls to a vendor"),
  ALERT_QUEUE_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .default(300)
    .describe("How long a job that may run may wait before platform admins are told; 0: never"),
  OTEL_EXPORTER_OTLP_ENDPOINT: url("https:", "http:")
    .optional()
    .describe("Collector of traces (OTLP over HTTP, /v1/traces is added); unset: none are made"),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .regex(/^[\w-]+=[^,]*(,[\w-]+=[^,]*)*$/, { error: "must be name=value pairs separated by commas" })
    .optional()
    .describe("Headers for it, as authorization=Bearer%20token"),
  OTEL_SERVICE_NAME: z.string().min(1).default("nexusone").describe("Name of this program in traces"),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe("Share of requests that are traced, 0 to 1"),
  SENTRY_DSN: url("https:", "http:")
    .refine((text) => new URL(text).username !== "" && /\/\d+$/.test(new URL(text).pathname), {
      error: "must be a DSN, as https://KEY@host/PROJECT",
    })
    .optional()
    .describe("Where errors nobody foresaw are reported; unset: nowhere but in the log"),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"])
    .default("info")
    .describe("Log lines on standard output, one JSON object each"),
  NODE_ENV: z
    .string()
    .default("development")
    .describe("production switches the sandbox, demo merchants and demo sign-in off"),
  ADMIN_DIST: z.string().optional().describe("Folder of the built admin; default beside the server"),
  MIGRATIONS_DIR: z.string().optional().describe("Folder of the migrations; default beside the server"),
});
export type Environment = z.infer<typeof Environment>;

export type Config = Omit<Environment, "SANDBOX"> & {
  readonly publicUrl: string;
  readonly sandboxUrl: string | undefined;
};

export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]", "::1"]);
export const isLoopback = (hostname: string): boolean => LOOPBACK.has(hostname.toLowerCase());

/** Reads and checks the environment. @throws ConfigError with one line that names the variable and what is wrong. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigError(`${String(issue?.path[0] ?? "environment")}: ${issue?.message ?? "not valid"}`);
  }
  const { SANDBOX, ...rest } = parsed.data;
  const publicUrl = (
    rest.PUBLIC_URL ?? `http://${rest.HOST === "0.0.0.0" ? "127.0.0.1" : rest.HOST}:${rest.PORT}`
  ).replace(/\/+$/, "");
  const loopback = isLoopback(new URL(publicUrl).hostname);
  if (rest.DATABASE_URL && !rest.DATABASE_OWNER_URL)
    throw new ConfigError(
      "DATABASE_OWNER_URL: needed together with DATABASE_URL (a direct connection of the role that owns the tables)",
    );
  if (rest.DATABASE_URL && !rest.SECRET_KEY)
    throw new ConfigError("SECRET_KEY: needed together with DATABASE_URL (32 characters or more)");
  if (!loopback && new URL(publicUrl).protocol !== "https:")
    throw new ConfigError("PUBLIC_URL: must be https:// unless it is this computer");
  const twilio = [rest.TWILIO_ACCOUNT_SID, rest.TWILIO_AUTH_TOKEN, rest.TWILIO_FROM];
  if (twilio.some(Boolean) && !twilio.every(Boolean))
    throw new ConfigError("TWILIO_ACCOUNT_SID: needed together with TWILIO_AUTH_TOKEN and TWILIO_FROM");
  const app = [rest.WHATSAPP_APP_ID, rest.WHATSAPP_APP_SECRET, rest.WHATSAPP_VERIFY_TOKEN];
  if (app.some(Boolean) && !app.every(Boolean))
    throw new ConfigError("WHATSAPP_APP_ID: needed together with WHATSAPP_APP_SECRET and WHATSAPP_VERIFY_TOKEN");
  const bucket = [rest.MEDIA_S3_BUCKET, rest.MEDIA_S3_ACCESS_KEY_ID, rest.MEDIA_S3_SECRET_ACCESS_KEY];
  if (bucket.some(Boolean) && !bucket.every(Boolean))
    throw new ConfigError(
      "MEDIA_S3_BUCKET: needed together with MEDIA_S3_ACCESS_KEY_ID and MEDIA_S3_SECRET_ACCESS_KEY",
    );
  // Sandbox or live is never guessed: an explicit "on" is needed as soon as anything looks like a real installation.
  const real = rest.NODE_ENV === "production" || rest.DATABASE_URL !== undefined || !loopback;
  if (SANDBOX === "on" && (rest.NODE_ENV === "production" || !loopback))
    throw new ConfigError("SANDBOX: cannot be on in production or with a PUBLIC_URL that is not this computer");
  const sandboxed = SANDBOX === "on" || (SANDBOX === "auto" && !real);
  return {
    ...rest,
    publicUrl,
    sandboxUrl: sandboxed ? (rest.SANDBOX_URL ?? `http://127.0.0.1:${rest.SANDBOX_PORT}`) : undefined,
  };
}
