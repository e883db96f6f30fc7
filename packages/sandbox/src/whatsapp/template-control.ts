import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { ControlError, read, readJson } from "../control-request.ts";
import { TEMPLATE_STATES } from "./templates.ts";
import type { WhatsApp } from "./whatsapp.ts";

const ChangeBody = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("status"), status: z.enum(TEMPLATE_STATES), reason: z.string().default("NONE") }),
  z.strictObject({
    do: z.literal("quality"),
    quality: z.enum(["GREEN", "YELLOW", "RED", "UNKNOWN"]),
    mislabelled: z.boolean().default(false),
  }),
  z.strictObject({
    do: z.literal("category"),
    category: z.enum(["MARKETING", "UTILITY", "AUTHENTICATION"]),
    announced: z.boolean().default(false),
  }),
]);

/** `/sandbox/whatsapp/templates`: the reviewers' and the quality's side. */
export function registerTemplateControl(app: FastifyInstance, { templates }: WhatsApp): void {
  app.get("/sandbox/whatsapp/templates", async (request) =>
    templates.of(read(z.object({ accountId: z.string() }), request.query).accountId),
  );
  app.post("/sandbox/whatsapp/review", async () => {
    templates.settle(true);
    return {};
  });
  app.post<{ Params: { id: string } }>("/sandbox/whatsapp/templates/:id", async (request) => {
    const template = templates.get(request.params.id);
    if (!template) throw new ControlError(404, "no such template");
    const change = readJson(ChangeBody, request);
    if (change.do === "status") templates.setStatus(template, change.status, { reason: change.reason });
    else if (change.do === "quality") templates.setQuality(template, change.quality, change.mislabelled);
    else templates.setCategory(template, change.category, change.announced);
    return template;
  });
}
