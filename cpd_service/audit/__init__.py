"""The audit trail: what was done by whom, chained so that a change or a gap is found (docs/decisions/0071)."""
