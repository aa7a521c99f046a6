"""Studying without a screen: what there is to study, what is played, media that are on this machine."""
