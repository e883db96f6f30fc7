import { z } from "zod";
import type { Callback, Json, MetaApp, PhoneNumber } from "../model.ts";
import { answersCheck } from "../push/push.ts";
import { GraphRefusal, noObject } from "./errors.ts";
import { jsonOf, managedAccount, numberOf, readGraph, type GraphCall } from "./request.ts";

const Override = z.object({
  override_callback_uri: z.url().max(200).optional(),
  verify_token: z.string().min(1).optional(),
});
const Subscription = z.object({
  object: z.literal("whatsapp_business_account"),
  callback_url: z.url(),
  verify_token: z.string().min(1),
  fields: z.string().optional(),
});
const TIERS: readonly (readonly [limit: number, word: string])[] = [
  [250, "TIER_250"],
  [2_000, "TIER_2K"],
  [10_000, "TIER_10K"],
  [100_000, "TIER_100K"],
];

/** `GET /{number}`: every field asked for that there is; some when none are. */
export function showNumber(call: GraphCall): Json {
  const number = numberOf(call);
  const all = numberFields(call, number);
  const wanted = call.query["fields"]?.split(",") ?? [
    "verified_name",
    "code_verification_status",
    "display_phone_number",
    "quality_rating",
  ];
  return { ...Object.fromEntries(wanted.flatMap((name) => (name in all ? [[name, all[name]]] : []))), id: number.id };
}

function numberFields({ whatsapp }: GraphCall, number: PhoneNumber): Json {
  const account = whatsapp.registry.accountOf(number);
  const { dailyLimit } = account;
  const isBlocked = number.status !== "CONNECTED" || [368, 131031].includes(number.refusesWith ?? 0);
  return {
    display_phone_number: `+${number.phone}`,
    verified_name: number.name,
    quality_rating: number.quality,
    status: number.status,
    name_status: "APPROVED",
    code_verification_status: "VERIFIED",
    platform_type: "CLOUD_API",
    throughput: { level: number.perSecond >= 1_000 ? "HIGH" : "STANDARD" },
    whatsapp_business_manager_messaging_limit:
      dailyLimit === null ? "TIER_UNLIMITED" : (TIERS.find(([limit]) => limit >= dailyLimit)?.[1] ?? "TIER_100K"),
    health_status: {
      can_send_message: isBlocked ? "BLOCKED" : "AVAILABLE",
      entities: [
        {
          entity_type: "PHONE_NUMBER",
          id: number.id,
          can_send_message: isBlocked ? "BLOCKED" : "AVAILABLE",
          ...(isBlocked && {
            errors: [
              {
                error_code: 141000,
                error_description: "The number cannot send.",
                possible_solution: "Look at the account.",
              },
            ],
          }),
        },
      ],
    },
  };
}

export function listNumbers(call: GraphCall): Json {
  const account = managedAccount(call);
  const numbers = [...call.whatsapp.registry.numbers.values()].filter(({ accountId }) => accountId === account.id);
  return { data: numbers.map((number) => ({ ...numberFields(call, number), id: number.id })) };
}

/** `POST /{account}/subscribed_apps`: from now on it is told, at its own address when one is given and answers the check. */
export async function subscribe(call: GraphCall): Promise<Json> {
  const account = managedAccount(call);
  const { override_callback_uri: url, verify_token } = readGraph(Override, jsonOf(call));
  const override = url === undefined ? null : await verified(call, { url, verifyToken: verify_token ?? "" });
  account.subscribed = true;
  account.override = override;
  return { success: true };
}

export function listSubscriptions(call: GraphCall): Json {
  const { subscribed, appId, override } = managedAccount(call);
  const own = override && { override_callback_uri: override.url };
  return { data: subscribed ? [{ whatsapp_business_api_data: { id: appId, name: "Sandbox app" }, ...own }] : [] };
}

export function unsubscribe(call: GraphCall): Json {
  const account = managedAccount(call);
  account.subscribed = false;
  account.override = null;
  return { success: true };
}

/** `POST /{number}` with `webhook_configuration`: the number's own address; an empty one takes it away. */
export async function configureNumber(call: GraphCall): Promise<Json> {
  const number = numberOf(call);
  managedAccount(call, number.accountId);
  const Configuration = z.object({
    webhook_configuration: z.object({ override_callback_uri: z.string(), verify_token: z.string().optional() }),
  });
  const { webhook_configuration: given } = readGraph(Configuration, jsonOf(call));
  const url = given.override_callback_uri;
  number.override = url === "" ? null : await verified(call, { url, verifyToken: given.verify_token ?? "" });
  return { success: true };
}

/** `GET /{app}`, with the app's own token. */
export function showApp(call: GraphCall): Json {
  return { id: ownApp(call).id };
}

/** `POST /{app}/subscriptions`, with the app's own token. */
export async function subscribeApp(call: GraphCall): Promise<Json> {
  const app = ownApp(call);
  const { callback_url: url, verify_token: verifyToken } = readGraph(Subscription, { ...call.query, ...jsonOf(call) });
  app.callback = await verified(call, { url, verifyToken });
  return { success: true };
}

function ownApp(call: GraphCall): MetaApp {
  const [id = ""] = call.path;
  const app = call.whatsapp.registry.apps.get(id);
  if (!app || app.id !== call.appId) throw noObject(id);
  return app;
}

async function verified(call: GraphCall, callback: Callback): Promise<Callback> {
  if (await answersCheck(callback.url, callback.verifyToken, call.whatsapp.ids.digits(10))) return callback;
  throw new GraphRefusal(
    100,
    "(#2200) Callback verification failed: the address did not answer the challenge with the token given.",
  );
}
