"""Views turned into regions of HTML, and the sentences of refusals."""
