/**
 * What postal addresses of a country look like. No zod: a form's bundle may carry it. Masks: N is a digit, A a letter;
 * spaces and hyphens are for people and not compared. Common knowledge of each country's post, not of any vendor; a country that is
 * missing here takes what was typed.
 */
const POSTCODES: Readonly<Record<string, string>> = {
  AR: "NNNN|ANNNNAAA",
  AT: "NNNN",
  AU: "NNNN",
  BE: "NNNN",
  BG: "NNNN",
  BR: "NNNNN-NNN",
  CA: "ANA NAN",
  CH: "NNNN",
  CL: "NNNNNNN",
  CN: "NNNNNN",
  CO: "NNNNNN",
  CY: "NNNN",
  CZ: "NNN NN",
  DE: "NNNNN",
  DK: "NNNN",
  DZ: "NNNNN",
  EE: "NNNNN",
  EG: "NNNNN|NNNNNNN",
  ES: "NNNNN",
  FI: "NNNNN",
  FR: "NNNNN",
  GB: "AN NAA|ANN NAA|AAN NAA|AANN NAA|ANA NAA|AANA NAA",
  GR: "NNN NN",
  HR: "NNNNN",
  HU: "NNNN",
  ID: "NNNNN",
  IE: "ANN XXXX|ANA XXXX",
  IL: "NNNNN|NNNNNNN",
  IN: "NNNNNN",
  IT: "NNNNN",
  JP: "NNN-NNNN",
  KE: "NNNNN",
  KR: "NNNNN",
  LT: "NNNNN|AANNNNN",
  LU: "NNNN",
  LV: "NNNN|AANNNN",
  MA: "NNNNN",
  MT: "AAA NNNN",
  MX: "NNNNN",
  MY: "NNNNN",
  NG: "NNNNNN",
  NL: "NNNN AA",
  NO: "NNNN",
  NZ: "NNNN",
  PE: "NNNNN",
  PH: "NNNN",
  PL: "NN-NNN",
  PT: "NNNN-NNN",
  RO: "NNNNNN",
  RS: "NNNNN",
  SA: "NNNNN|NNNNN-NNNN",
  SE: "NNN NN",
  SG: "NNNNNN",
  SI: "NNNN",
  SK: "NNN NN",
  SN: "NNNNN",
  TH: "NNNNN",
  TN: "NNNN",
  TR: "NNNNN",
  TW: "NNN|NNNNN|NNNNNN",
  UA: "NNNNN",
  US: "NNNNN|NNNNN-NNNN",
  UY: "NNNNN",
  VN: "NNNNN|NNNNNN",
  ZA: "NNNN",
};

/** Countries where parcels are delivered without a postcode. */
const WITHOUT_POSTCODE = new Set(
  "AE AG AO AW BF BI BJ BO BS BW BZ CD CF CG CI CK CM DJ DM ER FJ GA GD GH GM GN GQ GY HK JM KI KM KN LC LY ML MO MR MW NR NU PA QA RW SB SC SL SR ST SY TD TG TK TL TO TT TV UG VU WS YE ZW".split(
    " ",
  ),
);

/** Countries whose addresses name a state or province. Elsewhere a carrier that asks for one is given the city. */
const WITH_PROVINCE = new Set("AE AR AU BR CA CL CN CO EC ES ID IN IT JP MX MY NG PE PH TH TR US UY VN".split(" "));

/** Countries whose customs release no parcel without the recipient's number, and what it looks like. */
const TAX_IDS: Readonly<Record<string, string>> = {
  // CPF of a person, CNPJ of a company.
  BR: "NNNNNNNNNNN|NNNNNNNNNNNNNN",
  // The personal customs code.
  KR: "ANNNNNNNNNNNN",
};

const plain = (text: string): string => text.replace(/[\s./-]/g, "").toUpperCase();
const KINDS: Readonly<Record<string, RegExp>> = { N: /\d/, A: /[A-Z]/, X: /[A-Z\d]/ };

function fits(text: string, masks: string): boolean {
  const given = plain(text);
  return masks.split("|").some((mask) => {
    const wanted = plain(mask);
    return wanted.length === given.length && [...wanted].every((kind, at) => KINDS[kind]?.test(given[at] ?? ""));
  });
}

/** The first of a mask's forms, filled: "NNNN AA" is "1234 AB". */
function example(masks: string): string {
  let digit = 0;
  let letter = 0;
  return (masks.split("|")[0] ?? "").replace(/[NAX]/g, (kind) =>
    kind === "A" ? String.fromCharCode(65 + (letter++ % 26)) : String(++digit % 10),
  );
}

/** Whether a postcode is needed there, and what one looks like; undefined when we do not know its form. */
export const postcodeRule = (country: string) => ruleOf(POSTCODES[country], !WITHOUT_POSTCODE.has(country));

export const taxIdRule = (country: string) => ruleOf(TAX_IDS[country], TAX_IDS[country] !== undefined);

const ruleOf = (masks: string | undefined, needed: boolean) => ({
  needed,
  example: masks === undefined ? undefined : example(masks),
  fits: (text: string): boolean => masks === undefined || fits(text, masks),
});

export const namesProvince = (country: string): boolean => WITH_PROVINCE.has(country);
