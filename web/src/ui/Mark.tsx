/** The mark: a plumb bob on its line. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="currentColor" aria-hidden="true">
      <path d="M9.4 1h1.2v6H9.4z" />
      <path d="M5.6 7h8.8v4.2c0 2-2.4 4.8-4.4 7.8-2-3-4.4-5.8-4.4-7.8z" />
    </svg>
  );
}
