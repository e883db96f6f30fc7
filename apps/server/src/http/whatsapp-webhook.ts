import {
  answerVerification,
  receiveAppPost,
  receiveCloudPost,
  receiveWhapiPost,
} from "@nexusone/core/whatsapp/receive-webhook";
import { DomainError } from "@nexusone/core/errors";
import { WHAPI_HEADER, WHAPI_WEBHOOK_PATH, WHATSAPP_WEBHOOK_PATH } from "@nexusone/core/whatsapp/addresses";
import { isPublicToken } from "@nexusone/core/secrets/public-token";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Running } from "../start.ts";
import type { Limiter } from "./limits.ts";
import { bytesOf, headerOf, keepBytes, keptHeaders } from "./raw-bodies.ts";

/** Meta documents bodies of up to 3 MB (facts section 1). */
const BODY_LIMIT_BYTES = 3 * 1024 * 1024;
/** Of one sender: Meta sends for all merchants together, three times what they send and once what they receive. */
const LIMIT = { max: 120_000, windowMs: 60_000 };
const SIGNATURE = "x-hub-signature-256";
const KEPT_HEADERS = ["content-type", SIGNATURE, "user-agent"];
const FUNCTIONS_PATH = "/functions/whatsapp-webhook";

type Keyed = { Params: { key: string } };

/** Where Meta and Whapi post (WAM-05, WAM-06). Whatever is vouched for and kept is answered 200; what it says is nobody's hurry. */
export async function mountWhatsAppWebhook(
  app: FastifyInstance,
  { platform }: Running,
  limiter: Limiter,
): Promise<void> {
  const cloudPost = (request: FastifyRequest) => ({
    bytes: bytesOf(request),
    signature: headerOf(request, SIGNATURE),
    headers: keptHeaders(request, KEPT_HEADERS),
  });
  const whapiPost = (request: FastifyRequest) => ({
    bytes: bytesOf(request),
    secret: headerOf(request, WHAPI_HEADER),
    headers: keptHeaders(request, ["content-type", "user-agent"]),
  });
  const verify = async (request: FastifyRequest, reply: FastifyReply, key?: string): Promise<string> => {
    await limiter.take(`inbox:whatsapp:${request.ip}`, LIMIT);
    // As it was sent: the keys have dots in them.
    const challenge = await answerVerification(platform, new URL(request.url, "http://here").searchParams, key);
    void reply.type("text/plain; charset=utf-8").header("x-content-type-options", "nosniff");
    return challenge;
  };
  const take = async (request: FastifyRequest, receive: () => Promise<void>): Promise<{ received: true }> => {
    await limiter.take(`inbox:whatsapp:${request.ip}`, LIMIT);
    await receive();
    return { received: true };
  };

  await app.register(async (scope) => {
    keepBytes(scope);
    const limits = { bodyLimit: BODY_LIMIT_BYTES };
    scope.get(WHATSAPP_WEBHOOK_PATH, (request, reply) => verify(request, reply));
    scope.post(WHATSAPP_WEBHOOK_PATH, limits, (request) =>
      take(request, () => receiveCloudPost(platform, cloudPost(request))),
    );
    scope.get<Keyed>(`${WHATSAPP_WEBHOOK_PATH}/:key`, (request, reply) =>
      verify(request, reply, keyOf(request.params.key)),
    );
    scope.post<Keyed>(`${WHATSAPP_WEBHOOK_PATH}/:key`, limits, (request) =>
      take(request, () => receiveAppPost(platform, keyOf(request.params.key), cloudPost(request))),
    );
    scope.post<Keyed>(`${WHAPI_WEBHOOK_PATH}/:key`, limits, (request) =>
      take(request, () => receiveWhapiPost(platform, { key: keyOf(request.params.key) }, whapiPost(request))),
    );
    scope.get(FUNCTIONS_PATH, (request, reply) => verify(request, reply));
    scope.post(FUNCTIONS_PATH, limits, (request) =>
      take(request, () =>
        headerOf(request, SIGNATURE) === undefined
          ? receiveWhapiPost(platform, { externalId: channelNamedIn(bytesOf(request)) }, whapiPost(request))
          : receiveCloudPost(platform, cloudPost(request)),
      ),
    );
  });
}

/** What cannot be one of our keys is not worth a question to the database. */
function keyOf(text: string): string {
  if (!isPublicToken(text)) throw new DomainError("inbox.unknown_address");
  return text;
}

const Named = z.union([z.object({ channel_id: z.string() }), z.tuple([z.object({ channel_id: z.string() })])]);

/** Whapi's id of the number, of a body that nobody vouched for yet; some relays wrap it in a list of one. */
function channelNamedIn(bytes: Uint8Array): string {
  try {
    const named = Named.safeParse(JSON.parse(Buffer.from(bytes).toString("utf8"))).data;
    const one = Array.isArray(named) ? named[0] : named;
    if (one) return one.channel_id;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new DomainError("inbox.unknown_address");
}
