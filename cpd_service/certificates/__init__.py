"""The 学时证明: issued from the service's own records, proven, drawn and signed; the keys for it, and its check."""
