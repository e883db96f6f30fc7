import type { Shape } from "./paint.ts";
import { goodsShapes } from "./shapes-goods.ts";
import { homeShapes } from "./shapes-home.ts";
import { leisureShapes } from "./shapes-leisure.ts";
import { petShapes } from "./shapes-pets.ts";
import { wearShapes } from "./shapes-wear.ts";

/** One flat drawing per kind of product. */
export const shapes = { ...wearShapes, ...homeShapes, ...petShapes, ...goodsShapes, ...leisureShapes } satisfies Record<
  string,
  Shape
>;

export type ShapeName = keyof typeof shapes;
