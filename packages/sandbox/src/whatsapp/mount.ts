import type { FastifyInstance } from "fastify";
import { registerWhatsAppControl } from "./control-routes.ts";
import { GRAPH_PATH, graphFault, registerGraph } from "./graph/routes.ts";
import type { Json } from "./model.ts";
import { whapiFault } from "./whapi/errors.ts";
import { registerPhone } from "./phone/page.ts";
import { registerWhapi, WHAPI_PATH } from "./whapi/routes.ts";
import type { WhatsApp } from "./whatsapp.ts";

export function registerWhatsApp(app: FastifyInstance, whatsapp: WhatsApp): void {
  registerGraph(app, whatsapp);
  registerWhapi(app, whatsapp);
  registerWhatsAppControl(app, whatsapp);
  registerPhone(app, whatsapp);
}

export function whatsAppVendorOf(path: string): "whatsapp" | "whapi" | undefined {
  if (path.startsWith(`${GRAPH_PATH}/`) || path.startsWith("/graph-media/")) return "whatsapp";
  return path.startsWith(`${WHAPI_PATH}/`) ? "whapi" : undefined;
}

/** Without the gate and the version: `/390022334455667/messages`, `/messages/text`. */
export const loggedPath = (path: string): string =>
  whatsAppVendorOf(path) === undefined ? path : path.replace(/^\/graph\/v[\d.]+|^\/whapi(?=\/)/, "");

/** Refusals in the vendor's own words; all other faults are everybody's. */
export function whatsAppFault(vendor: string, kind: string): { status: number; code: number; body: Json } | undefined {
  if (vendor === "whatsapp") return graphFault(kind);
  return vendor === "whapi" ? whapiFault(kind) : undefined;
}
