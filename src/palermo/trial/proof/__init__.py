"""The cooperation proof: what a coalition of teams cannot do, what it can, and how early.

*Impossible* is what the monotone closure of `scenario/closure.py` does not reach, even with time to spare and no resource running
out. *Possible* is what a witness run brought about: teams of bots in the coalition play, all others do nothing, and the engine
plays the run's commands again to the same end. The rest is *not shown*.
"""

from palermo.trial.proof.proofs import problems, prove, told

__all__ = ["problems", "prove", "told"]
