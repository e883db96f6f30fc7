import { describe, expect, it } from "vitest";
import { Address, checkAddress, provinceOrCity } from "./addresses.ts";

const PARIS = Address.parse({
  name: "Jeanne Martin",
  phone: "+33612345678",
  line1: "12 rue de Rivoli",
  city: "Paris",
  zip: "75004",
  country: "fr",
});
const problems = (change: Partial<Address>) =>
  checkAddress({ ...PARIS, ...change }).map(({ field, reason }) => [field, reason]);

describe("an address that CJ can be given", () => {
  it("[SEC-05] nothing is wrong with what a country and CJ ask for", () => {
    expect(checkAddress(PARIS)).toEqual([]);
    expect(PARIS.country).toBe("FR");
    expect(provinceOrCity(PARIS)).toBe("Paris");
    expect(provinceOrCity({ ...PARIS, province: "Île-de-France" })).toBe("Île-de-France");
  });

  it("[SEC-05] every missing part is named, and a phone is never made up", () => {
    expect(problems({ name: " ", phone: "", line1: "", city: "", zip: "" })).toEqual(
      ["name", "phone", "line1", "zip", "city"].map((field) => [field, "address.missing"]),
    );
    for (const phone of ["0000000000", "1234567890", "12345", "call me", "+331234567890123456"])
      expect(problems({ phone })).toEqual([["phone", "address.phone_invalid"]]);
    for (const phone of ["06 12 34 56 78", "+1 (415) 555-0132", "+49 30/123458"])
      expect(problems({ phone })).toEqual([]);
  });

  it("[SEC-05] the limits of CJ's fields hold", () => {
    expect(checkAddress({ ...PARIS, line1: "x".repeat(201), phone: "+33 6 12 34 56 78 9 0 1" })).toEqual([
      { field: "phone", reason: "address.too_long", details: { most: 20 } },
      { field: "line1", reason: "address.too_long", details: { most: 200 } },
    ]);
  });

  it.each([
    ["US", "94105", true],
    ["US", "94105-1234", true],
    ["US", "9410", false],
    ["CA", "k1a 0b1", true],
    ["CA", "K1A0B", false],
    ["GB", "SW1A 1AA", true],
    ["GB", "M1 1AE", true],
    ["GB", "12345", false],
    ["IE", "D02 X285", true],
    ["NL", "1012AB", true],
    ["NL", "1012", false],
    ["PT", "1000-205", true],
    ["BR", "01310-100", true],
    ["JP", "100-0001", true],
    // A form we do not know is not judged.
    ["KZ", "050000", true],
  ])("[SEC-05] in %s the postcode %s is right: %s", (country, zip, right) => {
    const found = problems({ country, zip, province: "X", taxId: country === "BR" ? "123.456.789-09" : "" });
    expect(found).toEqual(right ? [] : [["zip", "address.zip_invalid"]]);
  });

  it("[SEC-05] countries ask for what they need: no postcode, a province, a customs number", () => {
    expect(problems({ country: "HK", zip: "" })).toEqual([]);
    expect(problems({ country: "US", zip: "94105" })).toEqual([["province", "address.missing"]]);
    expect(problems({ country: "BR", zip: "01310-100", province: "SP" })).toEqual([["taxId", "address.missing"]]);
    expect(checkAddress({ ...PARIS, country: "BR", zip: "01310-100", province: "SP", taxId: "12" })).toEqual([
      { field: "taxId", reason: "address.tax_id_invalid", details: { example: "12345678901" } },
    ]);
  });
});
