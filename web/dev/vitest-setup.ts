import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// Whole pages in jsdom take their time on a busy machine; nothing waits longer than it must.
configure({ asyncUtilTimeout: 10_000 });
afterEach(cleanup);
