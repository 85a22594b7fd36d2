import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { callFile } from '../../api/client';

/** Hands a file to the browser under a name. */
export function save(file: Blob, name: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has taken hold of it by then; at once would be too early for some.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Fetches a file that takes a while to draw, tells how far it is, can be stopped, and says why it failed. */
export function useDownload() {
  const [received, setReceived] = useState(0);
  const stopper = useRef<AbortController | null>(null);
  const work = useMutation({
    mutationFn: async ({ address, name }: { address: string; name: string }) => {
      setReceived(0);
      stopper.current = new AbortController();
      save(await callFile(address, stopper.current.signal, setReceived), name);
      return name;
    },
  });
  const stopped = work.error instanceof DOMException && work.error.name === 'AbortError';
  return {
    start: work.mutate,
    stop: () => stopper.current?.abort(),
    running: work.isPending,
    received,
    error: stopped ? null : work.error,
    saved: work.data,
    forget: work.reset,
  };
}
