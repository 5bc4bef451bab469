/** An encoder, a decoder, and what flows between them. */
export function Logo({ className }: { readonly className?: string | undefined }) {
  return (
    <svg className={className} width="26" height="22" viewBox="0 0 26 22" aria-hidden>
      <rect x="0.5" y="5" width="9" height="16" rx="2" fill="var(--color-encoder)" />
      <rect x="16.5" y="1" width="9" height="16" rx="2" fill="var(--color-decoder)" />
      <path
        d="M5 5 C5 0.6 11 0.6 11 5 V8 H15.5"
        fill="none"
        stroke="var(--color-cross)"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <circle cx="15.2" cy="8" r="1.9" fill="var(--color-cross)" />
    </svg>
  );
}
