"""The engine: pure, deterministic, and the product. Everything else carries its inputs and outputs about.

initial(scenario)                      the state before the first entry
happen(scenario, state, asked)         the entries a command causes (it never refuses), and the state after them
allowed(scenario, view, own, command)  None, or Refused: judged from what the seat can see
next_due(scenario, state, t)           the first exercise second after t at which something may happen by itself
advance(scenario, state, to)           the entries of what happens by itself at that second, and the state after them
apply(scenario, state, entry)          the state after one entry; total
view(scenario, known), control_view(scenario, state), own(scenario, state, seat)
now(state, wall)                       the exercise second at a UTC second
"""
