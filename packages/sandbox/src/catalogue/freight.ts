import { hash32 } from "../random.ts";
import { EU, zoneFactors } from "./freight-zones.ts";
import type { ProductProperty } from "./taxonomy.ts";

/** One way to ship a basket. Money in US cents; `placeholder` is CJ's line with price 0 that is not free shipping. */
export interface FreightLine {
  carrier: string;
  aging: string;
  priceCents: number;
  taxesCents: number;
  clearanceCents: number;
  placeholder: boolean;
}

export interface FreightItem {
  vid: string;
  quantity: number;
  grams: number;
  volumeMm3: number;
  property: ProductProperty;
  /** Whether the origin stocks the variant. */
  available: boolean;
}

interface Carrier {
  name: string;
  from: readonly string[];
  /** Zones or countries it reaches; `*` is everywhere. */
  to: readonly string[];
  takes: readonly ProductProperty[];
  days: readonly [number, number];
  baseCents: number;
  perKgCents: number;
  maxGrams: number;
}

const ALL: readonly ProductProperty[] = ["COMMON", "BATTERY", "SENSITIVE", "LIQUID"];

const carriers: readonly Carrier[] = [
  {
    name: "CJPacket Ordinary",
    from: ["CN"],
    to: ["*"],
    takes: ["COMMON"],
    days: [7, 15],
    baseCents: 235,
    perKgCents: 1080,
    maxGrams: 20_000,
  },
  {
    name: "CJPacket Sensitive",
    from: ["CN"],
    to: ["*"],
    takes: ["COMMON", "BATTERY", "SENSITIVE"],
    days: [8, 16],
    baseCents: 290,
    perKgCents: 1260,
    maxGrams: 15_000,
  },
  {
    name: "CJPacket Liquid Line",
    from: ["CN"],
    to: ["US", "GB", "FR", "DE", "ES", "IT", "NL", "BE", "CA", "AU"],
    takes: ["LIQUID"],
    days: [12, 25],
    baseCents: 780,
    perKgCents: 2450,
    maxGrams: 2000,
  },
  {
    name: "YunExpress Ordinary",
    from: ["CN"],
    to: ["US", "EU", "GB", "CA", "AU", "CH", "NO"],
    takes: ["COMMON", "SENSITIVE"],
    days: [6, 12],
    baseCents: 330,
    perKgCents: 1310,
    maxGrams: 20_000,
  },
  {
    name: "PostNL",
    from: ["CN"],
    to: ["EU", "GB", "CH", "NO", "MA", "TN"],
    takes: ["COMMON", "BATTERY"],
    days: [12, 25],
    baseCents: 190,
    perKgCents: 1010,
    maxGrams: 2000,
  },
  {
    name: "DHL Official",
    from: ["CN"],
    to: ["*"],
    takes: ["COMMON"],
    days: [3, 7],
    baseCents: 1890,
    perKgCents: 1680,
    maxGrams: 30_000,
  },
  {
    name: "USPS+",
    from: ["US"],
    to: ["US"],
    takes: ALL,
    days: [2, 5],
    baseCents: 395,
    perKgCents: 310,
    maxGrams: 20_000,
  },
  {
    name: "UPS Ground",
    from: ["US"],
    to: ["US", "CA"],
    takes: ["COMMON", "BATTERY", "SENSITIVE"],
    days: [2, 4],
    baseCents: 890,
    perKgCents: 240,
    maxGrams: 30_000,
  },
  {
    name: "DPD EU",
    from: ["DE"],
    to: ["EU"],
    takes: ALL,
    days: [2, 5],
    baseCents: 430,
    perKgCents: 260,
    maxGrams: 30_000,
  },
  {
    name: "GLS Parcel",
    from: ["DE"],
    to: ["EU", "CH"],
    takes: ["COMMON", "SENSITIVE"],
    days: [3, 6],
    baseCents: 410,
    perKgCents: 280,
    maxGrams: 30_000,
  },
  {
    name: "Royal Mail Tracked 48",
    from: ["GB"],
    to: ["GB"],
    takes: ["COMMON", "BATTERY", "SENSITIVE"],
    days: [2, 4],
    baseCents: 375,
    perKgCents: 250,
    maxGrams: 20_000,
  },
];

/** Same basket, origin and destination: same answer. Empty means that nothing goes there. */
export function quoteFreight(origin: string, destination: string, items: readonly FreightItem[]): FreightLine[] {
  const zone = zoneFactors.get(destination);
  if (zone === undefined || items.some((item) => !item.available)) return [];
  const grams = items.reduce((sum, item) => sum + Math.max(item.grams, item.volumeMm3 / 8000) * item.quantity, 0);
  const basket = items
    .map((item) => `${item.vid}*${item.quantity}`)
    .toSorted()
    .join(",");
  return carriers
    .filter((carrier) => carrier.from.includes(origin) && reaches(carrier, destination, origin))
    .filter((carrier) => grams <= carrier.maxGrams && items.every((item) => carrier.takes.includes(item.property)))
    .map((carrier) =>
      quoteCarrier(carrier, destination, zone, grams, hash32(`${carrier.name}:${origin}:${destination}:${basket}`)),
    );
}

function reaches(carrier: Carrier, destination: string, origin: string): boolean {
  if (carrier.to.includes("*")) return destination !== origin;
  return carrier.to.includes(destination) || (carrier.to.includes("EU") && EU.includes(destination));
}

function quoteCarrier(carrier: Carrier, destination: string, zone: number, grams: number, hash: number): FreightLine {
  const isDomestic = carrier.from.includes(destination);
  const jitter = 0.97 + (hash % 61) / 1000;
  // Billed in steps of 50 g, as parcel lines are.
  const billedKg = Math.ceil(grams / 50) * 0.05;
  const priceCents = Math.round((carrier.baseCents + carrier.perKgCents * billedKg) * (isDomestic ? 1 : zone) * jitter);
  const taxed = !isDomestic && (destination === "US" || EU.includes(destination)) && hash % 4 === 0;
  const [from, to] = carrier.days;
  return {
    carrier: carrier.name,
    aging: hash % 11 === 0 ? String(to) : `${from}-${to}`,
    priceCents,
    taxesCents: taxed ? Math.round(priceCents * 0.12) : 0,
    clearanceCents: taxed ? 35 : 0,
    placeholder: carrier.name === "CJPacket Sensitive" && hash % 9 === 0 && !isDomestic,
  };
}
