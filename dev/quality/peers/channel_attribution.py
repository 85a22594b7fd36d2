"""What another implementation gives for a table of paths: the Python package ChannelAttribution (PyPI).

    python channel_attribution.py PATHS.csv.gz

Prints one line per channel: channel, first, last, linear, markov (order 1), removal effect. Its Markov model walks at
random until repetitions differ by less than 1 %, so it comes near the exact numbers and does not reach them.
"""

import contextlib
import os
import sys

import pandas as pd

with open(os.devnull, "w") as quiet, contextlib.redirect_stdout(quiet):
    from ChannelAttribution import heuristic_models, markov_model

    paths = pd.read_csv(sys.argv[1])
    columns = dict(var_path="path", var_conv="total_conversions", flg_pro=False)
    rules = heuristic_models(paths, **columns)
    chain = markov_model(
        paths,
        var_null="total_null",
        order=1,
        nsim_start=2_000_000,
        max_step=10_000,
        conv_par=0.01,
        seed=1,
        out_more=True,
        verbose=False,
        **columns,
    )

found = rules.merge(chain["result"], on="channel_name").merge(chain["removal_effects"], on="channel_name")
found.columns = ["channel", "first", "last", "linear", "markov"] + list(found.columns[5:])
print(found.sort_values("channel").to_csv(index=False, header=False), end="")
