import { hash32, hexDigits } from "../random.ts";

/** Largest catalogue the ids can carry: the index travels inside 24 bits. */
export const MAX_CATALOGUE_SIZE = 2 ** 24;

const FIRST_CREATED_AT = Date.UTC(2024, 5, 1);
const PRODUCT_SLOT = 0xff;

/**
 * Ids of the catalogue, in both of CJ's forms: 19 digits (a yyMMddHHmmss stamp, five digits, then `00` for a product
 * and the variant's number otherwise) and upper-case UUID for about one product in six. Both carry the shuffled index
 * and a checksum, so an id is read back without any table and a made-up id is refused.
 */
export interface CatalogueIds {
  pid(index: number): string;
  vid(index: number, variant: number): string;
  indexOfPid(pid: string): number | undefined;
  fromVid(vid: string): { index: number; variant: number } | undefined;
  /** The shuffled index, 0 to 2^24 - 1: the number inside SKUs. */
  serial(index: number): number;
  indexOfSerial(serial: number): number | undefined;
  /** Unix milliseconds, the stamp inside a 19-digit id. */
  createdAt(index: number): number;
  isUuid(index: number): boolean;
}

export function createIds(seed: string, size: number): CatalogueIds {
  const keys = [0, 1, 2, 3].map((round) => hash32(`${seed}:round:${round}`));
  const scramble = (half: number, key: number): number => Math.imul((half + 1) ^ key, 0x9e3779b1) >>> 20;

  function serial(index: number): number {
    let left = index >>> 12;
    let right = index & 0xfff;
    for (const key of keys) [left, right] = [right, left ^ scramble(right, key)];
    return (left << 12) | right;
  }

  function indexOfSerial(value: number): number | undefined {
    let left = value >>> 12;
    let right = value & 0xfff;
    for (const key of keys.toReversed()) [left, right] = [right ^ scramble(left, key), left];
    const index = (left << 12) | right;
    return index >= 0 && index < size ? index : undefined;
  }

  const isUuid = (index: number): boolean => hash32(`${seed}:uuid:${index}`) % 6 === 0;
  const createdAt = (index: number): number =>
    FIRST_CREATED_AT + (serial(index) * 3 + (hash32(`${seed}:jitter:${index}`) % 3)) * 1000;

  function digits(index: number, slot: number): string {
    const stamp = new Date(createdAt(index)).toISOString().replace(/\D/g, "").slice(2, 14);
    const check = hash32(`${seed}:digits:${index}:${slot}`) % 100_000;
    return `${stamp}${String(check).padStart(5, "0")}${String(slot === PRODUCT_SLOT ? 0 : slot + 1).padStart(2, "0")}`;
  }

  function uuid(index: number, slot: number): string {
    const value = serial(index);
    const hex = hexDigits(`${seed}:uuid:${value}:${slot}`, 24);
    const tail = (slot ^ (value & 0xff)).toString(16).padStart(2, "0") + value.toString(16).padStart(6, "0");
    const variantDigit = "89ab"[value & 3];
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(12, 15)}`,
      `${variantDigit}${hex.slice(15, 18)}`,
      hex.slice(18, 22) + tail,
    ]
      .join("-")
      .toUpperCase();
  }

  const write = (index: number, slot: number): string => (isUuid(index) ? uuid(index, slot) : digits(index, slot));

  function read(id: string): { index: number; slot: number } | undefined {
    const found = /^\d{19}$/.test(id) ? readDigits(id) : /^[0-9A-F-]{36}$/.test(id) ? readUuid(id) : undefined;
    return found && write(found.index, found.slot) === id ? found : undefined;
  }

  function readDigits(id: string): { index: number; slot: number } | undefined {
    const [year, month, day, hour, minute, second] = [0, 2, 4, 6, 8, 10].map((at) => Number(id.slice(at, at + 2)));
    const at = Date.UTC(2000 + (year ?? 0), (month ?? 1) - 1, day, hour, minute, second);
    const value = Math.floor((at - FIRST_CREATED_AT) / 3000);
    if (value < 0 || value >= MAX_CATALOGUE_SIZE) return undefined;
    const index = indexOfSerial(value);
    const last = Number(id.slice(17));
    return index === undefined ? undefined : { index, slot: last === 0 ? PRODUCT_SLOT : last - 1 };
  }

  function readUuid(id: string): { index: number; slot: number } | undefined {
    const value = Number.parseInt(id.slice(30), 16);
    const index = Number.isNaN(value) ? undefined : indexOfSerial(value);
    const slot = Number.parseInt(id.slice(28, 30), 16) ^ (value & 0xff);
    return index === undefined || Number.isNaN(slot) ? undefined : { index, slot };
  }

  return {
    pid: (index) => write(index, PRODUCT_SLOT),
    vid: (index, variant) => write(index, variant),
    indexOfPid: (pid) => {
      const found = read(pid);
      return found?.slot === PRODUCT_SLOT ? found.index : undefined;
    },
    fromVid: (vid) => {
      const found = read(vid);
      return found && found.slot !== PRODUCT_SLOT ? { index: found.index, variant: found.slot } : undefined;
    },
    serial,
    indexOfSerial,
    createdAt,
    isUuid,
  };
}
