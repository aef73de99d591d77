import type { Looking } from '../model/address';
import type { Change } from '../state/useLooking';
import { knownWords } from './Sentence';

/** KnownBanner says that what is seen is not what is known now. */
export function KnownBanner({ looking, change }: { looking: Looking; change: Change }) {
  return (
    <div className="known-banner" role="note">
      <p>
        <strong>{looking.known === null ? 'By the day of publication' : 'Not what is known now'}:</strong> only what was {knownWords(looking)} is seen here.{' '}
        <button type="button" onClick={() => change({ known: null, clock: 'RECORDED' })}>
          Back to now
        </button>
      </p>
    </div>
  );
}
