"""The log of an exercise: commands, entries and texts, kept in memory or in SQLite.

    contract.Log           what every log promises; Batch and CommandRow are what is appended, Conflict and Full what goes wrong
    memory.MemoryLog()     for trial runs and tests
    sqlite.SqliteLog(path) for a server: one file of its own
    codec                  records to JSON and back; older rows are lifted to the present shape

Only `palermo.conduct` appends.
"""
