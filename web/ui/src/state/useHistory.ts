import { useEffect, useRef } from 'react';
import { ask, fetchText } from '../api/client';
import { viewArguments } from '../api/perspective';
import { atFirst, type Looking } from '../model/address';
import { readHistory, type History } from '../model/spell';
import { useAsked, type Asked } from './useAsked';

const question = /* GraphQL */ `
  query Everything($knownAt: DateTime, $perspective: Perspective) {
    history(knownAt: $knownAt, perspective: $perspective) { download }
  }
`;

/** useHistory downloads all spells, once for each state of knowledge and perspective; null asks nothing. */
function useHistory(key: string | null): Asked<History> {
  return useAsked(key, async (signal) => {
    const { history } = await ask<{ history: { download: string } }>(question, JSON.parse(key!) as Record<string, unknown>, signal);
    return readHistory(await fetchText(history.download, signal));
  });
}

/**
 * useHistories are everyone's ties, which the layout is made of, and those that
 * are looked at. Where the two are one, it is fetched once. While new ones are
 * fetched the ones before stay, and are not current.
 */
export function useHistories(l: Looking): { everyone: History | null; opened: Asked<History> } {
  const [everyones, asked] = [keyOf(atFirst), keyOf(l)];
  const same = everyones === asked;
  const everyone = useHistory(everyones);
  const own = useHistory(same ? null : asked);
  const opened = same ? everyone : own;
  const before = useRef<History | null>(null);
  useEffect(() => {
    if (opened.current) before.current = opened.value;
  }, [opened]);
  // Where everyone's cannot be had, the layout is made of what can.
  return {
    everyone: everyone.value ?? (everyone.error && opened.current ? opened.value : null),
    opened: opened.current ? opened : { ...opened, value: before.current },
  };
}

const keyOf = (l: Looking): string => JSON.stringify(viewArguments(l));
