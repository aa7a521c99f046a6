"""Forms: what a person types, with what is wrong said under the field."""
