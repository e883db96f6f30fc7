import { beijingTime } from "../clock.ts";
import { createRandom } from "../random.ts";
import { BareNumber, okCodeZero, type CjReply } from "./envelope.ts";
import { absolute } from "./product-views.ts";
import { findProduct } from "./products.ts";
import { number, requiredText, wholeNumber, type CjCall, type CjEndpoint } from "./request.ts";

const TEXTS = [
  "Llegó rápido, muy bonito 😍",
  "Exactly as described",
  "",
  "Très bonne qualité, merci",
  "Nice but smaller than I thought",
  "很好",
  "Alles super, gerne wieder",
  "Took three weeks to arrive",
];
const COUNTRIES = ["ES", "US", "FR", "DE", "GB", null] as const;
const DAY = 86_400_000;

/** Paging as text, scores as text, comment ids as bare numbers above 2^53, `code: 0`. */
function productComments(call: CjCall): CjReply {
  requiredText(call.query, "pid");
  const { product } = findProduct(call);
  const page = wholeNumber(call.query, "pageNum", 1, 1, 1000);
  const size = wholeNumber(call.query, "pageSize", 20, 1, 50);
  const wanted = number(call.query, "score");
  const count = createRandom(`reviews:${product.pid}`).int(0, 45);
  const all = Array.from({ length: count }, (_, at) => {
    const random = createRandom(`review:${product.pid}:${at}`);
    const country = random.pick(COUNTRIES);
    return {
      pid: product.pid,
      commentId: new BareNumber(String(1_536_993_287_524_069_377n + BigInt(product.index) * 4096n + BigInt(at))),
      comment: random.pick(TEXTS),
      commentDate: beijingTime(product.createdAt + random.int(1, 300) * DAY),
      commentUser: random.chance(0.1) ? null : `${random.pick(["M", "F", "J", "L"])}***${random.pick(["a", "o", "e"])}`,
      score: String(random.pick([5, 5, 5, 4, 4, 3, 2])),
      commentUrls: random.chance(0.2) ? [absolute(call.world, product.imagePaths[0] ?? "")] : [],
      countryCode: country,
      flagIconUrl: country === null ? null : absolute(call.world, `/img/flag/${country.toLowerCase()}.png`),
    };
  }).filter((comment) => wanted === undefined || comment.score === String(wanted));
  return okCodeZero({
    pageNum: String(page),
    pageSize: String(size),
    total: String(all.length),
    list: all.slice((page - 1) * size, page * size),
  });
}

export const reviewEndpoints: readonly CjEndpoint[] = [
  { method: "GET", path: "/product/productComments", points: 0, needsToken: true, handle: productComments },
];
