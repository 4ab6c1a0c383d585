"""The tidy table of figures: loading, checking, choosing by release, and working out what is not printed."""
