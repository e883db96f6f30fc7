import { ANONYMOUS_LIMITS } from "@nexusone/contracts/limits";
import { pickLocale, type Locale, type Sentence } from "@nexusone/contracts/locale";
import { isDomainError } from "@nexusone/core/errors";
import type { FastifyReply, FastifyRequest } from "fastify";
import { html } from "./docs-html.ts";
import type { Limiter } from "./limits.ts";
import { sendPublicPage } from "./public-page.ts";
import { WORDS } from "./tracking-words.ts";

/** A page of two sentences, the same whatever was asked for: nobody learns which links there were. */
export const sendNote = (reply: FastifyReply, locale: Locale, title: Sentence, text: Sentence): FastifyReply =>
  sendPublicPage(reply.header("cache-control", "no-store"), {
    locale,
    title: title[locale],
    body: html`<h1>${title[locale]}</h1>
      <p class="soft">${text[locale]}</p>`,
  });

/** Counts a call of nobody in particular; false when it was answered with "too often" already. */
export async function letIn(limiter: Limiter, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  try {
    await limiter.take(`page:${request.ip}`, ANONYMOUS_LIMITS.general);
    return true;
  } catch (error) {
    if (!isDomainError(error, "request.too_many")) throw error;
    void reply.code(429).header("retry-after", String(error.details["seconds"] ?? 60));
    await sendNote(reply, pickLocale(request.headers["accept-language"]), WORDS.busy, WORDS.busyText);
    return false;
  }
}
