export default {
  grid: {
    foldedSteps_one: '{{count}} step, folded',
    foldedSteps_other: '{{count}} steps, folded',
  },
};
