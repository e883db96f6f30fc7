import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findSpot, type Box } from "./dock.ts";

const CARD = { width: 320, height: 470 };
const PRICE: Box = { left: 740, top: 320, right: 860, bottom: 360 };

describe("where the card stands", () => {
  it("stands beside the price when there is room", () => {
    expect(findSpot({ width: 1440, height: 900 }, PRICE, CARD, [PRICE])).toMatchObject({
      left: 872,
      top: 320,
      clear: true,
    });
  });

  it("makes way for a button of the page", () => {
    const button: Box = { left: 900, top: 400, right: 1000, bottom: 440 };
    const spot = findSpot({ width: 1440, height: 900 }, PRICE, CARD, [PRICE, button]);
    expect(spot.clear).toBe(true);
    expect(spot.left).toBeGreaterThanOrEqual(1004);
  });

  it("says so when there is no free spot", () => {
    expect(
      findSpot({ width: 390, height: 844 }, undefined, CARD, [{ left: 0, top: 0, right: 390, bottom: 844 }]).clear,
    ).toBe(false);
    expect(findSpot({ width: 300, height: 200 }, undefined, CARD, []).clear).toBe(false);
  });

  it("never covers a control of the page where it says it is clear, and never leaves the window", () => {
    const edge = fc.integer({ min: 0, max: 1400 });
    const box = fc.record({
      left: edge,
      top: edge,
      w: fc.integer({ min: 1, max: 400 }),
      h: fc.integer({ min: 1, max: 80 }),
    });
    fc.assert(
      fc.property(fc.array(box, { maxLength: 40 }), (boxes) => {
        const taken = boxes.map(({ left, top, w, h }) => ({ left, top, right: left + w, bottom: top + h }));
        const { left, top, clear } = findSpot({ width: 1440, height: 900 }, PRICE, CARD, taken);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left + CARD.width).toBeLessThanOrEqual(1440);
        if (!clear) return;
        expect(top + CARD.height).toBeLessThanOrEqual(900);
        for (const other of taken)
          expect(
            left < other.right && other.left < left + CARD.width && top < other.bottom && other.top < top + CARD.height,
          ).toBe(false);
      }),
    );
  });
});
