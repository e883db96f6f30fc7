import { dateTimeFormat } from "@nexusone/contracts/formats";
import { fill, pickLocale, type Locale, type Sentence } from "@nexusone/contracts/locale";
import type { OrderStatus } from "@nexusone/contracts/order-terms";
import { openTracking, type PublicParcel, type PublicTracking } from "@nexusone/core/tracking/open-tracking";
import { TRACKING_PATH } from "@nexusone/core/tracking/tracking-link";
import type { FastifyInstance } from "fastify";
import type { Running } from "../start.ts";
import { html, type Html } from "./docs-html.ts";
import type { Limiter } from "./limits.ts";
import { letIn, sendNote } from "./public-door.ts";
import { sendPublicPage } from "./public-page.ts";
import { PARCEL, STATUS, WORDS } from "./tracking-words.ts";

/** Where an order is, for whoever has its link; see `openTracking` for what that shows. */
export function mountTrackingPage(app: FastifyInstance, { platform }: Running, limiter: Limiter): void {
  app.get<{ Params: { token: string } }>(`${TRACKING_PATH}/:token`, async (request, reply) => {
    const wanted = request.headers["accept-language"];
    if (!(await letIn(limiter, request, reply))) return reply;
    const found = await openTracking(platform, request.params.token);
    if (!found) return sendNote(reply.code(404), pickLocale(wanted), WORDS.missing, WORDS.missingText);
    const locale = pickLocale(wanted, found.shop.locale);
    return sendPublicPage(reply.header("cache-control", "private, max-age=60"), {
      locale,
      title: `${fill(WORDS.order[locale], { number: found.number })} · ${found.shop.name}`,
      shop: found.shop,
      body: orderOf(found, locale),
    });
  });
}

function orderOf(found: PublicTracking, locale: Locale): Html {
  const { number, status, firstName, city, placedAt, etaAt, parcels } = found;
  const say = (words: Sentence, values: Record<string, string | number> = {}): string => fill(words[locale], values);
  const day = (at: Date): string => dateText(at, found, locale, { dateStyle: "long" });
  return html`<p class="soft">${say(WORDS.order, { number })}</p>
    <h1>${STATUS[status].title[locale]}</h1>
    <p>${STATUS[status].text[locale]}</p>
    <section class="card">
      ${stepsOf(status, locale)} ${etaAt && html`<p class="eta">${say(WORDS.eta, { date: day(etaAt) })}</p>`}
      <p class="soft lines">
        ${(firstName || city) && html`<span>${firstName && city ? say(WORDS.forWhom, { name: firstName, city }) : firstName || city}</span>`}
        <span>${say(WORDS.placed, { date: day(placedAt) })}</span>
      </p>
    </section>
    ${
      parcels.length === 0
        ? html`<p class="soft">${say(WORDS.nothingSent)}</p>`
        : parcels.map((parcel, nth) => parcelOf(found, parcel, nth, locale))
    }`;
}

const STAGES = [
  { words: WORDS.ordered, of: ["pending", "on_hold"] },
  { words: WORDS.prepared, of: ["confirmed", "processing"] },
  { words: WORDS.sent, of: ["partially_shipped", "shipped"] },
  { words: WORDS.arrived, of: ["delivered"] },
] as const satisfies readonly { words: Sentence; of: readonly OrderStatus[] }[];

/** Nothing goes on with what was cancelled or failed. */
function stepsOf(status: OrderStatus, locale: Locale): Html | undefined {
  const at = STAGES.findIndex(({ of }) => (of as readonly OrderStatus[]).includes(status));
  if (at < 0) return undefined;
  return html`<ol class="steps" aria-label="${WORDS.progress[locale]}">
    ${STAGES.map(({ words }, nth) => {
      const state = nth < at ? "done" : nth === at ? "now" : "open";
      return html`<li class="${state}">${words[locale]}<span class="hidden"> (${WORDS[state][locale]})</span></li>`;
    })}
  </ol>`;
}

function parcelOf(found: PublicTracking, parcel: PublicParcel, nth: number, locale: Locale): Html {
  const say = (words: Sentence, values: Record<string, string | number> = {}): string => fill(words[locale], values);
  const { units, carrier, trackingNumber, carrierUrl, stalledDays, events } = parcel;
  const count = found.parcels.length;
  const url = carrierUrl !== null && /^https?:\/\//.test(carrierUrl) ? carrierUrl : null;
  return html`<section class="card">
    <div class="head">
      <h2>${count === 1 ? say(WORDS.parcel) : say(WORDS.parcelOf, { nth: nth + 1, count })}</h2>
      <span class="soft">${say(units === 1 ? WORDS.unit : WORDS.units, { count: units })}</span>
    </div>
    ${(carrier ?? trackingNumber) !== null && html`<p class="lines">${[carrier, trackingNumber].filter(Boolean).map((part) => html`<span>${part}</span>`)}</p>`}
    ${stalledDays !== null && html`<p class="warn">${say(WORDS.stalled, { days: stalledDays })}</p>`}
    <ol class="news">
      ${events.map(
        ({ at, status, activity, location }) =>
          html`<li>
            ${activity || PARCEL[status][locale]}${location ? `, ${location}` : ""}
            <br /><time class="soft" datetime="${at.toISOString()}"
              >${dateText(at, found, locale, { dateStyle: "medium", timeStyle: "short" })}</time
            >
          </li>`,
      )}
    </ol>
    ${
      url !== null &&
      html`<a class="button" href="${url}" rel="noopener noreferrer nofollow">${say(WORDS.carrierPage)}</a>`
    }
  </section>`;
}

/** By the shop's own clock; English as Europe writes it. */
const dateText = (at: Date, { shop }: PublicTracking, locale: Locale, how: Intl.DateTimeFormatOptions): string =>
  dateTimeFormat(locale === "en" ? "en-GB" : locale, { ...how, timeZone: shop.timezone }).format(at);
