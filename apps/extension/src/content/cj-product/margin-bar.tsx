import type { Locale } from "@nexusone/contracts/locale";
import type { Margin } from "@nexusone/contracts/margin";
import { formatMoney, formatPercent } from "@nexusone/contracts/money";
import type { CardVariant } from "../../views.ts";
import type { Words } from "../words.ts";

type Props = {
  margin: Margin | undefined;
  variant: CardVariant;
  words: Words;
  locale: Locale;
  under: boolean;
  dutyKnown: boolean;
};

const PARTS = ["cost", "freight", "duty", "tax", "fees", "commission"] as const;

/** The price as one bar cut into where it goes, profit in bold with its percent; the arithmetic and its age on demand. */
export function MarginBar({ margin, variant, words, locale, under, dutyKnown }: Props) {
  if (!margin)
    return (
      <div class="margin">
        <p class="profit none">{variant.says.cost}</p>
        <p class="note">{words.noQuote}</p>
      </div>
    );
  const { profitMinor, priceMinor, percentOfPriceBps, percentOfNetBps, currency, parts } = margin;
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const about = variant.banded ? "~" : "";
  const whole = Math.max(priceMinor, priceMinor - profitMinor, 1);
  const width = (minor: number) => ({ width: `${(100 * minor) / whole}%` });
  const shown = PARTS.filter((part) => parts[part] > 0 || (part === "duty" && !dutyKnown));
  return (
    <div class={under ? "margin bad" : "margin"}>
      <p class="profit">
        <strong>
          {about}
          {money(profitMinor)}
        </strong>
        <span>
          {profitMinor < 0 ? words.loss : words.profit} · {formatPercent(percentOfPriceBps, locale)} {words.ofPrice}
        </span>
      </p>
      <div class="bar" aria-hidden="true">
        {PARTS.map((part) => parts[part] > 0 && <i key={part} class={part} style={width(parts[part])} />)}
        {profitMinor > 0 && <i class="earned" style={width(profitMinor)} />}
      </div>
      <details>
        <summary>{words.howItAddsUp}</summary>
        <dl>
          <dt>{words.price}</dt>
          <dd>{money(priceMinor)}</dd>
          {shown.map((part) => (
            <>
              <dt>
                <i class={part} />
                {words.parts[part]}
              </dt>
              <dd>{part === "duty" && !dutyKnown ? words.notIncluded : `− ${money(parts[part])}`}</dd>
            </>
          ))}
          <dt class="total">
            <i class="earned" />
            {profitMinor < 0 ? words.loss : words.profit}
          </dt>
          <dd class="total">{money(profitMinor)}</dd>
        </dl>
        <p class="note">
          {words.margin}: {formatPercent(percentOfNetBps, locale)}
          {variant.says.quote && ` · ${variant.says.quote}`}
        </p>
      </details>
    </div>
  );
}
