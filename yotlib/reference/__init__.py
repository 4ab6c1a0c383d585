"""What the words mean: areas, measures, periods, notes, errors, and where the suite's folders lie."""
