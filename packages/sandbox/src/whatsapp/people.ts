import { createRandom, hash32 } from "../random.ts";
import type { Person } from "./model.ts";

export type PersonInput = Partial<Omit<Person, "id" | "stopped" | "blocks" | "generation" | "keyChanges">>;

const NAMES = [
  "Amélie 🌸",
  "Youssef",
  "Chloé",
  "Lucas",
  "Priya Nair",
  "Σοφία",
  "محمد",
  "João",
  "Zoë",
  "Nkechi",
  "",
  "李娜",
];
const COUNTRIES: readonly (readonly [code: string, country: string])[] = [
  ["33", "FR"],
  ["44", "GB"],
  ["49", "DE"],
  ["34", "ES"],
  ["351", "PT"],
  ["212", "MA"],
  ["55", "BR"],
  ["52", "MX"],
  ["54", "AR"],
  ["1", "US"],
];

/** Who is there from the beginning: one of each kind that is awkward. */
const CAST: readonly PersonInput[] = [
  { name: "Amélie 🌸", phone: "33639980501" },
  { name: "Youssef", phone: "33639980502", username: "youssef.elamrani", receipts: "read" },
  { name: "C.", phone: "33639980503", username: "chlo_d", hidesPhone: true },
  { name: null, phone: "447700900504", receipts: "silent" },
  { name: "Lucas", phone: "33639980505", reach: "absent" },
  { name: "Priya Nair", phone: "447700900506", online: false },
];

/** Everybody who has a telephone. Whoever is written to exists: by seed they have a name, and WhatsApp unless it is said otherwise. */
export class People {
  private readonly seed: string;
  private readonly people = new Map<string, Person>();
  private readonly byNumber = new Map<string, Person>();
  private made = 0;

  constructor(seed: string) {
    this.seed = seed;
    this.reset();
  }

  reset(): void {
    this.people.clear();
    this.byNumber.clear();
    this.made = 0;
    for (const person of CAST) this.create(person);
  }

  list(): Person[] {
    return [...this.people.values()];
  }

  find(id: string): Person | undefined {
    return this.people.get(id);
  }

  /** Anybody new; without a number one of a range made for fiction. */
  create(input: PersonInput = {}): Person {
    const nth = ++this.made;
    const phone = waIdOf(input.phone ?? `3363998${String(1000 + nth).padStart(4, "0")}`);
    const country = input.country ?? COUNTRIES.find(([code]) => phone.startsWith(code))?.[1] ?? "FR";
    const person: Person = {
      id: `person-${nth}`,
      name: createRandom(`${this.seed}:person:${phone}`).pick(NAMES) || null,
      username: null,
      hidesPhone: false,
      generation: 0,
      keyChanges: 0,
      reach: "reached",
      online: true,
      receipts: "delivered",
      failsWith: null,
      ...input,
      country,
      phone,
      stopped: new Set(),
      blocks: new Set(),
    };
    this.people.set(person.id, person);
    this.byNumber.set(phone, person);
    return person;
  }

  /** Whoever has the number, however it is dialled. */
  byPhone(dialled: string): Person | undefined {
    return this.byNumber.get(waIdOf(dialled));
  }

  byUserId(userId: string, portfolioId: string): Person | undefined {
    return this.list().find((person) => this.userId(person, portfolioId) === userId);
  }

  /** The same for all numbers of a portfolio, and another in every other one. */
  userId({ id, country, generation }: Person, portfolioId: string, ago = 0): string {
    const key = `${this.seed}:user:${portfolioId}:${id}:${generation - ago}`;
    const digits = [0, 1].map((part) => String(hash32(`${key}:${part}`)).padStart(10, "3"));
    return `${country}.${digits.join("")}`;
  }

  keyOf({ id, keyChanges }: Person): string {
    return Buffer.from(String(hash32(`${this.seed}:key:${id}:${keyChanges}`))).toString("base64url");
  }

  /** Gives the person another number, taking it from whoever had it. */
  move(person: Person, phone: string): void {
    this.byNumber.delete(person.phone);
    person.phone = waIdOf(phone);
    this.byNumber.set(person.phone, person);
  }
}

/**
 * The number as WhatsApp knows it: Brazil without the 9 before mobile numbers of states above 30, Mexico with the 1, Argentina
 * with the 9 (facts section 2).
 */
export function waIdOf(dialled: string): string {
  const digits = dialled.replace(/\D/g, "");
  if (/^55[3-9]\d9\d{8}$/.test(digits)) return digits.slice(0, 4) + digits.slice(5);
  if (/^52[2-9]\d{9}$/.test(digits)) return `521${digits.slice(2)}`;
  if (/^54[1-8]\d{9}$/.test(digits)) return `549${digits.slice(2)}`;
  return digits;
}
