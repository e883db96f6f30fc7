import { first } from "./first.ts";
import { later } from "./later.ts";

/** A plural has the forms of English and French; `count` chooses. */
export type Phrase = string | { readonly one: string; readonly other: string };

/** Every language names every phrase, a plural as a plural, or it does not compile. */
export type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : { one: string; other: string } };
export type FirstWords = Translated<typeof first>;
export type LaterWords = Translated<typeof later>;
export type Dictionary = FirstWords & LaterWords;

/** All of it at once, for tests: the program loads the two parts one after the other. */
export const en = { ...first, ...later };
