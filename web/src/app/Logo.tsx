export function Logo({ size = 30 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="9" className="logo-field" />
      <path d="M7 25c7 0 9-4 7.5-8S13 9 20 9" className="logo-path" />
      <circle cx="23.5" cy="8.5" r="3.2" className="logo-goal" />
    </svg>
  );
}
