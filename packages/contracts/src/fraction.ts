/**
 * Exact rational numbers over BigInt: money arithmetic multiplies and divides by rates, and only the last step may round.
 * No zod and no dependencies: the extension's content script carries this file.
 */
export type Fraction = { readonly n: bigint; readonly d: bigint };

export const ZERO: Fraction = { n: 0n, d: 1n };
export const ONE: Fraction = { n: 1n, d: 1n };

/** An integer, or decimal text such as "12.40" or "-0.005". Throws RangeError on anything else. */
export function fraction(value: bigint | number | string): Fraction {
  if (typeof value === "bigint") return { n: value, d: 1n };
  const text = typeof value === "number" ? integerText(value) : value.trim();
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match || text.length > 60) throw new RangeError(`not a decimal number: ${text.slice(0, 40)}`);
  const decimals = match[3] ?? "";
  const n = BigInt(`${match[2]}${decimals}`);
  return { n: match[1] ? -n : n, d: 10n ** BigInt(decimals.length) };
}

function integerText(value: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a safe integer: ${value}; pass decimals as text`);
  return String(value);
}

/** Basis points as a fraction: 3582 is 35.82 %. */
export const bps = (value: number): Fraction => ({ n: BigInt(value), d: 10_000n });

export const add = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });
export const sub = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.d - b.n * a.d, d: a.d * b.d });
export const mul = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.n, d: a.d * b.d });

export function div(a: Fraction, b: Fraction): Fraction {
  if (b.n === 0n) throw new RangeError("division by zero");
  const sign = b.n < 0n ? -1n : 1n;
  return { n: a.n * b.d * sign, d: a.d * b.n * sign };
}

export function compare(a: Fraction, b: Fraction): -1 | 0 | 1 {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
}

const floorDiv = (n: bigint, d: bigint): bigint => (n >= 0n || n % d === 0n ? n / d : n / d - 1n);

export const floor = (a: Fraction): number => Number(floorDiv(a.n, a.d));
export const ceil = (a: Fraction): number => -floor({ n: -a.n, d: a.d });

/** Half away from zero, as merchants and their accountants round. */
export function round(a: Fraction): number {
  const half = { n: a.n < 0n ? -1n : 1n, d: 2n };
  const moved = add(a, half);
  return a.n < 0n ? ceil(moved) : floor(moved);
}
