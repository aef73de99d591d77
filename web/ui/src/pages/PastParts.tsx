import type { Asked } from '../state/useAsked';
import type { Past } from './asked';
import { Changes } from './Changes';
import type { Chosen } from './chosen';
import { Denied } from './Denied';
import { Gaps } from './Gaps';
import { Waiting } from './Waiting';

interface Props {
  readonly past: Asked<Past>;
  readonly chosen: Chosen;
  /** Of what there is silence, such as "any tie of SDF". */
  readonly of: string;
  /** Whether what is only possible is left out. */
  readonly certain: boolean;
  readonly openTies: (ids: string[]) => void;
}

/** PastParts are what changed, and the days that no source speaks of: one answer of the API's. */
export function PastParts({ past, chosen, of, certain, openTies }: Props) {
  return (
    <>
      <h3>What changed, and silence</h3>
      <Waiting asked={past} what="the changes, and the days that no source speaks of">
        {(p) => (
          <>
            <Changes changes={p.changes} total={p.total} chosen={chosen} certain={certain} openTies={openTies} />
            <Denied ties={p.denied} openTies={openTies} />
            <Gaps gaps={p.gaps} of={of} />
          </>
        )}
      </Waiting>
    </>
  );
}
