import type { ChannelInput, SignatureTestView } from "@nexusone/contracts/channels";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import { signMeta } from "@nexusone/whatsapp/webhook";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { INTERACTIVE_MS } from "../deadline.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { addressOf, type ChannelAddress } from "./address.ts";
import { openAppSecret } from "./app-keys.ts";
import { findWithApp, type Found } from "./register-address.ts";

/** Everything that has broken signatures elsewhere: escapes, slashes, accents, emoji, an at sign. It tells of nothing. */
const BODY = String.raw`{"object":"whatsapp_business_account","entry":[],"test":"caf\u00e9 \/ é 👋 @"}`;
const OTHER = BODY.replace("caf", "cav");

/**
 * Posts a signed body to the number's own address, and another one under the same signature: the first has to be taken and the
 * second refused. Calls this installation as a vendor would. @throws `request.not_found`, `channels.disconnected`
 */
export async function testSignature(
  ctx: ServiceContext,
  { id }: z.output<typeof ChannelInput>,
): Promise<z.output<typeof SignatureTestView>> {
  authorize(ctx, "channels:manage");
  const found = await inMerchantTx(ctx, (tx) => findWithApp(tx, id));
  if (!found) throw new DomainError("request.not_found");
  const address = addressOf(ctx, found.channel, found.app);
  if (!address) throw new DomainError("channels.disconnected");
  const reason = await tryOut(ctx, address, proofsOf(ctx, found, address));
  return { ok: reason === null, reason };
}

type Proofs = { readonly right: Record<string, string>; readonly wrong: Record<string, string> };

/** Of Meta the signature over the bytes; Whapi signs nothing and shows a secret. */
function proofsOf({ platform }: ServiceContext, { channel, app }: Found, { secret, header }: ChannelAddress): Proofs {
  if (header !== null) return { right: { [header]: secret }, wrong: { [header]: `${secret}x` } };
  const key = app
    ? openAppSecret(platform.keyring, app)
    : (platform.whatsapp.apps[channel.environment]?.secrets[0] ?? "");
  const signature = { "x-hub-signature-256": signMeta(Buffer.from(BODY), key) };
  return { right: signature, wrong: signature };
}

async function tryOut(ctx: ServiceContext, { url, header }: ChannelAddress, { right, wrong }: Proofs) {
  const taken = await post(ctx, url, BODY, right);
  if (taken === null) return "channels.webhook_silent" satisfies ReasonCode;
  const refused = await post(ctx, url, header === null ? OTHER : BODY, wrong);
  return taken === 200 && refused !== null && refused >= 400
    ? null
    : ("channels.signature_broken" satisfies ReasonCode);
}

/** The HTTP status; null when nobody answered. */
async function post(
  { platform }: ServiceContext,
  url: string,
  body: string,
  headers: Record<string, string>,
): Promise<number | null> {
  const ask = platform.whatsapp.fetch ?? fetch;
  try {
    const answer = await ask(url, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", ...headers },
      redirect: "manual",
      signal: AbortSignal.timeout(INTERACTIVE_MS),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch (error) {
    platform.log.info({ err: error, url: new URL(url).origin }, "a webhook's own address does not answer");
    return null;
  }
}
