"""Writes conform_pm4py.txt: costs of pm4py's alignments (2.7.23.11, in an environment of its own) for random plans.

A plan without concurrency is a Petri net whose places are «after step s»; an optional step has a silent twin.
Standard costs: 10000 for a move on the log or on a visible transition, 1 for a silent one, so cost // 10000 counts
deviations. pm4py is run as a program for its answers; nothing of it is part of this repository.
"""

import random
import sys

import pm4py
from pm4py.algo.conformance.alignments.petri_net import algorithm
from pm4py.objects.log.obj import Event, Trace
from pm4py.objects.petri_net.obj import Marking, PetriNet
from pm4py.objects.petri_net.utils.petri_utils import add_arc_from_to


def net_of(steps, optional, edges, starts, ends):
    net = PetriNet("plan")
    places = {s: PetriNet.Place(f"after {s}") for s in [*steps, "start", "end"]}
    for place in places.values():
        net.places.add(place)

    def transition(name, label, a, b):
        t = PetriNet.Transition(name, label)
        net.transitions.add(t)
        add_arc_from_to(places[a], t, net)
        add_arc_from_to(t, places[b], net)

    for a, b in [("start", s) for s in starts] + edges:
        transition(f"{a}>{b}", b, a, b)
        if b in optional:
            transition(f"{a}>{b} silent", None, a, b)
    for s in ends:
        transition(f"{s}>end", None, s, "end")
    return net, Marking({places["start"]: 1}), Marking({places["end"]: 1})


def main():
    random.seed(20)
    lines = []
    for _ in range(60):
        n = random.randint(2, 6)
        steps = list("abcdef"[:n])
        optional = {s for s in steps if random.random() < 0.25}
        edges = [(steps[i], steps[i + 1]) for i in range(n - 1)]
        for _ in range(random.randint(0, 4)):
            edge = (random.choice(steps), random.choice(steps))
            if edge not in edges:
                edges.append(edge)
        starts = sorted({steps[0], random.choice(steps)} if random.random() < 0.3 else {steps[0]})
        ends = sorted({steps[-1], random.choice(steps)} if random.random() < 0.3 else {steps[-1]})
        net = net_of(steps, optional, edges, starts, ends)
        for _ in range(5):
            row = [random.choice(steps + ["x"]) for _ in range(random.randint(1, 8))]
            trace = Trace([Event({"concept:name": name}) for name in row])
            answer = algorithm.apply(trace, *net, variant=algorithm.Variants.VERSION_STATE_EQUATION_A_STAR)
            named = " ".join(s + "?" if s in optional else s for s in steps)
            drawn = [f">{s}" for s in starts] + [f"{a}>{b}" for a, b in edges] + [f"{s}>" for s in ends]
            lines.append(f"{named} | {' '.join(drawn)} | {' '.join(row)} | {answer['cost'] // 10000}")
    with open(sys.argv[1], "w") as file:
        file.write(f"# steps | edges | journey | cost, by pm4py {pm4py.__version__}\n")
        file.write("\n".join(lines) + "\n")


main()
