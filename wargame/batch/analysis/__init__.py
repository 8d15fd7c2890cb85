"""What a batch says: differences, robustness, sensitivity, scenarios, search, equilibria."""
