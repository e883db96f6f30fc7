/** Every IANA zone of a country (ISO 3166): wide ones have several. None where it is not known. */
export function zonesOfCountry(country: string | null): readonly string[] {
  if (country === null || !/^[A-Z]{2}$/.test(country)) return [];
  // In the standard since ES2025, not yet in the compiler's library.
  const region = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones: () => string[] | undefined };
  return region.getTimeZones() ?? [];
}
