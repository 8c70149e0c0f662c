"""The recogniser: from an article to the place names it mentions."""
