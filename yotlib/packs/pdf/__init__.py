"""Set the first sheet of a team's page as one printed A4 page: a tagged PDF, drawn from the record alone."""
