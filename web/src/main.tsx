import '@fontsource-variable/inter/wght.css';
import './app/tokens.css';
import './app/base.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { retry } from './api/queries';
import { startI18n } from './app/i18n';
import { makeRouter } from './app/router';
import { applyTheme } from './app/theme';

applyTheme();
const queries = new QueryClient({ defaultOptions: { queries: { retry, staleTime: 15_000, refetchOnWindowFocus: true } } });
const router = makeRouter(queries);

// What one person had not sent yet is not left for the next one at this browser.
window.addEventListener('tropa:signed-out', () => void import('./live/unsaved').then((unsaved) => unsaved.forgetUnsaved()));

void startI18n().then(() => {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
});
