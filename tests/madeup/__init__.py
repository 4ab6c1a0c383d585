"""Made-up files in the forms publishers use: every number in them is invented, the faults are those of real ones."""
