import type { KeptPerson } from "@nexusone/db/schema/contact-merges";
import fc from "fast-check";
import { expect, it } from "vitest";
import { joinPersons, withoutJoined } from "./joined-person.ts";

const someone: fc.Arbitrary<KeptPerson> = fc.record({
  name: fc.constantFrom("", "Ana", "Bea", "Cleo"),
  note: fc.constantFrom("", "rings twice", "likes lamps", "no calls"),
  language: fc.constantFrom(null, "fr", "en"),
  deliveryPreferences: fc.constant(null),
  tags: fc.subarray(["new", "old", "vip"]),
});
/** Joined one after the other, each with what there was before and after. */
function joinAll(first: KeptPerson, others: readonly KeptPerson[]) {
  let now = first;
  return others.map((person) => {
    const before = now;
    now = joinPersons(before, person);
    return { person, before, after: now };
  });
}

it("[AUT-10] in whatever order people are taken apart, who stays is as if those had never been joined", () => {
  fc.assert(
    fc.property(someone, fc.array(fc.tuple(someone, fc.nat()), { maxLength: 5 }), (first, drawn) => {
      let merges = joinAll(
        first,
        drawn.map(([person]) => person),
      );
      let now = merges.at(-1)?.after ?? first;
      for (const [, nth] of drawn) {
        const at = nth % merges.length;
        const apart = withoutJoined(now, merges[at]!, merges.slice(at + 1)); // there is one for each that was drawn
        merges = [...merges.slice(0, at), ...apart.later];
        now = apart.now;
        const rest = merges.map(({ person }) => person);
        expect(merges).toEqual(joinAll(first, rest));
        expect(now).toEqual(rest.reduce(joinPersons, first));
      }
      expect(now).toEqual(first);
    }),
  );
});

it("[AUT-10] what was changed by hand between two merges and since stays", () => {
  const [ana, bea, cleo] = ["Ana", "Bea", "Cleo"].map((name) => ({
    name: "",
    note: name,
    language: null,
    deliveryPreferences: null,
    tags: [name],
  })) as [KeptPerson, KeptPerson, KeptPerson];
  const [one] = joinAll(ana, [bea]) as [ReturnType<typeof joinAll>[number]];
  const [two] = joinAll({ ...one.after, language: "fr", tags: ["Bea", "mine"] }, [cleo]) as [typeof one];
  const apart = withoutJoined({ ...two.after, name: "Typed" }, one, [two]);
  expect(apart.now).toEqual({ ...ana, name: "Typed", note: "Ana\nCleo", language: "fr", tags: ["Cleo", "mine"] });
  expect(withoutJoined(apart.now, apart.later[0]!, []).now).toEqual({
    ...ana,
    name: "Typed",
    language: "fr",
    tags: ["mine"],
  });
});
