import { Refused } from '../api/client';
import type { Asked } from '../state/useAsked';

/** Trouble says what went wrong, what to do about it, and offers to try again. */
export function Trouble({ asked, what }: { asked: Pick<Asked<unknown>, 'error' | 'retry'>; what: string }) {
  const { error } = asked;
  if (!error) return null;
  return (
    <div className="trouble" role="alert">
      <p>
        {what} could not be had: {error instanceof TypeError ? 'the server does not answer.' : error.message}
      </p>
      {error instanceof Refused && error.remedy && <p>To do: {error.remedy}</p>}
      <button type="button" onClick={asked.retry}>
        Try again
      </button>
    </div>
  );
}
