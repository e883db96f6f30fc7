import { describe, expect, it } from "vitest";
import { fillCart } from "./order-link-terms.ts";
import { CreateOrderLinkInput, OrderLinkSettings } from "./order-links.ts";

const takes = (cartUrl: string): boolean => CreateOrderLinkInput.safeParse({ cartUrl }).success;

describe("where an order link may lead", () => {
  it.each([
    "https://shop.example.com/cart/42:1",
    "https://shop.example.com/checkout-link/?products=12:2,34:1",
    "https://café.example/panier?a=1#b",
  ])("[ORD-19] %s", (address) => expect(takes(address)).toBe(true));

  it.each([
    "http://shop.example.com/cart",
    "javascript:alert(1)",
    "https://localhost/cart",
    "https://127.0.0.1/cart",
    "https://[::1]/cart",
    "https://shop.example.com@evil.example/cart",
    "//shop.example.com/cart",
    "/cart",
    "",
  ])("[ORD-19] never %s", (address) => expect(takes(address)).toBe(false));

  it("[ORD-19] is kept as a header can carry it", () => {
    const { cartUrl } = CreateOrderLinkInput.parse({ cartUrl: "https://shop.example.com/pa\nnier/é" });
    expect(cartUrl).toBe("https://shop.example.com/panier/%C3%A9");
  });

  it("[ORD-19] says what is in the cart one way or the other", () =>
    expect(CreateOrderLinkInput.safeParse({ items: [] }).success).toBe(false));

  it("[ORD-19] the shop's own cart has one place for the items", () => {
    const fits = (cartAddress: string | null): boolean => OrderLinkSettings.safeParse({ cartAddress }).success;
    expect(["https://shop.example.com/cart/{items}", null].map(fits)).toEqual([true, true]);
    expect(
      ["https://shop.example.com/cart", "https://a.example/{items}/{items}", "http://a.example/{items}"].map(fits),
    ).toEqual([false, false, false]);
  });

  it("[ORD-19] items are written as carts read them, whatever their numbers hold", () =>
    expect(
      fillCart("https://shop.example.com/cart/{items}", [
        { sku: "40231", quantity: 2 },
        { sku: "A/B $& é", quantity: 1 },
      ]),
    ).toBe("https://shop.example.com/cart/40231:2,A%2FB%20%24%26%20%C3%A9:1"));
});
