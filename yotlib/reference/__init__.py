"""What the words mean: areas, measures, periods, notes and errors; and where the suite's folders are."""
