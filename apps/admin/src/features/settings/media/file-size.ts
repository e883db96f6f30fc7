const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A size in the unit that reads best: 312 kB, 4.2 MB. Units of 1,024, as limits are counted. */
export function fileSize(bytes: number, locale: string): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** step;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: UNITS[step] ?? "byte",
    unitDisplay: "short",
    maximumFractionDigits: step < 2 || value >= 100 ? 0 : 1,
  }).format(value);
}
