// The one place where the page talks to the server.

/**
 * createFetcher returns GraphiQL's fetcher: one POST of JSON for each run.
 *
 * Subscriptions belong here when the server offers them: look up the operation
 * that params.operationName names in options.documentAST and, if it is a
 * subscription, return an AsyncIterable of results instead of a promise.
 * GraphiQL shows each result as it comes and ends the iteration on "stop".
 */
export function createFetcher(endpoint) {
  return async (params, options) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      // A bearer token is typed into the headers editor; a session cookie of
      // this origin is sent along, and never one of another.
      credentials: 'same-origin',
      headers: {
        accept: 'application/graphql-response+json, application/json;q=0.9',
        'content-type': 'application/json',
        ...options?.headers,
      },
      body: JSON.stringify(params),
    });
    const text = await response.text();
    try {
      return JSON.parse(text);
    } catch {
      // Not GraphQL: a proxy's error page, a time-out, an empty body. What it
      // said is more use than "unexpected token <".
      throw new Error(
        `HTTP ${response.status} ${response.statusText}\n\n${text.slice(0, 2000)}`.trim(),
      );
    }
  };
}
