"""What the service keeps: tables, transactions, the writer that everyone writes through, and reads with a scope."""
