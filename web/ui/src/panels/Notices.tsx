/** Notices are what the API says a reader should know lest the view mislead. */
export function Notices({ notices }: { notices: readonly string[] | undefined }) {
  if (!notices || notices.length === 0) return null;
  return (
    <ul className="notices" aria-label="To be known">
      {notices.map((n) => (
        <li key={n} className="notice">
          {n}
        </li>
      ))}
    </ul>
  );
}
