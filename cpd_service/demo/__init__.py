"""Data for `cpd-service demo`: invented people, real rules, small real attachments; same seed, same data."""
