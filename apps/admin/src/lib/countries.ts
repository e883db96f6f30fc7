/** Countries CJ ships to, by ISO code. Their names come from the browser in the reader's language. */
const CODES =
  "AE AL AM AR AT AU AZ BA BD BE BG BH BR BY CA CH CL CM CN CO CR CY CZ DE DK DO DZ EC EE EG ES FI FR GA GB GE GH GR GT HK HR HU ID IE IL IN IS IT JO JP KE KH KR KW KZ LB LK LT LU LV MA MD ME MK MT MU MX MY NG NL NO NP NZ OM PA PE PH PK PL PT QA RO RS RU RW SA SE SG SI SK SN TH TN TR TW TZ UA UG US UY UZ VN ZA";

export function countryOptions(locale: string): readonly { readonly code: string; readonly name: string }[] {
  const names = new Intl.DisplayNames(locale, { type: "region" });
  return CODES.split(" ")
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => a.name.localeCompare(b.name, locale));
}

export const countryName = (code: string, locale: string): string =>
  new Intl.DisplayNames(locale, { type: "region" }).of(code) ?? code;

export const currencyName = (code: string, locale: string): string =>
  new Intl.DisplayNames(locale, { type: "currency" }).of(code) ?? code;
