import { pickLocale, type Sentence } from "@nexusone/contracts/locale";
import { openOrderLink } from "@nexusone/core/order-links/list-order-links";
import { ORDER_LINK_PATH } from "@nexusone/core/order-links/order-link-view";
import type { FastifyInstance } from "fastify";
import type { Running } from "../start.ts";
import type { Limiter } from "./limits.ts";
import { letIn, sendNote } from "./public-door.ts";

const OVER: { readonly title: Sentence; readonly text: Sentence } = {
  title: { en: "This link is over", fr: "Ce lien n'est plus valable" },
  text: {
    en: "Its order was placed, or the shop took it back. Ask the shop for a new one.",
    fr: "Sa commande a été passée, ou la boutique l'a retiré. Demandez-en un nouveau à la boutique.",
  },
};

/** Leads whoever has an order link to its cart; what is over, unknown or malformed is the same page. */
export function mountOrderLink(app: FastifyInstance, { platform }: Running, limiter: Limiter): void {
  app.get<{ Params: { code: string } }>(`${ORDER_LINK_PATH}/:code`, async (request, reply) => {
    if (!(await letIn(limiter, request, reply))) return reply;
    const cart = await openOrderLink(platform, request.params.code);
    if (cart === undefined)
      return sendNote(reply.code(404), pickLocale(request.headers["accept-language"]), OVER.title, OVER.text);
    // Not kept: from the moment it is over it leads nowhere.
    return reply.headers({ "cache-control": "no-store", "x-robots-tag": "noindex, nofollow" }).redirect(cart, 302);
  });
}
