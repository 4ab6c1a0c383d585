"""Readers written from descriptions of their files, which have not met a real one; what they give says so."""
