export function QuickLook(_props: { productId: string; onClose: () => void }) {
  return null;
}
