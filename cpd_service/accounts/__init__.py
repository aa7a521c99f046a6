"""Who may come in: accounts, passwords, tokens and the scopes that follow from them."""
