"""The `yot` command, and what it prints."""
