import { ask } from '../api/client';
import { useAsked } from './useAsked';

export interface DatasetTold {
  id: string;
  title: string;
}

const none: readonly DatasetTold[] = [];

/** useDatasets are what is loaded. */
export function useDatasets(): readonly DatasetTold[] {
  return useAsked('datasets', async (signal) => (await ask<{ datasets: DatasetTold[] }>('query Datasets { datasets { id title } }', {}, signal)).datasets).value ?? none;
}
