import { colors, type ColorName } from "../catalogue/colors.ts";
import type { CatalogueProduct } from "../catalogue/product.ts";
import { createRandom, type Random } from "../random.ts";
import { mix, type Paint } from "./paint.ts";
import { shapes } from "./shapes.ts";

const BACKDROPS = [
  ["#f3efe8", "#e2dacd"],
  ["#eaf0f4", "#d3dfe8"],
  ["#f6ecec", "#ead7d6"],
  ["#edf2ea", "#d9e4d3"],
  ["#f1eef6", "#dfd8ec"],
  ["#f7f1e2", "#ecdfbe"],
  ["#f4f4f2", "#e0e0dc"],
  ["#e9f2f1", "#cfe3e0"],
] as const;

/** An 800 x 800 SVG of one picture: the product's shape in its colour on a soft backdrop, composed by slot. */
export function drawScene(seed: string, product: CatalogueProduct, slot: string): string {
  const random = createRandom(`${seed}:picture:${product.index}`);
  const backdrop =
    BACKDROPS[(random.int(0, 7) + (slot.startsWith("c") ? 0 : Number(slot))) % BACKDROPS.length] ?? BACKDROPS[0];
  const own = [...new Set(product.variants.flatMap((variant) => variant.color ?? []))];
  const palette: ColorName[] = own.length > 0 ? own : [random.pick(NATURAL)];
  const accent = colors[random.pick(ACCENTS)];
  const decoration = decorate(random, backdrop[1]);
  const draw = (color: ColorName): string => shapes[product.leaf.shape](paintOf(color, accent));
  const first = palette[0] ?? "Beige";
  const color = slot.startsWith("c") ? (palette[Number(slot.slice(1))] ?? first) : first;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="800" viewBox="0 0 800 800">`,
    `<defs><radialGradient id="b" cx=".42" cy=".34" r=".85"><stop offset="0" stop-color="${backdrop[0]}"/><stop offset="1" stop-color="${backdrop[1]}"/></radialGradient>`,
    `<radialGradient id="s"><stop offset="0" stop-color="#000" stop-opacity=".26"/><stop offset="1" stop-color="#000" stop-opacity="0"/></radialGradient></defs>`,
    `<rect width="800" height="800" fill="url(#b)"/>`,
    slot === "0" || slot.startsWith("c") ? decoration : "",
    compose(slot, draw, color, palette),
    `</svg>`,
  ].join("");
}

const NATURAL: readonly ColorName[] = [
  "Beige",
  "Light-Gray",
  "Brown",
  "Sky Blue",
  "Mint-Green",
  "Off-White",
  "Khaki",
  "Rose-Pink",
  "Orange",
  "Silver",
];
const ACCENTS: readonly ColorName[] = [
  "Orange",
  "Gold",
  "Sky Blue",
  "Red",
  "Mint-Green",
  "Rose-Pink",
  "Yellow",
  "Navy Blue",
];

function paintOf(color: ColorName, accent: string): Paint {
  const main = colors[color];
  return {
    main,
    dark: mix(main, "#1c1e26", 0.24),
    deep: mix(main, "#14161c", 0.46),
    light: mix(main, "#ffffff", 0.38),
    accent,
  };
}

/** Places the 400 x 400 drawing: one large, close up, a pair, all colours in a row, or tilted. */
function compose(slot: string, draw: (color: ColorName) => string, color: ColorName, palette: ColorName[]): string {
  const place = (drawing: string, x: number, y: number, scale: number, turn = 0): string =>
    `<ellipse cx="${x}" cy="${y + 172 * scale}" rx="${170 * scale}" ry="${26 * scale}" fill="url(#s)"/>` +
    `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${scale}) translate(-200 -200)">${drawing}</g>`;
  switch (slot) {
    case "1":
      return place(draw(color), 430, 470, 2.15, -6);
    case "2":
      return place(draw(palette[1] ?? color), 520, 370, 1.1, 5) + place(draw(color), 300, 440, 1.25, -4);
    case "3": {
      const row = Array.from({ length: 3 }, (_, at) => palette[at % palette.length] ?? color);
      return row.map((one, at) => place(draw(one), 165 + at * 235, 400, 0.68)).join("");
    }
    case "4":
      return place(draw(color), 400, 410, 1.5, 14);
    default:
      return place(draw(color), 400, 410, 1.55);
  }
}

/** Something quiet behind the main picture: an arch, a disc, a table edge or nothing. */
function decorate(random: Random, tone: string): string {
  const fill = mix(tone, "#ffffff", 0.35);
  return (
    [
      `<path d="M190 720V400a210 210 0 0 1 420 0V720Z" fill="${fill}" opacity=".8"/>`,
      `<circle cx="400" cy="380" r="265" fill="${fill}" opacity=".75"/>`,
      `<rect y="600" width="800" height="200" fill="${mix(tone, "#000000", 0.05)}" opacity=".6"/>`,
      `<circle cx="600" cy="230" r="120" fill="${fill}" opacity=".8"/><rect y="640" width="800" height="160" fill="${fill}" opacity=".5"/>`,
      "",
    ][random.int(0, 4)] ?? ""
  );
}
