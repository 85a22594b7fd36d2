export default {
  grid: {
    foldedSteps_one: '{{count}} шаг, свёрнуто',
    foldedSteps_few: '{{count}} шага, свёрнуто',
    foldedSteps_many: '{{count}} шагов, свёрнуто',
    foldedSteps_other: '{{count}} шага, свёрнуто',
  },
};
