"""How the tables came to be. Migrations import none of the project's models, so that they stay true for ever."""
