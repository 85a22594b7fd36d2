import { useEffect, useRef, useState } from 'react';

/** Whether the element has come near the window once: what costs something to load waits for that. */
export function useSeen<E extends HTMLElement>() {
  const ref = useRef<E>(null);
  const [seen, setSeen] = useState(typeof IntersectionObserver === 'undefined');
  useEffect(() => {
    const element = ref.current;
    if (seen || !element) return;
    const watch = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true), { rootMargin: '300px' });
    watch.observe(element);
    return () => watch.disconnect();
  }, [seen]);
  return [ref, seen] as const;
}
