"""The one door into a running exercise, and what lives behind it.

submit.Conduct             submit, wake, look; each also without an event loop
decision.Accepted, Moved   its answers, beside the engine's Refused
memo.Packages              packages by digest, stored beside the log
ticker.Ticker              time in a live server
occupants.Occupants        bots and rule occupants, live and in trial runs
archive.export, import_    one exercise in one file
lock.ServerLock            one server on a data folder
"""
