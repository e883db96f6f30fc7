export type CountryDefaults = { readonly vatRateBps: number; readonly timezone: string };

/** Standard VAT rates as commonly published for 2025, a suggestion the merchant confirms in Settings; and the usual zone. */
const COUNTRIES = new Map<string, readonly [vatRateBps: number, timezone: string]>(
  Object.entries({
    AT: [2000, "Europe/Vienna"],
    AU: [1000, "Australia/Sydney"],
    BE: [2100, "Europe/Brussels"],
    BG: [2000, "Europe/Sofia"],
    CH: [810, "Europe/Zurich"],
    CI: [1800, "Africa/Abidjan"],
    CM: [1925, "Africa/Douala"],
    CY: [1900, "Asia/Nicosia"],
    CZ: [2100, "Europe/Prague"],
    DE: [1900, "Europe/Berlin"],
    DK: [2500, "Europe/Copenhagen"],
    EE: [2400, "Europe/Tallinn"],
    ES: [2100, "Europe/Madrid"],
    FI: [2550, "Europe/Helsinki"],
    FR: [2000, "Europe/Paris"],
    GB: [2000, "Europe/London"],
    GR: [2400, "Europe/Athens"],
    HR: [2500, "Europe/Zagreb"],
    HU: [2700, "Europe/Budapest"],
    IE: [2300, "Europe/Dublin"],
    IT: [2200, "Europe/Rome"],
    JP: [1000, "Asia/Tokyo"],
    LT: [2100, "Europe/Vilnius"],
    LU: [1700, "Europe/Luxembourg"],
    LV: [2100, "Europe/Riga"],
    MA: [2000, "Africa/Casablanca"],
    MT: [1800, "Europe/Malta"],
    NL: [2100, "Europe/Amsterdam"],
    NO: [2500, "Europe/Oslo"],
    NZ: [1500, "Pacific/Auckland"],
    PL: [2300, "Europe/Warsaw"],
    PT: [2300, "Europe/Lisbon"],
    RO: [2100, "Europe/Bucharest"],
    SE: [2500, "Europe/Stockholm"],
    SI: [2200, "Europe/Ljubljana"],
    SK: [2300, "Europe/Bratislava"],
    SN: [1800, "Africa/Dakar"],
    TN: [1900, "Africa/Tunis"],
  }),
);

/** What a new merchant starts with for a destination; elsewhere no VAT and UTC, to be set in Settings. */
export function countryDefaults(country: string): CountryDefaults {
  const [vatRateBps, timezone] = COUNTRIES.get(country) ?? [0, "UTC"];
  return { vatRateBps, timezone };
}
