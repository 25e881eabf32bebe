"""Which states are stable: each solution concept for single decision makers, for coalitions, for two who look ahead."""
