import { CHAT_LANGUAGES } from "@nexusone/contracts/whatsapp-terms";
import { normaliseWords } from "@nexusone/whatsapp/rules";
import { getCountries } from "libphonenumber-js/min";

const ALSO: Readonly<Record<string, string>> = {
  ...{ uk: "GB", england: "GB", "great britain": "GB", angleterre: "GB", inglaterra: "GB" },
  ...{ usa: "US", america: "US", "etats unis": "US", eeuu: "US", eua: "US" },
  ...{ holland: "NL", hollande: "NL", holanda: "NL", emirates: "AE", uae: "AE" },
};
let names: Map<string, string> | undefined;

/** ISO 3166 of a country that somebody named: by its name in one of our languages, or by its two letters. Pure. */
export function readCountry(text: string): string | undefined {
  const words = normaliseWords(text);
  if (words === "" || words.length > 60) return undefined;
  names ??= new Map([
    ...getCountries().map((code) => [code.toLowerCase(), code] as const),
    ...CHAT_LANGUAGES.flatMap((language) => {
      const of = new Intl.DisplayNames([language], { type: "region" });
      return getCountries().map((code) => [normaliseWords(of.of(code) ?? code), code] as const);
    }),
    ...Object.entries(ALSO),
  ]);
  return names.get(words);
}
