// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { watchPageVariant } from "./page-variant.ts";

const VARIANTS = [
  { vid: "1000001", options: ["Black", "S"] },
  { vid: "1000002", options: ["Black", "XL"] },
  { vid: "1000003", options: ["Off-White", "S"] },
];
const PAGE = "https://cjdropshipping.com/product/jacket-p-2603021418275519600.html";

function shop(url = PAGE, pressed = "") {
  const option = (value: string) => `<button aria-pressed="${value === pressed}"><i></i><span>${value}</span></button>`;
  document.body.innerHTML = `<h1>Black</h1><div id="a">${["Black", "Off-White"].map(option).join("")}</div><div id="b">${["S", "XL"].map(option).join("")}</div><p>XL is large</p>`;
  const seen: string[] = [];
  const stop = new AbortController();
  const where = { document, url: new URL(url), hosts: [], pid: "2603021418275519600", signal: stop.signal };
  watchPageVariant(where, VARIANTS, (vid) => seen.push(vid));
  const press = (text: string) =>
    [...document.querySelectorAll("span, p, h1")]
      .find((element) => element.textContent === text)
      ?.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true }));
  return { seen, press, stop };
}

describe("the page's variant", () => {
  it("[EXT-01] starts with the one in the address", () => {
    expect(shop(`${PAGE}?vid=1000002`).seen).toEqual(["1000002"]);
    expect(shop(`${PAGE}?vid=999999999`).seen).toEqual([]);
  });

  it("starts with what is pressed when that says which one", () => {
    expect(shop(PAGE, "Off-White").seen).toEqual(["1000003"]);
    expect(shop(PAGE, "Black").seen).toEqual([]);
  });

  it("[EXT-01] follows each choice made on the page", () => {
    const { seen, press, stop } = shop(`${PAGE}?vid=1000001`);
    press("XL");
    press("Off-White");
    press("XL is large");
    expect(seen).toEqual(["1000001", "1000002", "1000003"]);
    stop.abort();
    press("Black");
    expect(seen).toHaveLength(3);
  });
});
