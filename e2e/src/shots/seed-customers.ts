import type { Person } from "../support/api.ts";

const FIRST = ["Jeanne", "Amara", "Luis", "Chloé", "Mehmet", "Sofia", "Ayşe", "Noah"];
const LAST = ["Martin", "Okafor", "García", "Dubois-Lefèvre", "Yılmaz", "Rossi", "van den Berg", "Schmidt"];
const PARIS = { name: "Jeanne Martin", line1: "12 rue de Rivoli", city: "Paris", zip: "75004", country: "FR" };

/** Sixty people; the one who is shown has two addresses, a record of consents and something held back. Another was forgotten. */
export async function seedCustomers(owner: Person): Promise<{ customerId: string; erasedId: string }> {
  for (let nth = 0; nth < 60; nth += 1) {
    const name = nth % 13 === 12 ? "" : `${FIRST[nth % 8]} ${LAST[(nth * 3) % 8]}`;
    const identifiers = [
      ...(nth % 5 === 4 ? [] : [{ type: "phone", value: `+336120001${String(nth).padStart(2, "0")}` }]),
      ...(nth % 2 === 0 ? [{ type: "email", value: `customer-${nth}@mail.example` }] : []),
    ];
    await owner.mutate("contacts.create", { name, identifiers });
  }
  const arabic = { name: "أمينة بن علي", language: "ar", identifiers: [{ type: "whatsapp", value: "21698765432" }] };
  const { id: leaving } = await owner.mutate<{ id: string }>("contacts.create", arabic);
  await owner.mutate("erasures.ask", { contactId: leaving });
  const { id } = await owner.mutate<{ id: string }>("contacts.create", {
    name: "Jeanne Martin",
    language: "fr",
    note: "Prefers the pick-up point at the station.",
    identifiers: [
      { type: "phone", value: "+33612999999" },
      { type: "email", value: "jeanne.martin@mail.example" },
    ],
  });
  await owner.mutate("contacts.updateDeliveryPreferences", {
    contactId: id,
    days: [2, 4, 6],
    window: { fromMinute: 17 * 60 + 30, untilMinute: 20 * 60 },
    place: "neighbour",
    instructions: "Gate code 1234. Madame Okafor on the second floor takes it.",
  });
  await owner.mutate("contacts.saveAddress", { id, address: { ...PARIS, phone: "+33612999999" } });
  await owner.mutate("contacts.saveAddress", { id, address: { ...PARIS, line1: "", zip: "SW1A", country: "US" } });
  await owner.mutate("contacts.recordConsent", {
    ...{ id, purpose: "marketing", granted: true, source: "form" },
    evidence: "Newsletter box at the checkout",
  });
  await owner.mutate("contacts.recordConsent", { id, purpose: "orders", granted: true, source: "chat" });
  await owner.mutate("contacts.recordConsent", { id, purpose: "marketing", granted: false, source: "chat" });
  const twin = { name: "J. Martin", identifiers: [{ type: "phone", value: "+33612999998" }] };
  const { id: mergedId } = await owner.mutate<{ id: string }>("contacts.create", twin);
  await owner.mutate("contacts.saveAddress", { id: mergedId, address: PARIS });
  await owner.mutate("contacts.merge", { id, mergedId });
  await owner.mutate("contacts.create", {
    identifiers: [
      { type: "phone", value: "+33612999999" },
      { type: "phone", value: "+33612000101" },
    ],
    ifKnown: "use",
  });
  const { id: erasedId } = await owner.mutate<{ id: string }>("contacts.create", { name: "Luis Okafor" });
  const withdrawn = { purpose: "marketing", granted: false, source: "chat" };
  await owner.mutate("contacts.recordConsent", { id: erasedId, ...withdrawn });
  await owner.mutate("erasures.erase", { contactId: erasedId });
  return { customerId: id, erasedId };
}
