"""The one door into a running exercise: submit, the ticker and the folded states."""
