import { minuteText, weekdayNames } from "@nexusone/contracts/clock-times";
import { MAX_MEDIA_BYTES } from "@nexusone/contracts/media-terms";
import { fill, pickLocale, type Locale, type Sentence } from "@nexusone/contracts/locale";
import { explain } from "@nexusone/contracts/reasons";
import { tellingLabel } from "@nexusone/contracts/variant-label";
import { DRIVER_PATH } from "@nexusone/core/deliveries/deliveries";
import { addPhoto, drive, openDrive, type Drive } from "@nexusone/core/deliveries/drive";
import { isDomainError, type DomainError } from "@nexusone/core/errors";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Running } from "../start.ts";
import { html, type Html } from "./docs-html.ts";
import { DRIVER, PLACE } from "./driver-words.ts";
import type { Limiter } from "./limits.ts";
import { letIn, sendNote } from "./public-door.ts";
import { sendPublicPage } from "./public-page.ts";

type Asked = FastifyRequest<{ Params: { token: string } }>;
/** Of a whole form. A picture that is too large is told so in words; past this the connection is cut. */
const MOST_BYTES = 2 * MAX_MEDIA_BYTES;

/**
 * A delivery, for the driver who has its link: what to bring where, start, arrive with note and picture. One plain form at a
 * time, so that nothing that was typed or chosen stays behind in another; it may be sent again, and a page is a few kilobytes, so
 * that it works where the network hardly does.
 */
export async function mountDriverPage(app: FastifyInstance, { platform }: Running, limiter: Limiter): Promise<void> {
  const path = `${DRIVER_PATH}/:token`;
  const missing = (request: Asked, reply: FastifyReply) =>
    sendNote(reply.code(404), pickLocale(request.headers["accept-language"]), DRIVER.missing, DRIVER.missingText);

  async function show(request: Asked, reply: FastifyReply, problem?: unknown): Promise<FastifyReply> {
    const found = await openDrive(platform, request.params.token);
    if (!found) return missing(request, reply);
    const locale = pickLocale(request.headers["accept-language"], found.shop.locale);
    return sendPublicPage(reply.header("cache-control", "no-store"), {
      locale,
      title: fill(DRIVER.title[locale], { number: found.number }),
      shop: found.shop,
      body: pageOf(found, locale, `${DRIVER_PATH}/${request.params.token}`, problem),
      asks: true,
    });
  }

  /** Does it, and shows the page anew by another request, so that going back or reloading repeats nothing. */
  async function act(request: Asked, reply: FastifyReply, doIt: () => Promise<boolean>): Promise<FastifyReply> {
    try {
      if (!(await doIt())) return await missing(request, reply);
    } catch (error) {
      if (!isDomainError(error)) throw error;
      return show(request, reply.code(error.kind === "unavailable" ? 503 : 409), error);
    }
    return reply.redirect(`${DRIVER_PATH}/${request.params.token}`, 303);
  }

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    // Before anything of a body is read: it may be a picture of many megabytes, and anybody can send one.
    scope.addHook("onRequest", async (request: Asked, reply) => {
      if (!(await letIn(limiter, request, reply))) return reply;
      if (!(await openDrive(platform, request.params.token))) return missing(request, reply);
    });
    scope.get(path, async (request: Asked, reply) => show(request, reply));
    const driven = async (request: Asked, what: "start" | "complete"): Promise<boolean> => {
      const { token } = request.params;
      const form = await formOf(request);
      const [note, photo] = [form?.get("note"), form?.get("photo")];
      // First what counts: a picture that is refused leaves a parcel delivered and a note kept.
      if (!(await drive(platform, token, what, typeof note === "string" ? note : ""))) return false;
      return photo instanceof File && photo.size > 0
        ? addPhoto(platform, token, Buffer.from(await photo.arrayBuffer()))
        : true;
    };
    for (const what of ["start", "complete"] as const)
      scope.post(`${path}/${what}`, { bodyLimit: MOST_BYTES }, async (request: Asked, reply) =>
        act(request, reply, () => driven(request, what)),
      );
  });
}

/** What a browser's form says; undefined for anything else. */
async function formOf({ headers, body }: FastifyRequest): Promise<FormData | undefined> {
  if (!Buffer.isBuffer(body)) return undefined;
  const type = String(headers["content-type"] ?? "");
  return new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData().catch(() => undefined);
}

/** `at` is the page's own path. */
function pageOf(found: Drive, locale: Locale, at: string, problem: unknown): Html {
  const say = (words: Sentence, values: Record<string, string | number> = {}): string => fill(words[locale], values);
  const { number, status, held, address, items, driverName, wishes } = found;
  const isDone = status === "delivered";
  const title = isDone ? DRIVER.done : status === "shipped" ? DRIVER.under : DRIVER.open;
  const place = [
    address.name,
    [address.line1, address.houseNumber].filter(Boolean).join(" "),
    address.line2,
    [address.zip, address.city].filter(Boolean).join(" "),
    address.province,
  ].filter(Boolean);
  const map = `https://www.openstreetmap.org/search?query=${encodeURIComponent(place.slice(1).join(", "))}`;
  return html`<p class="soft">${say(DRIVER.title, { number })}</p>
    <h1>${say(title)}</h1>
    ${isDone && html`<p>${say(DRIVER.doneText, { name: driverName })}</p>`}
    ${isDomainError(problem) && html`<p class="warn" role="alert">${sentenceOf(problem, locale)}</p>`}
    ${held && !isDone && html`<p class="warn">${say(DRIVER.held)}</p>`}
    <section class="card">
      <h2>${say(DRIVER.where)}</h2>
      <address>${place.join("\n")}</address>
      <div class="two">
        ${address.phone && html`<a class="button second" href="tel:${address.phone.replace(/[^\d+]/g, "")}">${say(DRIVER.call)}</a>`}
        <a class="button second" href="${map}" rel="noopener noreferrer">${say(DRIVER.map)}</a>
      </div>
    </section>
    ${wishes && !isDone && wishesOf(wishes, locale)}
    <section class="card">
      <h2>${say(DRIVER.what)}</h2>
      <ul>
        ${items.map(
          ({ name, label, quantity }) =>
            html`<li>${quantity} × ${[name, tellingLabel(label)].filter(Boolean).join(", ")}</li>`,
        )}
      </ul>
    </section>
    ${formsOf(found, say, at)}`;
}

function wishesOf({ days, window, place, instructions }: NonNullable<Drive["wishes"]>, locale: Locale): Html {
  const names = weekdayNames(locale).filter((_, nth) => days.includes(nth + 1));
  const said = [
    days.length > 0 && fill(DRIVER.days[locale], { days: names.join(", ") }),
    window &&
      fill(DRIVER.window[locale], { from: minuteText(window.fromMinute), until: minuteText(window.untilMinute) }),
    place && PLACE[place][locale],
    instructions !== "" && `“${instructions}”`,
  ];
  return html`<section class="card">
    <h2>${DRIVER.wishes[locale]}</h2>
    <ul>
      ${said.filter((line) => typeof line === "string").map((line) => html`<li>${line}</li>`)}
    </ul>
  </section>`;
}

type Say = (words: Sentence) => string;
function formsOf({ status, held, note, hasPhoto }: Drive, say: Say, at: string): Html | undefined {
  if (status === "pending" && held) return undefined;
  const act = (to: "start" | "complete", label: Sentence, rest?: Html): Html =>
    html`<form class="card" method="post" enctype="multipart/form-data" action="${`${at}/${to}`}">
        ${rest}<button>${say(label)}</button>
      </form>
      <p class="soft">${say(DRIVER.again)}</p>`;
  if (status === "pending") return act("start", DRIVER.start);
  return act(
    "complete",
    status === "delivered" ? DRIVER.save : DRIVER.complete,
    html`<label>${say(DRIVER.note)}<textarea name="note" rows="2" maxlength="500">${note}</textarea></label>
      <label
        >${say(DRIVER.photo)}<input
          type="file"
          name="photo"
          accept="image/jpeg,image/png,image/webp"
          capture="environment"
      /></label>
      <p class="soft">${say(hasPhoto ? DRIVER.hasPhoto : DRIVER.photoHint)}</p>`,
  );
}

const sentenceOf = ({ reason, details }: DomainError, locale: Locale): string =>
  explain(reason, locale, details).sentence;
