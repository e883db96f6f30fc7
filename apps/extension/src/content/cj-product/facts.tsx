import type { CardVariant } from "../../views.ts";
import type { Words } from "../words.ts";

/** Cost, freight with carrier and days, stock by warehouse. Unknown is said, never shown as nothing. */
export function Facts({ variant: { says }, words }: { variant: CardVariant; words: Words }) {
  return (
    <dl class="facts">
      <dt>{words.parts.cost}</dt>
      <dd>{says.cost}</dd>
      <dt>{words.parts.freight}</dt>
      <dd>
        {says.freight} <small>{says.carrier}</small>
      </dd>
      <dt>{words.stock}</dt>
      <dd>
        {says.stock?.map(({ country, total, atCj }) => (
          <span class="stock" key={country}>
            {country} {total} <small>{atCj}</small>
          </span>
        )) ?? words.stockUnknown}
      </dd>
    </dl>
  );
}
