import { ConsentLogInput, type ConsentLogView } from "@nexusone/contracts/erasures";
import type { z } from "zod";
import type { ServiceContext } from "../context.ts";
import { recordConsent } from "./record-consent.ts";

/** GDP-02: `recordConsent` in the words of programs of the older form. @throws as it */
export async function logConsent(
  ctx: ServiceContext,
  rawInput: z.input<typeof ConsentLogInput>,
): Promise<z.output<typeof ConsentLogView>> {
  const { userId, consentGiven, purpose, timestamp } = ConsentLogInput.parse(rawInput);
  const consent = { id: userId, purpose, granted: consentGiven, source: "api" as const };
  const { consents } = await recordConsent(ctx, { ...consent, ...(timestamp && { givenAt: timestamp }) });
  const written = consents.find((one) => one.purpose === purpose && one.granted === consentGiven)!; // just written
  return { id: written.id, userId, consentGiven, purpose, timestamp: written.givenAt };
}
