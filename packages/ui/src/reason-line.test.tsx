import { explain, REASONS, type ReasonCode } from "@nexusone/contracts/reasons";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ReasonLine } from "./reason-line.tsx";

const CODES = Object.keys(REASONS) as ReasonCode[];
const text = (html: string): string =>
  html
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&#x27;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");

describe("the reason line", () => {
  it.each(CODES)("[UIX-06] says the sentence and the remedy of %s", (code) => {
    const said = explain(code, "fr", { productId: "p" });
    const html = renderToStaticMarkup(
      <ReasonLine said={said} remedy={<button type="button">{said.remedy.label}</button>} />,
    );
    expect(text(html)).toContain(said.sentence);
    expect(text(html)).toContain(said.remedy.label);
    expect(html).toContain(`data-reason="${code}"`);
    expect(html).toContain('role="alert"');
  });

  it("[UIX-06] carries an icon beside the words, never colour alone, and leads to the why", () => {
    const html = renderToStaticMarkup(
      <ReasonLine said={explain("cj.unavailable", "en")} why={<a href="#why">Why</a>} bare />,
    );
    expect(html).toContain("<svg");
    expect(html).toContain('href="#why"');
    expect(html).not.toContain('role="alert"');
  });
});
