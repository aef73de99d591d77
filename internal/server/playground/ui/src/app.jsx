// The playground's page: GraphiQL with the examples in its sidebar.
import {
  DOC_EXPLORER_PLUGIN,
  DocExplorerContextProvider,
} from '@graphiql/plugin-doc-explorer';
import {
  HISTORY_PLUGIN,
  HistoryContextProvider,
} from '@graphiql/plugin-history';
import { GraphiQLProvider } from '@graphiql/react';
import { GraphiQL, GraphiQLInterface } from 'graphiql';
import 'graphiql/style.css';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import './app.css';
import { EXAMPLES, examplesPlugin } from './examples.jsx';
import { createFetcher } from './fetcher.js';
import { linkedQuestion, OpenLinked } from './linked.jsx';
import { createStorage, seedFirstVisit } from './storage.js';

// The configuration comes in an attribute because the page's policy allows no
// inline script. Go writes it: see pageConfig in playground.go.
const root = document.getElementById('playground');
const config = JSON.parse(root.dataset.config);

const storage = createStorage();
const linked = linkedQuestion(config.views, window.location.hash);
seedFirstVisit(storage, linked ?? config.examples[0]);

// GraphiQL compares these by identity on every render: make them once.
const fetcher = createFetcher(config.endpoint);
const plugins = [DOC_EXPLORER_PLUGIN, HISTORY_PLUGIN];
if (config.examples.length > 0) {
  plugins.push(examplesPlugin(config.examples));
}

// GraphiQL 4 forgets which panel was open. A first visitor sees the examples;
// one who closed them, or opened the documentation, finds it so again.
const PANEL = 'panel';
const panel = storage.getItem(PANEL) ?? EXAMPLES;
const initialPlugin = plugins.find(plugin => plugin.title === panel) ?? null;

function rememberPanel(plugin) {
  try {
    storage.setItem(PANEL, plugin?.title ?? '');
  } catch {
    // Storage is full: not worth a word to the person.
  }
}

/**
 * Gate renders its children one effect late. The interface decides at its
 * first render whether the panel's column is hidden, and the provider chooses
 * the visible panel only in an effect after that: without the gate the panel
 * is chosen but its column stays off screen.
 */
function Gate({ children }) {
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(true), []);
  return open ? children : null;
}

// GraphiQL's own <GraphiQL> is this composition less the gate and the link.
createRoot(root).render(
  <GraphiQLProvider
    fetcher={fetcher}
    storage={storage}
    plugins={plugins}
    referencePlugin={DOC_EXPLORER_PLUGIN}
    visiblePlugin={initialPlugin}
    onTogglePluginVisibility={rememberPanel}
    // A new tab starts empty; GraphiQL's own welcome text would hide the
    // examples from whoever opens one.
    defaultQuery=""
    inputValueDeprecation
    schemaDescription
  >
    <HistoryContextProvider>
      <DocExplorerContextProvider>
        <Gate>
          <GraphiQLInterface
            defaultEditorToolsVisibility="variables"
            // Headers may hold a token: kept over a reload only if asked for.
            showPersistHeadersSettings
          >
            <GraphiQL.Logo>
              {config.title}
              {config.explorer && (
                <a className="explorer-link" href={config.explorer}>
                  Explorer
                </a>
              )}
            </GraphiQL.Logo>
          </GraphiQLInterface>
          {linked && <OpenLinked question={linked} />}
        </Gate>
      </DocExplorerContextProvider>
    </HistoryContextProvider>
  </GraphiQLProvider>,
);
