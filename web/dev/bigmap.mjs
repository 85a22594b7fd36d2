// A map of 100 steps × 30 lanes with 6,000 cards, sent to a running server, to see how the map page bears it:
// node dev/bigmap.mjs http://127.0.0.1:7117 [STEPS LANES CARDS]

const [address, steps = '100', lanes = '30', cards = '6000'] = process.argv.slice(2);
if (!address) throw new Error('usage: node dev/bigmap.mjs ADDRESS [STEPS LANES CARDS]');

const roles = [
  'actions', 'touchpoints', 'channels', 'content', 'thoughts', 'feelings', 'needs', 'expectations', 'pains', 'delights', 'moments_of_truth', 'quotes',
  'questions', 'kpis', 'opportunities', 'ideas', 'action_items', 'owner', 'front_stage', 'back_stage', 'support', 'text',
];
const both = (en, ru) => ({ en, ru });
// Always the same map: a plain linear congruential generator.
let seed = 7;
const next = (below) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;

function makeMap(stepCount, laneCount, cardCount) {
  const perStage = 10;
  const stages = Array.from({ length: Math.ceil(stepCount / perStage) }, (_, s) => ({
    id: `stage_${s}`,
    name: both(`Stage ${s + 1}`, `Этап ${s + 1}`),
    steps: Array.from({ length: Math.min(perStage, stepCount - s * perStage) }, (_, i) => {
      const n = s * perStage + i + 1;
      return { id: `step_${n}`, name: both(`Step ${n}: waits for an answer`, `Шаг ${n}: ждёт ответа`), main: n % 3 !== 0 };
    }),
  }));
  const laneList = Array.from({ length: laneCount }, (_, i) => ({ id: `lane_${i}`, role: roles[i % roles.length], name: both(`Lane ${i + 1}`, `Дорожка ${i + 1}`) }));
  const plain = laneList.filter((lane) => lane.role !== 'feelings');
  const cardList = laneList.filter((lane) => lane.role === 'feelings').flatMap((lane) =>
    Array.from({ length: stepCount }, (_, i) => ({ id: `f_${lane.id}_${i}`, lane: lane.id, at: `step_${i + 1}`, text: {}, feeling: { value: next(5) - 2 }, state: 'assumption' })),
  );
  while (cardList.length < cardCount) {
    const n = cardList.length;
    cardList.push({
      id: `card_${n}`,
      lane: plain[n % plain.length].id,
      at: `step_${(Math.floor(n / plain.length) % stepCount) + 1}`,
      text: both(`Card ${n}: ${'people ask what comes next '.repeat(1 + next(3))}`.trim(), `Карточка ${n}: ${'люди спрашивают, что дальше '.repeat(1 + next(3))}`.trim()),
      state: n % 5 ? 'assumption' : 'single_voice',
    });
  }
  return { format: 'tropa.map', version: 1, id: 'big', title: both('A big map', 'Большая карта'), kind: 'customer', state: 'as_is', stages, lanes: laneList, cards: cardList };
}

const map = makeMap(Number(steps), Number(lanes), Number(cards));
const reply = await fetch(`${address}/api/v1/maps/big`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(map) });
process.stdout.write(`${reply.status} ${await reply.text()}\n`);
