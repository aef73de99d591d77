import type { ReactNode } from 'react';
import { datesOf } from '../model/words';
import { isUnknown, type Belonging } from './asked';
import { Dates } from './Dates';
import type { PageProps } from './page';
import { PairHeading } from './PairHeading';
import { PairTies } from './PairTies';
import { PastParts } from './PastParts';
import { usePair, type Pair } from './usePair';
import { Waiting } from './Waiting';

/** PairPage is what sources say of two actors: how they stood, since when, and what nobody speaks of. */
export function PairPage(props: PageProps) {
  const pair = usePair(props.looking, props.history);
  return (
    <article className="page" aria-labelledby="page-heading">
      <PairHeading looking={props.looking} change={props.change} ids={pair.ids} names={pair.names} />
      {partsOf(props, pair)}
    </article>
  );
}

function partsOf(props: PageProps, pair: Pair): ReactNode {
  const { looking, history, openTies } = props;
  if (pair.ids[0] === pair.ids[1]) return <p className="page-none">Both are the same actor.</p>;
  if (isUnknown(pair.past.error)) {
    return (
      <Waiting asked={pair.past} what="who they are">
        {() => null}
      </Waiting>
    );
  }
  return (
    <>
      {pair.told?.belonging.map((b) => <Belongs key={`${b.actor.id} ${b.role} ${b.period.start}`} said={b} />)}
      {history && pair.sure ? (
        <PairTies {...props} history={history} pair={pair} />
      ) : (
        <p className="page-waiting" role="status">
          {history ? 'Their ties are shown once it is known who they are.' : 'The ties are being downloaded …'}
        </p>
      )}
      <PastParts past={pair.past} chosen={pair.chosen} of={`any tie between ${pair.short}`} certain={!looking.possible} openTies={openTies} />
    </>
  );
}

/** Belongs says that one is part of the other's side, which is no tie between sides. */
function Belongs({ said }: { said: Belonging }) {
  return (
    <p className="page-soft">
      <bdi>{said.actor.name}</bdi>: {said.role ?? 'part of'} <bdi>{said.whole.name}</bdi>, <Dates text={datesOf(said.period)} />. That is no tie between
      sides, and counts as none.
    </p>
  );
}
