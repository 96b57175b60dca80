"""One mutant a law: a small break in the engine that the law must find. Each is a function that breaks it until the test ends."""
