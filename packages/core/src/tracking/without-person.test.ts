import { expect, it } from "vitest";
import { withoutPerson } from "./without-person.ts";

const address = { name: "Ada Maria Lovelace", phone: "+33612345678", line1: "12 rue de la Paix", zip: "75002" };

it("[ORD-16] leaves out of a carrier's words what they say of the addressee", () => {
  expect(withoutPerson("Delivered to A. LOVELACE, 12 Rue de la Paix, 75002 Paris", address)).toBe(
    "Delivered to A. …, …, … Paris",
  );
  expect(withoutPerson("Called +33 6 12 34 56 78, wrote to ada@example.com", address)).toBe("Called …, wrote to …");
  expect(withoutPerson("Called 06 12 34 56 78, then 0612345678 and 0033-6.12.34.56.78", address)).toBe(
    "Called …, then … and …",
  );
  expect(
    withoutPerson("At 7 Elm Road, tax 123.456.789-00", {
      line1: "Elm Road",
      houseNumber: "7",
      taxId: "123.456.789-00",
    }),
  ).toBe("At …, tax …");
  expect(withoutPerson("Left the sorting centre in Lyon", address)).toBe("Left the sorting centre in Lyon");
  expect(withoutPerson("Handed over (a+b)*", { name: "X (a+b)*" })).toBe("Handed over …");
});
