import type { Random } from "../random.ts";
import { colorNames, type ColorName } from "./colors.ts";
import type { VariantScheme } from "./taxonomy.ts";

/** The option table of one product before prices: names of the options and the values of each variant. */
export interface VariantPlan {
  optionNames: string[];
  rows: Array<{
    values: string[];
    color: ColorName | undefined;
    /** 0 for the smallest; later ones cost and weigh more. */ step: number;
  }>;
}

const SIZES = {
  "color-size": ["S", "M", "L", "XL", "2XL", "3XL"],
  "color-shoe": ["36", "37", "38", "39", "40", "41"],
} as const;
const KIDS = ["XS", "12-18 Months", "2-3 Years", "4-5 Years", "6-7 Years"];
const CAPACITIES = [
  ["30ml", "50ml", "100ml"],
  ["350ml", "500ml", "750ml"],
  ["0.5L", "1L", "2L"],
  ["5000mAh", "10000mAh", "20000mAh"],
];
const STYLES = [
  ["Style A", "Style B", "Style C"],
  ["Small", "Large"],
  ["1pc", "2pcs-set", "5pcs-set"],
  ["Basic", "Upgraded"],
];

export function planVariants(scheme: VariantScheme, isPower: boolean, random: Random): VariantPlan {
  const chosen = pickColors(random, scheme === "color" ? random.int(2, 5) : random.int(2, 4));
  switch (scheme) {
    case "single":
      return { optionNames: [], rows: [{ values: ["default"], color: undefined, step: 0 }] };
    case "color":
      return { optionNames: ["Color"], rows: chosen.map((color) => ({ values: [color], color, step: 0 })) };
    case "color-size":
    case "color-shoe": {
      const all = SIZES[scheme];
      const from = random.int(0, 2);
      return cross(chosen, "Size", all.slice(from, from + random.int(2, 4)));
    }
    case "color-style":
      return cross(chosen, "Style", random.pick(STYLES));
    case "kids-size":
      return {
        optionNames: ["Size"],
        rows: KIDS.slice(0, random.int(3, 5)).map((size, step) => ({ values: [size], color: undefined, step })),
      };
    case "capacity": {
      const values = isPower ? CAPACITIES.slice(-1)[0] : random.pick(CAPACITIES.slice(0, -1));
      return {
        optionNames: ["Capacity"],
        rows: (values ?? []).map((value, step) => ({ values: [value], color: undefined, step })),
      };
    }
  }
}

function cross(chosen: ColorName[], second: string, values: readonly string[]): VariantPlan {
  return {
    optionNames: ["Color", second],
    rows: chosen.flatMap((color) => values.map((value, step) => ({ values: [color, value], color, step }))),
  };
}

function pickColors(random: Random, count: number): ColorName[] {
  const left = [...colorNames];
  return Array.from({ length: count }, () => left.splice(random.int(0, left.length - 1), 1)[0]).filter(
    (color) => color !== undefined,
  );
}
