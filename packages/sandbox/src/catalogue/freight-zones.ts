/** Two-letter codes as CJ writes them. */
const list = (codes: string): readonly string[] => codes.split(" ");

export const EU = list("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK");

const FACTORS: ReadonlyArray<readonly [factor: number, codes: string]> = [
  [0.3, "CN"],
  [0.65, "HK TW"],
  [0.82, "JP KR SG MY TH"],
  [1, "US DE"],
  [1.03, "GB FR BE NL LU"],
  [1.08, "ES IT AT PL CZ IE IN ID PH"],
  [1.13, "AU CA IL AE SA DK SE FI PT SI SK HU"],
  [1.2, "NZ MX TR UA RS QA BG CY EE GR HR LT LV MT RO"],
  [1.28, "CH NO"],
  [1.4, "MA TN DZ EG ZA CL CO PE"],
  [1.55, "IS BR AR SN CI CM NG KE GH"],
];

/** What a parcel costs there against the cheapest zone. */
export const zoneFactors: ReadonlyMap<string, number> = new Map(
  FACTORS.flatMap(([factor, codes]) => list(codes).map((code) => [code, factor] as const)),
);

/** Countries CJ knows the code of, but no carrier here goes to. */
const UNSERVED = list(
  "AQ KP SY CU SO YE AF VA SM LI MC AD BD PK LK NP VN KZ GE AM AZ BY RU IR IQ JO KW OM BH LB ET UG TZ ZM MG MU RE GP MQ BJ BF ML NE TG GA CG CD EC UY PY BO VE CR PA DO GT AL BA MK ME MD",
);

export const isKnownCountry = (code: string): boolean => zoneFactors.has(code) || UNSERVED.includes(code);
