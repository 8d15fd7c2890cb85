"""The engine: scenarios, turns, the Mesa model, and the runners that are equal to it."""
