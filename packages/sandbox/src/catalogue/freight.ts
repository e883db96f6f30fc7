import { hash32 } from "../random.ts";
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

const EU = [
  "AT",
  "BE",
  "BG",
  "CY",
  "CZ",
  "DE",
  "DK",
  "EE",
  "ES",
  "FI",
  "FR",
  "GR",
  "HR",
  "HU",
  "IE",
  "IT",
  "LT",
  "LU",
  "LV",
  "MT",
  "NL",
  "PL",
  "PT",
  "RO",
  "SE",
  "SI",
  "SK",
];
const ALL: readonly ProductProperty[] = ["COMMON", "BATTERY", "SENSITIVE", "LIQUID"];

/** Cost against the cheapest zone. Countries absent here exist for CJ too, but nothing ships to them. */
const ZONES: Record<string, number> = {
  US: 1,
  GB: 1.02,
  CA: 1.16,
  AU: 1.1,
  NZ: 1.22,
  JP: 0.85,
  KR: 0.8,
  SG: 0.78,
  MY: 0.8,
  TH: 0.82,
  PH: 0.95,
  ID: 0.98,
  IN: 1.05,
  HK: 0.6,
  TW: 0.7,
  CH: 1.25,
  NO: 1.28,
  IS: 1.5,
  TR: 1.2,
  IL: 1.18,
  AE: 1.12,
  SA: 1.15,
  QA: 1.2,
  ZA: 1.45,
  MA: 1.4,
  TN: 1.45,
  DZ: 1.5,
  EG: 1.42,
  SN: 1.6,
  CI: 1.6,
  CM: 1.65,
  NG: 1.55,
  KE: 1.5,
  GH: 1.55,
  BR: 1.5,
  MX: 1.2,
  CL: 1.35,
  CO: 1.38,
  AR: 1.6,
  PE: 1.4,
  UA: 1.2,
  RS: 1.2,
  CN: 0.3,
  ...Object.fromEntries(EU.map((code, at) => [code, 1.04 + (at % 5) * 0.05])),
  FR: 1.03,
  DE: 1,
  ES: 1.06,
  IT: 1.07,
};
const UNSERVED = [
  "AQ",
  "KP",
  "SY",
  "CU",
  "SO",
  "YE",
  "AF",
  "VA",
  "SM",
  "LI",
  "MC",
  "AD",
  "BD",
  "PK",
  "LK",
  "NP",
  "VN",
  "KZ",
  "GE",
  "AM",
  "AZ",
  "BY",
  "RU",
  "IR",
  "IQ",
  "JO",
  "KW",
  "OM",
  "BH",
  "LB",
  "ET",
  "UG",
  "TZ",
  "ZM",
  "MG",
  "MU",
  "RE",
  "GP",
  "MQ",
  "BJ",
  "BF",
  "ML",
  "NE",
  "TG",
  "GA",
  "CG",
  "CD",
  "EC",
  "UY",
  "PY",
  "BO",
  "VE",
  "CR",
  "PA",
  "DO",
  "GT",
  "AL",
  "BA",
  "MK",
  "ME",
  "MD",
];

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

export const isKnownCountry = (code: string): boolean => code in ZONES || UNSERVED.includes(code);

/** Same basket, origin and destination: same answer. Empty means that nothing goes there. */
export function quoteFreight(origin: string, destination: string, items: readonly FreightItem[]): FreightLine[] {
  const zone = ZONES[destination];
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
