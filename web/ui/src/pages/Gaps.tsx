import type { Span } from '../model/day';
import { gapSaid } from './GapRow';

/** Gaps lists the days of silence. `of` says of what, such as "any tie of SDF". */
export function Gaps({ gaps, of }: { gaps: readonly Span[]; of: string }) {
  if (gaps.length === 0) {
    return <p className="page-none">There is no gap: sources speak of {of} throughout, up to the day of knowledge.</p>;
  }
  return (
    <>
      <p>On these days no source speaks of {of}. Silence says nothing about what there was.</p>
      <ul>
        {gaps.map((g) => (
          <li key={g[0]}>No source in this view speaks {gapSaid(g)}.</li>
        ))}
      </ul>
    </>
  );
}
