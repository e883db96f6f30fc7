import { hash, verify } from "@node-rs/argon2";
import { DomainError } from "../errors.ts";

/** argon2id (the library's default) as OWASP's Password Storage Cheat Sheet asks (2025): 19 MiB, two passes, one lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password.normalize("NFKC"), OPTIONS);

/** Made of a password nobody has, with the same settings: an unknown account costs the same effort as a wrong password. */
const NOBODY = hash(crypto.randomUUID(), OPTIONS);

/** False also when there is no hash, after the same work. */
export async function passwordMatches(stored: string | null | undefined, password: string): Promise<boolean> {
  const matches = await verify(stored ?? (await NOBODY), password.normalize("NFKC"));
  return matches && stored !== null && stored !== undefined;
}

/** Well-known stems: what is left of them after digits and signs are taken off both ends. */
const WELL_KNOWN = new Set(
  `password passwort motdepasse motdepass iloveyou letmein letmeinplease welcome bienvenue administrator administrateur
  qwertyuiop azertyuiop qwertzuiop qwerty azerty asdfghjkl qsdfghjklm zxcvbnm wxcvbn abcdefghij abcdefghijk abcdef abc
  passwordpassword changeme changemeplease football baseball basketball superman batman sunshine princess dragon monkey
  trustno secret starwars whatever computer internet michael jennifer jessica charlie chocolate liverpool marseille
  doudou loulou soleil bonjour jetaime nexusone nexus admin root user test guest master default q1w2e3r4t5 1q2w3e4r5t
  1qaz2wsx3edc zaq1xsw2`.split(/\s+/),
);

/** Throws `identity.password_weak` for short, well-known or monotonous passwords and for one's own address. */
export function assertStrongPassword(password: string, email: string): void {
  const plain = password.normalize("NFKC").toLowerCase();
  const stem = stemOf(plain);
  const distinct = new Set(plain).size;
  const own = [email, email.split("@")[0] ?? ""];
  const weak =
    [...plain].length < 10 ||
    distinct < (stem === "" ? 6 : 4) ||
    isSequence(plain) ||
    WELL_KNOWN.has(plain) ||
    WELL_KNOWN.has(stem) ||
    own.includes(plain) ||
    (stem !== "" && own.map(stemOf).includes(stem));
  if (weak) throw new DomainError("identity.password_weak");
}

/** Without the digits and signs around it. */
const stemOf = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");

/** "1234567890", "abcdefghijkl" and their reverses. */
function isSequence(text: string): boolean {
  const steps = [...text].slice(1).map((char, at) => (char.codePointAt(0) ?? 0) - (text.codePointAt(at) ?? 0));
  return ["0", "1", "-1"].some((step) => steps.filter((each) => String(each) === step).length >= text.length - 2);
}
