import { ask } from '../api/client';
import { viewArguments } from '../api/perspective';
import { useAsked, type Asked } from '../state/useAsked';
import type { Looking } from '../model/address';
import { dayOf, textOf, type Day, type Span } from '../model/day';
import { bucketOf } from './scale';

/** How much began and ended on some days, both inclusive. */
export interface Activity {
  from: Day;
  to: Day;
  formed: number;
  ended: number;
  maybeFormed: number;
  maybeEnded: number;
  published: number;
}

type Told = Omit<Activity, 'from' | 'to'> & { from: string; to: string };

const question = /* GraphQL */ `
  query Activity($from: Date, $to: Date, $knownAt: DateTime, $perspective: Perspective, $bucket: Bucket, $kinds: [RelationKind!], $actors: [ID!]) {
    history(from: $from, to: $to, knownAt: $knownAt, perspective: $perspective) {
      activity(bucket: $bucket, kinds: $kinds, actors: $actors) { from to formed ended maybeFormed maybeEnded published }
    }
  }
`;

/** useActivity is what happened in the slider's days. */
export function useActivity(l: Looking, range: Span | null): Asked<Activity[]> {
  const variables = range && {
    ...viewArguments(l),
    from: textOf(range[0]),
    to: textOf(range[1]),
    bucket: bucketOf(range),
    kinds: l.kinds.length < 3 ? l.kinds : null,
    actors: l.actors.length > 0 ? l.actors : null,
  };
  return useAsked(variables && JSON.stringify(variables), async (signal) => {
    const { history } = await ask<{ history: { activity: Told[] | null } }>(question, variables!, signal);
    return (history.activity ?? []).map((a) => ({ ...a, from: dayOf(a.from)!, to: dayOf(a.to)! }));
  });
}
