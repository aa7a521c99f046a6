"""The 学时证明: issued from the service's own records, drawn as a PDF, the same bytes for the same certificate."""
