import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { registerOrderControl } from "./control-orders.ts";
import { registerPushControl } from "./cj-push/control-push.ts";
import { tellGoneVariant, tellPrice, tellShelf, tellStock } from "./cj-push/product-messages.ts";
import { ControlError, read, readJson as body } from "./control-request.ts";
import { FAULT_KINDS, PRODUCT_KINDS } from "./control-types.ts";
import { findProductOfKind, productView } from "./product-finder.ts";
import { resetWorld, type World } from "./world.ts";

const vendor = z.enum([
  "cj-api",
  "cj-shop",
  "cj-image",
  "mail",
  "slack",
  "sms",
  "webhook",
  "whatsapp",
  "whapi",
  "openai",
]);
const FaultBody = z.strictObject({
  match: z.strictObject({ vendor, path: z.string().optional(), method: z.string().optional() }),
  kind: z.enum(FAULT_KINDS),
  delayMs: z.number().min(0).optional(),
  status: z.int().min(200).max(599).optional(),
  every: z.int().min(2).optional(),
  times: z.int().min(1).optional(),
});
const RequestsQuery = z.object({
  vendor: vendor.optional(),
  path: z.string().optional(),
  since: z.iso.datetime({ offset: true }).optional(),
});
const ClockBody = z.union([
  z.strictObject({ advanceMs: z.number() }),
  z.strictObject({ set: z.iso.datetime({ offset: true }) }),
  z.strictObject({ hold: z.iso.datetime({ offset: true }) }),
]);
const ReceiverBody = z.strictObject({
  name: z.string().regex(/^[\w.-]{1,60}$/),
  secret: z.string().max(200).optional(),
});
const AccountBody = z.strictObject({ level: z.int().min(0).max(5).optional(), points: z.int().min(0).optional() });
const ProductQuery = z.union([
  z.object({ index: z.coerce.number().int().min(0) }),
  z.object({ pid: z.string() }),
  z.object({ kind: z.enum(PRODUCT_KINDS), nth: z.coerce.number().int().min(0).default(0) }),
]);
const ProductChange = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("remove"), pid: z.string() }),
  z.strictObject({ do: z.literal("restore"), pid: z.string() }),
  z.strictObject({ do: z.literal("hostile"), pid: z.string() }),
  z.strictObject({ do: z.literal("remove-variant"), vid: z.string() }),
  z.strictObject({ do: z.literal("price"), vid: z.string(), usd: z.number().min(0) }),
  z.strictObject({
    do: z.literal("stock"),
    vid: z.string(),
    country: z.string().length(2),
    cj: z.int().min(0),
    factory: z.int().min(0),
  }),
]);

/** The control API, `/sandbox/…`: JSON in, JSON out, 400 with the reason when the input is wrong. */
export function registerControl(app: FastifyInstance, world: World): void {
  // Other sites in the same browser must not steer the sandbox.
  app.addHook("onRequest", async (request) => {
    const { origin, host } = request.headers;
    if (!request.url.startsWith("/sandbox") || request.method === "GET" || origin === undefined) return;
    if (!URL.canParse(origin) || new URL(origin).host !== host) throw new ControlError(403, "not from another origin");
  });
  app.get("/sandbox/info", async () => ({
    url: world.url,
    smtpUrl: world.smtpUrl,
    seed: world.catalogue.seed,
    catalogueSize: world.catalogue.size,
  }));
  app.post("/sandbox/reset", async () => {
    resetWorld(world);
    return {};
  });

  app.get("/sandbox/faults", async () => world.faults.list());
  app.post("/sandbox/faults", async (request) => world.faults.add(body(FaultBody, request)));
  app.delete<{ Params: { id: string } }>("/sandbox/faults/:id", async (request) => {
    world.faults.remove(request.params.id);
    return {};
  });
  app.delete("/sandbox/faults", async () => {
    world.faults.clear();
    return {};
  });

  app.get("/sandbox/requests", async (request) => world.requests.list(read(RequestsQuery, request.query)));
  app.delete("/sandbox/requests", async () => {
    world.requests.clear();
    return {};
  });

  const clock = () => ({ now: new Date(world.clock.now()).toISOString(), offsetMs: world.clock.offsetMs });
  app.get("/sandbox/clock", async () => clock());
  app.post("/sandbox/clock", async (request) => {
    const change = body(ClockBody, request);
    if ("set" in change) world.clock.set(Date.parse(change.set));
    else if ("hold" in change) world.clock.hold(Date.parse(change.hold));
    else world.clock.advance(change.advanceMs);
    return clock();
  });

  app.get("/sandbox/mails", async (request) =>
    world.mails.list(read(z.object({ to: z.string().optional() }), request.query).to),
  );
  app.delete("/sandbox/mails", async () => {
    world.mails.clear();
    return {};
  });

  app.get("/sandbox/receivers", async () => world.receivers.list());
  app.post("/sandbox/receivers", async (request) => {
    const { name, secret } = body(ReceiverBody, request);
    if (secret !== undefined) world.receivers.trust(name, secret);
    return {};
  });
  app.delete("/sandbox/receivers", async () => {
    world.receivers.clear();
    return {};
  });

  app.get("/sandbox/accounts", async () => world.accounts.list().map((account) => world.accounts.view(account)));
  app.post("/sandbox/accounts", async (request) =>
    world.accounts.view(world.accounts.create(body(AccountBody, request))),
  );

  registerOrderControl(app, world);
  registerPushControl(app, world);

  app.get("/sandbox/products", async (request) => productView(world, locate(world, read(ProductQuery, request.query))));
  app.post("/sandbox/products", async (request) => change(world, body(ProductChange, request)));
}

function locate(world: World, query: z.output<typeof ProductQuery>): number {
  const index =
    "index" in query
      ? query.index
      : "pid" in query
        ? world.catalogue.ids.indexOfPid(query.pid)
        : findProductOfKind(world, query.kind, query.nth);
  if (index === undefined || index >= world.catalogue.size) throw new ControlError(404, "no such product");
  return index;
}

/** What CJ changes it also tells the shops. */
function change(world: World, input: z.output<typeof ProductChange>): object {
  const { catalogue, push } = world;
  if (input.do === "price" || input.do === "stock") {
    if (!catalogue.findByVid(input.vid)) throw new ControlError(404, "no such variant");
    if (input.do === "price") catalogue.setPrice(input.vid, Math.round(input.usd * 100));
    else catalogue.setStock(input.vid, input.country.toUpperCase(), { cj: input.cj, factory: input.factory });
    const { product, variant } = catalogue.findByVid(input.vid)!; // found above
    if (input.do === "price") tellPrice(push, product, variant);
    else tellStock(push, variant);
    return {};
  }
  if (input.do === "remove-variant") {
    const found = catalogue.findByVid(input.vid);
    if (!found || !catalogue.removeVariant(input.vid)) throw new ControlError(409, "no such variant, or the last one");
    tellGoneVariant(push, found.variant);
    return {};
  }
  const index = locate(world, input);
  if (input.do === "remove") catalogue.setRemoved(index, true);
  else if (input.do === "restore") catalogue.restore(index);
  else catalogue.setHostile(index);
  tellShelf(push, catalogue.product(index), catalogue.isRemoved(index));
  return {};
}
