import { CjRefusal, ok, refusals, type CjReply } from "../cj-api/envelope.ts";
import type { CjCall, CjEndpoint } from "../cj-api/request.ts";
import { PUSH_TOPICS, type PushTopic } from "../control-types.ts";
import type { Callback, Callbacks } from "./cj-push.ts";

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;
/** Without these nothing is registered; the two newer ones may be left out. */
const REQUIRED: readonly PushTopic[] = ["product", "stock", "order", "logistics"];

const refused = (code: number, why: string): CjRefusal => new CjRefusal(code, why);

/** The simulated CJ posts on this computer only; the real one the other way round, to public https alone. */
function callbackOf(body: Record<string, unknown>, topic: PushTopic): Callback {
  const given = body[topic];
  if (typeof given !== "object" || given === null) {
    if (REQUIRED.includes(topic)) throw refusals.parameterEmpty(topic);
    return { type: "CANCEL", urls: [] };
  }
  const { type, callbackUrls } = given as Record<string, unknown>; // an object, checked above
  if (type !== "ENABLE" && type !== "CANCEL") throw refusals.parameter(`${topic}.type must be ENABLE or CANCEL`);
  const urls = Array.isArray(callbackUrls) ? callbackUrls.map(String) : [];
  if (type === "ENABLE" && urls.length !== 1) throw refusals.parameter(`${topic}.callbackUrls must hold one address`);
  for (const url of urls)
    if (!URL.canParse(url) || !LOOPBACK.test(new URL(url).hostname))
      throw refused(1607000, "webhook URL does not meet the requirements");
  return { type, urls };
}

async function setWebhooks({ world, account, body }: CjCall): Promise<CjReply> {
  if (!account) throw refusals.tokenEmpty();
  const callbacks = Object.fromEntries(PUSH_TOPICS.map((topic) => [topic, callbackOf(body, topic)])) as Callbacks; // one each
  const urls = new Set(Object.values(callbacks).flatMap((callback) => callback.urls));
  for (const url of urls) if (!(await world.push.answers(url))) throw refused(1607003, "webhook URL must answer 200");
  world.push.register(account.openId, callbacks);
  return ok(true);
}

export const webhookEndpoints: readonly CjEndpoint[] = [
  { method: "POST", path: "/webhook/set", points: 0, needsToken: true, handle: setWebhooks },
];
