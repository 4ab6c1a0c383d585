"""A team beside its baselines: comparisons, trends, all teams at once, ethnicity and inspection ratings."""
