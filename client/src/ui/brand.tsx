/** The sign and the name of the product. */
export function Brand() {
  return (
    <span className="brand">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" />
        <path d="M12 9.5v13l10.5-6.5z" />
      </svg>
      Devreel
    </span>
  );
}
