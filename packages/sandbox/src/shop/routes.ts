import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { World } from "../world.ts";
import { accountPage, categoryPage, homePage, searchPage, skeletonPage } from "./listing-page.ts";
import { productPage, removedPage } from "./product-page.ts";

interface ShopQuery {
  vid?: string;
  dark?: string;
  throttled?: string;
  pageNum?: string;
  from?: string;
  q?: string;
}

/** The pid after the last `-p-`: slugs may contain one. */
const PRODUCT_PATH = /^\/product\/.*-p-([0-9A-Za-z-]+?)\.html$/;

export function registerShop(app: FastifyInstance, world: World): void {
  const shop = (
    path: string,
    render: (path: string, query: ShopQuery, request: FastifyRequest) => string | undefined,
  ): void => {
    app.get<{ Querystring: ShopQuery }>(path, async (request, reply) => {
      if (request.query.throttled === "1") return sendSkeleton(world, reply, 200);
      const content = render(new URL(request.url, "http://shop").pathname, request.query, request);
      return content === undefined ? notFound(reply) : reply.type("text/html; charset=utf-8").send(content);
    });
  };
  const isDark = (query: ShopQuery): boolean => query.dark === "1";
  const listing = (query: ShopQuery) => ({
    pageNum: Math.max(1, Math.trunc(Number(query.pageNum)) || 1),
    dark: isDark(query),
    from: query.from || undefined,
  });

  shop("/", (_path, query) => homePage(world, isDark(query)));
  shop("/product/*", (path, query) => {
    const pid = PRODUCT_PATH.exec(path)?.[1];
    const product = pid === undefined ? undefined : world.catalogue.findByPid(pid);
    if (!product) return undefined;
    return world.catalogue.isRemoved(product.index)
      ? removedPage(isDark(query))
      : productPage(world, product, { vid: query.vid, dark: isDark(query) });
  });
  shop("/list/all.html", (_path, query) => categoryPage(world, undefined, listing(query)));
  shop("/list/*", (path, query) => {
    const id = /-l-([0-9A-Za-z-]+?)\.html$/.exec(path)?.[1];
    return id === undefined ? undefined : categoryPage(world, id, listing(query));
  });
  shop("/search/*", (path, query) => searchPage(world, readTerm(path), listing(query)));
  shop("/myCJ.html", (_path, query) => accountPage(isDark(query)));
  app.get<{ Querystring: ShopQuery }>("/search", async (request, reply) => {
    const term = (request.query.q ?? "").trim();
    return reply.redirect(
      term === "" ? "/list/all.html" : `/search/${encodeURIComponent(term).replaceAll("%20", "+")}.html`,
    );
  });
}

function readTerm(path: string): string {
  const term = path
    .slice("/search/".length)
    .replace(/\.html$/, "")
    .replaceAll("+", " ");
  try {
    return decodeURIComponent(term);
  } catch {
    // A stray percent sign is searched for as it stands.
    return term;
  }
}

export const sendSkeleton = (_world: World, reply: FastifyReply, status: number): FastifyReply =>
  reply.code(status).type("text/html; charset=utf-8").send(skeletonPage());

const notFound = (reply: FastifyReply): FastifyReply =>
  reply
    .code(404)
    .type("text/html; charset=utf-8")
    .send('<!DOCTYPE html><title>404</title><h1>Page not found</h1><p><a href="/">Home</a></p>');
