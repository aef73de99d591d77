// The page talks GraphQL to the server that it came from, and to nobody else.

/** What the API says of a question that it refuses. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly remedy: string | undefined,
    readonly code: string | undefined,
  ) {
    super(message);
  }
}

interface Answer<T> {
  data?: T | null;
  errors?: { message: string; extensions?: { code?: string; remedy?: string } }[];
}

/** base is the address that the page lies at, below which everything else is. */
export const base = new URL('.', document.baseURI);

/** ask puts a question to the API. It throws Refused, or a TypeError where no server answers. */
export async function ask<T>(query: string, variables: Record<string, unknown>, signal?: AbortSignal): Promise<T> {
  const response = await fetch(new URL('graphql', base), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query, variables }),
    signal,
  });
  const answer = (await response.json()) as Answer<T>;
  const error = answer.errors?.[0];
  if (error || !answer.data) {
    throw new Refused(error?.message ?? `the server answered ${response.status}`, error?.extensions?.remedy, error?.extensions?.code);
  }
  return answer.data;
}

/** fetchText reads a file that the API gave the address of, which begins with a slash. */
export async function fetchText(address: string, signal?: AbortSignal): Promise<string> {
  const response = await fetch(new URL(address.slice(1), base), { signal });
  if (!response.ok) {
    const answer = (await response.json().catch(() => ({}))) as Answer<never>;
    const error = answer.errors?.[0];
    throw new Refused(error?.message ?? `the server answered ${response.status}`, error?.extensions?.remedy, error?.extensions?.code);
  }
  return response.text();
}

/** isAbort tells a question given up from one that failed. */
export const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';
