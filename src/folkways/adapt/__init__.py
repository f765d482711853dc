"""Bringing a model closer to a people: by words and by training."""
