'use strict';
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const [words, seconds] = [read('words'), read('seconds')];
  const frames = [...document.querySelectorAll('.sheet > svg')];
  const [back, play, on] = ['back', 'play', 'on'].map((name) => document.querySelector(`[data-walk=${name}]`));
  const place = document.querySelector('.player input');
  const told = document.querySelector('.player output');
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  let now = 0;
  let timer = null;
  place.max = frames.length - 1;

  const token = (frame) => frame.querySelector('.layer-token');
  const middle = (group) => {
    const box = group.getBBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  // The mark of the new frame starts where that of the old one stands and goes to its own place.
  const follow = (from, to) => {
    const [a, b] = [token(from), token(to)];
    if (!a || !b || still.matches) return;
    const [[ax, ay], [bx, by]] = [middle(a), middle(b)];
    b.style.transition = 'none';
    b.style.transform = `translate(${ax - bx}px, ${ay - by}px)`;
    b.getBoundingClientRect();
    b.style.transition = '';
    b.style.transform = '';
  };
  const show = (next) => {
    next = Math.max(0, Math.min(frames.length - 1, next));
    const from = frames[now];
    const to = frames[next];
    frames.forEach((frame) => {
      frame.classList.toggle('now', frame === to);
      frame.setAttribute('aria-hidden', String(frame !== to));
    });
    if (next !== now) follow(from, to);
    now = next;
    place.value = now;
    place.setAttribute('aria-valuetext', frames[now].querySelector('title').textContent);
    told.textContent = `${now + 1} / ${frames.length}`;
    back.disabled = now === 0;
    on.disabled = now === frames.length - 1;
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (now === frames.length - 1) return stop();
      show(now + 1);
      wait();
    }, seconds[now] * 1000);
  };
  const stop = () => {
    clearTimeout(timer);
    timer = null;
    play.textContent = words.play;
  };
  const go = () => {
    if (now === frames.length - 1) show(0);
    play.textContent = words.pause;
    wait();
  };
  const turn = (by) => {
    show(now + by);
    if (timer) wait();
  };
  play.addEventListener('click', () => (timer ? stop() : go()));
  back.addEventListener('click', () => turn(-1));
  on.addEventListener('click', () => turn(1));
  place.addEventListener('input', () => {
    show(Number(place.value));
    if (timer) wait();
  });
  document.addEventListener('keydown', (event) => {
    const inside = event.target.closest && event.target.closest('.drawer, input, .card');
    if (inside || event.ctrlKey || event.metaKey || event.altKey) return;
    const acts = { ArrowRight: () => turn(1), PageDown: () => turn(1), ArrowLeft: () => turn(-1), PageUp: () => turn(-1), Home: () => turn(-frames.length), End: () => turn(frames.length) };
    if (event.key === ' ' && event.target.tagName !== 'BUTTON') (timer ? stop : go)();
    else if (acts[event.key]) acts[event.key]();
    else return;
    event.preventDefault();
  });
  // Reading a card's evidence takes the time it takes.
  new MutationObserver(() => {
    if (!document.querySelector('.drawer').hidden) stop();
  }).observe(document.querySelector('.drawer'), { attributes: true, attributeFilter: ['hidden'] });
  stop();
  show(0);
})();
