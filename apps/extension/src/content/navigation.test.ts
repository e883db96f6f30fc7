import { describe, expect, it } from "vitest";
import { watchPages } from "./navigation.ts";

function site(start: string) {
  const place = { href: start };
  const navigations = new EventTarget();
  const visits: { href: string; signal: AbortSignal }[] = [];
  watchPages(
    place,
    navigations,
    (url) => /-p-(\d+)/.exec(url.pathname)?.[1],
    (url, signal) => visits.push({ href: url.href, signal }),
  );
  const go = (href: string) => {
    place.href = href;
    navigations.dispatchEvent(new Event("currententrychange"));
  };
  return { visits, go };
}

describe("moving inside the shop", () => {
  it("[EXT-01] leaves A when B is shown, and visits B", () => {
    const { visits, go } = site("https://cj.test/a-p-1.html");
    go("https://cj.test/b-p-2.html");
    expect(visits.map(({ href }) => href)).toEqual(["https://cj.test/a-p-1.html", "https://cj.test/b-p-2.html"]);
    expect(visits.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });

  it("stays when only the variant changes", () => {
    const { visits, go } = site("https://cj.test/a-p-1.html");
    go("https://cj.test/a-p-1.html?vid=7");
    go("https://cj.test/another-slug-p-1.html#x");
    expect(visits).toHaveLength(1);
    expect(visits[0]?.signal.aborted).toBe(false);
  });

  it("is gone from pages without a product and back when one is shown again", () => {
    const { visits, go } = site("https://cj.test/a-p-1.html");
    go("https://cj.test/search");
    expect(visits[0]?.signal.aborted).toBe(true);
    go("https://cj.test/a-p-1.html");
    expect(visits).toHaveLength(2);
    expect(visits[1]?.signal.aborted).toBe(false);
  });
});
