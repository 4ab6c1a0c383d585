"""A team's pack: what it is built from, how it is built, its page and record, and packs for all teams."""
