"""The state of the world, and the luck that moves it."""
