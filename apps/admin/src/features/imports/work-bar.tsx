type Props = { done: number; total: number; label: string; paused?: boolean };

/** How far the work is. Amber while a person holds it. */
export function WorkBar({ done, total, label, paused }: Props) {
  return (
    <progress
      className={`h-1.5 w-full overflow-hidden rounded-full bg-line [&::-webkit-progress-bar]:bg-line ${paused ? "[&::-webkit-progress-value]:bg-wait" : "[&::-webkit-progress-value]:bg-part-profit"}`}
      max={Math.max(1, total)}
      value={done}
      aria-label={label}
    />
  );
}
