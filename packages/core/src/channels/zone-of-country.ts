/** The IANA zone of a country (ISO 3166) whose clocks all show the same; undefined where there are several, or none is known. */
export function zoneOfCountry(country: string): string | undefined {
  if (!/^[A-Z]{2}$/.test(country)) return undefined;
  // In the standard since ES2025, not yet in the compiler's library.
  const region = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones: () => string[] | undefined };
  const [zone, ...others] = region.getTimeZones() ?? [];
  return others.length === 0 ? zone : undefined;
}
