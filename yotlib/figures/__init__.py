"""The tidy table: loaded and checked, chosen from by release, and what follows from published figures."""
