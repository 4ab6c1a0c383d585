"""Make up files in the forms publishers use: every number is invented, the faults are those of real files."""
