"""What is worked out for a team: comparisons, trends, all teams at once, ethnicity and inspection ratings."""
