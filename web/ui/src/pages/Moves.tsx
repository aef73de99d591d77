import { ask } from '../api/client';
import { viewArguments } from '../api/perspective';
import type { Looking } from '../model/address';
import { dayOf, readable, type Day } from '../model/day';
import { useAsked } from '../state/useAsked';
import { certaintyOf, daysAsked, type Named } from './asked';
import { Go, type Going } from './Go';
import { Waiting } from './Waiting';

interface MoveSaid {
  actor: Named;
  before: { label: string } | null;
  after: { label: string } | null;
}

const question = /* GraphQL */ `
  query Moves($from: Date!, $to: Date!, $knownAt: DateTime, $perspective: Perspective, $certainty: Certainty) {
    diff(from: $from, to: $to, toKnownAt: $knownAt, perspective: $perspective, certainty: $certainty) {
      camps { moved { actor { id name shortName } before { label } after { label } } }
    }
  }
`;

function useMoves(l: Looking, on: Day, against: Day | null) {
  const variables = against === null || against === on ? null : { ...daysAsked(on, against), certainty: certaintyOf(l), ...viewArguments(l) };
  return useAsked(variables && JSON.stringify(variables), async (signal) => {
    const { diff } = await ask<{ diff: { camps: { moved: MoveSaid[] } | null } }>(question, variables!, signal);
    // No answer is not the answer that nobody moved.
    if (!diff.camps) throw new Error('the server left it out');
    return { moved: diff.camps.moved, from: dayOf(variables!.from)!, to: dayOf(variables!.to)! };
  });
}

interface Props extends Going {
  readonly on: Day;
  readonly against: Day | null;
  /** Whose page it is: marked among them. */
  readonly actor: string;
  readonly name: string;
}

/** Moves are those whom the API finds in another camp on the later of the two days. */
export function Moves({ on, against, actor, name, looking, change }: Props) {
  const asked = useMoves(looking, on, against);
  if (against === null || against === on) return <p className="page-none">No other day is compared with.</p>;
  const isSelf = (m: MoveSaid) => m.actor.id === actor;
  return (
    <Waiting asked={asked} what="who moved between camps">
      {({ moved, from, to }) => (
        <>
          <p className="page-soft">
            From {readable(from)} to {readable(to)}.{' '}
            {moved.length === 0 ? 'Nobody is found in another camp.' : !moved.some(isSelf) && <>{name} is not among them.</>}
            {(looking.alleged || looking.nominal) && ' Allegations and words without deeds count in no camp here.'}
          </p>
          <ul className="page-moves">
            {[...moved].sort((a, b) => Number(isSelf(b)) - Number(isSelf(a))).map((m) => (
              <MoveRow key={m.actor.id} move={m} self={isSelf(m)} looking={looking} change={change} />
            ))}
          </ul>
        </>
      )}
    </Waiting>
  );
}

function MoveRow({ move, self, looking, change }: Going & { move: MoveSaid; self: boolean }) {
  return (
    <li aria-current={self || undefined}>
      {self ? (
        <strong dir="auto">{move.actor.name}</strong>
      ) : (
        <Go looking={looking} change={change} to={{ page: [move.actor.id] }}>
          {move.actor.name}
        </Go>
      )}
      : <bdi>{moveSaid(move)}</bdi>
    </li>
  );
}

/** In no camp means that no tie places it in one, not that it stood aside. */
function moveSaid({ before, after }: MoveSaid): string {
  if (before && after) return `from the camp of ${before.label} to that of ${after.label}`;
  if (after) return `now in the camp of ${after.label}; no tie placed it in one before`;
  if (before) return `no tie places it in a camp now; before in that of ${before.label}`;
  return 'in no camp';
}
