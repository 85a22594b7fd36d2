'use strict';
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const [words, evidence] = [read('words'), read('evidence')];
  const sheet = document.querySelector('.sheet');
  const sheets = [...sheet.querySelectorAll('svg')];
  const svg = sheets[0];
  const drawer = document.querySelector('.drawer');
  const body = drawer.querySelector('div');
  const cards = [...sheet.querySelectorAll('.card')];
  const sizes = sheets.map((each) => [each.viewBox.baseVal.width, each.viewBox.baseVal.height]);
  const width = Math.max(...sizes.map((size) => size[0]));
  let zoom = 1;
  let last = null;

  const make = (name, text, kind) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (kind) element.className = kind;
    return element;
  };

  // A card is a button; one of them is in the tab order, arrows move between them.
  const svgName = 'http://www.w3.org/2000/svg';
  const ring = document.createElementNS(svgName, 'rect');
  ring.setAttribute('class', 'ring');
  ring.setAttribute('rx', '6');
  sheets.forEach((each) => each.setAttribute('role', 'group'));
  cards.forEach((card, i) => {
    card.setAttribute('role', 'button');
    card.setAttribute('tabindex', i ? '-1' : '0');
    const title = card.querySelector('title');
    if (title) card.setAttribute('aria-label', title.textContent);
  });
  const place = (card) => {
    const box = card.getBBox();
    ring.setAttribute('x', box.x - 4);
    ring.setAttribute('y', box.y - 4);
    ring.setAttribute('width', box.width + 8);
    ring.setAttribute('height', box.height + 8);
    card.appendChild(ring);
  };
  const go = (from, dx, dy) => {
    const a = from.getBoundingClientRect();
    const [ax, ay] = [a.left + a.width / 2, a.top + a.height / 2];
    let best = null;
    let least = Infinity;
    for (const card of cards) {
      if (card === from) continue;
      const b = card.getBoundingClientRect();
      const [x, y] = [b.left + b.width / 2 - ax, b.top + b.height / 2 - ay];
      const along = x * dx + y * dy;
      if (along < 4) continue;
      const cost = along + 3 * Math.abs(x * dy + y * dx);
      if (cost < least) [best, least] = [card, cost];
    }
    if (!best) return;
    from.setAttribute('tabindex', '-1');
    best.setAttribute('tabindex', '0');
    best.focus();
  };

  const open = (card) => {
    const told = evidence[card.dataset.card];
    if (!told) return;
    last = card;
    body.replaceChildren(make('p', told.where, 'where'), make('h2', told.text || told.where));
    if (told.value) body.append(make('p', told.value, 'value'));
    for (const fact of told.facts) body.append(make('p', fact));
    body.append(make('p', told.state, 'state'));
    if (!told.evidence.length) body.append(make('p', words.none));
    for (const item of told.evidence) {
      const list = make('dl');
      for (const [name, text, code] of item) {
        list.append(make('dt', name));
        const field = make('dd');
        field.append(code ? make('pre', text) : document.createTextNode(text));
        list.append(field);
      }
      body.append(list);
    }
    drawer.hidden = false;
    drawer.querySelector('.close').focus();
  };
  const close = () => {
    drawer.hidden = true;
    if (last) last.focus();
  };

  sheet.addEventListener('click', (event) => {
    const card = event.target.closest('.card');
    if (card) open(card);
  });
  sheet.addEventListener('focusin', (event) => {
    const card = event.target.closest('.card');
    if (card) place(card);
  });
  sheet.addEventListener('focusout', () => ring.remove());
  sheet.addEventListener('keydown', (event) => {
    const card = event.target.closest('.card');
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!card) return;
    if (way) go(card, ...way);
    else if (event.key === 'Enter' || event.key === ' ') open(card);
    else return;
    event.preventDefault();
  });
  drawer.querySelector('.close').addEventListener('click', close);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !drawer.hidden) close();
  });

  // Stages and lane names stay in sight while the map is scrolled.
  const layer = (name, margin) => {
    const group = svg.querySelector('.layer-' + name);
    if (!group || !group.childNodes.length) return { show() {} };
    svg.appendChild(group);
    const box = group.getBBox();
    const ground = document.createElementNS(svgName, 'rect');
    ground.setAttribute('fill', words.paper);
    const across = name === 'head';
    ground.setAttribute('x', across ? 0 : 0);
    ground.setAttribute('y', box.y - margin);
    ground.setAttribute('width', across ? width : box.x + box.width + 12);
    ground.setAttribute('height', box.height + 2 * margin);
    return {
      show(x, y) {
        const [dx, dy] = across ? [0, Math.max(0, y - box.y + margin)] : [Math.max(0, x - box.x + 16), 0];
        const shift = across ? dy : dx;
        if (shift && !ground.parentNode) group.prepend(ground);
        if (!shift) ground.remove();
        if (!across) ground.setAttribute('x', box.x - 16);
        if (!across) ground.setAttribute('width', box.width + 28);
        group.setAttribute('transform', `translate(${dx} ${dy})`);
      },
    };
  };
  const layers = sheets.length > 1 ? [] : [layer('rail', 12), layer('head', 4)];

  // Lanes fold away: what stands below them moves up. One persona stands in the foreground, the others fade.
  const filter = document.querySelector('.filter form');
  const rows = sheets.length > 1 ? [] : [...svg.querySelectorAll('[data-row]')];
  const fold = () => {
    const shown = new Set([...filter.querySelectorAll('[name=lane]:checked')].map((box) => box.value));
    const offered = new Set([...filter.querySelectorAll('[name=lane]')].map((box) => box.value));
    const hidden = (lane) => offered.has(lane) && !shown.has(lane);
    // By their place on the sheet: the row of a lane and its name on the rail stand at the same height.
    const gone = [];
    for (const row of rows) {
      const lane = row.dataset.row;
      if (!hidden(lane)) continue;
      if (!gone.some((each) => each.lane === lane)) gone.push({ lane, top: Number(row.dataset.top), height: Number(row.dataset.height) });
    }
    for (const row of rows) {
      const away = hidden(row.dataset.row);
      row.style.display = away ? 'none' : '';
      const up = gone.reduce((sum, each) => sum + (each.top < Number(row.dataset.top) ? each.height : 0), 0);
      if (up) row.setAttribute('transform', `translate(0 ${-up})`);
      else row.removeAttribute('transform');
    }
    const less = gone.reduce((sum, each) => sum + each.height, 0);
    const height = sizes[0].full - less;
    sizes[0][1] = height;
    svg.setAttribute('viewBox', `0 0 ${sizes[0][0]} ${height}`);
    set(zoom);
  };
  const focus = () => {
    const chosen = filter.querySelector('[name=persona]:checked');
    const persona = chosen ? chosen.value : '';
    const speaks = (ids) => !persona || !ids.length || ids.includes(persona);
    for (const card of cards) {
      const told = evidence[card.dataset.card];
      card.classList.toggle('aside', Boolean(told) && !speaks(told.personas));
    }
    for (const part of sheet.querySelectorAll('[data-persona]')) {
      part.classList.toggle('aside', !speaks([part.dataset.persona]));
    }
  };
  if (filter) {
    sizes.forEach((size) => (size.full = size[1]));
    filter.addEventListener('change', (event) => (event.target.name === 'lane' ? fold() : focus()));
    filter.addEventListener('submit', (event) => event.preventDefault());
  }
  const follow = () => layers.forEach((each) => each.show(sheet.scrollLeft / zoom, sheet.scrollTop / zoom));
  sheet.addEventListener('scroll', () => requestAnimationFrame(follow), { passive: true });

  const set = (next) => {
    const middle = [(sheet.scrollLeft + sheet.clientWidth / 2) / zoom, (sheet.scrollTop + sheet.clientHeight / 2) / zoom];
    zoom = Math.min(4, Math.max(0.1, next));
    sheets.forEach((each, i) => {
      each.setAttribute('width', sizes[i][0] * zoom);
      each.setAttribute('height', sizes[i][1] * zoom);
    });
    sheet.scrollTo(middle[0] * zoom - sheet.clientWidth / 2, middle[1] * zoom - sheet.clientHeight / 2);
    follow();
  };
  const acts = { in: () => set(zoom * 1.25), out: () => set(zoom / 1.25), one: () => set(1), fit: () => set(sheet.clientWidth / width) };
  for (const button of document.querySelectorAll('.bar [data-act]')) {
    button.addEventListener('click', acts[button.dataset.act]);
  }
})();
