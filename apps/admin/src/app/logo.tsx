import { cx } from "@nexusone/ui/cx";

export function Logo({ wordClass, large }: { wordClass?: string; large?: boolean }) {
  return (
    <span className="flex items-center gap-2">
      <svg viewBox="0 0 32 32" className={large ? "size-8" : "size-6"} aria-hidden>
        <rect width="32" height="32" rx="8" fill="#4f46e5" />
        <path
          d="M10 22.5v-13l12 13v-13"
          fill="none"
          stroke="#fff"
          strokeWidth="3"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span className={cx("font-semibold tracking-[-0.01em] text-ink", large ? "text-lg" : "text-base", wordClass)}>
        NexusOne
      </span>
    </span>
  );
}
