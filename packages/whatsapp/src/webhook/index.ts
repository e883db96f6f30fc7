export { parseCloudWebhook } from "./parse-cloud.ts";
export type { ParseOptions } from "./parse-cloud.ts";
export { channelStateOf, parseWhapiWebhook } from "./parse-whapi.ts";
export { signMeta, verificationChallenge, verifyMetaSignature, verifyWhapiSecret } from "./signature.ts";
export type { NamedSecret } from "./signature.ts";
export type * from "./message-types.ts";
export type * from "./types.ts";
