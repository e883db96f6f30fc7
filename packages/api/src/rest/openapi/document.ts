import { PLAN_LIMITS, MERCHANT_LIMITS } from "@nexusone/contracts/limits";
import { PLANS } from "@nexusone/contracts/plans";
import { restProcedures } from "../procedures.ts";
import { operationsOf, type Operation } from "./operation.ts";
import { errorResponses, headers } from "./responses.ts";

export type OpenApiDocument = {
  readonly openapi: "3.1.0";
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, object>>>>;
};

/** Names of the features, for readers; a feature without one is called by its router. */
const FEATURES: Readonly<Record<string, string>> = {
  catalog: "The merchant's products",
  cj: "CJ Dropshipping's catalogue",
  extension: "The Chrome extension",
  imports: "Imports from CJ",
  limits: "Your limits",
  notifications: "Notifications",
  store: "The catalogue in short: one price and one stock",
  webhooks: "Outgoing webhooks",
  operations: "Background jobs",
};

/** OpenAPI 3.1 of every REST door, made from the procedures themselves: it cannot say what they do not do. */
export function openApiDocument(publicUrl: string): OpenApiDocument {
  const all = restProcedures().flatMap(operationsOf);
  const tags = [...new Set(all.flatMap(({ operation }) => operation.tags))].toSorted();
  return {
    openapi: "3.1.0",
    info: { title: "NexusOne", version: "1", description: introduction() },
    servers: [{ url: publicUrl }],
    tags: tags.map((name) => ({ name, description: FEATURES[name] ?? name })),
    paths: Object.fromEntries(
      [...Map.groupBy(all, ({ path }) => path)].map(([path, doors]) => [
        path,
        Object.fromEntries(doors.map(({ method, operation }) => [method, operation])),
      ]),
    ),
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "An API key (`nx_…`) or an access token (JWT)." },
        apiKey: { type: "apiKey", in: "header", name: "X-API-Key", description: "An API key (`nx_…`)." },
      },
      headers,
      responses: errorResponses(),
    },
  };
}

function introduction(): string {
  const limits = PLANS.map((plan) => {
    const { general, heavy } = PLAN_LIMITS[plan];
    return `${plan} ${general.max} requests in 15 minutes and ${heavy.max} heavy ones a minute`;
  });
  const shares = MERCHANT_LIMITS.free.general.max / PLAN_LIMITS.free.general.max;
  return [
    "Create an API key in Settings, API, and send it as `Authorization: Bearer nx_…` or as `X-API-Key`. It belongs to one merchant, so no request has to name one.",
    "Fields are snake_case, instants ISO 8601 in UTC, money whole minor units of the merchant's currency (`price_minor`) unless the name says `usd`.",
    "Lists are read in pages: send the `next_cursor` of one as `cursor` of the next, until it is null.",
    "A refusal is `{ error: { reason, message, remedy, retry, … } }`. Branch on `reason`.",
    `Limits for each person's keys and tokens together, by plan: ${limits.join("; ")}. All programs of a merchant together may do ${shares} times that.`,
  ].join("\n\n");
}
