import type { CurrencyCode } from "@nexusone/contracts/currencies";

/**
 * Units of each currency for one US dollar: rounded, near the date, from no live source. A starting point that screens show with its
 * date until the merchant enters a rate; never presented as today's.
 */
export const REFERENCE_RATES_AS_OF = "2025-12-31";
export const REFERENCE_RATES: Record<CurrencyCode, string> = {
  AED: "3.6725",
  AUD: "1.499",
  BRL: "5.48",
  CAD: "1.372",
  CHF: "0.793",
  CZK: "20.6",
  DKK: "6.36",
  EUR: "0.851",
  GBP: "0.743",
  GHS: "10.9",
  HKD: "7.78",
  HUF: "327",
  ILS: "3.19",
  INR: "89.9",
  JPY: "156.6",
  KES: "129",
  KWD: "0.307",
  MAD: "9.12",
  MXN: "18",
  NGN: "1445",
  NOK: "10.08",
  NZD: "1.737",
  PLN: "3.6",
  RON: "4.34",
  SAR: "3.75",
  SEK: "9.21",
  SGD: "1.286",
  TND: "2.91",
  TRY: "42.9",
  USD: "1",
  XAF: "558.2",
  XOF: "558.2",
  ZAR: "16.57",
};
