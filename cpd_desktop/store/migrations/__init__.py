"""The schema's history. A migration imports nothing of the project: it must do the same in ten years."""
