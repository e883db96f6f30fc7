import { ENVIRONMENTS, type Environment } from "@nexusone/contracts/cj";
import { findWhapiChannel, findWhatsAppApp, noteAppVerified } from "@nexusone/db/system/whatsapp";
import { verificationChallenge, verifyMetaSignature, verifyWhapiSecret } from "@nexusone/whatsapp/webhook";
import { DomainError } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import { keepBody, type BodyHeaders } from "../inbox/sealed-body.ts";
import type { Platform } from "../platform.ts";
import { hashToken } from "../secrets/keyring.ts";
import { platformAddress } from "./whatsapp-channel.ts";

const SECRET_PURPOSE = "whatsapp_apps.secret";
const PREVIOUS_PURPOSE = "whatsapp_apps.previous_secret";
const VERIFY_PURPOSE = "whatsapp_apps.verify_token";
const HEADER_PURPOSE = "whatsapp_channels.header_secret";

export type CloudPost = {
  readonly bytes: Uint8Array;
  readonly signature: string | undefined;
  readonly headers: BodyHeaders;
};

/**
 * What answers Meta's check of an address, this installation's own without `key`.
 * @throws `inbox.unknown_address`, `inbox.signature_wrong` for a wrong token
 */
export async function answerVerification(
  platform: Platform,
  query: URLSearchParams,
  key: string | undefined,
): Promise<string> {
  if (key === undefined)
    return challengeFor(
      query,
      apps(platform).map(({ verifyToken }) => verifyToken),
    );
  const keyHash = hashToken(key);
  const app = await findWhatsAppApp(platform.db, keyHash);
  if (!app) throw new DomainError("inbox.unknown_address");
  const challenge = challengeFor(query, [platform.keyring.open(app.verifyTokenSealed, VERIFY_PURPOSE)]);
  await noteAppVerified(platform.db, keyHash, platform.clock.now());
  return challenge;
}

function challengeFor(query: URLSearchParams, tokens: readonly string[]): string {
  const challenge = verificationChallenge(query, tokens);
  if (challenge === null) throw new DomainError("inbox.signature_wrong");
  return challenge;
}

/**
 * Takes in what Meta posted to this installation's own app: kept, sealed, before this returns. What is not signed is not kept, since
 * anybody can post here; Meta repeats for days what it signed with a secret that we do not have yet.
 * @throws `inbox.signature_wrong`
 */
export async function receiveCloudPost(platform: Platform, { bytes, signature, headers }: CloudPost): Promise<void> {
  const secrets = apps(platform).flatMap(({ environment, secrets: all }) =>
    all.map((secret) => ({ name: environment, secret })),
  );
  const vouched = verifyMetaSignature(bytes, signature, secrets);
  if (!vouched) throw new DomainError("inbox.signature_wrong");
  await keepBody(platform, { channel: "whatsapp", keyHash: platformAddress(vouched.name), bytes, headers });
  failpoint("whatsapp.webhook.after_store");
}

/** The same for a merchant's own app. Not signed: kept as refused. @throws `inbox.unknown_address`, `inbox.signature_wrong` */
export async function receiveAppPost(platform: Platform, key: string, post: CloudPost): Promise<void> {
  const keyHash = hashToken(key);
  const app = await findWhatsAppApp(platform.db, keyHash);
  if (!app) throw new DomainError("inbox.unknown_address");
  const secrets = app.secretsSealed.map(({ sealed, previous }) => ({
    name: previous,
    secret: platform.keyring.open(sealed, previous ? PREVIOUS_PURPOSE : SECRET_PURPOSE),
  }));
  const vouched = verifyMetaSignature(post.bytes, post.signature, secrets) !== null;
  await keep(platform, { channel: "whatsapp", keyHash, bytes: post.bytes, headers: post.headers }, vouched);
}

export type WhapiPost = {
  readonly bytes: Uint8Array;
  readonly secret: string | undefined;
  readonly headers: BodyHeaders;
};

/**
 * What Whapi posted, to a number's own address or to the one for all (by the channel's id in the body). It signs nothing: the header
 * that we had it send is all there is. @throws `inbox.unknown_address`, `inbox.signature_wrong`
 */
export async function receiveWhapiPost(
  platform: Platform,
  by: { readonly key: string } | { readonly externalId: string },
  { bytes, secret, headers }: WhapiPost,
): Promise<void> {
  const owner = await findWhapiChannel(platform.db, "key" in by ? { keyHash: hashToken(by.key) } : by);
  if (!owner) throw new DomainError("inbox.unknown_address");
  const expected = platform.keyring.open(owner.headerSecretSealed, HEADER_PURPOSE);
  const vouched = verifyWhapiSecret(secret, [{ name: "own", secret: expected }]) !== null;
  // Anybody can name a channel's id; the 128 bits of its address not.
  if (!vouched && "externalId" in by) throw new DomainError("inbox.signature_wrong");
  await keep(platform, { channel: "whapi", keyHash: owner.keyHash, bytes, headers }, vouched);
}

async function keep(platform: Platform, body: Parameters<typeof keepBody>[1], vouched: boolean): Promise<void> {
  await keepBody(platform, body, vouched ? null : "inbox.signature_wrong");
  if (!vouched) throw new DomainError("inbox.signature_wrong");
  failpoint("whatsapp.webhook.after_store");
}

const apps = ({
  whatsapp,
}: Platform): { environment: Environment; secrets: readonly string[]; verifyToken: string }[] =>
  ENVIRONMENTS.flatMap((environment) => {
    const app = whatsapp.apps[environment];
    return app ? [{ environment, secrets: app.secrets, verifyToken: app.verifyToken }] : [];
  });
