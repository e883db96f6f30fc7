import type { ProductId } from "@nexusone/contracts/ids";
import { Link } from "@tanstack/react-router";
import { useShop } from "../../lib/shop.ts";
import { Thumb } from "../catalogue/thumb.tsx";

/** A product by picture and name, leading to it. */
export function ProductLine(props: { productId: ProductId; name: string; imageUrl: string | null }) {
  const { slug } = useShop();
  return (
    <Link
      to="/m/$slug/catalogue/$productId"
      params={{ slug, productId: props.productId }}
      className="flex min-w-0 flex-1 basis-48 items-center gap-3 font-medium text-ink hover:underline"
    >
      <Thumb url={props.imageUrl} className="size-8" />
      <span className="line-clamp-2 min-w-0">{props.name}</span>
    </Link>
  );
}
